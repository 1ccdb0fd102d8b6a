"""A pen on printed pages: it goes down the page, and on to the next one when there is no room."""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any, Protocol

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ceremony_tui.papers.faces import BOLD, REGULAR, typeset, width

MARGIN = 15 * mm
FOOT = 8 * mm  # of the page, below everything
LEADING = 1.25

_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


Piece = tuple[float, float, str]
"""Where a text begins, x and y of its foot, and the text."""


class GoesOn(Protocol):
    """Something that may be longer than a page."""

    def leave(self) -> None:
        """Finishes its part of this page."""

    def enter(self) -> None:
        """Begins its part of the next."""


class Pen:
    """Draws from the top of a page down. `y` is where the next thing begins, in points."""

    def __init__(self, size: tuple[float, float], title: str) -> None:
        self.canvas: Any = Canvas(BytesIO(), pagesize=size, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self._size = size
        self.width, self.height = size
        self.y = 0.0
        self.page = 0
        self._number: Callable[..., str] = str
        self._foot = ""
        self._sheets = 0
        self._faces: dict[tuple[str, float], str] = {}
        self.going_on: GoesOn | None = None
        """What is being drawn from one page to the next."""

    @property
    def room(self) -> float:
        """How wide the page is between its margins."""
        return self.width - 2 * MARGIN

    def begin(self, number: Callable[..., str], foot: str, *, wide: bool) -> None:
        """A sheet of its own pages. `number(page=2)` says `Page 2 of`; how many, the pen knows."""
        self.width, self.height = sorted(self._size, reverse=wide)
        self._sheets += 1
        self._number, self._foot = number, foot
        self.page = 0
        self._open_page()

    def end(self) -> None:
        """Closes the sheet: now it is known of how many pages it is."""
        self._close_page()
        self.canvas.beginForm(self._count_form, 0, 0, self.width, self.height)
        self._draw(str(self.page), REGULAR, 8, self._of, FOOT, "left")
        self.canvas.endForm()

    @property
    def _of(self) -> float:
        """Where the count of pages begins."""
        return self.width - MARGIN - width("000", REGULAR, 8)

    @property
    def _count_form(self) -> str:
        return f"pages{self._sheets}"

    def need(self, height: float) -> bool:
        """Goes to the next page unless so much room is left; whether it did."""
        if self.y - height >= MARGIN:
            return False
        if self.going_on:
            self.going_on.leave()
        self._close_page()
        self._open_page()
        if self.going_on:
            self.going_on.enter()
        return True

    def _open_page(self) -> None:
        self.canvas.setPageSize((self.width, self.height))
        self.y = self.height - MARGIN
        self.page += 1

    def _close_page(self) -> None:
        self._draw(self._foot, REGULAR, 8, MARGIN, FOOT, "left")
        self._draw(f"{self._number(page=self.page)} ", REGULAR, 8, self._of, FOOT, "right")
        self.canvas.doForm(self._count_form)
        self.canvas.showPage()

    def text(
        self,
        told: str,
        size: float = 10,
        *,
        bold: bool = False,
        align: str = "left",
        indent: float = 0,
    ) -> None:
        """A paragraph, broken into lines at spaces."""
        font = BOLD if bold else REGULAR
        left, right = MARGIN + indent, self.width - MARGIN
        x = {"left": left, "centre": (left + right) / 2, "right": right}[align]
        lines = broken(told, font, size, right - left)
        self.need(min(len(lines) * size * LEADING, self.height / 2))  # not torn, if it is short
        for line in lines:
            self.need(size * LEADING)
            self.y -= size * LEADING
            self._draw(line, font, size, x, self.y + size * (LEADING - 1), align)

    def draw(self, told: str, x: float, y: float, size: float, *, bold: bool = False) -> None:
        """One line of text from x on, its foot at y."""
        self._draw(told, BOLD if bold else REGULAR, size, x, y, "left")

    def _draw(self, told: str, font: str, size: float, x: float, y: float, align: str) -> None:
        told, font = typeset(told, font)
        self.canvas.setFont(font, size)
        write = {"left": "drawString", "centre": "drawCentredString", "right": "drawRightString"}
        getattr(self.canvas, write[align])(x, y, told)

    def write(self, pieces: list[Piece], font: str, size: float) -> None:
        """Many short texts at once: written out here, which is twice as fast as one by one."""
        code: list[str] = []
        for x, y, told in pieces:
            if told.isascii():
                code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm ({told.translate(_ESCAPED)}) Tj")
            else:
                self._draw(told, font, size, x, y, "left")
        if code:
            self.canvas.addLiteral(f"{self._set_in(font, size)} {' '.join(code)} ET")

    def _set_in(self, font: str, size: float) -> str:
        """How a text in this face begins."""
        key = font, size
        if key not in self._faces:
            face = self.canvas.beginText()
            face.setFont(font, size)
            self._faces[key] = face.getCode().removesuffix("ET").strip()
        return self._faces[key]

    def stroke(self, lines: list[tuple[float, float, float, float]]) -> None:
        """Fine lines, all in one stroke."""
        paths = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l" for a, b, c, d in lines)
        self.canvas.setLineWidth(0.4)
        self.canvas.addLiteral(f"{paths} S")

    def rule(self, weight: float = 0.5, gap: float = 0) -> None:
        """A line from margin to margin."""
        self.y -= gap
        self.canvas.setLineWidth(weight)
        self.canvas.line(MARGIN, self.y, self.width - MARGIN, self.y)

    def down(self, points: float) -> None:
        self.y -= points


@lru_cache(maxsize=4096)
def broken(told: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines that fit, broken at spaces, or within a word that is too long."""
    if width(told, font, size) <= room:
        return (told,)
    lines: list[str] = []
    line = ""
    for word in told.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, font, size) > room and len(line) > 1:
            cut = max(1, int(len(line) * room / width(line, font, size)))
            while cut > 1 and width(line[:cut], font, size) > room:
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line)
