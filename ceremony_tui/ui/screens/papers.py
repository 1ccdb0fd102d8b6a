"""Papers: what the ceremony owes, written beside its file at one key press."""

from collections.abc import Iterable
from datetime import datetime
from time import monotonic
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.tally import sum_of, tallies
from ceremony_tui.papers import KINDS
from ceremony_tui.papers.paper import Asked, totals
from ceremony_tui.papers.sekda import arrivals_chart
from ceremony_tui.papers.standing import closed_told, kept_told
from ceremony_tui.ui.paperwork import SIGN_SHEET
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.widgets.arrivals import Arrivals
from ceremony_tui.ui.widgets.units import Units

AGAIN = 0.9  # seconds between two counts


class PapersScreen(ConsoleScreen):
    """The counts above come from the same tally as the papers below."""

    CSS_PATH = "papers.tcss"
    AUTO_FOCUS = "#papers"
    BINDINGS: ClassVar[list[BindingType]] = [
        # The list handles Enter; it stands here to be told to the operator.
        Binding("enter", "nothing", "key.write", key_display="Enter"),
        Binding("x", "write('xlsx')", "key.xlsx", key_display="x"),
        Binding("p", "write('pdf')", "key.pdf", key_display="p"),
        Binding("c", "write('csv')", "key.csv", key_display="c"),
        Binding("t", "write('txt')", "key.txt", key_display="t"),
        Binding("j", "write('json')", "key.json", key_display="j", show=False),
        Binding("e", "app.go('sheets')", "key.sheets", key_display="e"),
    ]

    counts = getters.query_one("#counts", Static)
    standing = getters.query_one("#standing", Static)
    told = getters.query_one("#told", Static)
    papers = getters.query_one("#papers", OptionList)
    arrivals = getters.query_one(Arrivals)
    units = getters.query_one(Units)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Ceremony, datetime, str, int] | None = None
        self._counted = 0.0

    def body(self) -> Iterable[Widget]:
        yield Static(id="counts")
        yield Static(id="standing")
        with Horizontal():
            kinds = (*KINDS, SIGN_SHEET)
            yield OptionList(*map(self._option, kinds), id="papers", markup=False)
            with Vertical(id="sights"):
                yield Arrivals(id="arrivals")
                yield Units(id="units")
        yield Static(id="told")

    def _option(self, kind: str) -> Option:
        """The paper, and as what Enter writes it."""
        form = KINDS[kind].formats[0] if kind in KINDS else "pdf"
        return Option(f"{self.words(f'paper.{kind}')} · {form}", kind)

    def on_mount(self) -> None:
        super().on_mount()
        self.watch(self.app, "paper_told", self._show_told)

    def _show_told(self, told: str) -> None:
        self.told.update(Text(f" {told}" if told else ""))
        self.told.display = bool(told)

    def show_state(self) -> None:
        at = self.app.desk.now()
        minute = at.replace(second=0, microsecond=0)
        shown = self.ceremony, minute, self.app.theme, self.arrivals.size.width
        if self._shown and self._shown[0] is self.ceremony and self._shown[1:] == shown[1:]:
            return  # counting thousands of people once a second would be for nothing
        now = monotonic()
        if self._shown and self._shown[1:] == shown[1:] and now - self._counted < AGAIN:
            return  # nor for each of many scans: the next tick of the clock tells them together
        self._shown, self._counted = shown, now
        units = tallies(self.ceremony, at)
        self.counts.update(Text(f" {totals(sum_of(units), self.words)}", "bold"), layout=False)
        told = (*closed_told(self.ceremony, self.words), *kept_told(self.ceremony, at, self.words))
        self.standing.update(Text("\n".join(f" {line}" for line in told)))
        self.standing.display = bool(told)
        self.arrivals.show(arrivals_chart(Asked(self.ceremony, at, self.words)), self.words)
        self.units.show(units, self.words)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._write(event.option_id or "", "")

    def action_write(self, form: str) -> None:
        option = self.papers.highlighted_option
        if option is not None:
            self._write(option.id or "", form)

    def _write(self, kind: str, form: str) -> None:
        if kind == SIGN_SHEET:
            self.app.write_sign_sheets()
        else:
            self.app.write_paper(kind, form)

    def action_nothing(self) -> None:
        """Enter is the list's own key."""
