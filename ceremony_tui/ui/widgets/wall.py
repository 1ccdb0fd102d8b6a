"""What the audience sees: full size on the display, the same but smaller on the console."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.timer import Timer

from ceremony_tui.bigtext import COARSE, OWN, Face, drawn, fit, lines_of
from ceremony_tui.core.plain import plain
from ceremony_tui.halfblocks import Grid, Painter, Ramp, halfblocks
from ceremony_tui.sight import Sight
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
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Bands:
    """How many rows each part of the wall has, from the top."""

    banner: int
    phrase: int
    below: int
    progress: int


def bands(seen: Sight, height: int) -> Bands:
    """A sixth for whose turn it is and a sixth for what comes next; a title has the first alone."""
    sixth = max(1, height // 6)
    banner = sixth if seen.banner else 0
    progress = max(1, height // 18)
    return Bands(banner, max(0, height - banner - sixth - progress), sixth, progress)


@lru_cache(maxsize=256)
def laid_out(seen: Sight, width: int, height: int, brush: Brush, face: Face) -> tuple[Block, ...]:
    """The wall from top to bottom."""
    if seen.blank:
        return (Block(width, height),)
    worn, high = dress(seen.turn, brush.depth), bands(seen, height)
    item = (seen.phrase, *seen.item)
    parts = (
        (seen.banner, (), high.banner, worn.banner_ink, worn.banner_paper, True),
        (seen.phrase, item, high.phrase, worn.ink, worn.paper, True),
        (seen.below, (seen.below, *seen.item), high.below, worn.dim, worn.paper, False),
        (seen.progress, (), high.progress, worn.dim, worn.paper, False),
    )
    blocks: list[Block] = []
    for text, others, rows, ink, paper, bold in parts:
        size = 0 if brush.plain else fit_all(others or (text,), width, rows, face)
        lines = lines_of(plain(text), size, _room(width), rows, face)
        blocks.append(Block(width, rows, lines, size, ink, paper, bold))
    return tuple(block for block in blocks if block.height)


def fit_all(texts: Iterable[str], width: int, rows: int, face: Face) -> int:
    """One size for all: the largest at which each of them fits into a band of the wall."""
    return fit(map(plain, texts), _room(width), rows, face)


def _room(width: int) -> int:
    """The cells of a row that letters may use: an edge is easily cropped."""
    return max(1, width - 2 * max(1, width // 100))


def capital(seen: Sight, width: int, height: int, face: Face = OWN) -> float:
    """Height of a capital letter of the item, as a part of the wall's; 0.0 for plain letters."""
    if seen.blank or height < 1:
        return 0.0
    item = (seen.phrase, *seen.item)
    return fit_all(item, width, bands(seen, height).phrase, face) / (2 * height)


# --- On a terminal ---------------------------------------------------------------------------


@lru_cache(maxsize=256)
def painted(block: Block, brush: Brush, face: Face) -> tuple[Strip, ...]:
    """A band as rows of cells."""
    shades = ramp(block.ink, block.paper, brush.depth)
    if not block.size:
        return tuple(_written(block, shades))
    grid = _grid(block, brush)
    image = drawn(block.lines, block.size, (block.width, block.height), grid, face)
    if _inverted(block, shades):
        image = ImageChops.invert(image)
    rows = _painter(grid, shades, brush.hard).rows(image)
    return tuple(Strip(row, block.width) for row in rows)


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


def _written(block: Block, shades: Ramp) -> Iterator[Strip]:
    """Plain letters in the middle of their band."""
    reverse = _inverted(block, shades)
    style = Style(reverse=reverse) if not shades else Style(color=shades[-1], bgcolor=shades[0])
    style += Style(bold=block.bold)
    blank = Strip([Segment(" " * block.width, style)], block.width)
    above = (block.height - len(block.lines)) // 2
    yield from [blank] * above
    for line in block.lines:
        left = (block.width - cell_len(line)) // 2
        right = block.width - cell_len(line) - left
        yield Strip([Segment(" " * left + line + " " * right, style)], block.width)
    yield from [blank] * (block.height - above - len(block.lines))


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
                fit_all((text,), width, high.phrase, face)
                fit_all((text,), width, high.below, face)
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
        return self._rows[y] if y < len(self._rows) else Strip.blank(self.size.width)


def picture(
    seen: Sight, width: int, height: int, brush: Brush = BEST, face: Face = OWN
) -> list[Strip]:
    """The wall as rows of cells: `height` strips of `width` cells."""
    blocks = laid_out(seen, width, height, brush, face)
    return [row for block in blocks for row in painted(block, brush, face)]


# --- The same, smaller -----------------------------------------------------------------------


def reduced(seen: Sight, width: int, height: int, brush: Brush, face: Face = OWN) -> Image.Image:
    """The wall of so many cells as a picture, two dots above each other in a cell."""
    image = Image.new("RGB", (width, 2 * height))
    top = 0
    for block in laid_out(seen, width, height, brush, face):
        size = block.width, 2 * block.height
        image.paste(block.paper, (0, top, size[0], top + size[1]))
        mask = (
            drawn(block.lines, block.size, (block.width, block.height), Grid.HALVES, face)
            if block.size
            else _greeked(block)
        )
        image.paste(block.ink, (0, top), mask)
        top += size[1]
    return image


def _greeked(block: Block) -> Image.Image:
    """Plain letters, which are too small to be read in a smaller picture, as bars for words."""
    mask = Image.new("L", (block.width, 2 * block.height))
    draw = ImageDraw.Draw(mask)
    top = 2 * ((block.height - len(block.lines)) // 2)
    for row, line in enumerate(block.lines):
        x = (block.width - cell_len(line)) // 2
        for word in line.split(" "):
            wide = cell_len(word)
            if wide:
                draw.line((x, top + 2 * row, x + wide - 1, top + 2 * row), fill=200)
            x += wide + 1
    return mask


class Preview(Rows):
    """A wall of other cells, with its own lines and sizes, as large as there is room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._seen: tuple[Sight, int, int, bool] | None = None

    def show(self, seen: Sight, columns: int, rows: int, *, plain_letters: bool = False) -> None:
        """Shows the wall of `columns` x `rows` cells at this sight."""
        if self._seen != (seen, columns, rows, plain_letters):
            self._seen = seen, columns, rows, plain_letters
            self._paint()

    def on_resize(self, _event: events.Resize) -> None:
        self._paint()

    def _paint(self) -> None:
        if self._seen is None or not self.size:
            return
        width, height = self.size
        seen, columns, rows, plain_letters = self._seen
        brush = Brush("letters.plain", Depth.TRUE, plain=True) if plain_letters else BEST
        small = halfblocks(reduced(seen, columns, rows, brush), width, height)
        blank = Segment(" " * width)
        self.paint(
            [Strip([blank], width)] * ((height - len(small)) // 2)
            + [Strip(row).text_align(width, "center") for row in small]
        )
