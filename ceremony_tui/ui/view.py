"""The audience display that only shows: no key, click or scan does anything, nothing is written."""

from textual import events
from textual.app import ComposeResult

from ceremony_tui.desk import Desk
from ceremony_tui.letters.bigtext import OWN, Face
from ceremony_tui.shown.wall import sight
from ceremony_tui.ui.seat import Seat
from ceremony_tui.ui.widgets.wall import Wall
from ceremony_tui.words import Words


class View(Seat):
    """Follows the ceremony's file, which may be open for reading only."""

    CSS_PATH = "display.tcss"

    def __init__(self, desk: Desk, words: Words, face: Face = OWN) -> None:
        super().__init__(desk, words)
        self.wall = Wall(face)

    def compose(self) -> ComposeResult:
        yield self.wall

    def on_mount(self) -> None:
        self.watch(self, "ceremony", self._show)
        self.set_interval(1, self._show)  # what only the clock changes

    def _show(self) -> None:
        self.wall.show(sight(self.desk.ceremony, self.words, self.desk.now()))

    def keeps(self, event: events.Event) -> bool:
        return True

    def scanned(self, text: str, *, typed: bool = False) -> None:
        """Whoever watches is no gate."""
