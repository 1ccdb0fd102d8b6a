"""Big letters: a text in balanced lines, as large as its room allows, drawn into dots.

A size is the height of a capital letter in dots, two of which lie above each other in a cell: it
decides from how far a text can be read. Size 0 is plain letters, one a cell.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import ceil, inf
from operator import mul

from PIL import Image, ImageDraw
from rich.cells import cell_len, chop_cells

from ceremony_tui.core.text.pledge import LEANING
from ceremony_tui.letters.halfblocks import MIDDLE, Grid, blocks
from ceremony_tui.letters.typeface import OWN, Face, font, has, reach, width_of

Words = tuple[str, ...]

SMALLEST = 5  # below this, plain letters read better
SMALLEST_HARD = 8  # the same, where there are no shades and no crowd far away
SMALLEST_CAPITALS = 6  # capitals have no small counters to close
COARSE = 18  # below this, quadrants show letters better than half-blocks do
LONGEST = 400  # letters; more than that are no phrase
MOST_LINES = 9
_PITCH = 1.44  # from line to line, in capitals: room for tails, and a sliver of air
_AIR = 0.12  # above and below all lines, in capitals
_WORTH = 0.85  # of the size, so much at least must be left by words that stay together
_FINE = 4  # hard letters are drawn so much larger, then averaged down
_DISTANCE = tuple(abs(grey - MIDDLE) for grey in range(256))


@dataclass(frozen=True, slots=True)
class BigText:
    """Rows of cells; `size` is 0 when the letters are plain."""

    rows: tuple[str, ...]
    size: int


@lru_cache(maxsize=512)
def big(text: str, width: int, height: int) -> BigText:
    """The text in hard blocks, as large as `width` x `height` cells allow, each line centred."""
    if width < 1 or height < 1 or not text.strip():
        return BigText((), 0)
    size = fit((text,), width, height, OWN)
    size = size if size >= (SMALLEST_CAPITALS if text.isupper() else SMALLEST_HARD) else 0
    lines = lines_of(text, size, width, height, OWN)
    if not size:
        return BigText(tuple(_centred(line, width) for line in lines), 0)
    grid = Grid.QUADRANTS if size < COARSE else Grid.HALVES
    rows = blocks(drawn(lines, size, (width, height), grid, OWN, hard=True), grid)
    inked = [number for number, row in enumerate(rows) if row.strip()]
    return BigText(tuple(rows[inked[0] : inked[-1] + 1]) if inked else (), size)


def _centred(line: str, width: int) -> str:
    left = (width - cell_len(line)) // 2
    return " " * left + line + " " * (width - cell_len(line) - left)


# --- How large ------------------------------------------------------------------------------


def fit(texts: Iterable[str], width: int, height: int, face: Face) -> int:
    """The largest size at which each text alone fits into so many cells; 0: in plain letters."""
    sizes = [_largest(text, width, 2 * height, face) for text in texts if text.strip()]
    size = min(sizes, default=0)
    return size if size >= SMALLEST else 0


@lru_cache(maxsize=4096)
def _largest(text: str, width: int, dots: int, face: Face) -> int:
    if len(text) > LONGEST or not has(text, face):
        return 0
    tied, looser, free = (_largest_of(words, width, dots, face) for words in _ways(text))
    size = tied if tied >= _WORTH * looser else looser
    return size if size >= SMALLEST else free


def _largest_of(words: Words, width: int, dots: int, face: Face) -> int:
    top, tail = reach(_joined(words), face)
    size = 0
    for count in range(1, min(len(words), MOST_LINES) + 1):
        tall = int(dots / (top + (count - 1) * _PITCH + tail + _AIR))
        if tall <= size:
            break
        longest = max(width_of(line, face) for line in _balanced(words, count, face))
        size = max(size, min(tall, int(width / longest)))
    # Rounded to whole dots, letters may be a little wider than they should be.
    while size >= SMALLEST and not _fits(words, size, width, dots, face):
        size -= 1
    return size


def _fits(words: Words, size: int, width: int, dots: int, face: Face) -> bool:
    lines = _set(words, size, width, face)
    top, tail = reach(_joined(words), face)
    tall = ceil(top * size) + (len(lines) - 1) * _pitch(size) + ceil(tail * size)
    return bool(lines) and tall <= dots


def _pitch(size: int) -> int:
    return int(size * _PITCH)


# --- Which words on which line --------------------------------------------------------------


def lines_of(text: str, size: int, width: int, height: int, face: Face) -> Words:
    """The text in as few lines as it takes at a size, and these balanced."""
    ways = _ways(text)
    for words in ways if size else ():
        if _fits(words, size, width, 2 * height, face):
            return _set(words, size, width, face)
    return tuple(_plain(ways[0], width))[:height]


def _ways(text: str) -> tuple[Words, Words, Words]:
    """What stays on one line: small words with the next, then only the smallest, then single words.

    The first holds unless it makes letters much smaller, the second unless nothing is left of them.
    """
    smallest = [word for word, cost in LEANING.items() if 12 <= cost <= 25]  # dan, yang, di
    parted = text.replace("/", "/ ")  # permusyawaratan/perwakilan
    return _tied(text, LEANING), _tied(parted, smallest), tuple(parted.split())


def _joined(words: Words) -> str:
    return " ".join(words).replace("/ ", "/")


def _tied(text: str, small: Collection[str]) -> Words:
    """The words, each with the small ones before it."""
    tied: list[str] = []
    leans = False
    for word in text.split():
        if leans:
            tied[-1] += f" {word}"
        else:
            tied.append(word)
        leans = word.lower() in small
    return tuple(tied)


@lru_cache(maxsize=4096)
def _set(words: Words, size: int, width: int, face: Face) -> Words:
    """() when there is a word that is too wide."""
    sized = font(face, size)
    for count in range(1, len(words) + 1):
        lines = _balanced(words, count, face)
        if max(map(sized.getlength, lines)) <= width:
            return lines
    return ()


@lru_cache(maxsize=4096)
def _balanced(words: Words, count: int, face: Face) -> Words:
    """The words in `count` lines whose longest is as short as can be."""
    gap = width_of(" ", face)
    ends = [0.0, *accumulate(width_of(word, face) + gap for word in words)]
    # For each number of words: the longest line and the raggedness so far, and where lines begin.
    best: list[tuple[float, float, tuple[int, ...]]] = [
        (0.0, 0.0, ()),
        *[(inf, inf, ())] * len(words),
    ]
    for _ in range(count):
        best = [
            min(
                (
                    (
                        max(best[a][0], ends[b] - ends[a]),
                        best[a][1] + (ends[b] - ends[a]) ** 2,
                        (*best[a][2], a),
                    )
                    for a in range(b)
                ),
                default=(inf, inf, ()),
            )
            for b in range(len(words) + 1)
        ]
    begins = (*best[-1][2], len(words))
    return tuple(_joined(words[a:b]) for a, b in pairwise(begins))


def _plain(words: Words, width: int) -> Iterator[str]:
    """Plain letters fill their lines: there is no room to lose."""
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = chop_cells(word, width)
        yield from full
    if line:
        yield line


# --- Into dots ------------------------------------------------------------------------------


def drawn(
    lines: Words, size: int, room: tuple[int, int], grid: Grid, face: Face, *, hard: bool = False
) -> Image.Image:
    """The lines in the middle of so many cells, as a grey picture with the dots of the grid."""
    if grid is Grid.HALVES:
        return _image(lines, size, room, 1, face)
    if grid is Grid.SPACES:
        # Its dots are twice as high: letters stand on whole ones.
        return _image(lines, size, room, 1, face, step=2).reduce((1, 2))
    fine = _FINE if hard else 2
    sample = "BEARS" if "".join(lines).isupper() else "eeas"
    image = _image(lines, size, room, fine, face, lower=_lower(sample, size, fine, face))
    return image.reduce((fine // 2, fine))


@lru_cache(maxsize=256)
def _lower(sample: str, size: int, fine: int, face: Face) -> int:
    """By what part of a dot: where letters lie on the dots decides whether an e stays open."""

    def contrast(lower: int) -> int:
        image = Image.new("L", (len(sample) * size * fine, 4 * size * fine))
        at = 0, 2 * size * fine + lower
        ImageDraw.Draw(image).text(at, sample, fill=255, font=font(face, size * fine), anchor="ls")
        return sum(map(mul, image.reduce((fine // 2, fine)).histogram(), _DISTANCE))

    return max(range(fine), key=contrast)


def _image(
    lines: Words,
    size: int,
    room: tuple[int, int],
    fine: int,
    face: Face,
    *,
    step: int = 1,
    lower: int = 0,
) -> Image.Image:
    """The lines in grey, each dot `fine` times as fine in both directions."""
    width, height = room[0] * fine, 2 * room[1]
    image = Image.new("L", (width, height * fine))
    draw = ImageDraw.Draw(image)
    sized = font(face, size * fine)
    top, tail = reach(" ".join(lines), face)
    pitch = _pitch(size) // step * step
    # Capitals are what is centred; then tails have their room, then accents.
    last = (height + size + (len(lines) - 1) * pitch) // 2
    last = min(last, height - ceil(tail * size))
    first = max(last - (len(lines) - 1) * pitch, ceil(top * size)) // step * step
    for number, line in enumerate(lines):
        at = width // 2, (first + number * pitch) * fine + lower
        draw.text(at, line, fill=255, font=sized, anchor="ms")
    return image
