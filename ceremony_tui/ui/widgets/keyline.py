"""The last line of every screen: its keys, as many as there is room for, each of them whole."""

from collections.abc import Collection, Iterable

from rich.style import Style
from rich.text import Text
from textual.binding import Binding

from ceremony_tui.ui.widgets.rows import Rows


class KeyLine(Rows):
    """Not Textual's own footer: that one cuts the key at the edge, and is a widget for each key."""

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
    }
    """

    def show(self, keys: Iterable[Binding], standing: Collection[str]) -> None:
        """In their order until one does not fit; the `standing` ones have their place before."""
        every = [(binding, self._told(binding)) for binding in keys]
        room = self.size.width + 1
        room -= sum(told.cell_len for binding, told in every if binding.key in standing)
        line = Text(end="")
        for binding, told in every:
            if binding.key not in standing:
                room -= told.cell_len
                if room < 0:
                    continue
            line.append_text(told)
        self.show_lines(line)

    def _told(self, binding: Binding) -> Text:
        """A key, what it does, and the space before the next one; a click is a press of it."""
        press = Style(meta={"@click": f"app.simulate_key('{binding.key}')"})
        told = Text(style=press, end="")
        told.append(self.app.get_key_display(binding), f"bold {self.app.current_theme.accent}")
        return told.append(f" {binding.description} ")
