"""What the displays really show: size, cue, readable distance; in red when something is wrong."""

from datetime import datetime

from rich.text import Text

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.displays import Report, faults, missed
from ceremony_tui.desk import Desk
from ceremony_tui.ui.themes import look
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.ui.widgets.wall import BEST
from ceremony_tui.words import Words

MOST = 3  # lines
USUAL = (160, 45, BEST.name)  # of a wall that has not told how it is painted


class Walls(Rows):
    """A line a display."""

    reports: tuple[Report, ...] = ()

    @property
    def first(self) -> tuple[int, int, str]:
        """Columns, rows and letters of the first wall."""
        return next(((wall.columns, wall.rows, wall.letters) for wall in self.reports), USUAL)

    def show(self, ceremony: Ceremony, desk: Desk, words: Words) -> None:
        at = desk.now()
        self.reports = tuple(wall for wall in missed(desk.reports(), at) if not wall.podium)
        lines = [self._line(ceremony, wall, at, words) for wall in self.reports]
        if len(lines) > MOST:
            more = words("walls.more", count=len(lines) - MOST + 1)
            lines[MOST - 1 :] = [Text(f" {more}", f"bold {look('again', self.app).ink}", end="")]
        if not lines:
            lines = [Text(f" {words('walls.none')}", look("muted", self.app).ink, end="")]
        self.show_lines(*lines)
        self.styles.height = len(lines)

    def _line(self, ceremony: Ceremony, wall: Report, at: datetime, words: Words) -> Text:
        wrong = tuple(faults(ceremony, wall, at))
        age = words.decimal(max(0.0, (at - wall.at).total_seconds()))
        key = "walls.away" if wall.where else "walls.size"
        told = [words(key, columns=wall.columns, rows=wall.rows, where=wall.where)]
        told += [words(f"walls.{fault}", age=age) for fault in wrong] or [words("walls.right")]
        farthest = ceremony.script.farthest_row
        if "stale" in wrong:
            pass  # what it showed last is of no use
        elif wall.reads_to:
            key = "walls.near" if wall.reads_to < farthest else "walls.reads"
            told.append(words(key, metres=round(wall.reads_to), farthest=round(farthest)))
        else:
            told.append(words("walls.unmeasured"))
        short = bool(wall.reads_to) and wall.reads_to < farthest
        worn = look("refused" if wrong else "again" if short else "welcome", self.app)
        line = Text(f" {worn.symbol} {' · '.join(told)}", f"bold {worn.ink}", end="")
        line.truncate(max(20, self.size.width or 80), overflow="ellipsis")
        return line
