"""The laptops that share this ceremony: who is there, how much of theirs is here, their clocks."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text
from textual import getters
from textual.widget import Widget
from textual.widgets import Static

from ceremony_tui.core.laptops import Sharing
from ceremony_tui.sharing.told import COLUMNS, final_of, is_well, row_of, state_of
from ceremony_tui.ui.joining import Joining
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look


class LaptopsScreen(ConsoleScreen):
    CSS_PATH = "laptops.tcss"

    app = getters.app(Joining)

    told = getters.query_one("#told", Static)
    lines = getters.query_one("#lines", Static)

    def body(self) -> Iterable[Widget]:
        yield Static(id="told")
        yield Static(id="lines")

    def on_mount(self) -> None:
        self.watch(self.app, "sharing", self._on_state, init=False)

    def show_state(self) -> None:
        sharing, at = self.app.sharing, self.app.desk.now()
        if self.app.joined is None:
            self.told.update(Text(f" {self.words('laptops.alone')}"))
            self.lines.update(Text(self.words("laptops.how")))
            return
        worn = look("welcome" if is_well(sharing, at) else "refused", self.app)
        told = Text(f" {worn.symbol} {state_of(sharing, at, self.words)}", f"bold {worn.ink}")
        if sharing is None:
            self.told.update(told)
            return
        final = look("welcome" if sharing.is_final(at) else "again", self.app)
        told.append(f"\n {final.symbol} {final_of(sharing, at, self.words)}", f"bold {final.ink}")
        self.told.update(told)
        self.lines.update(self._table(sharing))

    def _table(self, sharing: Sharing) -> Table:
        table = Table(box=None, pad_edge=False, expand=False)
        for column in COLUMNS:
            table.add_column(self.words(f"laptops.{column}"))
        at = self.app.desk.now()
        for laptop in sharing.laptops:
            ink = "" if laptop.is_final(at) else f"bold {look('again', self.app).ink}"
            cells = row_of(laptop, at, self.words)
            table.add_row(*(Text(cell) for cell in cells), style=ink)
        return table
