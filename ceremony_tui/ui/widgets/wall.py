"""What the audience sees: full size on the display, the same but smaller on the console."""

from collections.abc import Sequence

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from ceremony_tui.bigtext import big
from ceremony_tui.core.pledge import Turn
from ceremony_tui.sight import Sight
from ceremony_tui.ui.widgets.rows import Rows, centred

# Colour is never the only sign: the turn also stands there in words.
_PAPER = {
    Turn.TITLE: "#101418",
    Turn.LEADER: "#1c2733",
    Turn.LISTEN: "#1c2733",
    Turn.ALL: "#0a3d1c",
    Turn.SILENCE: "#000000",
}
_INK = {
    Turn.TITLE: "#ffffff",
    Turn.LEADER: "#b9c7d6",
    Turn.LISTEN: "#e8eef5",
    Turn.ALL: "#ffffff",
    Turn.SILENCE: "#8fa3b8",
}
_BANNER = {
    Turn.TITLE: ("#8fa3b8", "#101418"),
    Turn.LEADER: ("#101418", "#8fa3b8"),
    Turn.LISTEN: ("#101418", "#8fa3b8"),
    Turn.ALL: ("#06210f", "#4cd07d"),
    Turn.SILENCE: ("#8fa3b8", "#000000"),
}
_DIM = "#7d8a97"


class Wall(Rows):
    """Banner, phrase, and the next phrase dim in the bottom sixth."""

    def __init__(self) -> None:
        super().__init__()
        self._sight: Sight | None = None

    def show(self, seen: Sight) -> None:
        """Shows this sight, if it is another one."""
        if seen != self._sight:
            self._sight = seen
            self._paint()

    def on_resize(self, _event: events.Resize) -> None:
        self._paint()

    def _paint(self) -> None:
        if self._sight is not None and self.size:
            self.paint(picture(self._sight, *self.size))


def picture(seen: Sight, width: int, height: int) -> list[Strip]:
    """The wall as rows of cells: `height` strips of `width` cells."""
    if seen.blank:
        return [Strip.blank(width, Style(bgcolor="#000000"))] * height
    paper = _PAPER[seen.turn]
    sixth = max(1, height // 6)
    banner_ink, banner_paper = _BANNER[seen.turn]
    room = height - 2 * sixth - 1
    ink = Style(color=_INK[seen.turn], bgcolor=paper)
    lines = _about(seen.lines, seen.line, room * 2 // 5)
    return [
        *_rows(seen.banner, width, sixth, Style(color=banner_ink, bgcolor=banner_paper, bold=True)),
        *_rows(seen.phrase, width, room - len(lines), ink + Style(bold=True)),
        *_list(lines, width, ink),
        *_rows(seen.below, width, sixth, Style(color=_DIM, bgcolor=paper)),
        *_rows(seen.progress, width, 1, Style(color=_DIM, bgcolor=paper)),
    ]


def _about(lines: Sequence[str], line: int, room: int) -> Sequence[str]:
    """As many lines as there is room for, this one among them."""
    first = max(0, min(line - room // 2, len(lines) - room))
    return lines[first : first + room]


def _list(lines: Sequence[str], width: int, style: Style) -> list[Strip]:
    """Lines below one another, the longest in the middle of the row."""
    left = max(0, (width - max(map(len, lines), default=0)) // 2)
    rows = (set_cell_size(" " * left + line, width) for line in lines)
    return [Strip([Segment(row, style)]) for row in rows]


def _rows(text: str, width: int, height: int, style: Style) -> list[Strip]:
    """The text in the middle of `height` rows."""
    rows = big(text, width - 2, height).rows
    return centred([(row, style) for row in rows], width, height, style)
