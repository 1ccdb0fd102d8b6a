"""TXT: for a terminal, a chat or a printer of receipts; columns line up in any even type."""

from collections.abc import Iterator
from textwrap import wrap

from ceremony_tui.core.plain import plain
from ceremony_tui.papers.formats import Style, told
from ceremony_tui.papers.formats.blocks import block_rows
from ceremony_tui.papers.paper import Chart, Paper, Signature, Table
from ceremony_tui.words import Words

WIDTH = 78  # letters of a line of prose
BAR = 40  # letters of the longest bar
HIGH = 4  # lines of a chart of columns
WIDEST = 60  # letters of a cell; what is longer stands in the other formats
_RIGHT = ("number", "percent")


def write_txt(paper: Paper, _style: Style) -> bytes:
    """The paper as UTF-8 text. A message is its prose alone: it is pasted as it stands."""
    if paper.spoken and not paper.columns:
        lines = [plain(line) for line in paper.prose]
    else:
        lines = [line for sheet in paper.sheets or (paper,) for line in (*_sheet(sheet), "")]
    while lines and not lines[-1]:
        lines.pop()
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def _sheet(paper: Paper) -> Iterator[str]:
    title = plain(paper.title)
    yield title
    yield "=" * len(title)
    yield from map(plain, paper.heading)
    yield ""
    for line in paper.prose:
        yield from wrap(plain(line), WIDTH) or [""]
        yield ""
    for chart in paper.charts:
        yield from _chart(chart, paper.words)
        yield ""
    if paper.read_table:
        yield from _table(paper.read_table, paper.words)
        yield ""
    if paper.legend:
        yield from wrap(plain(paper.legend), WIDTH)
        yield ""
    for table in paper.more:
        yield from _table(table, paper.words)
        yield ""
    if paper.closing:
        yield from wrap(plain(paper.closing), WIDTH)
        yield ""
    for signature in paper.signatures:
        yield from _signature(signature)
        yield ""


def _table(table: Table, words: Words) -> Iterator[str]:
    columns = table.columns
    rows = [[column.title for column in columns]]
    for row in (*table.rows, *([table.totals] if table.totals else [])):
        cells = zip(row, columns, strict=True)
        rows.append([told(cell, column, words)[:WIDEST] for cell, column in cells])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    right = [column.kind in _RIGHT for column in columns]
    lines = [
        "  ".join(
            cell.rjust(width) if end else cell.ljust(width)
            for cell, width, end in zip(row, widths, right, strict=True)
        )
        for row in rows
    ]
    rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
    if table.title:
        yield plain(table.title)
    yield lines[0]
    yield rule
    yield from lines[1 : 1 + len(table.rows)] if table.rows else (words("paper.none"),)
    if table.totals:
        yield rule
        yield lines[-1]


def _chart(chart: Chart, words: Words) -> Iterator[str]:
    yield plain(chart.title)
    yield from _columns(chart, words) if chart.upright else _bars(chart, words)


def _columns(chart: Chart, words: Words) -> Iterator[str]:
    """Time runs to the right; the highest column is told, and when it all began and ended."""
    most = words.number(max(chart.values))
    for number, row in enumerate(block_rows(chart.values, HIGH)):
        yield f"{'' if number else most:>{len(most)}} {row}"
    first, last = chart.labels[0], chart.labels[-1]
    yield f"{'':{len(most)}} {first}{last:>{max(0, len(chart.labels) - len(first))}}"


def _bars(chart: Chart, words: Words) -> Iterator[str]:
    labels = [plain(label)[:WIDEST] for label in chart.labels]
    width = max(map(len, labels), default=0)
    for label, value, of in zip(labels, chart.values, chart.of, strict=True):
        share = value / of if of else 0.0
        counts = f"{words.number(value)} / {words.number(of)}  {words.percent(100 * share)}"
        yield f"{label.ljust(width)}  {'█' * round(BAR * share):{BAR}}  {counts}"


def _signature(signature: Signature) -> Iterator[str]:
    yield from map(plain, signature.above)
    yield from ("", "", "")
    yield plain(signature.name) or "." * 30
    if signature.below:
        yield plain(signature.below)
