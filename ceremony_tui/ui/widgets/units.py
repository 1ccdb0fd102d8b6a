"""Units as bars: how many of each have come."""

from collections.abc import Sequence

from rich.text import Text

from ceremony_tui.core.tally import Tally
from ceremony_tui.ui.themes import look
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.words import Words

ROOMY = 50  # cells from which on the unit's name leaves room for the percentage
WIDTH = 20  # cells of a whole bar, where there is room


class Units(Rows):
    def show(self, tallies: Sequence[Tally], words: Words) -> None:
        """A line a unit."""
        self.show_lines(*(self._row(tally, words) for tally in tallies))

    def _row(self, tally: Tally, words: Words) -> Text:
        room = self.size.width or self.screen.size.width
        width = min(WIDTH, room // 6)
        filled = int(width * tally.percent / 100)
        row = Text(f" {'━' * filled}", look("welcome", self.app).ink, end="")
        row.append("─" * (width - filled), look("muted", self.app).ink)
        present, expected = words.number(tally.present), words.number(tally.expected)
        percent = f"{words.percent(tally.percent):>7} " if room >= ROOMY else ""
        told = f"{present:>6} / {expected:<6}{percent} {tally.unit}"
        row.append(told, look("ready", self.app).ink)
        row.truncate(max(20, room - 1), overflow="ellipsis")
        return row
