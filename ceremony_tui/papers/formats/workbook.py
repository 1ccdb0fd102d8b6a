"""XLSX: sheets to read, sort, filter and print. Every text is text: no formula, no link."""

import re
from collections.abc import Iterable
from datetime import UTC
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from ceremony_tui.core.plain import plain
from ceremony_tui.papers.formats import Style
from ceremony_tui.papers.paper import Chart, Column, Paper, Row, Table

MOST_SHEETS = 100  # more tabs nobody finds their way in, and each is an open file: one list then
_SHEET_LONGEST = 31
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CELL_LONGEST = 32_767  # XlsxWriter leaves a longer text out without a word
_PROSE = 110  # letters of a line: beyond, it would run off the page
_SIZES = {"a4": 9, "f4": 14}  # F4 is sold as Folio, 215.9 by 330.2 mm
_WORDS = 20  # letters of a column in which words stand
_HAIR = 7  # the finest line between rows
# As text, a NIP stays whole even when somebody edits its cell.
_NUMBERS = {"nip": "@", "percent": '0.0" %"', "seconds": "[h]:mm:ss"}
_DAY = 86_400  # seconds: a spreadsheet counts time in days
_CHART_ROWS = 16  # how many rows of usual height a chart covers


def write_xlsx(paper: Paper, style: Style) -> bytes:
    """A sheet for each of the paper's sheets, in memory a row at a time."""
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"constant_memory": True})
    created = paper.at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": plain(paper.title), "created": created})
    sheets = paper.sheets if 0 < len(paper.sheets) <= MOST_SHEETS else (paper,)
    names = _Names()
    for writer in [_Sheet(book, sheet, names, style) for sheet in sheets]:
        writer.write()
    book.close()
    return out.getvalue()


def xlsx_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a bare sheet. Every cell is text, and stays text when somebody edits it."""
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, look = book.add_worksheet(), book.add_format({"num_format": "@"})
    sheet.set_column(0, 20, 24, look)
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell[:_CELL_LONGEST], look)
    book.close()
    return out.getvalue()


class _Names:
    """Legal names for tabs, no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, title: str) -> str:
        bare = _SHEET_FORBIDDEN.sub(" ", plain(title)).strip(" '") or "-"
        name, number = bare[:_SHEET_LONGEST].strip(" '"), 1
        while name.casefold() in self._taken:
            number += 1
            tail = f" {number}"
            name = f"{bare[: _SHEET_LONGEST - len(tail)].strip()}{tail}"
        self._taken.add(name.casefold())
        return name


