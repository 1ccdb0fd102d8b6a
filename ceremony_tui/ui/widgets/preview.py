"""A wall seen smaller on the console: its own lines, bands and colours."""

from collections.abc import Iterable, Iterator

from PIL import Image
from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from ceremony_tui.letters.bigtext import drawn
from ceremony_tui.letters.halfblocks import Grid, halfblocks
from ceremony_tui.letters.typeface import OWN
from ceremony_tui.shown.wall import Sight
from ceremony_tui.ui.brush import Depth, brushes
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.ui.widgets.wall import BEST, Block, laid_out

LEGIBLE = 6.0  # dots a capital: letters that are smaller here are written, not drawn


class Preview(Rows):
    """As large as there is room for it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._seen: tuple[Sight, int, int, str] | None = None

    def show(self, seen: Sight, columns: int, rows: int, letters: str = BEST.name) -> None:
        """Shows the wall of `columns` x `rows` cells at this sight; `letters` as it reports."""
        if self._seen != (seen, columns, rows, letters):
            self._seen = seen, columns, rows, letters
            self._paint()

    def on_resize(self, _event: events.Resize) -> None:
        self._paint()

    def _paint(self) -> None:
        if self._seen is None or not self.size:
            return
        seen, columns, rows, letters = self._seen
        brush = next((brush for brush in brushes(Depth.TRUE) if brush.name == letters), BEST)
        blocks = laid_out(seen, columns, rows, brush, OWN)
        width, height = self.size
        scale = min(width / columns, height / rows)
        wide = max(1, round(columns * scale))
        small = [Strip(row).text_align(width, "center") for row in smaller(blocks, wide, scale)]
        blank = Strip([Segment(" " * width, Style())], width)
        self.paint([*[blank] * ((height - len(small)) // 2), *small][:height])


def smaller(blocks: Iterable[Block], width: int, scale: float) -> Iterator[list[Segment]]:
    """The bands of a wall in rows of `width` cells, `scale` times as high."""
    top = 0
    for block in blocks:
        high = round((top + block.height) * scale) - round(top * scale)
        if high > 0:
            drawn_here = block.size * scale >= LEGIBLE
            yield from _drawn(block, width, high) if drawn_here else _written(block, width, high)
        top += block.height


def _drawn(block: Block, width: int, height: int) -> list[list[Segment]]:
    size = block.width, 2 * block.height
    image = Image.new("RGB", size, block.paper)
    image.paste(
        block.ink,
        (0, 0),
        drawn(block.lines, block.size, (block.width, block.height), Grid.HALVES, OWN),
    )
    box = Image.Resampling.BOX
    return halfblocks(image.resize((width, 2 * height), box), width, height)  # pyright: ignore[reportUnknownMemberType]


def _written(block: Block, width: int, height: int) -> Iterator[list[Segment]]:
    """The same lines in letters of a cell each; on one line where there is no room for more."""
    style = Style(color=block.ink, bgcolor=block.paper)
    lines = block.lines if len(block.lines) <= height else (" ".join(block.lines),)
    above = (height - len(lines)) // 2
    rows = [*[""] * above, *lines, *[""] * (height - above - len(lines))]
    for row in rows:
        fitting = row if len(row) <= width else set_cell_size(row, width - 1) + "…"
        yield [Segment(set_cell_size(fitting.center(width), width), style)]
