"""The audience display: its own small app in a second window. It follows the ceremony's file."""

from collections import deque
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from secrets import token_hex
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.timer import Timer

from ceremony_tui.core.displays import Report
from ceremony_tui.core.script import Kind
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.letters.typeface import OWN, Face
from ceremony_tui.shown.wall import Sight, of_cue, sight
from ceremony_tui.ui.brush import brushes, depth_of, take_up
from ceremony_tui.ui.following import Following
from ceremony_tui.ui.kept import keep, kept
from ceremony_tui.ui.screens.pledge import CUE_KEYS
from ceremony_tui.ui.screens.testcard import CardScreen
from ceremony_tui.ui.widgets.testcard import Card
from ceremony_tui.ui.widgets.wall import Wall, capital
from ceremony_tui.words import Words

METRES = "wall.json"
TICK = 0.25  # seconds between looks at the clock
NAMED = 2.0  # seconds for which the wall says how its letters are drawn
PATIENT = 10  # seconds without a report after one that could not be written


class Display(Following):
    """Takes the clicker's keys too, and records a scan that was typed into the wrong window."""

    CSS_PATH = "display.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *CUE_KEYS,
        Binding("l", "letters", "key.letters"),
        Binding("k", "card", "key.card"),
        Binding("ctrl+q", "quit", "key.close", key_display="Ctrl+Q", priority=True),
        Binding("ctrl+c", "nothing", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, words: Words, face: Face = OWN, *, card: bool = False) -> None:
        """`card`: opens with the test card."""
        super().__init__(desk, words)
        self.wall = Wall(face)
        self._face = face
        self._card = card
        self._brushes = deque(brushes(depth_of(self)))
        self._named = ""  # how letters are drawn, while the wall says so
        self._naming: Timer | None = None
        self._id = token_hex(8)
        self._shown = ""  # the call that is painted
        self._metres = kept(METRES, float) or 0.0
        self._room: tuple[int, int] | None = None
        self._resized: datetime | None = None
        self._opened = desk.now()
        self._hushed = 0  # seconds until the next report

    def compose(self) -> ComposeResult:
        yield self.wall

    def on_mount(self) -> None:
        self.wall.use(self._brushes[0])
        self.watch(self, "ceremony", self._show)
        self.watch(self, "hub", self._show_card, init=False)
        self.set_interval(TICK, self._show)  # what only the clock changes: a countdown, a welcome
        self.set_interval(1, self._tick)
        if self._card:
            self.action_card()

    def _tick(self) -> None:
        """A word to the operator."""
        self._hushed = max(0, self._hushed - 1)
        self._tell()

    @property
    def _sight(self) -> Sight:
        return sight(self.desk.ceremony, self.words, self.desk.now())

    @property
    def _called(self) -> str:
        calls = self.desk.ceremony.calls
        return calls[-1].id if calls else ""

    def _show(self) -> None:
        seen, called = self._sight, self._called
        self.wall.show(replace(seen, progress=self._named or seen.progress))
        if called != self._shown:
            self._leave_card()  # whoever calls wants the wall
            self._shown = called
            self.wall.call_after_refresh(self._tell)
            self._prepare()

    def _prepare(self) -> None:
        """The cues of this stage, so that each is ready when it is called."""
        ceremony, now = self.desk.ceremony, self.desk.ceremony.now
        stages = ceremony.script.stages
        if now and now.stage < len(stages):
            cues = range(len(stages[now.stage].cues))
            self.wall.prepare(of_cue(ceremony, self.words, now.stage, at) for at in cues)

    def on_resize(self, event: events.Resize) -> None:
        if self._room not in (None, event.size):
            self._resized = self.desk.now()
        self._room = event.size
        self._prepare()
        self.wall.call_after_refresh(self._tell)

    def action_letters(self) -> None:
        """Draws in the next way, and says for a moment which it is."""
        self._brushes.rotate(-1)
        take_up(self, self._brushes[0])
        self._named = self.words(self._brushes[0].name)
        self.wall.use(self._brushes[0])
        self._show()
        self._prepare()
        self._tell()
        if self._naming is not None:
            self._naming.stop()
        self._naming = self.set_timer(NAMED, self._stop_naming)

    def _stop_naming(self) -> None:
        self._named = ""
        self._show()

    # --- What the operator is told ------------------------------------------------------------

    @property
    def _report(self) -> Report:
        seen, brush = self._sight, self._brushes[0]
        columns, rows = self.size
        return Report(
            self._id,
            self.desk.now(),
            columns,
            rows,
            entry="" if self._has_card else self._shown,
            capital=capital(seen, columns, rows, brush, self._face),
            letters=brush.name,
            metres=self._metres,
            resized=self._resized,
            opened=self._opened,
        )

    def _tell(self) -> None:
        """A file that cannot be written now is the console's worry: the wall goes on."""
        if not self._hushed:
            try:
                self.desk.report(self._report)
            except CeremonyError:
                self._hushed = PATIENT  # each try may wait for a disk, and with it the wall

    def on_unmount(self) -> None:
        with suppress(CeremonyError):
            self.desk.drop_report(self._id)

    # --- The test card ------------------------------------------------------------------------

    @property
    def _has_card(self) -> bool:
        return isinstance(self.screen, CardScreen)

    def action_card(self) -> None:
        typed = self.words.decimal(self._metres) if self._metres else ""
        self.push_screen(CardScreen(typed, self._paint_card, self._keep_metres))

    def _show_card(self) -> None:
        """The audience is not told how the sharing goes, but on the card."""
        if isinstance(self.screen, CardScreen) and self.screen.is_mounted:
            self.screen.show()

    def _leave_card(self) -> None:
        if self._has_card:
            self.pop_screen()

    def _paint_card(self, typed: str) -> list[Strip]:
        """Measured is what has to be read from afar: the recitation whose letters are smallest."""
        ceremony, brush = self.desk.ceremony, self._brushes[0]
        recited = [
            of_cue(ceremony, self.words, number, 1)
            for number, stage in enumerate(ceremony.script.stages)
            if stage.kind is Kind.RECITATION
        ]

        def high(seen: Sight) -> float:
            return capital(seen, *self.size, brush, self._face)

        seen = min(recited, key=high, default=replace(self._sight, blank=False))
        report = replace(self._report, capital=high(seen))
        return Card(report, seen, typed, self.hub, self.words, brush, self._face).rows()

    def _keep_metres(self, metres: float) -> None:
        self._metres = metres
        keep(METRES, metres)
        self._tell()
