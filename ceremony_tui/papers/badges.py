"""Badges to print on A4: cards to cut out, or labels; a code to scan, a name to read from afar."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ceremony_tui.core.plain import plain
from ceremony_tui.core.roster import Attendee
from ceremony_tui.papers.codes import Path as CodePath
from ceremony_tui.papers.codes import modules_of
from ceremony_tui.papers.faces import BOLD, REGULAR, SIZES
from ceremony_tui.papers.lettering import LEADING, draw, fit, printable
from ceremony_tui.papers.write import write_whole
from ceremony_tui.words import Words

PAD = 4.3 * mm  # as wide as the quiet zone of a card's code
MARGIN = 1.5 * mm  # at the right of a label
_WIDE, _HIGH = SIZES["a4"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How badges lie on an A4 page, in the middle of it; lengths in points.

    `code` is the side of the code with its quiet zone, which nothing may enter.
    """

    across: int
    down: int
    width: float
    height: float
    code: float
    gap: float = 0
    name: tuple[float, float] = (9, 24)  # smallest and largest size of the type
    unit: tuple[float, float] = (6, 18)

    @property
    def is_label(self) -> bool:
        """A label is cut already and too low for a name above the code."""
        return self.gap > 0

    def place(self, number: int) -> tuple[float, float]:
        """The lower left corner of the badge of this number on its page, from 0."""
        row, column = divmod(number, self.across)
        wide = self.across * self.width + (self.across - 1) * self.gap
        left, bottom = (_WIDE - wide) / 2, (_HIGH - self.down * self.height) / 2
        x = left + column * (self.width + self.gap)
        return x, bottom + (self.down - 1 - row) * self.height


# The labels are those of Avery L7160 and L7651, which many makers cut.
LAYOUTS: Mapping[str, Layout] = {
    "a4-10": Layout(2, 5, 95 * mm, 55 * mm, 31 * mm),
    "a4-8": Layout(2, 4, 95 * mm, 68 * mm, 38 * mm, name=(9, 30), unit=(6, 22)),
    "label-63x38": Layout(
        3, 7, 63.5 * mm, 38.1 * mm, 30 * mm, 2.5 * mm, name=(6, 16), unit=(5, 10)
    ),
    "label-38x21": Layout(5, 13, 38.1 * mm, 21.2 * mm, 19 * mm, 2.5 * mm, name=(4, 9), unit=(3, 6)),
}
USUAL = "a4-10"


def write_badges(
    badges: Iterable[tuple[Attendee, str]],
    path: Path,
    *,
    title: str,
    words: Words,
    rehearsal: bool,
    layout: Layout = LAYOUTS[USUAL],
) -> None:
    """Writes sheets of badges, each a person and the text of their code.

    The same badges always give the same bytes.
    """
    pen: Any = Canvas(BytesIO(), pagesize=(_WIDE, _HIGH), invariant=1, pageCompression=1)
    pen.setTitle(plain(title))
    heading = printable(title)
    stamp = words("paper.rehearsal") if rehearsal else ""
    draw_one = _draw_label if layout.is_label else _draw_card
    count = 0
    for count, (attendee, text) in enumerate(badges, 1):
        number = (count - 1) % (layout.across * layout.down)
        if number == 0:
            if count > 1:
                pen.showPage()
            if not layout.is_label:
                _draw_cut_marks(pen, layout)
        with _moved(pen, *layout.place(number)):
            draw_one(pen, layout, attendee, text, heading, stamp)
    if not count:
        pen.setFont(REGULAR, 14)
        pen.drawCentredString(_WIDE / 2, _HIGH / 2, words("badges.none"))
    write_whole(path, pen.getpdfdata())


def _draw_card(
    pen: Any, layout: Layout, attendee: Attendee, text: str, title: str, stamp: str
) -> None:
    """Top to bottom: the ceremony, the name, then the code with the unit at its right."""
    inner, beside = layout.width - 2 * PAD, layout.width - layout.code - PAD
    pen.setFillGray(0.3)
    draw(pen, fit(title, REGULAR, (inner, 3 * mm), (6, 7.5)), PAD, layout.height - PAD)
    pen.setFillGray(0)
    room = layout.height - layout.code - 9 * mm
    name = fit(printable(attendee.name), BOLD, (inner, room), layout.name)
    draw(pen, name, PAD, layout.code + room - (room - name.height) / 2)
    _draw_code(pen, text, layout.code)
    unit = fit(printable(attendee.unit), REGULAR, (beside, 12 * mm), layout.unit, 3)
    draw(pen, unit, layout.code, layout.code - PAD)
    if stamp:
        _draw_stamp(pen, stamp, layout.width - PAD, PAD, (beside - PAD, 10 * mm))


def _draw_label(
    pen: Any, layout: Layout, attendee: Attendee, text: str, _title: str, stamp: str
) -> None:
    """The code at the left; at its right the name, the unit and the stamp."""
    beside, high = layout.width - layout.code - MARGIN, layout.height
    with _moved(pen, 0, (high - layout.code) / 2):
        _draw_code(pen, text, layout.code)
    name = fit(printable(attendee.name), BOLD, (beside, 0.4 * high), layout.name, 3)
    draw(pen, name, layout.code, 0.9 * high)
    unit = fit(printable(attendee.unit), REGULAR, (beside, 0.25 * high), layout.unit, 3)
    draw(pen, unit, layout.code, 0.87 * high - name.height)
    if stamp:
        _draw_stamp(pen, stamp, layout.width - MARGIN, 0.04 * high, (beside, 0.16 * high))


def _draw_code(pen: Any, text: str, side: float) -> None:
    """Vector, not image: half the bytes, and sharp on any printer."""
    modules = modules_of(text)
    with _moved(pen, 0, 0, scale=side / len(modules)):
        pen.drawPath(CodePath(modules), stroke=0, fill=1)


def _draw_stamp(
    pen: Any, stamp: str, right: float, bottom: float, box: tuple[float, float]
) -> None:
    """A red frame whose lower right corner is given, no larger than the box."""
    wide, high = box
    inset = min(PAD, high / 2)
    block = fit(stamp, BOLD, (wide - inset, 0.8 * high), (3, 20))
    frame = block.width + inset
    pen.setFillColorRGB(0.8, 0, 0)
    pen.setStrokeColorRGB(0.8, 0, 0)
    pen.setLineWidth(min(1.5, 0.1 * high))
    pen.rect(right - frame, bottom, frame, high)
    top = bottom + high / 2 + block.size * (0.375 + (len(block.lines) - 1) * LEADING / 2)
    draw(pen, block, right - frame + inset / 2, top)


def _draw_cut_marks(pen: Any, layout: Layout) -> None:
    """A fine cross at every corner where badges meet."""
    pen.setStrokeGray(0.5)
    pen.setLineWidth(0.3)
    arm = 2 * mm
    left, bottom = layout.place(layout.across * (layout.down - 1))
    for column in range(layout.across + 1):
        for row in range(layout.down + 1):
            x, y = left + column * layout.width, bottom + row * layout.height
            pen.line(x - arm, y, x + arm, y)
            pen.line(x, y - arm, x, y + arm)


@contextmanager
def _moved(pen: Any, x: float, y: float, scale: float = 1) -> Generator[None]:
    pen.saveState()
    pen.translate(x, y)
    pen.scale(scale, scale)
    yield
    pen.restoreState()
