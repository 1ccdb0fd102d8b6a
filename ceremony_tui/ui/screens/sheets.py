"""Paper sheets: choose the one in hand, type the rows that were signed, one Enter."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.search import fold_name
from ceremony_tui.core.sheets import Rows, Sheet, read_rows, sheets
from ceremony_tui.ui.office import Office
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look


class SheetsScreen(ConsoleScreen):
    """Type the number of the sheet or a part of its unit; Enter opens the first one found."""

    CSS_PATH = "sheets.tcss"
    AUTO_FOCUS = "#which"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("escape", "app.go('papers')", "key.discard", key_display="Esc"),
    ]

    which = getters.query_one("#which", Input)
    found = getters.query_one("#found", OptionList)

    def __init__(self) -> None:
        super().__init__()
        self._sheets: tuple[Sheet, ...] = ()
        self._shown: tuple[Sheet, ...] | None = None

    def body(self) -> Iterable[Widget]:
        yield Input(id="which", placeholder=self.words("sheet.search"))
        yield OptionList(id="found", markup=False)

    def show_state(self) -> None:
        typed = fold_name(self.which.value)
        self._sheets = tuple(
            s for s in sheets(self.ceremony) if typed in f"{s.number} {fold_name(s.unit)}"
        )
        if self._sheets != self._shown:
            self._shown = self._sheets
            self.found.clear_options()
            self.found.add_options(map(self._line, self._sheets))
            if not self._sheets:
                self.found.add_option(Option(self.words("sheet.none"), disabled=True))

    def _line(self, sheet: Sheet) -> Text:
        at = self.ceremony.script.local(sheet.at)
        when = f"{self.words.date(at)} {self.words.time(at)}"
        told = self.words(
            "sheet.line", number=sheet.number, unit=sheet.unit, count=len(sheet.people), at=when
        )
        line = Text(f" {told}", no_wrap=True, end="")
        line.truncate(max(20, self.size.width - 4), overflow="ellipsis")
        return line

    def on_input_changed(self) -> None:
        self.show_state()

    def on_input_submitted(self) -> None:
        self._open(0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_index)

    def _open(self, index: int) -> None:
        for sheet in self._sheets[index : index + 1]:
            self.which.value = ""
            self.which.focus()
            self.app.push_screen(RowsScreen(sheet))


class RowsScreen(ModalScreen[None]):
    """Who signed is named while the rows are typed; Enter checks them in."""

    CSS_PATH = "sheets.tcss"
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    app = getters.app(Office)
    rows = getters.query_one("#rows", Input)
    told = getters.query_one("#told", Static)
    names = getters.query_one("#names", Static)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(Text(f"{self._sheet.number} · {self._sheet.unit}", "bold"))
            yield Input(id="rows", placeholder=self.app.words("sheet.rows"))
            yield Static(id="told")
            with VerticalScroll(can_focus=False):
                yield Static(id="names")

    @property
    def _read(self) -> Rows:
        return read_rows(self.rows.value, len(self._sheet.people))

    def on_input_changed(self) -> None:
        read, state, words = self._read, self.app.desk.ceremony, self.app.words
        if read.fault:
            ink = look("refused", self.app).ink
            self.told.update(Text(self._fault(read), ink))
            self.names.update("")
            return
        there: list[str] = []
        new: list[str] = []
        for row, who in self._sheet.who(state, read.numbers):
            (there if state.check_in(who.id) else new).append(f"{row} {who.name}")
        told = words("sheet.typed", count=len(new), already=len(there))
        self.told.update(Text(told if read.numbers else "", "bold"))
        names = Text(" · ".join(new))
        if there:
            names.append(f"\n● {' · '.join(there)}", look("again", self.app).ink)
        self.names.update(names)

    def _fault(self, read: Rows) -> str:
        last = len(self._sheet.people)
        return self.app.words(f"error.{read.fault}", rows=read.found, last=last)

    def on_input_submitted(self) -> None:
        """A fault stays where it can be mended; nothing is taken of rows that are half right."""
        read = self._read
        if read.numbers:
            self.app.check_in_on_paper(self._sheet, read.numbers)
            self.dismiss()
