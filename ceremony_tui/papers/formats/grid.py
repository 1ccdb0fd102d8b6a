"""A table on printed pages: rows between lines, the header again at the top of each page."""

from heapq import nlargest
from itertools import accumulate

from reportlab.lib.units import mm

from ceremony_tui.core.plain import plain
from ceremony_tui.papers.faces import BOLD, REGULAR, width
from ceremony_tui.papers.formats import told
from ceremony_tui.papers.formats.pen import LEADING, MARGIN, Pen, Piece, broken
from ceremony_tui.papers.paper import Cell, Column, Row, Table
from ceremony_tui.words import Words

CELL = 8.5  # points of the letters
HEAD = 8
PAD = 2.2  # points between a text and the lines around it
ROW = CELL * LEADING + 2 * PAD  # points of a row of one line
_GREY = 0.9
_RIGHT = ("number", "percent")
_WHOLE = ("nip", "number", "percent", "time", "code")  # broken, they could be misread
_MOST = 0.7  # of the room, for the columns that stay whole
_BY_HAND = 42 * mm
_MEASURED = 8  # the longest texts of a column

Texts = list[tuple[int, tuple[str, ...]]]
"""What stands in a row: the place of a column and its lines, empty cells left out."""


def asked_widths(table: Table, words: Words) -> list[float]:
    """How wide each column would be if nothing in it were broken, in points."""
    wanted: list[float] = []
    rows = (*table.rows, table.totals) if table.totals else table.rows
    for place, column in enumerate(table.columns):
        cells = (row[place] for row in rows)
        # The most letters are not always the widest; a tenth more is for bold.
        longest = nlargest(_MEASURED, (cell for cell in cells if cell is not None), key=_letters)
        texts = (width(told(cell, column, words), REGULAR, CELL) for cell in longest)
        title = max(width(word, BOLD, HEAD) for word in plain(column.title).split() or [""])
        least = _BY_HAND if column.kind == "note" else 0
        wanted.append(max(1.1 * max(texts, default=0), title, least) + 2 * PAD + 1)
    return wanted


def _letters(cell: Cell) -> float:
    """What makes a cell long: its letters, or how great a number is."""
    return len(cell) if isinstance(cell, str) else cell or 0


def draw_table(pen: Pen, table: Table, words: Words, room: float) -> None:
    """The whole table, `room` points wide, over as many pages as it needs."""
    whole = [column.kind in _WHOLE for column in table.columns]
    widths = _shared(asked_widths(table, words), whole, room)
    grid = _Grid(pen, table.columns, words, widths)
    grid.enter()
    pen.going_on = grid
    for row in table.rows:
        grid.row(row)
    if table.totals:
        grid.row(table.totals, bold=True)
    pen.going_on = None
    grid.leave()


def _shared(asked: list[float], whole: list[bool], room: float) -> list[float]:
    """Widths that fill the room: who asks for less than an even share of what is left gets it.

    Columns that must stay whole come first, if there is room for them at all.
    """
    if sum(asked) <= room:
        return [wide * room / sum(asked) for wide in asked]
    given: dict[int, float] = {}
    first = sum(wide for wide, kept in zip(asked, whole, strict=True) if kept) < _MOST * room
    places = sorted(range(len(asked)), key=lambda n: (not (first and whole[n]), asked[n]))
    for count, place in enumerate(places):
        even = (room - sum(given.values())) / (len(asked) - count)
        given[place] = asked[place] if first and whole[place] else min(asked[place], even)
    return [given[place] for place in range(len(asked))]


class _Grid:
    """Columns side by side; the part of them that stands on this page."""

    def __init__(
        self, pen: Pen, columns: tuple[Column, ...], words: Words, widths: list[float]
    ) -> None:
        self._pen, self._columns, self._words = pen, columns, words
        self._edges = list(accumulate(widths, initial=MARGIN))
        self._rooms = [wide - 2 * PAD for wide in widths]
        self._right = [column.kind in _RIGHT for column in columns]
        self._rules: list[float] = []

    def enter(self) -> None:
        """The titles on grey, and room for a row below them."""
        texts = [
            (place, broken(plain(column.title), BOLD, HEAD, self._rooms[place]))
            for place, column in enumerate(self._columns)
        ]
        height = _height(texts)
        self._pen.need(height + _height([]))
        left, right = self._edges[0], self._edges[-1]
        canvas = self._pen.canvas
        canvas.setFillGray(_GREY)
        canvas.rect(left, self._pen.y - height, right - left, height, stroke=0, fill=1)
        canvas.setFillGray(0)
        self._rules = [self._pen.y]
        self._write(texts, BOLD, HEAD)
        self._close(height)

    def row(self, row: Row, *, bold: bool = False) -> None:
        """One row, as high as the longest of its texts."""
        font = BOLD if bold else REGULAR
        texts: Texts = []
        for place, cell in enumerate(row):
            if cell is not None and cell != "":
                text = told(cell, self._columns[place], self._words)
                room = self._rooms[place]
                fits = width(text, font, CELL) <= room
                texts.append((place, (text,) if fits else broken(text, font, CELL, room)))
        height = _height(texts)
        self._pen.need(height)
        self._write(texts, font, CELL)
        self._close(height)

    def _close(self, height: float) -> None:
        self._pen.down(height)
        self._rules.append(self._pen.y)

    def _write(self, texts: Texts, font: str, size: float) -> None:
        top = self._pen.y - PAD
        pieces: list[Piece] = []
        for place, lines in texts:
            for number, line in enumerate(lines, 1):
                x = self._edges[place] + PAD
                if self._right[place]:
                    x += self._rooms[place] - width(line, font, size)
                pieces.append((x, top - (number - 0.28) * size * LEADING, line))
        self._pen.write(pieces, font, size)

    def leave(self) -> None:
        """The lines around the part on this page, in one stroke."""
        left, right = self._edges[0], self._edges[-1]
        top, bottom = self._rules[0], self._rules[-1]
        across = ((left, y, right, y) for y in self._rules)
        self._pen.stroke([*across, *((x, top, x, bottom) for x in self._edges)])


def _height(texts: Texts) -> float:
    lines = max((len(lines) for _, lines in texts), default=1)
    return lines * CELL * LEADING + 2 * PAD
