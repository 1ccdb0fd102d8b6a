"""PDF: pages to print and to sign, drawn with the canvas.

reportlab's own page layout (platypus) takes many times as long for ten thousand people.
"""

from functools import partial

from reportlab.lib.units import mm

from ceremony_tui.core.plain import plain
from ceremony_tui.papers.faces import BOLD, REGULAR, SIZES, width
from ceremony_tui.papers.formats import Style
from ceremony_tui.papers.formats.charts import draw_chart
from ceremony_tui.papers.formats.grid import ROW, asked_widths, draw_table
from ceremony_tui.papers.formats.pen import MARGIN, Pen
from ceremony_tui.papers.paper import Paper, Signature, Table
from ceremony_tui.words import Words

TEXT, TITLE, SMALL = 10, 13, 7.5  # points
SPOKEN, POSTER = 14, 22  # points of what is read aloud from the paper, or hung up
UPRIGHT = 1.15  # of an upright page: a table that asks for more lies across
SIGN_ROOM = 16 * mm
ACROSS = 2  # signatures beside each other


def write_pdf(paper: Paper, style: Style) -> bytes:
    """Every sheet of the paper begins a page and counts its own."""
    pen = Pen(SIZES[style.size], plain(paper.title))
    for sheet in paper.sheets or (paper,):
        _sheet(pen, sheet)
    return bytes(pen.canvas.getpdfdata())


def _sheet(pen: Pen, paper: Paper) -> None:
    table = paper.read_table
    across = table is not None and sum(asked_widths(table, paper.words)) > UPRIGHT * pen.room
    foot = " · ".join(plain(part) for part in (paper.mark, paper.title, paper.label) if part)
    pen.begin(partial(paper.words, "paper.page"), foot, wide=across)
    _head(pen, paper)
    size = _size(paper)
    for line in paper.prose:
        pen.text(plain(line), size)
        pen.down(size * 0.6)
    for chart in paper.charts:
        draw_chart(pen, chart, paper.words)
    if table:
        pen.down(4)
        draw_table(pen, table, paper.words, pen.room)
        if not table.rows:
            pen.down(4)
            pen.text(paper.words("paper.none"), TEXT, align="centre")
    if paper.legend:
        pen.down(3)
        pen.text(plain(paper.legend), SMALL)
    top = 0.0
    for small in paper.more:
        top = _small(pen, small, paper.words)
    if paper.closing:
        pen.down(8)
        pen.text(plain(paper.closing), TEXT)
    elif len(paper.signatures) == 1:
        pen.y = top or pen.y  # beside the box, which leaves the right half free
    _signatures(pen, paper.signatures)
    pen.end()


def _size(paper: Paper) -> float:
    """How large the prose is: to be read aloud, or from afar when it is all there is."""
    if not paper.spoken:
        return TEXT
    return SPOKEN if paper.columns else POSTER


def _head(pen: Pen, paper: Paper) -> None:
    """Kop, title, and what the title is of. A rehearsal is stamped in red."""
    for place, line in enumerate(paper.letterhead):
        pen.text(plain(line).upper(), TITLE - place, bold=True, align="centre")
    if paper.letterhead:
        pen.rule(2, gap=5)
        pen.rule(0.5, gap=2.5)
        pen.down(8)
    if paper.mark:
        pen.canvas.setFillColorRGB(0.8, 0, 0)
        pen.text(plain(paper.mark), TITLE + 3, bold=True, align="centre")
        pen.canvas.setFillGray(0)
    pen.text(plain(paper.title).upper(), TITLE, bold=True, align="centre")
    pen.down(3)
    said = {*paper.letterhead, paper.mark}
    for line in paper.heading:
        if line not in said:
            fits = width(plain(line), REGULAR, TEXT - 1) <= pen.room
            pen.text(plain(line), TEXT - 1, align="centre" if fits else "left")
    pen.down(6)


def _small(pen: Pen, table: Table, words: Words) -> float:
    """A table as wide as its columns ask, kept together with its title; where its top is.

    0.0 when nothing may stand beside it.
    """
    lines = len(table.rows) + 2 + bool(table.totals) + bool(table.title)
    pen.down(8)
    pen.need(min(lines * ROW, pen.height / 2))
    if table.title:
        pen.text(plain(table.title), TEXT, bold=True)
        pen.down(2)
    top, page = pen.y, pen.page
    wide = min(pen.room, sum(asked_widths(table, words)))
    draw_table(pen, table, words, wide)
    return top + 12 if page == pen.page and wide < pen.room / ACROSS else 0.0


def _signatures(pen: Pen, signatures: tuple[Signature, ...]) -> None:
    """Blocks beside each other, none of them torn between two pages; a single one at the right."""
    wide = pen.room / ACROSS
    for start in range(0, len(signatures), ACROSS):
        row = signatures[start : start + ACROSS]
        lines = max(len(signature.above) for signature in row)
        pen.down(12)
        pen.need(lines * 14 + SIGN_ROOM + 30)
        top = pen.y
        for place, signature in enumerate(row, ACROSS - len(row)):
            _signature(pen, signature, MARGIN + place * wide, top, lines)
        pen.y = top - lines * 14 - SIGN_ROOM - 28


def _signature(pen: Pen, signature: Signature, x: float, top: float, lines: int) -> None:
    above = ("",) * (lines - len(signature.above)) + signature.above
    for number, line in enumerate(above, 1):
        pen.draw(plain(line), x, top - number * 14 + 3, TEXT)
    y = top - lines * 14 - SIGN_ROOM - 10
    name = plain(signature.name)
    if name:
        pen.draw(name, x, y, TEXT, bold=True)
        pen.canvas.setLineWidth(0.6)
        pen.canvas.line(x, y - 1.5, x + width(name, BOLD, TEXT), y - 1.5)
    else:
        pen.canvas.setLineWidth(0.6)
        pen.canvas.line(x, y - 1.5, x + 60 * mm, y - 1.5)
    if signature.below:
        pen.draw(plain(signature.below), x, y - 14, TEXT)
