"""What the wall is painted with: in which cells, in how many colours, and in those of each turn.

A terminal tells what it can, and may be wrong: a key on the display goes through all the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import product
from typing import Any

from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.console import Console
from textual.app import App
from textual.filter import ANSIToTruecolor

from ceremony_tui.core.text.pledge import Turn
from ceremony_tui.letters.bigtext import SMALLEST
from ceremony_tui.letters.halfblocks import INK, Ramp


class Depth(IntEnum):
    """Bits of a colour."""

    NONE = 0
    SIXTEEN = 4
    PALETTE = 8
    TRUE = 24


@dataclass(frozen=True, slots=True)
class Brush:
    """One way to paint; `name` is a key of `words`."""

    name: str
    depth: Depth
    plain: bool = False  # a letter a cell
    spaces: bool = False  # a dot a cell, by its background: for a font without block characters

    def size(self, fits: int) -> int:
        """What it makes of the largest size that fits: plain letters, where those read better."""
        step = 2 if self.spaces else 1  # half-blocks that it cannot use
        return 0 if self.plain or fits < SMALLEST * step else fits - fits % step

    @property
    def hard(self) -> bool:
        """Whether there is nothing between ink and paper."""
        return self.depth < Depth.PALETTE


def brushes(can: Depth) -> tuple[Brush, ...]:
    """All of them, for a terminal that can so many colours; the first is the best for it."""
    by_depth = [
        Brush("letters.smooth", Depth.TRUE),
        Brush("letters.palette", Depth.PALETTE),
        Brush("letters.sixteen", Depth.SIXTEEN),
        Brush("letters.mono", Depth.NONE),
    ]
    best = next(place for place, brush in enumerate(by_depth) if brush.depth is can)
    return (
        *by_depth[best:],
        Brush("letters.spaces", can, spaces=True),
        Brush("letters.plain", can, plain=True),
        *by_depth[:best],
    )


_SYSTEMS = {"truecolor": Depth.TRUE, "256": Depth.PALETTE, "standard": Depth.SIXTEEN}


def depth_of(app: App[Any]) -> Depth:
    """What the terminal says it can: by COLORTERM and TERM, or as TEXTUAL_COLOR_SYSTEM says."""
    return Depth.NONE if app.no_color else _SYSTEMS.get(app.console.color_system or "", Depth.NONE)


def take_up(app: App[Any], brush: Brush) -> None:
    """From now on the app writes colours as this brush needs them."""
    system = next((name for name, depth in _SYSTEMS.items() if depth is brush.depth), "standard")
    app.console = Console(color_system=system, file=app.console.file, legacy_windows=False)  # pyright: ignore[reportArgumentType]
    ANSIToTruecolor.truecolor_style.cache_clear()  # its styles remember how they were written


# --- Colours ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dress:
    """The colours of a turn, which is told in words too: no colour is ever the only sign."""

    paper: str
    ink: str
    banner_paper: str
    banner_ink: str
    dim: str = "#8b98a6"  # what comes next


_DRESSES = {
    Turn.TITLE: Dress("#101418", "#ffffff", "#101418", "#8fa3b8"),
    Turn.LEADER: Dress("#1c2733", "#b9c7d6", "#8fa3b8", "#101418"),
    Turn.LISTEN: Dress("#1c2733", "#e8eef5", "#8fa3b8", "#101418"),
    Turn.ALL: Dress("#0a3d1c", "#ffffff", "#4cd07d", "#06210f", "#93b8a0"),
    Turn.SILENCE: Dress("#000000", "#8fa3b8", "#000000", "#8fa3b8"),
}

# The palette has no green so dark, and would take a grey.
_PALETTE_ALL = Dress("#005f00", "#ffffff", "#5fd787", "#000000", "#afd7af")

# The sixteen colours look different in every terminal: only greys and one bright green are safe.
_FEW = {
    Turn.TITLE: Dress("#000000", "#ffffff", "#000000", "#aaaaaa", "#aaaaaa"),
    Turn.LEADER: Dress("#000000", "#aaaaaa", "#aaaaaa", "#000000", "#aaaaaa"),
    Turn.LISTEN: Dress("#000000", "#ffffff", "#aaaaaa", "#000000", "#aaaaaa"),
    Turn.ALL: Dress("#000000", "#ffffff", "#55ff55", "#000000", "#aaaaaa"),
    Turn.SILENCE: Dress("#000000", "#aaaaaa", "#000000", "#aaaaaa", "#aaaaaa"),
}

_NONE = Dress("#000000", "#ffffff", "#000000", "#ffffff", "#ffffff")
_NONE_ALL = Dress("#000000", "#ffffff", "#ffffff", "#000000", "#ffffff")


def dress(turn: Turn, depth: Depth) -> Dress:
    if depth is Depth.NONE:
        return _NONE_ALL if turn is Turn.ALL else _NONE
    if depth is Depth.PALETTE and turn is Turn.ALL:
        return _PALETTE_ALL
    return (_FEW if depth is Depth.SIXTEEN else _DRESSES)[turn]


@lru_cache(maxsize=256)
def ramp(ink: str, paper: str, depth: Depth) -> Ramp:
    """From paper to ink in as many shades as there are; those of a palette are its own."""
    if depth is Depth.NONE:
        return ()
    ends = Color.parse(paper).get_truecolor(), Color.parse(ink).get_truecolor()
    shades = [blend_rgb(*ends, cross_fade=shade / INK) for shade in range(INK + 1)]
    if depth is Depth.PALETTE:
        shades = [min(_PALETTE, key=lambda known: _apart(known, shade)) for shade in shades]
    return tuple(map(Color.from_triplet, shades))


def _palette() -> Iterator[ColorTriplet]:
    """The 240 colours that are the same in every terminal: a cube, and greys."""
    yield from (ColorTriplet(*rgb) for rgb in product((0, 95, 135, 175, 215, 255), repeat=3))
    yield from (ColorTriplet(grey, grey, grey) for grey in range(8, 248, 10))


_PALETTE = tuple(_palette())


def _apart(one: ColorTriplet, other: ColorTriplet) -> int:
    """How different two colours look: green counts most."""
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    return 3 * red * red + 6 * green * green + 2 * blue * blue
