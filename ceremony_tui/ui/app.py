"""The operator's console: gate, run of show and pledge, one key apart."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from ceremony_tui.ui.office import Office
from ceremony_tui.ui.screens.gate import GateScreen
from ceremony_tui.ui.screens.help import HelpScreen
from ceremony_tui.ui.screens.leave import LeaveScreen
from ceremony_tui.ui.screens.papers import PapersScreen
from ceremony_tui.ui.screens.people import PeopleScreen
from ceremony_tui.ui.screens.pledge import PledgeScreen
from ceremony_tui.ui.screens.rundown import RundownScreen
from ceremony_tui.ui.screens.trial import TrialScreen


class Console(Office):
    """Each mode is a screen that goes on living while another is looked at."""

    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "gate": GateScreen,
        "rundown": RundownScreen,
        "pledge": PledgeScreen,
        "people": PeopleScreen,
        "papers": PapersScreen,
        "trial": TrialScreen,
    }
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    DEFAULT_MODE = "gate"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "go('gate')", "key.gate", key_display="F2", priority=True),
        Binding("f3", "go('rundown')", "key.rundown", key_display="F3", priority=True),
        Binding("f4", "go('pledge')", "key.pledge", key_display="F4", priority=True),
        Binding("f5", "go('people')", "key.people", key_display="F5", priority=True),
        Binding("f6", "go('papers')", "key.papers", key_display="F6", priority=True),
        Binding("f7", "go('trial')", "key.trial", key_display="F7", priority=True),
        Binding("question_mark", "help", "key.help", key_display="?"),
        Binding("ctrl+q", "leave", "key.leave", priority=True, show=False),
        Binding("ctrl+c", "nothing", show=False, priority=True),  # a scanner's 0x03
    ]

    @classmethod
    def keyed(cls) -> list[type[DOMNode]]:
        return [
            cls,
            GateScreen,
            RundownScreen,
            PledgeScreen,
            PeopleScreen,
            PapersScreen,
            TrialScreen,
        ]

    def action_go(self, mode: str) -> None:
        """To another screen; a page or a question that lay over this one is closed."""
        while isinstance(self.screen, ModalScreen):
            self.pop_screen()
        self.clear_notifications()
        self.switch_mode(mode)

    def action_help(self) -> None:
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_leave(self) -> None:
        if not isinstance(self.screen, LeaveScreen):
            self.push_screen(LeaveScreen(), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.exit()
