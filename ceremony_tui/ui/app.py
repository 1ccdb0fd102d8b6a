"""The operator's console: gate, run of show and pledge, one key apart."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from ceremony_tui.core.rules import has_begun
from ceremony_tui.desk import Desk
from ceremony_tui.ui.joining import Joining
from ceremony_tui.ui.lock import Lock
from ceremony_tui.ui.screens.check import CheckScreen
from ceremony_tui.ui.screens.gate import GateScreen
from ceremony_tui.ui.screens.help import HelpScreen
from ceremony_tui.ui.screens.laptops import LaptopsScreen
from ceremony_tui.ui.screens.leave import LeaveScreen
from ceremony_tui.ui.screens.officials import OfficialsScreen
from ceremony_tui.ui.screens.papers import PapersScreen
from ceremony_tui.ui.screens.people import PeopleScreen
from ceremony_tui.ui.screens.pledge import PledgeScreen
from ceremony_tui.ui.screens.prompt import PromptScreen
from ceremony_tui.ui.screens.restart import RestartScreen
from ceremony_tui.ui.screens.rundown import RundownScreen
from ceremony_tui.ui.screens.sheets import SheetsScreen
from ceremony_tui.ui.screens.signing import SigningScreen
from ceremony_tui.ui.screens.trial import TrialScreen
from ceremony_tui.ui.themes import change, dress
from ceremony_tui.words import Words

TWICE = 3.0  # seconds within which a key that asks once more is meant


class Console(Joining):
    """Each mode is a screen that goes on living while another is looked at."""

    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "gate": GateScreen,
        "rundown": RundownScreen,
        "officials": OfficialsScreen,
        "signing": SigningScreen,
        "pledge": PledgeScreen,
        "people": PeopleScreen,
        "papers": PapersScreen,
        "trial": TrialScreen,
        "check": CheckScreen,
        "laptops": LaptopsScreen,
        "sheets": SheetsScreen,
    }
    DEFAULT_MODE = "gate"
    # Textual declares these two without ClassVar.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-tiny"),
        (10, "-low"),
        (18, "-small"),
        (24, "-usual"),
        (40, "-tall"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "key.help", key_display="?"),
        Binding("f2", "go('gate')", "key.gate", key_display="F2", priority=True),
        Binding("f3", "go('rundown')", "key.rundown", key_display="F3", priority=True),
        Binding("f4", "go('pledge')", "key.pledge", key_display="F4", priority=True),
        Binding("f5", "go('people')", "key.people", key_display="F5", priority=True),
        Binding("f6", "go('papers')", "key.papers", key_display="F6", priority=True),
        Binding("f7", "go('trial')", "key.trial", key_display="F7", priority=True),
        Binding("f8", "lock", "key.lock", key_display="F8", priority=True),
        Binding("f9", "theme", "key.theme", key_display="F9", priority=True),
        Binding("f10", "go('laptops')", "key.laptops", key_display="F10", priority=True),
        Binding("f12", "quiet", "key.quiet", key_display="F12", priority=True, show=False),
        Binding("ctrl+q", "leave", "key.leave", priority=True, show=False),
        Binding("ctrl+c", "nothing", show=False, priority=True),  # a scanner's 0x03
    ]

    def __init__(
        self, desk: Desk, words: Words, *, theme: str = "dark", speaking: bool = False
    ) -> None:
        """`speaking`: through the speaker, if it can; the bell needs no asking."""
        super().__init__(desk, words)
        self._speaking = speaking
        self.lock = Lock(desk)
        self._asked_for_people = float("-inf")
        dress(self, theme)

    def on_mount(self) -> None:
        if self._speaking:
            self.chime.use_speaker(
                lambda: self.notify(self.words("sound.gone"), timeout=3, markup=False)
            )
        self._show_lock()
        self.set_interval(1, self._show_lock)

    @property
    def ceremony_is_on(self) -> bool:
        return self.desk.ceremony.stage is not None

    @classmethod
    def keyed(cls) -> list[type[DOMNode]]:
        return [
            cls,
            GateScreen,
            RundownScreen,
            OfficialsScreen,
            SigningScreen,
            PledgeScreen,
            PeopleScreen,
            PapersScreen,
            TrialScreen,
            LaptopsScreen,
        ]

    def action_go(self, mode: str) -> None:
        """To another screen; a page or a question that lay over this one is closed.

        A clicker's start button sends F5: while it leads the stage, that key asks once more.
        """
        if mode == "people" and self.current_mode == "pledge" and self.ceremony_is_on:
            at, before = events.Event().time, self._asked_for_people
            self._asked_for_people = at
            if at - before > TWICE:
                self.notify(self.words("pledge.once-more"), timeout=TWICE, markup=False)
                return
        super().action_go(mode)

    def action_help(self) -> None:
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_podium(self) -> None:
        """What the speaker is told, and how the speech runs."""
        if not isinstance(self.screen, PromptScreen):
            self.push_screen(PromptScreen())

    def action_restart(self) -> None:
        """Asks, if there is anything to set aside."""
        if not has_begun(self.desk.ceremony):
            self.notify(self.words("rehearsal.nothing"), timeout=4, markup=False)
        elif not isinstance(self.screen, RestartScreen):
            self.push_screen(RestartScreen())

    def action_leave(self) -> None:
        if not isinstance(self.screen, LeaveScreen):
            self.push_screen(LeaveScreen(), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.exit()

    def action_theme(self) -> None:
        change(self)

    def action_quiet(self) -> None:
        self.chime.quiet = not self.chime.quiet
        told = "sound.off" if self.chime.quiet else "sound.on"
        self.notify(self.words(told), timeout=4, markup=False)

    def action_lock(self) -> None:
        """Shows the gate, where nothing is to be read that the queue may not see."""
        self.action_go("gate")
        self.ask(self.lock.shut)
        self._show_lock()

    def keeps(self, event: events.Event) -> bool:
        if not self.lock.is_on:
            return False
        if isinstance(event, events.Key):
            key = event
            self.ask(lambda: self.lock.press(key.key, key.character, key.time), again=False)
            self._show_lock()
        return True

    def take_back(self, keys: int) -> None:
        self.lock.take_back(keys)

    def scanned(self, text: str, *, typed: bool = False) -> None:
        """The PIN is no scan, however fast it was typed and into whatever line."""
        at = events.Event().time
        if not self.ask(lambda: self.lock.is_pin(text, at), again=False):
            super().scanned(text, typed=typed)
            if isinstance(self.screen, SigningScreen) and not self.failure:
                self.sign_by_badge(text)
        self._show_lock()

    def _show_lock(self) -> None:
        self.asked = self.lock.told(self.words, events.Event().time)
