"""Badges to print: ten on an A4 page, each a code to scan and a name to read from afar."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ceremony_tui.core.roster import Attendee
from ceremony_tui.papers.write import plain, write_whole
from ceremony_tui.words import Words

WIDTH, HEIGHT = 95 * mm, 55 * mm
ACROSS, DOWN = 2, 5
LEFT, BOTTOM = (A4[0] - ACROSS * WIDTH) / 2, (A4[1] - DOWN * HEIGHT) / 2
CODE = 31 * mm  # the side of the code with its quiet zone, which nothing may enter
QUIET = 4  # modules, ISO/IEC 18004
PAD = 4.3 * mm  # as wide as the quiet zone of a NIP's code
INNER, BESIDE = WIDTH - 2 * PAD, WIDTH - CODE - PAD

BOLD, REGULAR = "Helvetica-Bold", "Helvetica"  # every viewer and printer has them
LEADING = 1.15
LONGEST = 200  # letters; more is no name, and fitting it would take long

# Letters that Helvetica lacks and that do not become one of its own without their accent.
_LOOKALIKES = str.maketrans("ʼʻʿʾđĐłŁħĦı\u2010\u2011", "''''dDlLhHi--")


def write_badges(
    attendees: Iterable[Attendee], path: Path, *, title: str, words: Words, rehearsal: bool
) -> None:
    """Writes A4 sheets to print and cut; the same people always give the same bytes."""
    pen: Any = Canvas(BytesIO(), pagesize=A4, invariant=1, pageCompression=1)
    pen.setTitle(plain(title))
    heading = printable(title)
    stamp = words("paper.rehearsal") if rehearsal else ""
    count = 0
    for count, attendee in enumerate(attendees, 1):
        row, column = divmod((count - 1) % (ACROSS * DOWN), ACROSS)
        if (row, column) == (0, 0):
            if count > 1:
                pen.showPage()
            _draw_cut_marks(pen)
        with _moved(pen, LEFT + column * WIDTH, BOTTOM + (DOWN - 1 - row) * HEIGHT):
            _draw_badge(pen, attendee, heading, stamp)
    if not count:
        pen.setFont(REGULAR, 14)
        pen.drawCentredString(A4[0] / 2, A4[1] / 2, words("badges.none"))
    write_whole(path, pen.getpdfdata())


def code_of(attendee: Attendee) -> list[list[bool]]:
    """The modules of the attendee's QR code, dark ones true, with the quiet zone around them."""
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=2)
    code.add_data(attendee.id)
    return code.get_matrix()


def printable(text: str) -> str:
    """The text in letters that Helvetica has; another loses its accent, or becomes a `?`."""

    def letter(c: str) -> str:
        if _has(c) or combining(c):
            return c if _has(c) else ""
        return "".join(filter(_has, normalize("NFKD", c))) or "?"

    composed = normalize("NFC", plain(text)[:LONGEST])
    return "".join(letter(c) for c in composed.translate(_LOOKALIKES))


def _has(letter: str) -> bool:
    return bool(letter.encode("cp1252", "ignore"))


@dataclass(frozen=True, slots=True)
class Block:
    """A text in one line or two, and the size at which they fit."""

    size: float
    lines: tuple[str, ...]


def fit(text: str, font: str, box: tuple[float, float], sizes: tuple[float, float]) -> Block:
    """The text as large as the box allows, between the smallest and the largest size.

    It breaks at a space, or inside a word when the letters would be too small, or is cut short.
    """
    width, height = box
    smallest, largest = sizes

    def block(*lines: str) -> Block:
        ems = max(stringWidth(line, font, 1) for line in lines)
        return Block(min(largest, width / max(ems, 1), height / (len(lines) * LEADING)), lines)

    def best(*places: int) -> Block:
        broken = (block(text[:place].rstrip(), text[place:].lstrip()) for place in places)
        return max((block(text), *broken), key=lambda b: b.size)

    found = best(*(place for place, letter in enumerate(text) if letter == " "))
    if found.size < smallest:
        found = best(*range(1, len(text)))
    if found.size < smallest:
        kept = text[: int(len(text) * found.size / smallest) - 1].rstrip(" …")
        return fit(f"{kept}…", font, box, sizes)
    return found


def _draw_badge(pen: Any, attendee: Attendee, title: str, stamp: str) -> None:
    """Top to bottom: the ceremony, the name, then the code with the unit at its right."""
    pen.setFillGray(0.3)
    heading = fit(title, REGULAR, (INNER, 3 * mm), (6, 7.5))
    _draw_text(pen, heading, REGULAR, PAD, HEIGHT - PAD)
    pen.setFillGray(0)
    room = HEIGHT - CODE - 8 * mm
    name = fit(printable(attendee.name), BOLD, (INNER, room), (9, 24))
    spare = room - name.size * LEADING * len(name.lines)
    _draw_text(pen, name, BOLD, PAD, CODE + room - spare / 2)
    _draw_code(pen, code_of(attendee))
    unit = fit(printable(attendee.unit), REGULAR, (BESIDE, 10 * mm), (6, 11))
    _draw_text(pen, unit, REGULAR, CODE, CODE - PAD)
    if stamp:
        _draw_stamp(pen, stamp)


def _draw_text(pen: Any, block: Block, font: str, x: float, top: float) -> None:
    pen.setFont(font, block.size)
    for number, line in enumerate(block.lines):
        pen.drawString(x, top - block.size * (0.75 + number * LEADING), line)


def _draw_code(pen: Any, modules: list[list[bool]]) -> None:
    """Vector, not image: half the bytes, and sharp on any printer. One path leaves no seams."""
    count = len(modules)
    path = pen.beginPath()
    for number, row in enumerate(modules, 1):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                path.rect(x, count - number, length, 1)
            x += length
    with _moved(pen, 0, 0, scale=CODE / count):
        pen.drawPath(path, stroke=0, fill=1)


def _draw_stamp(pen: Any, stamp: str) -> None:
    """A red frame in the lower right corner."""
    block = fit(stamp, BOLD, (BESIDE - PAD, 8 * mm), (8, 20))
    wide = PAD + max(stringWidth(line, BOLD, block.size) for line in block.lines)
    left = WIDTH - PAD - wide
    pen.setFillColorRGB(0.8, 0, 0)
    pen.setStrokeColorRGB(0.8, 0, 0)
    pen.setLineWidth(1.5)
    pen.rect(left, PAD, wide, 10 * mm)
    top = PAD + 5 * mm + block.size * (0.375 + (len(block.lines) - 1) * LEADING / 2)
    _draw_text(pen, block, BOLD, left + PAD / 2, top)


def _draw_cut_marks(pen: Any) -> None:
    """A fine cross at every corner where badges meet."""
    pen.setStrokeGray(0.5)
    pen.setLineWidth(0.3)
    arm = 2 * mm
    for column in range(ACROSS + 1):
        for row in range(DOWN + 1):
            x, y = LEFT + column * WIDTH, BOTTOM + row * HEIGHT
            pen.line(x - arm, y, x + arm, y)
            pen.line(x, y - arm, x, y + arm)


@contextmanager
def _moved(pen: Any, x: float, y: float, scale: float = 1) -> Generator[None]:
    pen.saveState()
    pen.translate(x, y)
    pen.scale(scale, scale)
    yield
    pen.restoreState()
