"""The test card on the wall: before the doors, with a metre rule."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.strip import Strip

from ceremony_tui.core.displays import HIGHEST
from ceremony_tui.ui.widgets.rows import Rows

_LONGEST = 5  # characters of such a height


def metres_of(typed: str) -> float:
    """Metres as they were typed, with a comma or a point; 0.0 when that is no height of a wall."""
    try:
        metres = float(typed.replace(",", "."))
    except ValueError:
        return 0.0
    return metres if 0 < metres <= HIGHEST else 0.0


class CardScreen(Screen[None]):
    """Digits and a comma tell how high the wall is; a clicker's keys, `t` and Esc leave."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k,escape,pagedown,pageup,right,left,space,b,full_stop", "leave", show=False),
        Binding("backspace", "shorten", show=False),
    ]

    card = getters.query_one(Rows)

    def __init__(
        self, typed: str, paint: Callable[[str], Sequence[Strip]], keep: Callable[[float], object]
    ) -> None:
        """`paint` makes the card for what is typed; `keep` is told each height."""
        super().__init__()
        self._typed = typed
        self._fresh = True  # the first digit begins another height
        self._make, self._keep = paint, keep

    def compose(self) -> ComposeResult:
        yield Rows()

    def on_resize(self, _event: events.Resize) -> None:
        self.show()

    def show(self) -> None:
        """Paints the card as things are now."""
        self.card.paint(self._make(self._typed))

    def on_key(self, event: events.Key) -> None:
        char = event.character or ""
        if char in tuple("0123456789,"):
            event.stop()
            self._type("" if self._fresh else self._typed, char)

    def action_shorten(self) -> None:
        self._type(self._typed[:-1], "")

    def _type(self, before: str, char: str) -> None:
        self._fresh = False
        self._typed = (before + char)[:_LONGEST]
        self._keep(metres_of(self._typed))
        self.show()

    def action_leave(self) -> None:
        self.dismiss()
