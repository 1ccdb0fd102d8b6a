"""Texts on badges and sheets: as large as their boxes allow."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from ceremony_tui.core.plain import plain
from ceremony_tui.papers.faces import REGULAR, typeset

LEADING = 1.15
LONGEST = 200  # letters; more is no name, and fitting it would take long
WORDY = 16  # words; more are looked at in two lines only


def printable(text: str) -> str:
    """The text in letters that can be printed; another loses its accent, or becomes a `?`."""
    return typeset(plain(text)[:LONGEST], REGULAR)[0]


@dataclass(frozen=True, slots=True)
class Block:
    """A text in one line or two, the font that has its letters, and the size at which they fit."""

    font: str
    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return self.size * LEADING * len(self.lines)

    @property
    def width(self) -> float:
        return max(stringWidth(line, self.font, self.size) for line in self.lines)


@lru_cache(maxsize=1 << 10)  # few units stand on many badges
def fit(
    text: str, font: str, box: tuple[float, float], sizes: tuple[float, float], most: int = 2
) -> Block:
    """The text as large as the box allows, between the smallest and the largest size.

    It breaks at spaces into `most` lines at most, of lengths as equal as can be; in two inside a
    word when the letters would be too small; or is cut short.
    """
    width, height = box
    smallest, largest = sizes
    text, font = typeset(text, font)

    def block(lines: tuple[str, ...], ems: float) -> Block:
        size = min(largest, width / max(ems, 1), height / (len(lines) * LEADING))
        return Block(font, size, lines)

    broken = (_broken(text.split(" "), font, count) for count in range(1, most + 1))
    found = max((block(*lines) for lines in broken if lines), key=lambda b: b.size)
    if found.size < smallest:
        halves = ((text[:n].rstrip(), text[n:].lstrip()) for n in range(1, len(text)))
        inside = (block(pair, max(stringWidth(half, font, 1) for half in pair)) for pair in halves)
        found = max((found, *inside), key=lambda b: b.size)
    if found.size < smallest:
        kept = text[: int(len(text) * found.size / smallest) - 1].rstrip(" …")
        return fit(f"{kept}…", font, box, sizes, most)
    return found


def _broken(words: list[str], font: str, count: int) -> tuple[tuple[str, ...], float] | None:
    """The words in so many lines that the widest is narrowest, and its width in ems."""
    if count > len(words) or (count > 2 and len(words) > WORDY):
        return None
    space = stringWidth(" ", font, 1)
    ends = [0.0, *accumulate(stringWidth(word, font, 1) + space for word in words)]

    def widest(places: tuple[int, ...]) -> float:
        return max(ends[b] - ends[a] for a, b in pairwise((0, *places, len(words)))) - space

    places = min(combinations(range(1, len(words)), count - 1), key=widest)
    lines = (" ".join(words[a:b]) for a, b in pairwise((0, *places, len(words))))
    return tuple(lines), widest(places)


def draw(pen: Any, block: Block, x: float, top: float) -> None:
    """Writes a block on a reportlab canvas, downwards from `top`."""
    pen.setFont(block.font, block.size)
    for number, line in enumerate(block.lines):
        pen.drawString(x, top - block.size * (0.75 + number * LEADING), line)
