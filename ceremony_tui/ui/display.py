"""The audience display: its own small app in a second window. It follows the ceremony's file."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ceremony_tui.sight import sight
from ceremony_tui.ui.screens.pledge import CUE_KEYS
from ceremony_tui.ui.seat import Seat
from ceremony_tui.ui.widgets.wall import Wall


class Display(Seat):
    """Takes the clicker's keys too, and records a scan that was typed into the wrong window."""

    CSS_PATH = "display.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *CUE_KEYS,
        Binding("ctrl+q", "quit", "key.close", key_display="Ctrl+Q", priority=True),
        Binding("ctrl+c", "nothing", show=False, priority=True),
    ]

    def compose(self) -> ComposeResult:
        yield Wall()

    def on_mount(self) -> None:
        self.watch(self, "ceremony", self._show)
        self.set_interval(0.25, self._show)  # what only the clock changes: a countdown, a welcome

    def _show(self) -> None:
        self.query_one(Wall).show(sight(self.desk.ceremony, self.words, self.desk.now()))
