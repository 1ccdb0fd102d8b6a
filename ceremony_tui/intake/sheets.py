"""A file with tables (CSV, XLSX, XLS, ODS) -> sheets of rows. What it is, decides its content."""

import codecs
import csv
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from ceremony_tui.core.plain import plain
from ceremony_tui.errors import BadInput

HEAD = 20  # rows in which a header is looked for
DELIMITERS = ";,\t"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # XLSX and ODS; XLS
_CHUNK = 1 << 20
_CORNER = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]{1,3})(\d{1,7})"')
_MOST = 50_000_000  # cells: seven times the widest export of 100,000 people
_FORMULA = ("=", "+", "-", "@")
_EXACT = 10**15  # from here on a spreadsheet's number is rounded: 15 digits are all it keeps

Cells = Sequence[Any]
"""Texts, or from a spreadsheet also numbers and dates: `text_of` reads one."""
Rows = Iterator[tuple[int, Cells, bool]]
"""Number, cells, and whether a quote that was closed too late has swallowed whole rows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `rows` may be read again; a row's number counts as a spreadsheet does.

    `lines` is about how many there are. Blank rows are passed over. `loose`: the rows came
    through a text with delimiters, so one may have more cells than the header.
    """

    name: str
    rows: Callable[[], Rows]
    lines: int
    hidden: bool = False
    loose: bool = False


def letters(title: str) -> str:
    """A title or a unit's name as it is compared: letters and digits only."""
    return "".join(c for c in title.casefold() if c.isalnum())


