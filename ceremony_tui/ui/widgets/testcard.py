"""The test card: what of the wall is cropped, where its panels meet, from how far it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ceremony_tui.core.displays import Report
from ceremony_tui.core.plain import plain
from ceremony_tui.core.text.pledge import Turn
from ceremony_tui.letters.bigtext import lines_of
from ceremony_tui.letters.typeface import Face
from ceremony_tui.shown.wall import Sight
from ceremony_tui.ui.brush import Brush, Depth, Dress, dress
from ceremony_tui.ui.widgets.wall import Block, block_of, item_size, painted, room_of
from ceremony_tui.words import Words

FINE = 200  # columns from which on cells are small enough for beautiful letters
_DARK, _GREY, _LIGHT = "#000000", "#555555", "#ffffff"
_BARS = ("#ffffff", "#ffff55", "#55ffff", "#55ff55", "#ff55ff", "#ff5555", "#5555ff", "#aaaaaa")
_TURNS = (Turn.LEADER, Turn.ALL, Turn.SILENCE)


@dataclass(frozen=True, slots=True)
class Card:
    """What the display reports of itself, a sight of the wall, and the height that was typed.

    `hub`: how the sharing with other laptops goes; "" where nothing is shared.
    """

    report: Report
    seen: Sight
    typed: str
    hub: str
    words: Words
    brush: Brush
    face: Face

    def rows(self) -> list[Strip]:
        """The whole card. Its outermost cells are white: where one is missing, the wall is cut."""
        width, height = self.report.columns, self.report.rows
        side, above = max(2, width // 24), max(2, height // 12)
        if width < 4 * side or height < 3 * above:
            return [self._checked(y, width) for y in range(height)]
        inner = self._inner(width - 2 * side, height - 2 * above)
        framed = (
            Strip.join([self._checked(y, side), row, self._checked(y, side, at=width - side)])
            for y, row in enumerate(inner, above)
        )
        edge = [self._checked(y, width) for y in range(height)]
        return [*edge[:above], *framed, *edge[height - above :]]

    def _checked(self, y: int, wide: int, at: int = 0) -> Strip:
        """Part of a row of the chequered edge, from column `at` on: seams break its squares."""
        width, height = self.report.columns, self.report.rows
        colors = [
            _LIGHT
            if y in (0, height - 1) or x in (0, width - 1)
            else (_GREY if (x // 4 + y // 2) % 2 else _DARK)
            for x in range(at, at + wide)
        ]
        return Strip([Segment(" ", self._filled(color)) for color in colors], wide)

    def _filled(self, color: str) -> Style:
        if self.brush.depth is Depth.NONE:
            return Style(reverse=color != _DARK)
        return Style(color=color, bgcolor=color)

    def _inner(self, width: int, height: int) -> Iterator[Strip]:
        """From the top: size in cells, turns, colours, a phrase, and what can be read from afar."""
        high, low = max(1, height // 8), max(1, height // 12)
        told = self._told(high, low)
        above = high + (len(_TURNS) + 1) * low
        while told and height - above - sum(rows for _, rows in told) < high:
            told.pop()
        size = f"{self.report.columns} \u00d7 {self.report.rows}"
        yield from self._band(size, width, high, dress(Turn.TITLE, self.brush.depth))
        for turn in _TURNS:
            worn = dress(turn, self.brush.depth)
            worn = replace(worn, ink=worn.banner_ink, paper=worn.banner_paper)
            yield from self._band(self.words(f"turn.{turn}"), width, low, worn)
        yield from [self._bars(width)] * low
        yield from self._phrase(width, height - above - sum(rows for _, rows in told))
        for line, rows in told:
            yield from self._band(line, width, rows, dress(Turn.TITLE, self.brush.depth))

    def _told(self, high: int, low: int) -> list[tuple[str, int]]:
        """Lines and how many rows each has, the most useful first."""
        report, words = self.report, self.words
        lines = [
            (words("card.height", typed=self.typed or "?"), low),
            (words(self.brush.name), low),
        ]
        if report.columns < FINE:
            lines.insert(1, (words("card.coarse"), low))
        if self.hub:
            lines.insert(0, (self.hub, low))
        if report.reads_to:
            lines.insert(0, (words("card.reads", metres=f"{report.reads_to:.0f}"), high))
        return lines

    def _band(self, text: str, width: int, height: int, worn: Dress) -> tuple[Strip, ...]:
        block = block_of((text,), width, height, worn.ink, worn.paper, self.brush, self.face)
        return painted(block, self.brush, self.face)

    def _bars(self, width: int) -> Strip:
        edges = [width * n // len(_BARS) for n in range(len(_BARS) + 1)]
        return Strip(
            [
                Segment(" " * (edges[n + 1] - edges[n]), self._filled(color))
                for n, color in enumerate(_BARS)
            ],
            width,
        )

    def _phrase(self, width: int, height: int) -> tuple[Strip, ...]:
        """As much of the phrase as there is room for, in the size that it has on the wall."""
        report, worn = self.report, dress(Turn.ALL, self.brush.depth)
        size = item_size(self.seen, report.columns, report.rows, self.brush, self.face)
        text = plain(self.seen.phrase)
        lines = lines_of(text, size, room_of(width), report.rows, self.face)
        most = max(1, int(2 * height / (size * 1.5))) if size else height
        block = Block(width, height, lines[:most], size, worn.ink, worn.paper)
        return painted(block, self.brush, self.face)
