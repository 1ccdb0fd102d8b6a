"""CSV and JSON: the table for programs and spreadsheets."""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO

from ceremony_tui.core.plain import plain
from ceremony_tui.papers.formats import Style
from ceremony_tui.papers.paper import Cell, Chart, Column, Paper, Row, Table
from ceremony_tui.words import Words

_FORMULA = ("=", "+", "-", "@")


def write_csv(paper: Paper, style: Style) -> bytes:
    """The bare table; the paper's mark stands on every line.

    A text that a spreadsheet would run as a formula gets an apostrophe in front. A NIP needs
    none: digits are no formula, and one would end up in the data of whoever reads the file.
    A spreadsheet that rounds them on opening is why the paper for Excel is the XLSX.
    """
    return csv_bytes(_lines(paper), style.delimiter)


def _lines(paper: Paper) -> Iterator[Row]:
    mark = (paper.mark,) if paper.mark else ()
    yield (*(_title(column, paper.words) for column in paper.columns), *mark)
    for row in paper.rows:
        yield (*row, *mark)
    if paper.totals:
        yield (*paper.totals, *mark)


def _title(column: Column, words: Words) -> str:
    """With the unit, where the cells below are bare numbers."""
    return words("lasting.column", title=column.title) if column.kind == "seconds" else column.title


def csv_bytes(rows: Iterable[Row], delimiter: str = ",") -> bytes:
    """Rows as UTF-8 with a mark that makes Excel read it so; nothing in it is a formula.

    Where the comma is the decimal sign, Excel opens a file with `;` into columns, and reads its
    decimals with a comma.
    """
    out = StringIO(newline="")
    decimal = "," if delimiter == ";" else "."

    def inert(cell: Cell) -> Cell:
        if isinstance(cell, str):
            cell = plain(cell)
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        return str(cell).replace(".", decimal) if isinstance(cell, float) else cell

    csv.writer(out, delimiter=delimiter).writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_json(paper: Paper, _style: Style) -> bytes:
    """One object; rows by the columns' English keys. Parts that the paper does not have are out."""
    said: dict[str, object] = {"title": plain(paper.title), "heading": _plain(paper.heading)}
    if paper.columns or not paper.prose:
        said |= _table(paper.table)
    if paper.prose:
        said["text"] = _plain(paper.prose)
    if paper.charts:
        said["charts"] = [_chart(chart) for chart in paper.charts]
    if paper.more:
        said["more"] = [{"title": plain(table.title), **_table(table)} for table in paper.more]
    if paper.closing:
        said["closing"] = plain(paper.closing)
    if paper.signatures and not paper.sheets:
        said["signatures"] = [
            {"above": _plain(s.above), "name": plain(s.name), "below": plain(s.below)}
            for s in paper.signatures
        ]
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(lines: tuple[str, ...]) -> list[str]:
    return [plain(line) for line in lines]


def _table(table: Table) -> dict[str, object]:
    keys = [column.key for column in table.columns]

    def named(row: Row) -> dict[str, Cell]:
        cells = (plain(cell) if isinstance(cell, str) else cell for cell in row)
        return dict(zip(keys, cells, strict=True))

    said: dict[str, object] = {"rows": [named(row) for row in table.rows]}
    return said | {"totals": named(table.totals)} if table.totals else said


def _chart(chart: Chart) -> dict[str, object]:
    points = [
        {"label": plain(label), "value": value}
        for label, value in zip(chart.labels, chart.values, strict=True)
    ]
    for point, of in zip(points, chart.of, strict=False):
        point["of"] = of
    return {"title": plain(chart.title), "points": points}