def text_of(cell: object) -> str:
    """A cell on one line. A number too long for a spreadsheet keeps the mark that it was one."""
    if not cell and cell != 0:
        return ""
    if isinstance(cell, str):
        # The apostrophe that keeps a text from being a formula is no part of it.
        return plain(cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if not isinstance(cell, int) or abs(cell) < _EXACT:
        return str(cell)
    # As the spreadsheet shows it, or the binary fraction of another program.
    return f"{float(cell):.14E}" if cell % 1000 == 0 else f"{cell}.0"


def texts_of(cells: Cells) -> tuple[str, ...]:
    """`text_of` of each cell; most rows are plain, and there are many."""
    try:
        line = "".join(cells)
    except TypeError:  # numbers among them
        line = "\n"
    if line.isprintable() and "  " not in line and "'" not in line:
        return tuple(map(str.strip, cells))
    return tuple(map(text_of, cells))


def read_sheets(path: Path, titles: Collection[str]) -> list[Sheet]:
    """Every sheet of a file. `titles`, as `letters` makes them, tell a text's delimiter."""
    try:
        with path.open("rb") as file:
            head = file.read(_CHUNK)
    except FileNotFoundError:
        raise BadInput("file-missing", path=path) from None
    except OSError as error:
        raise BadInput("file-unreadable", path=path, detail=error.strerror) from None
    if head.startswith((_ZIP, _OLE)):
        return _workbook(path)
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise BadInput("roster-web", path=path)  # a web page that was named .xls
    return [_text(path, titles)]


# --- Spreadsheets -----------------------------------------------------------------------------


def _workbook(path: Path) -> list[Sheet]:
    import python_calamine as calamine  # late: most commands read no spreadsheet

    if _is_vast(path):
        raise BadInput("roster-vast", path=path)
    try:
        with path.open("rb") as file:  # by its content, not by its suffix: offices rename
            book: Any = calamine.CalamineWorkbook.from_filelike(file)
        return [
            _sheet(path, book, meta.name, meta.visible is not calamine.SheetVisibleEnum.Visible)
            for meta in book.sheets_metadata
            if meta.typ is calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError:
        raise BadInput("roster-locked", path=path) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise BadInput("roster-damaged", path=path, detail=plain(str(error))[:80]) from None


def _is_vast(path: Path) -> bool:
    """Whether a sheet claims more cells than memory holds: one stray cell in the far corner."""
    with suppress(BadZipFile, OSError, KeyError, RuntimeError), ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with book.open(name) as sheet:
                    corner = _CORNER.search(sheet.read(4096))
                if corner:
                    digits = (byte - ord("A") + 1 for byte in corner[1])
                    width = reduce(lambda wide, digit: 26 * wide + digit, digits, 0)
                    if width * int(corner[2]) > _MOST:
                        return True
    return False


def _sheet(path: Path, book: Any, name: str, hidden: bool) -> Sheet:
    """A sheet is loaded when its rows are asked for, and let go of after them."""

    def rows() -> Rows:
        sheet = book.get_sheet_by_name(name)
        filled = _merged(sheet)
        for number, cells in enumerate(sheet.iter_rows(), 1):
            for column, value in filled.get(number - 1, ()):
                cells[column] = value
            if any(cell != "" for cell in cells):
                yield number, cells, False

    return Sheet(plain(name), rows, 0, hidden)


def _merged(sheet: Any) -> dict[int, list[tuple[int, object]]]:
    """What stands in the lower rows of cells merged downwards, by row: one unit, many people."""
    _, first = sheet.start or (0, 0)  # blank columns on the left are not given
    tall: list[tuple[int, int, int]] = [
        (top, left - first, bottom)
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
        if bottom > top and left >= first
    ]
    if not tall:
        return {}
    last = max(top for top, _, _ in tall)
    head: list[list[object]] = list(islice(sheet.iter_rows(), last + 1))
    filled: dict[int, list[tuple[int, object]]] = {}
    for top, left, bottom in tall:
        for number in range(top + 1, min(bottom, sheet.total_height) + 1):
            filled.setdefault(number, []).append((left, head[top][left]))
    return filled


# --- Texts with delimiters --------------------------------------------------------------------


def _text(path: Path, titles: Collection[str]) -> Sheet:
    encoding, lines = _encoding(path)

    def open_text() -> Any:
        return path.open(encoding=encoding, errors="replace", newline="")

    with open_text() as file:
        first = [line for line in islice(file, 5 * HEAD) if line.strip()][:HEAD]
    delimiter = _delimiter(first, titles)
    csv.field_size_limit(10_000)

    def rows() -> Rows:
        number = 0
        with open_text() as file:
            try:
                reader = csv.reader(file, delimiter=delimiter, strict=True)
                before = 0
                for number, cells in enumerate(reader, 1):
                    if number == 1 and cells and cells[0].casefold().startswith("sep="):
                        continue  # a line that tells Excel the delimiter
                    torn = reader.line_num - before > 1 and _has_rows(cells, delimiter)
                    before = reader.line_num
                    if any(map(str.strip, cells)):
                        yield number, cells, torn
            except csv.Error:
                raise BadInput("roster-quote", path=path, row=number + 1) from None

    return Sheet("", rows, lines, loose=True)


def _encoding(path: Path) -> tuple[str, int]:
    """UTF-8, UTF-16 by its mark, or cp1252 (Excel's "CSV" on Windows); and how many lines."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, encoding = 0, "utf-8-sig"
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if file.tell() == len(chunk) and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
                return "utf-16", 0
            if b"\0" in chunk:
                raise BadInput("roster-encoding", path=path)
            lines += chunk.count(b"\n")
            if encoding == "utf-8-sig":
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    encoding = "cp1252"
    return encoding, lines


def _delimiter(lines: list[str], titles: Collection[str]) -> str:
    """The one that makes a row of known titles; else the one that is most in the first line."""

    def known(delimiter: str) -> int:
        rows = (line.split(delimiter) for line in lines)
        return max((sum(letters(cell) in titles for cell in row) for row in rows), default=0)

    best = max(DELIMITERS, key=known)
    return best if known(best) > 1 else max(DELIMITERS, key="".join(lines[:1]).count)


def _has_rows(cells: list[str], delimiter: str) -> bool:
    """Whether a cell of many lines holds rows of its own; an address or a name does not."""
    return any(line.count(delimiter) > 1 for cell in cells for line in cell.splitlines()[1:])
