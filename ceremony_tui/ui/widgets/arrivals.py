"""Arrivals as a curve of the morning: how many came in each minute."""

from rich.text import Text

from ceremony_tui.papers.formats.blocks import block_rows
from ceremony_tui.papers.paper import Chart
from ceremony_tui.ui.themes import look
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.words import Words


class Arrivals(Rows):
    def show(self, chart: Chart, words: Words) -> None:
        """The chart as high as there is room; a morning longer than the room is told by its end."""
        ink, muted = look("welcome", self.app).ink, look("muted", self.app).ink
        title = Text(f" {chart.title}", look("ready", self.app).ink, end="")
        if not chart.values:
            self.show_lines(title)
            return
        most = words.number(max(chart.values))
        room = max(1, self.size.width - len(most) - 3)
        values, labels = chart.values[-room:], chart.labels[-room:]
        lines = [title]
        for number, row in enumerate(block_rows(values, max(1, self.size.height - 2))):
            line = Text(f" {most if not number else '':>{len(most)}} ", muted, end="")
            lines.append(line.append(row, ink))
        between = max(1, len(labels) - len(labels[0]) - len(labels[-1]))
        hours = f" {'':{len(most)}} {labels[0]}{'':{between}}{labels[-1]}"
        self.show_lines(*lines, Text(hours, muted, end=""))
