"""What the audience sees, in cells: bands from top to bottom, each in one size."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import ImageChops
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.timer import Timer

from ceremony_tui.core.plain import plain
from ceremony_tui.letters.bigtext import COARSE, drawn, fit, lines_of
from ceremony_tui.letters.halfblocks import Grid, Painter, Ramp
from ceremony_tui.letters.typeface import OWN, Face
from ceremony_tui.shown.wall import Sight
from ceremony_tui.ui.brush import Brush, Depth, brushes, dress, ramp
from ceremony_tui.ui.widgets.rows import Rows

BEST = brushes(Depth.TRUE)[0]
SLICE = 0.02  # seconds between two pieces of work that may wait
DARK = "#000000"


@dataclass(frozen=True, slots=True)
class Block:
    """A band of the wall, `width` x `height` cells: lines in one size, ink on paper."""

    width: int
    height: int
    lines: tuple[str, ...] = ()
    size: int = 0  # dots a capital; 0 is a letter a cell
    ink: str = DARK
    paper: str = DARK


@dataclass(frozen=True, slots=True)
class Bands:
    """How many rows each part of the wall has, from the top."""

    banner: int
    phrase: int
    lines: int
    below: int
    progress: int


def bands(seen: Sight, height: int) -> Bands:
    """A sixth for whose turn it is and a sixth for what comes next; a title has the first alone."""
    sixth = max(1, height // 6)
    banner = sixth if seen.banner else 0
    progress = max(1, height // 18)
    room = max(0, height - banner - sixth - progress)
    lines = min(len(seen.lines), room * 2 // 5)
    return Bands(banner, room - lines, lines, sixth, progress)


@lru_cache(maxsize=256)
def laid_out(seen: Sight, width: int, height: int, brush: Brush, face: Face) -> tuple[Block, ...]:
    """The wall from top to bottom."""
    if seen.blank:
        return (Block(width, height),)
    worn, high = dress(seen.turn, brush.depth), bands(seen, height)
    listed = _about(seen.lines, seen.line, high.lines)
    parts = (
        ((seen.banner,), high.banner, worn.banner_ink, worn.banner_paper),
        ((seen.phrase, *seen.item), high.phrase, worn.ink, worn.paper),
        (listed, high.lines, worn.ink, worn.paper),
        ((seen.below, *seen.item), high.below, worn.dim, worn.paper),
        ((seen.progress,), high.progress, worn.dim, worn.paper),
    )
    return tuple(
        Block(width, rows, _listed(texts, width), 0, ink, paper)
        if texts is listed
        else block_of(texts, width, rows, ink, paper, brush, face)
        for texts, rows, ink, paper in parts
        if rows
    )


def _about(lines: Sequence[str], line: int, room: int) -> Sequence[str]:
    """As many lines as there is room for, this one among them."""
    first = max(0, min(line - room // 2, len(lines) - room))
    return lines[first : first + room]


def _listed(lines: Sequence[str], width: int) -> tuple[str, ...]:
    """Lines of one length, so that they begin below one another."""
    longest = min(width, max(map(cell_len, lines)))
    return tuple(set_cell_size(line, longest) for line in lines)


def block_of(
    texts: Sequence[str], width: int, height: int, ink: str, paper: str, brush: Brush, face: Face
) -> Block:
    """The first of some texts, in a size at which each of them would fit."""
    size = fit_all(texts, width, height, brush, face)
    lines = lines_of(plain(texts[0]), size, room_of(width), height, face)
    return Block(width, height, lines, size, ink, paper)


def fit_all(texts: Iterable[str], width: int, rows: int, brush: Brush, face: Face) -> int:
    """One size for all: the largest at which each of them fits into a band of the wall."""
    return brush.size(fit(map(plain, texts), room_of(width), rows, face))


def room_of(width: int) -> int:
    """The cells of a row that letters may use: an edge is easily cropped."""
    return max(1, width - 2 * max(1, width // 100))


def item_size(seen: Sight, width: int, height: int, brush: Brush, face: Face) -> int:
    """Dots of a capital letter of the item; 0 for plain letters."""
    item, rows = (seen.phrase, *seen.item), bands(seen, height).phrase
    return 0 if seen.blank else fit_all(item, width, rows, brush, face)


def capital(seen: Sight, width: int, height: int, brush: Brush = BEST, face: Face = OWN) -> float:
    """Height of a capital letter of the item, as a part of the wall's; 0.0 for plain letters."""
    return item_size(seen, width, height, brush, face) / (2 * max(1, height))


