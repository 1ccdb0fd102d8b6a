"""The gate: the answer to the last scan, as large as it goes, and how the morning fares."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from PIL import Image
from rich.text import Text
from textual import events, getters
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widget import Widget

from ceremony_tui.core.arrivals import waiting
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.pace import done_at, last_minute
from ceremony_tui.core.tally import Standing
from ceremony_tui.scanners.camera import CameraScanner, Glimpse
from ceremony_tui.shown.gate import Answer, answer
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look
from ceremony_tui.ui.widgets.picture import Picture
from ceremony_tui.ui.widgets.portrait import Portrait
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.ui.widgets.units import Units
from ceremony_tui.ui.widgets.verdict import VerdictPanel

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
    units = getters.query_one(Units)
    typed = getters.query_one("#typed", Rows)

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._ceremony: Ceremony | None = None
        self._waiting = 0
        self._seen: Glimpse | str = ""
        self._standing = Standing()
        self._standing.follow(self.ceremony)

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="answer"):
            yield VerdictPanel()
            if self.app.photos is not None:
                yield Portrait(self.app.photos)
        with Horizontal(id="below"):
            with Vertical():
                yield Rows(id="counts")
                with Container(id="lists"):
                    yield Rows(id="recent")
                    yield Units(id="units")
            if isinstance(self.app.scanner, CameraScanner):
                yield Picture(id="camera")
        yield Rows(id="typed")

    def on_mount(self) -> None:
        self.watch(self.app, "lost", self._show_recent, init=False)
        self.watch(self.app, "asked", self._show_asked)
        self.set_interval(1, self._count)
        if isinstance(self.app.scanner, CameraScanner):
            self.set_interval(GLIMPSES, self._show_glimpse)

    def on_resize(self) -> None:
        for picture in self.query("#camera"):
            picture.display = self.size.width >= WIDE and self.size.height >= HIGH

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

    def _count(self) -> None:
        """Once a second, not at every scan: a hundred thousand people take their time."""
        self._standing.follow(self.ceremony)
        if self._ceremony is not self.ceremony:
            self._ceremony, self._waiting = self.ceremony, len(waiting(self.ceremony))
        if self.is_current:
            self._show_units()

    def _show_units(self) -> None:
        self.units.show(self._standing.lowest(self.units.size.height), self.words)

    def _show_counts(self) -> None:
        words, state, at = self.words, self.ceremony, self.app.desk.now()
        present, expected = self._standing.present(state), self._standing.whole.expected
        line = Text(end="")
        line.append(f" {words.number(present)} / {words.number(expected)} ", "bold")
        line.append(words("gate.counts", pace=words.number(last_minute(state, at))))
        wait = words("gate.waiting", count=words.number(self._waiting)) if self._waiting else ""
        refused = words("gate.refused", count=words.number(state.refused))
        calling = f"bold {look('again', self.app).ink}"
        for part, style in ((wait, calling), (self._done(at), ""), (refused, "")):
            if line.cell_len + len(part) < self.counts.size.width:
                line.append(part, style)
        self.counts.show_lines(line)

    def _done(self, at: datetime) -> str:
        """When everybody is in, if that can be said."""
        script = self.ceremony.script
        done = done_at(self.ceremony, self._standing.awaited, at)
        if done is None:
            return ""
        in_time = done <= script.doors_close
        clock = self.words.time(script.local(done))
        return self.words("gate.done" if in_time else "gate.not-done", at=clock)

    def _show_recent(self) -> None:
        room = self.recent.size.height
        lines: list[Text] = []
        if self.app.lost:
            who, worn = ", ".join(reversed(self.app.lost)), look("refused", self.app)
            told = f" {self.words('gate.lost', who=who)}"
            lines.append(Text(told, f"bold {worn.letters} on {worn.paper}", end=""))
        for entry in reversed(self.ceremony.latest[-room:] if room else ()):
            told = answer(entry, self.ceremony, self.words)
            if told is not None:
                lines.append(self._told(told))
        for line in lines:
            line.truncate(max(1, self.recent.size.width - 1), overflow="ellipsis")
        self.recent.show_lines(*lines[:room])

    def _told(self, told: Answer) -> Text:
        worn = look(told.verdict, self.app)
        line = Text(f" {self.words.time(told.at)} ", end="")
        line.append(
            f"{worn.symbol} {self.words(f'verdict.{told.verdict}'):<16} ", f"bold {worn.ink}"
        )
        who = Text(f"⌨ {told.who}" if told.typed else told.who)
        if told.gate not in ("", self.app.desk.gate):
            room = self.recent.size.width - 1 - line.cell_len
            gate = _ending(told.gate, room // 3)
            who.truncate(max(1, room - len(gate) - 1), overflow="ellipsis", pad=True)
            who.append(f" {gate}", look("muted", self.app).ink)
        return line.append_text(who)

    def _show_asked(self) -> None:
        self.set_class(bool(self.app.asked), "-locked")
        self._show_typed()

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and event.key != "question_mark":
            self._typed = (self._typed + event.character)[:LONGEST_TYPED]
            self._show_typed()
            event.stop()

    def _show_typed(self) -> None:
        hint = self.words("gate.typed", text=self._typed) if self._typed else ""
        told = self.app.asked or hint or self.words("gate.hint")
        self.typed.show_lines(Text(f" {told}", end=""))

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


def _ending(text: str, room: int) -> str:
    """The end of a text: it is what tells one gate from another."""
    return text if len(text) <= room else f"…{text[len(text) - room + 1 :]}" if room > 1 else ""
