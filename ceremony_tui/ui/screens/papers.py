"""Papers: what the ceremony owes, written beside its file at one key press."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.tally import attendance, tally_all, tally_units
from ceremony_tui.papers import KINDS
from ceremony_tui.papers.paper import totals
from ceremony_tui.ui.office import SIGN_SHEET
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.widgets.units import Units


class PapersScreen(ConsoleScreen):
    """The counts above come from the same tally as the papers below."""

    CSS_PATH = "papers.tcss"
    AUTO_FOCUS = "#papers"
    BINDINGS: ClassVar[list[BindingType]] = [
        # The list handles Enter; it stands here to be told to the operator.
        Binding("enter", "nothing", "key.write", key_display="Enter"),
        Binding("c", "write('csv')", "key.csv", key_display="c"),
        Binding("e", "app.go('sheets')", "key.sheets", key_display="e"),
    ]

    counts = getters.query_one("#counts", Static)
    papers = getters.query_one("#papers", OptionList)
    units = getters.query_one(Units)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Ceremony, datetime, str] | None = None

    def body(self) -> Iterable[Widget]:
        yield Static(id="counts")
        kinds = (*KINDS, SIGN_SHEET)
        yield OptionList(*(Option(self.words(f"paper.{k}"), k) for k in kinds), id="papers")
        yield Units(id="units")

    def show_state(self) -> None:
        at = self.app.desk.now()
        shown = self.ceremony, at.replace(second=0, microsecond=0), self.app.theme
        if self._shown and self._shown[0] is self.ceremony and self._shown[1:] == shown[1:]:
            return  # counting thousands of people once a second would be for nothing
        self._shown = shown
        lines = attendance(self.ceremony, at)
        told = totals(tally_all(lines), self.words)
        self.counts.update(Text(f" {told}", "bold"), layout=False)
        self.units.show(tally_units(lines), self.words)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._write(event.option_id or "", "xlsx")

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
