"""The laptops that share this ceremony: who is there, how much of theirs is here, their clocks."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import getters
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from ceremony_tui.core.laptops import AWAY, CLOSED, Sharing
from ceremony_tui.sharing.told import COLUMNS, final_of, is_well, row_of, state_of
from ceremony_tui.ui.joining import Joining
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look


class LaptopsScreen(ConsoleScreen):
    CSS_PATH = "laptops.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "app.part", "key.part", key_display="x"),
    ]

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
        if self.app.joined is None and not self.app.is_closed:
            self.told.update(Text(f" {self.words('laptops.alone')}"))
            self.lines.update(Text(self.words("laptops.how")))
            return
        told = self._state(sharing, at)
        if sharing is None:
            self.told.update(told)
            return
        final = look("welcome" if sharing.is_final(at) else "again", self.app)
        totals = final_of(sharing, at, self.words)
        if sharing.state == CLOSED:
            totals = self.words("laptops.closed", at=self._time(sharing.at), totals=totals)
        told = told.append("\n") if told else told
        told.append(f" {final.symbol} {totals}", f"bold {final.ink}")
        self.told.update(told)
        self.lines.update(self._table(sharing))

    def _state(self, sharing: Sharing | None, at: datetime) -> Text:
        """How it goes. An alarm is told with the totals, which it keeps from being final."""
        if sharing is not None and sharing.alarms:
            return Text()
        worn = look("welcome" if is_well(sharing, at) else "refused", self.app)
        if self.app.is_seeking and not self.app.is_closed:
            worn, sharing = look("again", self.app), None
        told = Text(f" {worn.symbol} {state_of(sharing, at, self.words)}", f"bold {worn.ink}")
        if sharing is not None and sharing.state == AWAY:
            told.append(f"\n   {self._remedy(sharing)}")
        return told

    def _remedy(self, sharing: Sharing) -> str:
        """What to do about a hub that is away: nobody here can know whether it was closed."""
        remedy = self.words("laptops.remedy")
        if sharing.lost is None:
            return remedy
        return f"{self.words('laptops.lost', at=self._time(sharing.lost))} {remedy}"

    def _time(self, at: datetime) -> str:
        return self.words.time(self.ceremony.script.local(at))

    def _table(self, sharing: Sharing) -> Table:
        table = Table(box=None, pad_edge=False, expand=False)
        for column in COLUMNS:
            table.add_column(self.words(f"laptops.{column}"))
        at = sharing.as_of(self.app.desk.now())
        for laptop in sharing.laptops:
            ink = "" if laptop.is_final(at) else f"bold {look('again', self.app).ink}"
            cells = row_of(laptop, at, self.words)
            table.add_row(*(Text(cell) for cell in cells), style=ink)
        return table
