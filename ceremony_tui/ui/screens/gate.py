"""The gate: the answer to the last scan, as large as it goes, and how the morning fares."""

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar

from PIL import Image
from rich.text import Text
from textual import events, getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from ceremony_tui.answer import Answer, answer
from ceremony_tui.core.arrivals import waiting
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn
from ceremony_tui.scanners.camera import CameraScanner, Glimpse
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.widgets.picture import Picture
from ceremony_tui.ui.widgets.portrait import Portrait
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.ui.widgets.verdict import LOOKS, VerdictPanel

RECENT = 5  # scans listed below the answer
LONGEST_TYPED = 40
GLIMPSES = 0.2  # seconds between pictures of the camera
WIDE, HIGH = 90, 28  # cells of a window in which they take no room from the answer


class GateScreen(ConsoleScreen):
    """What a person types here is a code too: digits, then Enter."""

    CSS_PATH = "gate.tcss"
    ECHOES = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "key.submit", show=False),
        Binding("backspace", "erase", show=False),
        Binding("escape", "forget", show=False),
    ]

    panel = getters.query_one(VerdictPanel)
    counts = getters.query_one("#counts", Rows)
    recent = getters.query_one("#recent", Rows)
    typed = getters.query_one("#typed", Rows)

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._ceremony: Ceremony | None = None
        self._waiting = 0
        self._seen: Glimpse | str = ""

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="answer"):
            yield VerdictPanel()
            if self.app.photos is not None:
                yield Portrait(self.app.photos)
        with Horizontal(id="below"):
            with Vertical():
                yield Rows(id="counts")
                yield Rows(id="recent")
            if isinstance(self.app.scanner, CameraScanner):
                yield Picture(id="camera")
        yield Rows(id="typed")

    def on_mount(self) -> None:
        super().on_mount()
        self.watch(self.app, "lost", self._show_recent, init=False)
        if isinstance(self.app.scanner, CameraScanner):
            self.set_interval(GLIMPSES, self._show_glimpse)

    def on_resize(self) -> None:
        for picture in self.query("#camera"):
            picture.display = self.size.width >= WIDE and self.size.height >= HIGH
        super().on_resize()

    def _on_answer(self) -> None:
        self._typed = ""  # what was typed before a scan belongs to nobody
        self._show_typed()
        super()._on_answer()

    def show_answer(self) -> None:
        """Painted before the lists: it is what the officer waits for."""
        self.panel.show(self.app.answer, self.app.failure, self.ceremony, self.words)
        told = None if self.app.failure else self.app.answer
        for portrait in self.query(Portrait):
            portrait.show_person(told.attendee if told else None)

    def show_state(self) -> None:
        self._show_counts()
        self._show_recent()

    def _show_glimpse(self) -> None:
        camera = self.app.scanner
        if not (self.is_current and isinstance(camera, CameraScanner)):
            return
        seen = camera.glimpse or self.app.scanner_state
        if seen != self._seen:
            self._seen = seen
            if isinstance(seen, Glimpse):
                seen = Image.frombytes("RGB", seen.size, seen.rgb)
            self.query_one("#camera", Picture).show(seen)

    def _show_counts(self) -> None:
        words, at = self.words, self.app.desk.now()
        minute = at - timedelta(minutes=1)
        pace = sum(
            isinstance(entry.fact, CheckedIn) and minute < entry.at <= at
            for entry in self.ceremony.latest
        )
        line = Text(end="")
        present, expected = self.ceremony.present, len(self.ceremony.roster)
        line.append(f" {words.number(present)} / {words.number(expected)} ", "bold")
        line.append(words("gate.counts", pace=words.number(pace)))
        line.append(words("gate.refused", count=words.number(self.ceremony.refused)))
        if self._ceremony is not self.ceremony:
            self._ceremony, self._waiting = self.ceremony, len(waiting(self.ceremony))
        if self._waiting:
            line.append(words("gate.waiting", count=words.number(self._waiting)), "bold #ffb000")
        self.counts.show_lines(line)

    def _show_recent(self) -> None:
        lines: list[Text] = []
        if self.app.lost:
            who = ", ".join(reversed(self.app.lost))
            lines.append(Text(f" {self.words('gate.lost', who=who)}", "bold white on red", end=""))
        for entry in reversed(self.ceremony.latest[-RECENT:]):
            told = answer(entry, self.ceremony, self.words)
            if told is not None:
                lines.append(self._told(told))
        for line in lines:
            line.truncate(max(1, self.recent.size.width - 1), overflow="ellipsis")
        self.recent.show_lines(*lines[:RECENT])

    def _told(self, told: Answer) -> Text:
        look = LOOKS[told.verdict]
        line = Text(f" {self.words.time(told.at)} ", end="")
        line.append(f"{look.symbol} {self.words(f'verdict.{told.verdict}'):<16} ", look.ink)
        return line.append(f"⌨ {told.who}" if told.typed else told.who)

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and event.key != "question_mark":
            self._typed = (self._typed + event.character)[:LONGEST_TYPED]
            self._show_typed()
            event.stop()

    def _show_typed(self) -> None:
        hint = (
            self.words("gate.typed", text=self._typed) if self._typed else self.words("gate.hint")
        )
        self.typed.show_lines(Text(f" {hint}", end=""))

    def action_submit(self) -> None:
        typed, self._typed = self._typed, ""
        self._show_typed()
        if typed.strip():
            self.app.scanned(typed, typed=True)

    def action_erase(self) -> None:
        self._typed = self._typed[:-1]
        self._show_typed()

    def action_forget(self) -> None:
        self._typed = ""
        self._show_typed()
