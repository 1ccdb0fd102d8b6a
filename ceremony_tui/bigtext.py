"""Big letters in terminal cells: a TrueType font drawn into half-blocks or quadrants."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from operator import mul

from PIL import Image, ImageDraw, ImageFont

from ceremony_tui.library import data_folder

SMALLEST = 9  # dots a line: below this, plain letters read better
SMALLEST_CAPITALS = 8  # capitals have no small counters to close
FINE = 4  # small letters are drawn so much larger, then averaged down
COARSE = 26  # dots a line: below this, quadrants show letters better than half-blocks do

_ON, _OFF = b"\xff", b"\x00"
MIDDLE = 110  # grey above it is ink: lower closes an e into an o, higher opens it into a c
_THRESHOLD = bytes(255 if value > MIDDLE else 0 for value in range(256))
_DISTANCE = tuple(abs(value - MIDDLE) for value in range(256))
_HALVES = {(_OFF, _OFF): " ", (_ON, _OFF): "▀", (_OFF, _ON): "▄", (_ON, _ON): "█"}
_QUADRANTS = {
    (left + right, left_below + right_below): cell
    for cell, (left, right, left_below, right_below) in zip(
        " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█", product((_OFF, _ON), repeat=4), strict=True
    )
}
LEADING = 1.04  # line height to font size: ascender to descender, and a sliver of air
_SIGNS = frozenset("ȘșȚț✓✗●▲→←…—–‘’“”•′ḌḍḤḥṢṣṬṭ")  # noqa: RUF001 - the letters themselves
_MEASURE = 100  # the size at which widths are compared


@dataclass(frozen=True, slots=True)
class BigText:
    """Rows of cells; `size` is the height of a line in dots, 0 when the letters are plain."""

    rows: tuple[str, ...]
    size: int


@lru_cache(maxsize=512)
def big(text: str, width: int, height: int) -> BigText:
    """The text as large as `width` x `height` cells allow, in balanced lines, each centred."""
    if width < 1 or height < 1 or not text.strip():
        return BigText((), 0)
    words = tuple(text.split())
    if not all(map(_has, text)):
        return BigText(_plain(words, width, height), 0)
    best: tuple[str, ...] = ()
    size = 0
    for count in range(1, min(len(words), height // 3 or 1, 6) + 1):
        lines = _balanced(words, count)
        fits = min(_fitting(lines, width), 2 * height // count)
        if fits > size:
            best, size = lines, fits
    if size < (SMALLEST_CAPITALS if text.isupper() else SMALLEST):
        return BigText(_plain(words, width, height), 0)
    rows = [row for line in best for row in _draw(line, width, size)]
    inked = [number for number, row in enumerate(rows) if row.strip()]
    # Capitals leave room below for tails they do not have: the ink is what is centred.
    return BigText(tuple(rows[inked[0] : inked[-1] + 1]) if inked else (), size)


def _balanced(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    """The words in `count` lines whose longest is as short as can be."""
    if count == 1:
        return (" ".join(words),)
    if len(words) > 14:  # too many ways to try them all
        return _greedy(words, count)
    ways = combinations(range(1, len(words)), count - 1)
    broken = (
        tuple(" ".join(words[a:b]) for a, b in zip((0, *cuts), (*cuts, len(words)), strict=True))
        for cuts in ways
    )
    return min(broken, key=lambda lines: max(_length(line) for line in lines))


def _greedy(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    target = _length(" ".join(words)) / count
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(lines) < count and _length(longer) > target * 1.1:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def _fitting(lines: tuple[str, ...], width: int) -> int:
    longest = max(_length(line) for line in lines)
    return int(width * _MEASURE * LEADING / longest) if longest else 0


def _has(char: str) -> bool:
    """Whether the font has this letter; it is a Latin one."""
    return " " <= char <= "~" or "\xa0" <= char <= "\u017f" or char in _SIGNS


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(data_folder() / "fonts" / "pelataran-bold.ttf", size)


@lru_cache(maxsize=4096)
def _length(line: str) -> float:
    return _font(_MEASURE).getlength(line)


def _draw(line: str, width: int, size: int) -> list[str]:
    """One line of text as rows of `width` cells, `size` dots high."""
    even = size + size % 2
    if size < COARSE:
        # Where the letters lie on the dots decides whether thin strokes survive.
        return _cells(max(_tries(line, width, even, size), key=_contrast), _QUADRANTS, 2)
    return _cells(_image(line, width, even, size, 0), _HALVES, 1)


def _tries(line: str, width: int, height: int, size: int) -> list[Image.Image]:
    """The line in grey, two dots a cell wide, each time a quarter of a dot lower."""
    high, wide = height * FINE, width * FINE
    fine = _image(line, wide, high + FINE, size * FINE, FINE)
    box = Image.Resampling.BOX
    return [
        fine.resize((width * 2, height), box, (0, top, wide, top + high))  # pyright: ignore[reportUnknownMemberType]
        for top in range(FINE, 0, -1)
    ]


def _image(line: str, width: int, height: int, size: int, top: int) -> Image.Image:
    """The line in grey, `size` dots high, `top` dots below the upper edge."""
    font = _font(max(1, int(size / LEADING)))
    image = Image.new("L", (width, height))
    left = (width - font.getlength(line)) / 2
    baseline = font.size * 0.76 + top
    ImageDraw.Draw(image).text((left, baseline), line, fill=255, font=font, anchor="ls")
    return image


def _contrast(image: Image.Image) -> int:
    return sum(map(mul, image.histogram(), _DISTANCE))


def _cells(image: Image.Image, cells: Mapping[tuple[bytes, bytes], str], across: int) -> list[str]:
    dots = image.tobytes().translate(_THRESHOLD)
    span = image.width
    return [
        "".join(
            cells[dots[x : x + across], dots[x + span : x + span + across]]
            for x in range(top * span, (top + 1) * span, across)
        )
        for top in range(0, image.height, 2)
    ]


def _plain(words: tuple[str, ...], width: int, height: int) -> tuple[str, ...]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word[:width])
    return tuple(line.center(width) for line in lines[:height] if line)
