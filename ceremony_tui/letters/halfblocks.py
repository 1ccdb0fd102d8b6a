"""Pictures in terminal cells: a block character in one colour, on paper in another.

A grey picture becomes codes, one byte a cell, that tell how bright each dot of the cell is; a table
of all 256 tells which block in which shades comes nearest. So a row of cells takes a few calls.
"""

import re
from enum import Enum
from functools import lru_cache
from itertools import groupby, product
from typing import NamedTuple

from PIL import Image
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

INK = 15  # the brightest of the shades that a dot can have; 0 is paper
MIDDLE = 110  # grey above it is ink: lower closes an e into an o, higher opens it into a c

Ramp = tuple[Color, ...]
"""A colour for every shade, from paper to ink; () uses none and turns the terminal's own round."""


class Grid(Enum):
    """How many dots a cell has, across and down."""

    HALVES = (1, 2)
    QUADRANTS = (2, 2)
    SPACES = (1, 1)


class Cell(NamedTuple):
    """A block, the shade it is drawn in, and the shade behind it."""

    block: str
    ink: int
    paper: int


_QUADRANTS = dict(zip(product((False, True), repeat=4), " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█", strict=True))


def _one(shade: int) -> Cell:
    """A cell of one shade is a space: a full block shows seams in some terminals."""
    return Cell(" ", 0, shade) if shade else Cell(" ", INK, 0)


def _halves(code: int) -> Cell:
    upper, lower = divmod(code, 16)
    if upper == lower:
        return _one(upper)
    return Cell("▀", upper, lower) if upper > lower else Cell("▄", lower, upper)


def _quadrants(code: int) -> Cell:
    """The two shades that miss four dots least."""
    dots = [5 * (code >> place & 3) for place in (6, 4, 2, 0)]
    ways = [_parted(dots, edge) for edge in sorted(set(dots))[1:]]
    return min(ways)[1] if ways else _one(dots[0])


def _parted(dots: list[int], edge: int) -> tuple[float, Cell]:
    """The dots from an edge on as ink, the others as paper; and by how much that misses them."""
    lit = tuple(dot >= edge for dot in dots)
    means = [
        sum(dot for dot, on in zip(dots, lit, strict=True) if on is side) / lit.count(side)
        for side in (False, True)
    ]
    miss = sum((dot - means[on]) ** 2 for dot, on in zip(dots, lit, strict=True))
    return miss, Cell(_QUADRANTS[lit[0], lit[1], lit[2], lit[3]], round(means[1]), round(means[0]))


_CELLS = {
    Grid.HALVES: tuple(map(_halves, range(256))),
    Grid.QUADRANTS: tuple(map(_quadrants, range(256))),
    Grid.SPACES: tuple(_one(code % 16) for code in range(256)),
}


@lru_cache
def _places(grid: Grid, hard: bool) -> tuple[bytes, ...]:
    """For each dot of a cell, what a grey adds to the cell's code."""
    across, down = grid.value
    most = 3 if grid is Grid.QUADRANTS else INK
    bits = most.bit_length()
    shades = [most * (grey > MIDDLE) if hard else round(grey * most / 255) for grey in range(256)]
    return tuple(
        bytes(shade << bits * place for shade in shades) for place in reversed(range(across * down))
    )


def codes(image: Image.Image, grid: Grid, *, hard: bool) -> list[bytes]:
    """A grey picture, dot by dot, as rows of codes; `hard` knows paper and ink only."""
    (across, down), places = grid.value, iter(_places(grid, hard))
    dots, span = image.tobytes(), image.width
    every = 0
    for y in range(down):
        tops = range(y * span, len(dots), down * span)
        line = b"".join([dots[top : top + span] for top in tops])
        for x in range(across):
            every |= int.from_bytes(line[x::across].translate(next(places)), "big")
    wide = span // across
    cells = every.to_bytes(wide * (image.height // down), "big")
    return [cells[start : start + wide] for start in range(0, len(cells), wide)]


def blocks(image: Image.Image, grid: Grid) -> list[str]:
    """A grey picture as rows of hard blocks, for whoever has one colour for them."""
    shapes = {code: cell.block if cell.ink else "█" for code, cell in enumerate(_CELLS[grid])}
    return [row.decode("latin-1").translate(shapes) for row in codes(image, grid, hard=True)]


class Painter(dict[bytes, Segment]):
    """Runs of codes as segments: most come again and again, so each is made once."""

    def __init__(self, grid: Grid, ramp: Ramp, *, hard: bool) -> None:
        super().__init__()
        self._grid, self._ramp, self._hard = grid, ramp, hard
        plain = bytes(code for code, cell in enumerate(_CELLS[grid]) if cell[1:] == (INK, 0))
        full = bytes(code for code, cell in enumerate(_CELLS[grid]) if cell == _one(INK))
        runs = (b"[" + re.escape(codes) + b"]+" for codes in (plain, full))
        self._runs = re.compile(b"|".join((*runs, b".")), re.DOTALL)

    def rows(self, image: Image.Image) -> list[list[Segment]]:
        """A grey picture as rows of cells; an empty one is all paper."""
        if len(self) > 50_000:
            self.clear()
        down = self._grid.value[1]
        _, top, _, end = image.getbbox() or (0, 0, 0, 0)
        top, end = top // down, -(-end // down)
        inked = image.crop((0, top * down, image.width, end * down))
        found = map(self._runs.findall, codes(inked, self._grid, hard=self._hard))
        rows = [list(map(self.__getitem__, row)) for row in found]
        return [*([] for _ in range(top)), *rows, *([] for _ in range(end, image.height // down))]

    def __missing__(self, run: bytes) -> Segment:
        cells = [_CELLS[self._grid][code] for code in run]
        _, ink, paper = cells[0]
        self[run] = Segment("".join(cell.block for cell in cells), tinted(self._ramp, ink, paper))
        return self[run]


@lru_cache(maxsize=4096)
def tinted(ramp: Ramp, ink: int, paper: int) -> Style:
    """The style of a shade on a shade."""
    if not ramp:
        return Style(reverse=True) if paper > ink else Style()
    return Style(color=ramp[ink], bgcolor=ramp[paper])


def halfblocks(image: Image.Image, width: int, height: int) -> list[list[Segment]]:
    """The image as large as `width` x `height` cells allow, its shape kept; grey stays grey."""
    if width < 1 or height < 1:
        return []
    scale = min(width / image.width, 2 * height / image.height)
    across = max(1, round(image.width * scale))
    rows = max(1, round(image.height * scale / 2))
    box = Image.Resampling.BOX
    dots = image.convert("RGB").resize((across, 2 * rows), box).tobytes()  # pyright: ignore[reportUnknownMemberType]
    span = across * 3
    lines = [dots[start : start + span] for start in range(0, len(dots), span)]
    return [_row(*pair) for pair in zip(lines[::2], lines[1::2], strict=True)]


def _row(upper: bytes, lower: bytes) -> list[Segment]:
    cells = zip(_colors(upper), _colors(lower), strict=True)
    return [
        Segment("▀" * len(list(same)), Style(color=ink, bgcolor=paper))
        for (ink, paper), same in groupby(cells)
    ]


def _colors(line: bytes) -> list[Color]:
    return [Color.from_rgb(*dot) for dot in zip(line[::3], line[1::3], line[2::3], strict=True)]
