"""The test card: what of the wall is cropped, where its panels meet, from how far it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ceremony_tui.bigtext import Face, lines_of
from ceremony_tui.core.displays import Report
from ceremony_tui.core.plain import plain
from ceremony_tui.core.pledge import Turn
from ceremony_tui.sight import Sight
from ceremony_tui.ui.brush import Brush, Depth, dress
from ceremony_tui.ui.widgets.wall import Block, block_of, item_size, painted, room_of
from ceremony_tui.words import Words

FINE = 200  # columns from which on cells are small enough for beautiful letters
_DARK, _GREY, _LIGHT = "#000000", "#555555", "#ffffff"
_BARS = ("#ffffff", "#ffff55", "#55ffff", "#55ff55", "#ff55ff", "#ff5555", "#5555ff", "#aaaaaa")
_TURNS = (Turn.LEADER, Turn.ALL, Turn.SILENCE)


@dataclass(frozen=True, slots=True)
class Card:
    """What the display reports of itself, a sight of the wall, and the height that was typed."""

    report: Report
    seen: Sight
    typed: str
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
        high = max(1, height // 8)
        bars = max(1, height // 12)
        told = self._told()
        phrase = height - 2 * high - bars - len(told) * bars
        if phrase < 1:
            told, phrase = told[: max(0, len(told) + phrase - 1)], 1
        yield from self._band(f"{self.report.columns} \u00d7 {self.report.rows}", width, high)
        yield from self._turns(width, high)
        yield from [self._bars(width)] * bars
        yield from self._phrase(width, height - 2 * high - bars - len(told) * bars)
        for line in told:
            yield from self._band(line, width, bars)

    def _told(self) -> list[str]:
        report, words = self.report, self.words
        read = words("card.reads", metres=f"{report.reads_to:.0f}") if report.reads_to else ""
        lines = [
            f"{words('card.height', typed=self.typed)} {read}".strip(),
            words(self.brush.name),
        ]
        if report.columns < FINE:
            lines.insert(0, words("card.coarse"))
        return lines

    def _band(self, text: str, width: int, height: int) -> tuple[Strip, ...]:
        worn = dress(Turn.TITLE, self.brush.depth)
        block = block_of((text,), width, height, worn.ink, worn.paper, self.brush, self.face)
        return painted(block, self.brush, self.face)

    def _turns(self, width: int, height: int) -> list[Strip]:
        """The turns with their words, side by side, in one size."""
        said = [self.words(f"turn.{turn}") for turn in _TURNS]
        edges = [width * n // len(said) for n in range(len(said) + 1)]
        columns: list[tuple[Strip, ...]] = []
        for n, turn in enumerate(_TURNS):
            worn = dress(turn, self.brush.depth)
            texts = (said[n], *said[:n], *said[n + 1 :])
            wide = edges[n + 1] - edges[n]
            ink, paper = worn.banner_ink, worn.banner_paper
            block = block_of(texts, wide, height, ink, paper, self.brush, self.face)
            columns.append(painted(block, self.brush, self.face))
        return [Strip.join(row) for row in zip(*columns, strict=True)]

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
