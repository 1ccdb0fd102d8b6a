"""Spreadsheets made small, as offices fill them in."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

import xlsxwriter

Grid = list[list[Any]]


def xlsx(
    *, hidden: tuple[str, ...] = (), merged: tuple[str, ...] = (), far: str = "", **sheets: Grid
) -> bytes:
    """A workbook; texts are texts and numbers numbers, `merged` are ranges of the first sheet."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(line, place, cell)
        for cells in merged if number == 0 else ():
            top, left = xlsxwriter.utility.xl_cell_to_rowcol(cells.partition(":")[0])
            sheet.merge_range(cells, rows[top][left])
        if far:
            sheet.write(far, "x")
        if name in hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def ods(rows: Grid) -> bytes:
    """A workbook of LibreOffice with one sheet; every cell a text."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(c))}</text:p>'
            "</table:table-cell>"
            for c in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}>'
        f'<office:body><office:spreadsheet><table:table table:name="Pegawai">{lines}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type='
        '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()