class _Sheet:
    """One sheet, written from the top down."""

    def __init__(self, book: Any, paper: Paper, names: _Names, style: Style) -> None:
        self._book, self._paper, self._names = book, paper, names
        self._sheet: Any = book.add_worksheet(names.take(paper.label or paper.title))
        self._line = 0
        self._bold = book.add_format({"bold": True})
        self._sheet.set_paper(_SIZES[style.size])
        self._sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.7)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer(f"&L{paper.mark}&R&P / &N")
        # A NIP is meant to be text.
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def write(self) -> None:
        paper = self._paper
        table = paper.table if paper.columns else None
        if table:
            self._set_widths(table)
        self._text(paper.title, self._book.add_format({"bold": True, "font_size": 14}))
        for line in paper.heading:
            self._text(line)
        if paper.prose and not paper.spoken:
            self._line += 1
            self._wrapped(paper.prose)
        for chart in paper.charts:
            self._chart(chart)
        if table:
            self._line += 1
            self._table(table, first=True)
        self._line += 1
        if paper.legend:
            self._text(paper.legend)
        for small in paper.more:
            self._line += 1
            if small.title:
                self._text(small.title, self._bold)
            self._table(small)
        if paper.closing:
            self._line += 1
            self._wrapped((paper.closing,))
        for signature in paper.signatures:
            self._line += 1
            self._lines(signature.above)
            self._line += 3
            self._text(signature.name or "." * 30, self._bold)
            self._lines((signature.below,) if signature.below else ())

    def _set_widths(self, table: Table) -> None:
        for place, column in enumerate(table.columns):
            self._sheet.set_column(place, place, column.width)
        if sum(column.width for column in table.columns) > _PROSE:
            self._sheet.set_landscape()

    @property
    def _roomy(self) -> int:
        """The first column that has room for words: small tables begin there."""
        widths = [column.width for column in self._paper.columns]
        return next((place for place, wide in enumerate(widths) if wide >= _WORDS), 0)

    def _text(self, text: str, look: Any = None) -> None:
        self._sheet.write_string(self._line, 0, plain(text)[:_CELL_LONGEST], look)
        self._line += 1

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._text(line)

    def _wrapped(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._lines(wrap(plain(line), _PROSE) or [""])

    def _table(self, table: Table, *, first: bool = False) -> None:
        """The first table has the header that stays in sight, and the filter."""
        top, columns, left = self._line, table.columns, 0 if first else self._roomy
        heads = self._looks(columns, bold=True, bottom=1)
        self._row(top, tuple(column.title for column in columns), columns, heads, left)
        looks, line = self._looks(columns, bottom=_HAIR), top
        for line, row in enumerate(table.rows, top + 1):
            self._row(line, row, columns, looks, left)
        if first:
            self._sheet.autofilter(top, 0, max(line, top), len(columns) - 1)
            self._sheet.freeze_panes(top + 1, 0)
            self._sheet.repeat_rows(top)
            self._choices(table, top + 1, line)
        if table.totals:
            line += 1
            looks = self._looks(columns, bold=True, top=1)
            self._row(line, table.totals, columns, looks, left)
        self._line = line + 1

    def _choices(self, table: Table, top: int, end: int) -> None:
        """A cell that asks for a code offers them."""
        for place, column in enumerate(table.columns):
            if column.choices and end >= top:
                rule = {"validate": "list", "source": list(column.choices)}
                self._sheet.data_validation(top, place, end, place, rule)

    def _looks(self, columns: tuple[Column, ...], **style: object) -> list[Any]:
        """How each column looks. A long text shrinks: wrapped, it would cover the row below."""

        def look(column: Column) -> Any:
            aligned = {"align": "left", "indent": 1, "shrink": True}
            if column.kind in ("number", "percent", "seconds"):
                aligned = {"align": "right"}
            number = _NUMBERS.get(column.kind, "General")
            return self._book.add_format({"num_format": number, **aligned, **style})

        return [look(column) for column in columns]

    def _row(
        self, line: int, row: Row, columns: tuple[Column, ...], looks: list[Any], left: int
    ) -> None:
        text, number, blank = (
            self._sheet.write_string,
            self._sheet.write_number,
            self._sheet.write_blank,
        )
        cells = zip(row, columns, looks, strict=True)
        for place, (cell, column, look) in enumerate(cells, left):
            if isinstance(cell, str) and cell:
                text(line, place, plain(cell)[:_CELL_LONGEST], look)
            elif cell is None or cell == "":
                blank(line, place, None, look)
            else:
                number(line, place, cell / _DAY if column.kind == "seconds" else cell, look)

    def _chart(self, chart: Chart) -> None:
        """A chart of the numbers on a sheet behind, which anyone can check."""
        name = self._names.take(chart.title)
        behind: Any = self._book.add_worksheet(name)
        behind.set_column(0, 0, 44)
        columns = [chart.values, *([chart.of] if chart.of else [])]
        for line, (label, *values) in enumerate(zip(chart.labels, *columns, strict=True)):
            behind.write_string(line, 0, plain(label))
            behind.write_row(line, 1, values)
        end = max(0, len(chart.labels) - 1)
        drawn: Any = self._book.add_chart({"type": "column" if chart.upright else "bar"})
        for place in range(len(columns), 0, -1):
            values = [name, 0, place, end, place]
            drawn.add_series({"categories": [name, 0, 0, end, 0], "values": values, "gap": 40})
        drawn.set_title({"name": plain(chart.title), "name_font": {"size": 11}})
        drawn.set_legend({"none": True})
        if not chart.upright:
            drawn.set_y_axis({"reverse": True})
        rows = max(_CHART_ROWS, 2 + len(chart.labels) if chart.of else 0)
        drawn.set_size({"width": 900, "height": 20 * (rows - 1)})
        self._line += 1
        self._sheet.insert_chart(self._line, 0, drawn)
        self._line += rows
