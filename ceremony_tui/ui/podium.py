"""The speaker's window at the podium: a prompter that a clicker can lead, and a stopwatch."""

from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ceremony_tui.core.displays import Report
from ceremony_tui.core.rules import decide_pace, decide_run, decide_scroll
from ceremony_tui.core.text.speech import lines_of, standing
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.shown.podium import podium
from ceremony_tui.ui.brush import brushes, depth_of
from ceremony_tui.ui.clicker import DEBOUNCE
from ceremony_tui.ui.following import Following
from ceremony_tui.ui.themes import change, dress
from ceremony_tui.ui.widgets.prompter import Prompter
from ceremony_tui.words import Words

TICK = 0.25  # seconds between looks at the clock, for a text that runs
REPORTS = 1.0  # seconds between two words to the operator
NAME = "podium"
LONGEST = 100_000  # lines: no speech has so many


class PodiumWindow(Following):
    """Where a speech is on, its keys are the speaker's; elsewhere they are those of the display.

    A clicker has two buttons and a third for a dark screen. The first two turn a page while the
    text stands, and correct by one line while it runs; the other undoes what one of them did. The
    third starts and stops.
    """

    CSS_PATH = "podium.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "turn(1)"),
        Binding("pageup", "turn(-1)"),
        Binding("right", "line(1)"),
        Binding("left", "line(-1)"),
        Binding("space", "start('cue')"),
        Binding("b,full_stop", "start('blank')"),
        Binding("up", "pace(1)"),
        Binding("down", "pace(-1)"),
        Binding("home", "to_top"),
        Binding("f9", "theme"),
        Binding("ctrl+q", "quit", priority=True),
        Binding("ctrl+c", "nothing", priority=True),
    ]

    def __init__(self, desk: Desk, words: Words, *, theme: str = "dark") -> None:
        super().__init__(desk, words)
        self._pressed = 0, float("-inf")
        self._room: tuple[int, int] | None = None
        self._resized: datetime | None = None
        self.prompter = Prompter()
        dress(self, theme)

    def compose(self) -> ComposeResult:
        yield self.prompter

    def on_mount(self) -> None:
        self.prompter.brush = brushes(depth_of(self))[0]
        self.watch(self, "ceremony", self._show)
        self.set_interval(TICK, self._show)
        self.set_interval(REPORTS, self._report)

    def on_unmount(self) -> None:
        with suppress(CeremonyError):
            self.desk.drop_report(NAME)

    def on_resize(self, event: events.Resize) -> None:
        if self._room not in (None, event.size):
            self._resized = self.desk.now()
        self._room = event.size

    def _show(self) -> None:
        self.prompter.show(podium(self.desk.ceremony, self.words, self.desk.now()), self.words)

    def _report(self) -> None:
        calls = self.desk.ceremony.calls
        with suppress(CeremonyError):
            self.desk.report(
                Report(
                    NAME,
                    self.desk.now(),
                    *self.size,
                    entry=calls[-1].id if calls else "",
                    resized=self._resized,
                    podium=True,
                )
            )

    @property
    def _reads(self) -> bool:
        """Whether there is a speech to read."""
        stage = self.desk.ceremony.stage
        return bool(stage and lines_of(stage))

    def action_turn(self, step: int) -> None:
        """A clicker's press."""
        if not self._reads:
            self.action_cue(step)
            return
        at = events.Event().time
        (last, last_at), self._pressed = self._pressed, (step, at)
        if step == last and at - last_at < DEBOUNCE:
            return  # a button that bounces, or is held, is one press
        here = standing(self.desk.ceremony, self.desk.now())
        page = self.prompter.page if here and here.paused else 1
        self.prompt(decide_scroll, step * page)

    def action_line(self, step: int) -> None:
        if self._reads:
            self.prompt(decide_scroll, step)
        else:
            self.action_cue(step)

    def action_start(self, elsewhere: str) -> None:
        if self._reads:
            self.prompt(decide_run)
        elif elsewhere == "cue":
            self.action_cue(1)
        else:
            self.action_cover(elsewhere)

    def action_pace(self, step: int) -> None:
        self.prompt(decide_pace, float(step))

    def action_to_top(self) -> None:
        self.prompt(decide_scroll, -LONGEST)

    def action_theme(self) -> None:
        change(self)
        self._show()
