"""Every key on one page, from the same declarations that make them work."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ceremony_tui.ui.keys import key_table
from ceremony_tui.ui.seat import Seat


class HelpScreen(ModalScreen[None]):
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark", "dismiss", show=False),
    ]

    app = getters.app(Seat)

    def compose(self) -> ComposeResult:
        words = self.app.words
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for keys, what in key_table(self.app.keyed(), words):
            table.add_row(Text(keys, "bold"), what)
        with VerticalScroll(id="page"):
            yield Static(Text(words("help.title"), "bold"))
            yield Static(words("help.scan"), markup=False)
            yield Static(table)
