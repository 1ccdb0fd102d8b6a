"""Rows of cells, painted as they are given: nothing wraps, nothing is markup."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events, getters
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ceremony_tui.ui.scanning import Scanning


class Rows(Widget):
    """Paints only the rows that differ from what is there."""

    class Resized(Message):
        """There is other room now than that for which the rows were made."""

    app = getters.app(Scanning)

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Strip] = ()

    def on_resize(self, _event: events.Resize) -> None:
        self.post_message(self.Resized())

    def paint(self, rows: Sequence[Strip]) -> None:
        """Shows these rows from the top."""
        before, self._rows = self._rows, rows
        if len(before) != len(rows):
            self.refresh()
            return
        changed = [y for y, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def show_lines(self, *lines: Text) -> None:
        """Shows these lines from the top."""
        console = self.app.console
        # A text of one style only would be rendered without it.
        rows = (
            Segment.apply_style(line.render(console), console.get_style(line.style))
            for line in lines
        )
        self.paint([*map(Strip, rows)])

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else Strip.blank(self.size.width)
        return row.apply_style(self.visual_style.rich_style)


def centred(
    lines: Sequence[tuple[str, Style]], width: int, height: int, paper: Style
) -> list[Strip]:
    """Lines in the middle of `height` rows of `width` cells, on paper."""
    blank = [("", paper)]
    every = [*blank * ((height - len(lines)) // 2), *lines, *blank * height][:height]
    return [Strip([Segment(text.center(width), style)]) for text, style in every]
