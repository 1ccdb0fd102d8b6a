"""The pledge as its operator sees it: this cue as on the wall, the next one, and where we are."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from ceremony_tui.sight import sight, told_turn
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look
from ceremony_tui.ui.widgets.wall import Wall

CUE_KEYS: list[BindingType] = [
    Binding("pagedown,right,space", "app.cue(1)", "key.forward", key_display="PgDn"),
    Binding("pageup,left", "app.cue(-1)", "key.back", key_display="PgUp"),
    Binding("b,full_stop", "app.blank", "key.blank", key_display="b"),
]


class PledgeScreen(ConsoleScreen):
    """The same keys work on the display, so it does not matter which window has the focus."""

    CSS_PATH = "pledge.tcss"
    BINDINGS: ClassVar[list[BindingType]] = CUE_KEYS

    wall = getters.query_one(Wall)
    status = getters.query_one("#status", Static)
    coming = getters.query_one("#coming", Static)

    def body(self) -> Iterable[Widget]:
        yield Static(id="status")
        yield Wall()
        yield Static(id="coming")

    def show_state(self) -> None:
        seen = sight(self.ceremony, self.words, self.app.desk.now())
        self.wall.show(seen)
        self._show_status()
        self._show_coming()

    def _show_status(self) -> None:
        words, now, stage = self.words, self.ceremony.now, self.ceremony.stage
        line = Text(no_wrap=True, overflow="ellipsis")
        if now is None:
            line.append(f" {words('pledge.not-begun')}")
        elif stage is None:
            line.append(f" {words('rundown.end')}")
        else:
            if now.blank:
                line.append(f" {words('pledge.blank')} ", "bold #000000 on #ffd000")
            of = len(stage.cues) - 1
            place = words("pledge.place", cue=now.cue, of=of) if of else ""
            line.append(f" {stage.title} · {place}".rstrip(" ·"))
        self.status.update(line, layout=False)

    def _show_coming(self) -> None:
        now, stage = self.ceremony.now, self.ceremony.stage
        rows = Text(no_wrap=True, overflow="ellipsis")
        muted = look("muted", self.app).ink
        cues = stage.cues[now.cue + 1 :] if now and stage else ()
        for number, cue in enumerate(cues[: max(1, self.coming.size.height)]):
            turn = self.words(told_turn(stage, cue)) if stage else ""
            rows.append(f" {turn:<22} {cue.text}\n", "bold" if number == 0 else muted)
        if now and not cues:
            rows.append(f" {self.words('pledge.last')}", muted)
        self.coming.update(rows, layout=False)
