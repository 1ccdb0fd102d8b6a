"""Charts on printed pages: columns over time, and bars one line a label."""

from reportlab.lib.units import mm

from ceremony_tui.core.plain import plain
from ceremony_tui.papers.faces import REGULAR, width
from ceremony_tui.papers.formats.pen import MARGIN, Pen, broken
from ceremony_tui.papers.paper import Chart
from ceremony_tui.words import Words

TITLE, LABEL = 10, 7.5  # points
TALL = 32 * mm
BAR = 3.2 * mm  # the pitch of lying bars
NAMED = 0.42  # of the page is for a bar's label, and the rest but for its counts is for the bar
COUNTED = 34 * mm
_INK, _PALE = 0.25, 0.85  # greys: an office's printer has no colours
_MOST_LABELS = 12


def draw_chart(pen: Pen, chart: Chart, words: Words) -> None:
    """The chart as wide as the page. A lying one goes on to the next page between two bars."""
    pen.need((TALL if chart.upright else 4 * BAR) + 12 * mm)
    pen.down(4)
    pen.text(plain(chart.title), TITLE, bold=True)
    pen.down(4)
    if chart.upright:
        _columns(pen, chart, words)
    else:
        _bars(pen, chart, words)
    pen.canvas.setFillGray(0)
    pen.down(6)


def _columns(pen: Pen, chart: Chart, words: Words) -> None:
    most = max(chart.values, default=0)
    if not most:
        return
    pen.text(words.number(most), LABEL)
    foot = pen.y - TALL
    pitch = pen.room / len(chart.values)
    pen.canvas.setFillGray(_INK)
    for place, value in enumerate(chart.values):
        if value:
            x = MARGIN + place * pitch
            pen.canvas.rect(x, foot, pitch * 0.8, TALL * value / most, stroke=0, fill=1)
    pen.canvas.setFillGray(0)
    pen.canvas.setLineWidth(0.5)
    pen.canvas.line(MARGIN, foot, MARGIN + pen.room, foot)
    step = -(-len(chart.labels) // _MOST_LABELS)
    for place in range(0, len(chart.labels), step):
        pen.draw(plain(chart.labels[place]), MARGIN + place * pitch, foot - LABEL - 2, LABEL)
    pen.down(TALL + LABEL + 6)


def _bars(pen: Pen, chart: Chart, words: Words) -> None:
    left = MARGIN + NAMED * pen.room
    longest = pen.room * (1 - NAMED) - COUNTED
    for label, value, of in zip(chart.labels, chart.values, chart.of, strict=True):
        pen.need(BAR)
        pen.down(BAR)
        share = value / of if of else 0
        name = broken(plain(label), REGULAR, LABEL, left - MARGIN - 4)
        pen.canvas.setFillGray(0)
        pen.draw(name[0] if len(name) == 1 else f"{name[0]} …", MARGIN, pen.y + 1.5, LABEL)
        pen.canvas.setFillGray(_PALE)
        pen.canvas.rect(left, pen.y + 0.5, longest, BAR - 1.6, stroke=0, fill=1)
        pen.canvas.setFillGray(_INK)
        pen.canvas.rect(left, pen.y + 0.5, longest * share, BAR - 1.6, stroke=0, fill=1)
        pen.canvas.setFillGray(0)
        counts = f"{words.number(value)} / {words.number(of)}"
        pen.draw(counts, left + longest + 5, pen.y + 1.5, LABEL)
        percent = words.percent(100 * share)
        pen.draw(percent, MARGIN + pen.room - width(percent, REGULAR, LABEL), pen.y + 1.5, LABEL)
