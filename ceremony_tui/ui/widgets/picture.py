"""A picture in cells, as large as its room, or words in its place."""

from PIL import Image
from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.strip import Strip
from textual.widgets import Static

from ceremony_tui.letters.halfblocks import halfblocks


class Picture(Static):
    DEFAULT_CSS = """
    Picture { background: #000000; content-align: center middle; text-align: center; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._image: Image.Image | None = None
        self._rows: list[Strip] = []

    def show(self, seen: Image.Image | str) -> None:
        if isinstance(seen, str):
            self._image = None
            self.update(Text(seen), layout=False)
        else:
            self._image = seen
            self._paint()
            self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        self._paint()

    def _paint(self) -> None:
        """Makes strips itself: pictures come five a second, and `Text` takes far longer."""
        width, height = self.size
        rows = halfblocks(self._image, width, height) if self._image else []
        above = (height - len(rows)) // 2
        self._rows = [Strip([])] * above + [_centred(row, width) for row in rows]

    def render_line(self, y: int) -> Strip:
        if self._image is None:
            return super().render_line(y)
        row = self._rows[y] if y < len(self._rows) else Strip([])
        return row.adjust_cell_length(self.size.width, self.rich_style)


def _centred(row: list[Segment], width: int) -> Strip:
    return Strip([Segment(" " * ((width - Segment.get_line_length(row)) // 2)), *row])
