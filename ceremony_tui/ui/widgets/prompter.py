"""The speaker's window: the time, the operator's word, and the text with the line being spoken."""

from datetime import timedelta
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from ceremony_tui.core.plain import plain
from ceremony_tui.letters.bigtext import OWN, fit, lines_of
from ceremony_tui.shown.podium import Podium
from ceremony_tui.ui.brush import Brush
from ceremony_tui.ui.themes import Look, look
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.ui.widgets.wall import BEST, Block, painted
from ceremony_tui.words import Words

SOON = timedelta(minutes=2)  # from then on the time that is left is said in another colour
TALL = 30  # rows of a window from which on the time is told in big letters
ROOMY = 12  # rows of text from which on an empty one between two lines is affordable
MARGIN = 4  # cells left of the text, for the sign of the line being spoken
BIG = 5  # rows of a line in big letters
WIDEST = 72  # cells: an eye loses the way back along a longer line


class Prompter(Rows):
    """Fills the window. The line being spoken is always in its upper third."""

    def __init__(self) -> None:
        super().__init__()
        self._podium: Podium | None = None
        self._words: Words | None = None
        self.brush: Brush = BEST
        self.page = 1
        """How many lines on the next screenful begins: the last one seen becomes the first."""

    def show(self, seen: Podium, words: Words) -> None:
        if (seen, words) != (self._podium, self._words):  # it is asked four times a second
            self._podium, self._words = seen, words
            self._paint()

    def on_resize(self, _event: events.Resize) -> None:
        self._paint()

    def _paint(self) -> None:
        seen, words = self._podium, self._words
        width, height = self.size
        if seen is None or words is None or not (width and height):
            return
        rows = [*self._head(seen, width), *self._times(seen, words, width, height)]
        if seen.message:
            rows += self._band(seen.message, width, max(3, height // 5), self._look("again"))
        foot = self._pair(f" {seen.following}", f"{seen.keys} ", width, self._style("muted"))
        room = max(0, height - len(rows) - 1)
        rows += self._text(seen, width, room) if seen.lines else self._title(seen, width, room)
        self.paint([*rows, foot][:height])

    # --- Above ------------------------------------------------------------------------------

    def _head(self, seen: Podium, width: int) -> list[Strip]:
        mark = Segment(f" {seen.mark} ", Style(color="#000000", bgcolor="#ffd000", bold=True))
        told = " · ".join(filter(None, (seen.title, seen.who)))
        room = width - (mark.cell_length if seen.mark else 0)
        head = self._pair(f" {told}", f"{seen.clock} ", room, self._style("spoken", bold=True))
        return [Strip([*([mark] if seen.mark else []), *head], width)]

    def _times(self, seen: Podium, words: Words, width: int, height: int) -> list[Strip]:
        """How long it has lasted, and what is left of what was planned."""
        if seen.spent is None:
            return []
        over = seen.left < timedelta(0)
        kind = "refused" if over else "again" if seen.left <= SOON else "ready"
        spent = words("podium.spent", spent=words.span(seen.spent), planned=_minutes(seen.planned))
        left = words("podium.over" if over else "podium.left", left=words.span(seen.left))
        if height < TALL:
            state = f"{seen.state} "
            return [self._pair(f" {left}   {spent}", state, width, self._style(kind, bold=True))]
        below = self._pair(f" {spent}", f"{seen.state} ", width, self._style(kind))
        return [*self._band(left, width, height // 7, self._look(kind)), below]

    def _band(
        self, text: str, width: int, rows: int, worn: Look, size: int | None = None
    ) -> list[Strip]:
        """One text as large as its rows allow, or in letters of a size."""
        if size is None:
            size = 0 if self.brush.plain else fit((plain(text),), width - 2, rows, OWN)
        lines = lines_of(plain(text), size, width - 2, rows, OWN)
        block = Block(width, rows, lines, size, worn.letters, worn.paper)
        return list(painted(block, self.brush, OWN))

    # --- The text ---------------------------------------------------------------------------

    def _title(self, seen: Podium, width: int, room: int) -> list[Strip]:
        who = 1 if seen.who and room > 3 else 0
        worn = self._look("ready")
        rows = self._band(seen.title, width, room - 2 * who, worn)
        below = self._band(seen.who, width, 2, worn) if who else []
        return [*rows, *below]

    def _text(self, seen: Podium, width: int, room: int) -> list[Strip]:
        """All lines under one another, and as many of them as there is room."""
        size = self._letters(seen, width, room)
        high = BIG if size else 0
        wide = width - 2 * MARGIN
        parts = [[text] if high else wrap(text, min(wide, WIDEST)) for text, _ in seen.lines]
        between = 1 if room >= ROOMY else 0
        tops: list[int] = []
        rows: list[tuple[int, int]] = []  # (line, row of it); -1: an empty row
        for number, part in enumerate(parts):
            opens = number and seen.lines[number][1] != seen.lines[number - 1][1]
            rows += [(-1, 0)] * (between * (2 if opens else 1) if number else 0)
            tops.append(len(rows))
            rows += [(number, row) for row in range(high or len(part))]
        tops.append(len(rows) + between)
        spoken = int(seen.line) if seen.line >= 0 else -1
        run = seen.line - spoken if spoken >= 0 else 0.0
        at = tops[max(0, spoken)]
        first = at + int(run * (tops[max(0, spoken) + 1] - at)) - room // 4
        self.page = max(1, sum(first + room // 4 < top < first + room - 1 for top in tops[:-1]))
        shown = [rows[y] if 0 <= y < len(rows) else (-1, 0) for y in range(first, first + room)]
        return [self._row(parts, spoken, number, row, width, size) for number, row in shown]

    def _row(
        self, parts: list[list[str]], spoken: int, number: int, row: int, width: int, size: int
    ) -> Strip:
        worn = self._look("spoken")
        if number < 0:
            return Strip([Segment(" " * width, self._style("ready"))], width)
        kind = "spoken" if number == spoken else "muted" if number < spoken else "ready"
        if size:
            own = self._look(kind)
            return self._band(parts[number][0], width, BIG, own, size)[row]
        sign = worn.symbol if number == spoken and row == 0 else ""
        left = max(MARGIN, (width - WIDEST) // 2)
        text = set_cell_size(f"{sign:>{left - 1}} {parts[number][row]}", width)
        return Strip([Segment(text, self._style(kind, bold=kind != "muted"))], width)

    def _letters(self, seen: Podium, width: int, room: int) -> int:
        """The size in which every line fits into BIG rows, with some below it; 0: plain letters."""
        if self.brush.plain or room < 5 * BIG:
            return 0
        return fit((plain(text) for text, _ in seen.lines), width - 2, BIG, OWN)

    def _look(self, kind: str) -> Look:
        return look(kind, self.app)

    def _style(self, kind: str, *, bold: bool = False) -> Style:
        worn = self._look(kind)
        return Style(color=worn.letters, bgcolor=worn.paper, bold=bold)

    def _pair(self, left: str, right: str, width: int, style: Style) -> Strip:
        """Two texts at either end of a row; the right one only where there is room for both."""
        if cell_len(left) + cell_len(right) >= width:
            right = ""
        text = set_cell_size(left, max(0, width - cell_len(right))) + right
        return Strip([Segment(text, style)], width)


def _minutes(planned: timedelta) -> str:
    return f"{planned / timedelta(minutes=1):g}"
