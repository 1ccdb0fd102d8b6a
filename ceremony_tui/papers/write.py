"""A paper as bytes, and bytes as a file that is there whole or not at all."""

import contextlib
import csv
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from ceremony_tui.core.plain import plain
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.papers.paper import Column, Paper, Row

_FORMULA = ("=", "+", "-", "@")
_SHEET_LONGEST = 31
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CELL_LONGEST = 32_767  # XlsxWriter leaves a longer text out without a word


def write_paper(paper: Paper, path: Path, form: str | None = None) -> None:
    """Writes the paper, by default in the format of the path's suffix, over an older one."""
    form = form or path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        known = ", ".join(f".{known}" for known in FORMATS)
        raise BadInput("out-format", path=path, suffix=path.suffix or '""', known=known)
    write_whole(path, render(paper, form))


def write_whole(path: Path, content: bytes) -> None:
    """The file holds all of the content or what it held before. A new file is the owner's alone."""
    if _is_ceremony(path):
        raise CeremonyError("out-is-ceremony", path=path)
    try:
        handle, name = mkstemp(prefix=".ceremony-", suffix=".tmp", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())  # a stick pulled out must not leave an empty file
            with contextlib.suppress(FileNotFoundError):
                shutil.copymode(path, beside)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CeremonyError("out-failed", path=path, detail=error.strerror or error) from error


def _is_ceremony(path: Path) -> bool:
    """No paper may ever replace the only memory of a ceremony."""
    try:
        with path.open("rb") as file:
            return file.read(15) == b"SQLite format 3"
    except OSError:
        return False


def render(paper: Paper, form: str) -> bytes:
    """The paper in one of FORMATS; the same paper always gives the same bytes."""
    return FORMATS[form](_plain_paper(paper))


def _plain_paper(paper: Paper) -> Paper:
    def row(cells: Row) -> Row:
        return tuple(plain(cell) if isinstance(cell, str) else cell for cell in cells)

    return replace(
        paper,
        heading=tuple(plain(line) for line in paper.heading),
        rows=tuple(row(cells) for cells in paper.rows),
        totals=row(paper.totals) if paper.totals else None,
    )


def _csv(paper: Paper) -> bytes:
    """The bare table, for programs and spreadsheets; a rehearsal is marked on every line.

    A text that a spreadsheet would run as a formula gets an apostrophe in front. A NIP needs
    none: digits are no formula, and one would end up in the data of whoever reads the file.
    A spreadsheet that rounds them on opening is why the paper for Excel is the XLSX.
    """
    mark = (paper.mark,) if paper.mark else ()
    header = (*(column.title for column in paper.columns), *mark)
    rows = (*paper.rows, *([paper.totals] if paper.totals else []))
    return csv_bytes([header, *((*row, *mark) for row in rows)])


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """Rows as UTF-8 with a mark that makes Excel read it so; nothing in it is a formula."""
    out = StringIO(newline="")
    csv.writer(out).writerows([_inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a bare sheet. Every cell is text, and stays text when somebody edits it."""
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, look = book.add_worksheet(), book.add_format({"num_format": "@"})
    sheet.set_column(0, 20, 24, look)
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell[:_CELL_LONGEST], look)
    book.close()
    return out.getvalue()


def _inert(cell: str | float | None) -> str | float | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _json(paper: Paper) -> bytes:
    """One object; rows by the columns' English keys."""
    keys = [column.key for column in paper.columns]
    said: dict[str, object] = {
        "title": paper.title,
        "heading": paper.heading,
        "rows": [dict(zip(keys, row, strict=True)) for row in paper.rows],
    }
    if paper.totals:
        said["totals"] = dict(zip(keys, paper.totals, strict=True))
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(paper: Paper) -> bytes:
    """A sheet to read, sort and print. Every text is written as text: no formula, no link."""
    # Imported here because most commands make no spreadsheet.
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True})
    created = paper.at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": paper.title, "created": created})
    sheet = book.add_worksheet(_sheet_name(paper.title))
    sheet.write_string(0, 0, paper.title, book.add_format({"bold": True, "font_size": 14}))
    for line, text in enumerate(paper.heading, 1):
        sheet.write_string(line, 0, text)
    top = len(paper.heading) + 2
    _xlsx_table(book, sheet, paper, top)
    _xlsx_page(sheet, paper, top)
    book.close()
    return out.getvalue()


def _xlsx_table(book: Any, sheet: Any, paper: Paper, top: int) -> None:
    heads = _xlsx_looks(book, paper.columns, bold=True, bottom=1)
    for place, (column, look) in enumerate(zip(paper.columns, heads, strict=True)):
        sheet.set_column(place, place, column.width)
        sheet.write_string(top, place, column.title, look)
    looks = _xlsx_looks(book, paper.columns)
    for line, row in enumerate(paper.rows, top + 1):
        _xlsx_row(sheet, line, row, looks)
    end = top + len(paper.rows)
    sheet.autofilter(top, 0, end, len(paper.columns) - 1)
    sheet.freeze_panes(top + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a NIP is meant to be text
    if paper.totals:
        end += 1
        _xlsx_row(sheet, end, paper.totals, _xlsx_looks(book, paper.columns, bold=True, top=1))
    sheet.write_string(end + 2, 0, paper.legend)


def _xlsx_looks(book: Any, columns: tuple[Column, ...], **style: object) -> list[Any]:
    """How each column looks. A long text shrinks: wrapped, it would cover the row below."""

    def look(column: Column) -> Any:
        aligned = {"align": "left", "indent": 1, "shrink": True}
        if column.kind in ("number", "percent"):
            aligned = {"align": "right"}
        # As text, a NIP stays whole even when somebody edits its cell.
        number = {"nip": "@", "percent": '0.0" %"'}.get(column.kind, "General")
        return book.add_format({"num_format": number, **aligned, **style})

    return [look(column) for column in columns]


def _xlsx_row(sheet: Any, line: int, row: Row, looks: list[Any]) -> None:
    for place, (cell, look) in enumerate(zip(row, looks, strict=True)):
        if isinstance(cell, str):
            sheet.write_string(line, place, cell[:_CELL_LONGEST], look)
        elif cell is not None:
            sheet.write_number(line, place, cell, look)


def _xlsx_page(sheet: Any, paper: Paper, top: int) -> None:
    """On paper: A4 across, as wide as the table, the header on every page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer(f"&L{paper.mark}&R&P / &N")


def _sheet_name(title: str) -> str:
    return _SHEET_FORBIDDEN.sub(" ", title)[:_SHEET_LONGEST].strip(" '")


FORMATS: Mapping[str, Callable[[Paper], bytes]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}