# --- On a terminal ---------------------------------------------------------------------------


@lru_cache(maxsize=256)
def painted(block: Block, brush: Brush, face: Face) -> tuple[Strip, ...]:
    """A band as rows of cells."""
    shades = ramp(block.ink, block.paper, brush.depth)
    if not block.size:
        return tuple(_written(block, shades, bold=brush.depth is not Depth.SIXTEEN))
    grid = _grid(block, brush)
    image = drawn(block.lines, block.size, (block.width, block.height), grid, face, hard=brush.hard)
    if _inverted(block, shades):
        image = ImageChops.invert(image)
    painter = _painter(grid, shades, brush.hard)
    blank = Strip([painter[bytes(block.width)]], block.width)
    return tuple(Strip(row, block.width) if row else blank for row in painter.rows(image))


def _grid(block: Block, brush: Brush) -> Grid:
    if brush.spaces:
        return Grid.SPACES
    return Grid.QUADRANTS if block.size < COARSE else Grid.HALVES


@lru_cache(maxsize=64)
def _painter(grid: Grid, shades: Ramp, hard: bool) -> Painter:
    return Painter(grid, shades, hard=hard)


def _inverted(block: Block, shades: Ramp) -> bool:
    """Without colours, white paper is the terminal's own two turned round."""
    return not shades and block.paper > block.ink


def _written(block: Block, shades: Ramp, *, bold: bool) -> Iterator[Strip]:
    """Plain letters in the middle of their band. Of sixteen colours, bold changes some."""
    style = _pen(shades, reverse=_inverted(block, shades), bold=bold)
    blank = Strip.blank(block.width, style)
    above = (block.height - len(block.lines)) // 2
    yield from [blank] * above
    for line in block.lines:
        left = (block.width - cell_len(line)) // 2
        right = block.width - cell_len(line) - left
        yield Strip([Segment(" " * left + line + " " * right, style)], block.width)
    yield from [blank] * (block.height - above - len(block.lines))


@lru_cache(maxsize=64)
def _pen(shades: Ramp, *, reverse: bool, bold: bool) -> Style:
    if not shades:
        return Style(reverse=reverse, bold=bold)
    return Style(color=shades[-1], bgcolor=shades[0], bold=bold)


class Wall(Rows):
    """Whose turn it is, the phrase, and the next phrase dim in the bottom sixth."""

    def __init__(self, face: Face = OWN) -> None:
        super().__init__()
        self._face = face
        self._brush = BEST
        self._sight: Sight | None = None
        self._coming: Iterator[None] = iter(())
        self._idle: Timer | None = None

    def show(self, seen: Sight) -> None:
        """Shows this sight, if it is another one."""
        if seen != self._sight:
            self._sight = seen
            self._paint()

    def use(self, brush: Brush) -> None:
        """Paints with this brush from now on."""
        self._brush = brush
        self._paint()

    def prepare(self, sights: Iterable[Sight]) -> None:
        """Paints what is soon to be shown, a piece at a time, while there is nothing else to do."""
        self._coming = self._ahead(tuple(sights), *self.size)
        if self._idle is None:
            self._idle = self.set_interval(SLICE, self._paint_ahead)
        self._idle.resume()

    def _paint_ahead(self) -> None:
        if next(self._coming, self) is self and self._idle:
            self._idle.pause()

    def _ahead(self, sights: tuple[Sight, ...], width: int, height: int) -> Iterator[None]:
        face, brush = self._face, self._brush
        for seen in sights[1:2]:  # those of one item have the same bands
            high = bands(seen, height)
            for text in seen.item:
                yield
                fit_all((text,), width, high.phrase, brush, face)
                fit_all((text,), width, high.below, brush, face)
        for seen in sights:
            for block in laid_out(seen, width, height, brush, face):
                yield
                painted(block, brush, face)

    def on_resize(self, _event: events.Resize) -> None:
        self._paint()

    def _paint(self) -> None:
        if self._sight is not None and self.size:
            self.paint(picture(self._sight, *self.size, self._brush, self._face))

    def render_line(self, y: int) -> Strip:
        return self._rows[y] if y < len(self._rows) else Strip.blank(self.size.width, Style())


def picture(
    seen: Sight, width: int, height: int, brush: Brush = BEST, face: Face = OWN
) -> list[Strip]:
    """The wall as rows of cells: `height` strips of `width` cells."""
    blocks = laid_out(seen, width, height, brush, face)
    return [row for block in blocks for row in painted(block, brush, face)][:height]
