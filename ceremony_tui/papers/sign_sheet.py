"""The signature sheet of a unit: what is signed when there is no scanner, no power or no laptop."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import SheetPrinted
from ceremony_tui.core.roster import Attendee
from ceremony_tui.papers.faces import BOLD, REGULAR, SIZES
from ceremony_tui.papers.formats import Size
from ceremony_tui.papers.lettering import draw, fit, printable
from ceremony_tui.papers.paper import Asked
from ceremony_tui.papers.write import write_whole
from ceremony_tui.words import Words

SIDE, TOP, BOTTOM = 15 * mm, 12 * mm, 14 * mm
LETTERHEAD = 56 * mm  # above the table of a sheet's first page, the head of the table included
HEAD = 8 * mm  # of the table
ROW = 10 * mm
END = 62 * mm  # legend, count and signature
KEPT = 3  # rows that go along with the signature to a page of their own

# Widths on A4 in mm; the signature takes what a wider paper has more.
NUMBER, NAME, RANK, NOTE = 10 * mm, 62 * mm, 44 * mm, 22 * mm


def write_sign_sheets(
    sheets: Iterable[SheetPrinted],
    path: Path,
    ceremony: Ceremony,
    at: datetime,
    words: Words,
    size: Size = "a4",
) -> None:
    """Writes the sheets, each from a page of its own; `at` is when they are printed."""
    pen: Any = Canvas(BytesIO(), pagesize=SIZES[size], invariant=1, pageCompression=1)
    pen.setTitle(printable(f"{words('paper.sign-sheet')} {ceremony.script.title}"))
    for sheet in sheets:
        page = _Page(pen, sheet, ceremony, at, words, SIZES[size])
        page.draw_all()
    write_whole(path, pen.getpdfdata())


def pages_of(count: int, first: int, later: int, end: int) -> Iterator[range]:
    """The rows of each page, from 0.

    `first` and `later` rows fit on a page; below the last one `end` rows must stay free, and the
    signature never stands on a page without any.
    """
    start, room = 0, first
    while count - start > room - end:
        taken = min(room, max(1, count - start - KEPT))
        yield range(start, start + taken)
        start, room = start + taken, later
    yield range(start, count)


@dataclass
class _Page:
    """One unit's sheet on a canvas. Lengths are in points, from the lower left corner."""

    pen: Any
    sheet: SheetPrinted
    ceremony: Ceremony
    at: datetime
    words: Words
    size: tuple[float, float]

    def draw_all(self) -> None:
        high = self.size[1] - TOP - BOTTOM
        first, later = int((high - LETTERHEAD) / ROW), int((high - HEAD) / ROW)
        pages = list(pages_of(len(self.sheet.people), first, later, -int(-END // ROW)))
        for number, rows in enumerate(pages, 1):
            y = self._draw_letterhead() if number == 1 else self.size[1] - TOP
            y = self._draw_head(y)
            for row in rows:
                y = self._draw_row(y, row)
            if number == len(pages):
                self._draw_end(y)
            self._draw_foot(number, len(pages))
            self.pen.showPage()

    @property
    def _edges(self) -> tuple[float, ...]:
        """Where the columns begin, and where the last one ends."""
        right = self.size[0] - SIDE
        left = (SIDE, SIDE + NUMBER, SIDE + NUMBER + NAME, SIDE + NUMBER + NAME + RANK)
        return (*left, right - NOTE, right)

    def _text(
        self, text: str, x: float, top: float, width: float, size: float, font: str = REGULAR
    ) -> None:
        """A text in one line or two, no higher than one line of its size."""
        box, sizes = (width, size * 1.2), (4, size)
        draw(self.pen, fit(printable(text), font, box, sizes), x, top)

    def _centred(self, text: str, top: float, size: float, font: str = BOLD) -> None:
        wide = self.size[0] - 2 * SIDE
        block = fit(printable(text), font, (wide - 40 * mm, size * 1.2), (4, size))
        draw(self.pen, block, (self.size[0] - block.width) / 2, top)

    def _draw_letterhead(self) -> float:
        """The kop: whose sheet, a thick rule, what for, when and where. Gives where it ends."""
        script, words, top = self.ceremony.script, self.words, self.size[1] - TOP
        self._centred(script.organizer.upper(), top, 13)
        self._centred(self.sheet.unit.upper(), top - 6 * mm, 15)
        left, right = SIDE, self.size[0] - SIDE
        for width, y in ((2, 14 * mm), (0.5, 15 * mm)):
            self.pen.setLineWidth(width)
            self.pen.line(left, top - y, right, top - y)
        self._centred(words("paper.attendance").upper(), top - 18 * mm, 13)
        self._centred(script.title, top - 24 * mm, 11, REGULAR)
        starts = script.local(script.starts)
        clock = words.clock(starts, script.timezone)
        told = (
            (words("sheet.day"), words.date(starts)),
            (words("sheet.hour"), clock),
            (words("sheet.place"), script.place),
        )
        for line, (name, value) in enumerate(told):
            y = top - 31 * mm - line * 5 * mm
            self._text(name, left, y, 26 * mm, 9.5)
            self._text(f": {value}", left + 27 * mm, y, 110 * mm, 9.5)
        self._draw_number(right, top - 31 * mm)
        return top - LETTERHEAD + HEAD

    def _draw_number(self, right: float, top: float) -> None:
        """The sheet's number in a frame: what is asked for when its rows are typed in."""
        width, height = 34 * mm, 14 * mm
        self.pen.setLineWidth(1)
        self.pen.rect(right - width, top - height, width, height)
        self._text(self.words("sheet.number"), right - width + 2 * mm, top - 1.5 * mm, 30 * mm, 8)
        self._text(self.sheet.sheet, right - width + 2 * mm, top - 5.5 * mm, 30 * mm, 20, BOLD)

    def _draw_head(self, top: float) -> float:
        words = self.words
        titles = (
            words("paper.column-number"),
            f"{words('paper.column-name')} / {words('paper.column-nip')}",
            f"{words('paper.column-rank')} / {words('paper.column-position')}",
            words("sheet.sign"),
            words("paper.column-detail"),
        )
        self.pen.setFillGray(0.9)
        self.pen.rect(SIDE, top - HEAD, self.size[0] - 2 * SIDE, HEAD, stroke=0, fill=1)
        self.pen.setFillGray(0)
        edges = self._edges
        for title, (left, right) in zip(titles, pairwise(edges), strict=True):
            self._text(title, left + 1.5 * mm, top - 2.2 * mm, right - left - 2 * mm, 9, BOLD)
        self._draw_grid(top, HEAD)
        return top - HEAD

    def _draw_row(self, top: float, row: int) -> float:
        """One person; signatures stand left and right by turns, so that they do not meet."""
        person = self.ceremony.roster.get(self.sheet.people[row]) or Attendee("", "", "")
        edges, number = self._edges, str(row + 1)
        wide = [right - left - 3 * mm for left, right in pairwise(edges)]
        left = [edge + 1.5 * mm for edge in edges]
        upper, lower = top - 1.2 * mm, top - 5.8 * mm
        self._text(number, left[0], top - 3 * mm, wide[0], 10, BOLD)
        self._text(person.name, left[1], upper, wide[1], 10, BOLD)
        self._text(person.nip or person.id, left[1], lower, wide[1], 8.5)
        self._text(person.rank, left[2], upper, wide[2], 9)
        self._text(person.position, left[2], lower, wide[2], 8)
        sign = left[3] if row % 2 == 0 else left[3] + wide[3] / 2
        self._text(f"{number}.", sign, top - 1.5 * mm, wide[3] / 2, 7)
        self._draw_grid(top, ROW)
        return top - ROW

    def _draw_grid(self, top: float, height: float) -> None:
        self.pen.setLineWidth(0.5)
        self.pen.rect(SIDE, top - height, self.size[0] - 2 * SIDE, height)
        for edge in self._edges[1:-1]:
            self.pen.line(edge, top, edge, top - height)

    def _draw_end(self, top: float) -> None:
        """The legend, the count to compare with, and room for the signature of the unit's head."""
        wide = self.size[0] - 2 * SIDE
        self._text(self.words("sheet.legend"), SIDE, top - 3 * mm, wide, 8)
        self._text(self.words("sheet.count", count="............"), SIDE, top - 9 * mm, wide, 10)
        x = self.size[0] - SIDE - 70 * mm
        y = top - 17 * mm
        for line, gap in (("agree", 5), ("head", 22), ("name", 5), ("nip", 5)):
            self._text(self.words(f"sheet.{line}"), x, y, 70 * mm, 10)
            y -= gap * mm

    def _draw_foot(self, number: int, count: int) -> None:
        """On every page what it is a page of, so that loose ones find together again."""
        script, words = self.ceremony.script, self.words
        at = script.local(self.at)
        printed = words(
            "sheet.foot",
            number=self.sheet.sheet,
            unit=self.sheet.unit,
            at=f"{words.date(at)} {words.clock(at, script.timezone)}",
        )
        wide = self.size[0] - 2 * SIDE
        self._text(printed, SIDE, BOTTOM - 4 * mm, wide - 35 * mm, 8)
        page = fit(words("sheet.page", number=number, count=count), REGULAR, (33 * mm, 10), (4, 8))
        draw(self.pen, page, SIDE + wide - page.width, BOTTOM - 4 * mm)
        mark = Asked(self.ceremony, self.at, words).mark
        if mark:
            self.pen.setFillColorRGB(0.8, 0, 0)
            self._text(mark, SIDE, self.size[1] - 5 * mm, 60 * mm, 12, BOLD)
            self.pen.setFillGray(0)
