"""Letters on a PDF: which font has them, and how large they may be."""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, combinations, pairwise
from typing import Any
from unicodedata import combining, normalize

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from ceremony_tui.core.plain import plain
from ceremony_tui.library import data_folder

BOLD, REGULAR = "Helvetica-Bold", "Helvetica"  # every viewer and printer has them
LEADING = 1.15
LONGEST = 200  # letters; more is no name, and fitting it would take long
WORDY = 16  # words; more are looked at in two lines only

# Marks of a transcription that read as well in their plain form.
_LOOKALIKES = str.maketrans("ʼʻʿʾ\u2010\u2011", "''''--")


@cache
def _own() -> TTFont:
    """The big letters' font: the rest of the Latin alphabet, taken into the file that needs it."""
    font = TTFont("Pelataran-Besar", str(data_folder() / "fonts" / "pelataran-bold.ttf"))
    pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType]
    return font


def printable(text: str) -> str:
    """The text in letters that can be printed; another loses its accent, or becomes a `?`."""

    def letter(c: str) -> str:
        if _has(c) or combining(c):
            return c if _has(c) else ""
        return "".join(filter(_has, normalize("NFKD", c))) or "?"

    text = plain(text)[:LONGEST]
    if text.isascii():
        return text
    composed = normalize("NFC", text)
    return "".join(letter(c) for c in composed.translate(_LOOKALIKES))


def _has(letter: str) -> bool:
    return _is_common(letter) or ord(letter) in _own().face.charToGlyph


def _is_common(text: str) -> bool:
    return len(text.encode("cp1252", "ignore")) == len(text)


def face(text: str, font: str) -> str:
    """The font, or for letters that it lacks the one that has them."""
    return font if _is_common(text) else str(_own().fontName)


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
    font = face(text, font)

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
