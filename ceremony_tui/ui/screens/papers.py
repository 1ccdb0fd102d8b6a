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
from ceremony_tui.ui.screens.base import ConsoleScreen


class PapersScreen(ConsoleScreen):
    """The counts above come from the same tally as the papers below."""

    CSS_PATH = "papers.tcss"
    AUTO_FOCUS = "#papers"
    BINDINGS: ClassVar[list[BindingType]] = [
        # The list handles Enter; it stands here to be told to the operator.
        Binding("enter", "nothing", "key.write", key_display="Enter"),
        Binding("c", "write('csv')", "key.csv", key_display="c"),
    ]

    counts = getters.query_one("#counts", Static)
    papers = getters.query_one("#papers", OptionList)
    units = getters.query_one("#units", Static)

    def __init__(self) -> None:
        super().__init__()
        self._counted: Ceremony | None = None
        self._minute: datetime | None = None

    def body(self) -> Iterable[Widget]:
        yield Static(id="counts")
        yield OptionList(*(Option(self.words(f"paper.{k}"), k) for k in KINDS), id="papers")
        yield Static(id="units")

    def show_state(self) -> None:
        at = self.app.desk.now()
        minute = at.replace(second=0, microsecond=0)
        if self._counted is self.ceremony and self._minute == minute:
            return  # counting thousands of people once a second would be for nothing
        self._counted, self._minute = self.ceremony, minute
        lines = attendance(self.ceremony, at)
        told = totals(tally_all(lines), self.words)
        self.counts.update(Text(f" {told}", "bold"), layout=False)
        rows = [self._row(t.unit, t.present, t.expected, t.percent) for t in tally_units(lines)]
        self.units.update(Text("\n").join(rows))

    def _row(self, unit: str, present: int, expected: int, percent: float) -> Text:
        width = 20
        filled = int(width * percent / 100)
        row = Text(f" {'█' * filled}{'░' * (width - filled)} ", "#4cd07d", no_wrap=True)
        row.append(f"{self.words.number(present):>6} / {self.words.number(expected):<6}", "white")
        row.append(f"{self.words.percent(percent):>8}  {unit}", "white")
        row.truncate(max(20, self.size.width - 2), overflow="ellipsis")
        return row

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.app.write_paper(event.option_id or "", "xlsx")

    def action_write(self, form: str) -> None:
        option = self.papers.highlighted_option
        if option is not None:
            self.app.write_paper(option.id or "", form)

    def action_nothing(self) -> None:
        """Enter is the list's own key."""
