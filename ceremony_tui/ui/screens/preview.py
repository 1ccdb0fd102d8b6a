"""What a roster file would change, before it does: columns, counts and faults, to take or leave."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import getters, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.badge import mask
from ceremony_tui.core.roster import Roster
from ceremony_tui.errors import CeremonyError
from ceremony_tui.importing import told_counts, told_file, told_reject, told_remark
from ceremony_tui.intake.columns import REQUIRED, TITLES
from ceremony_tui.intake.rosters import RosterReading, Wishes, read_roster
from ceremony_tui.ui.themes import look
from ceremony_tui.words import Words

TOLD = 500  # faults told one by one; the list to mend holds all
STEP = 1000  # rows from one move of the bar to the next


class Tick(Checkbox):
    """A box that is empty when it is: a faint X would look like one that was set."""

    BUTTON_LEFT, BUTTON_INNER, BUTTON_RIGHT = "[", " ", "]"

    def watch_value(self) -> None:
        self.BUTTON_INNER = "x" if self.value else " "  # pyright: ignore[reportConstantRedefinition]
        super().watch_value()


class PreviewScreen(ModalScreen[RosterReading | None]):
    """Reads the file beside the scanning; ends with what was read, or None when it was left."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "#take"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    counts = getters.query_one("#counts", Static)
    columns = getters.query_one("#columns", OptionList)
    faults = getters.query_one("#faults", Static)
    bar = getters.query_one(ProgressBar)
    by_digits = getters.query_one("#by-digits", Checkbox)

    def __init__(self, path: Path, known: Roster, wishes: Wishes, words: Words) -> None:
        super().__init__()
        self._path = path
        self._known = known
        self._wishes = wishes
        self._words = words
        self._reading: RosterReading | None = None
        self._titles: tuple[str, ...] = ()

    @property
    def _front(self) -> App[Any]:
        """The console, or the home screen."""
        return self.app  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]

    def compose(self) -> ComposeResult:
        words = self._words
        with Vertical(classes="form wide"):
            yield Static(Text(words("roster.preview", name=self._path.name), "bold"))
            yield Static(id="counts")
            yield ProgressBar(show_eta=False)
            with Horizontal(id="middle"):
                yield OptionList(id="columns", markup=False)
                with VerticalScroll():
                    yield Static(id="faults")
            yield Tick(words("roster.by-digits"), id="by-digits", compact=True)
            yield Tick(words("roster.ranked"), id="ranked", compact=True)
            with Horizontal(classes="buttons"):
                yield Button(words("roster.take"), variant="primary", id="take", compact=True)
                yield Button(words("form.cancel"), id="cancel", compact=True)

    def on_mount(self) -> None:
        self.by_digits.display = False
        self._read_anew()

    def _read_anew(self) -> None:
        self._reading = None
        self.bar.display = True
        self.counts.update(self._words("roster.reading"))
        self._read(self._wishes)

    @work(thread=True, exclusive=True)
    def _read(self, wishes: Wishes) -> None:
        def watched(rows: Iterator[Any], count: int) -> Iterator[Any]:
            for done, row in enumerate(rows):
                if done % STEP == 0:
                    self.call_later(self.bar.update, total=count or None, progress=done)
                if wishes is not self._wishes:  # asked anew meanwhile
                    return
                yield row

        try:
            found = read_roster(self._path, self._known, wishes, watched)
        except CeremonyError as error:
            self.call_later(self._show_refusal, error)
        else:
            if wishes is self._wishes:
                self.call_later(self._show, found)

    def _show(self, reading: RosterReading) -> None:
        self._reading, words = reading, self._words
        self._titles = next(sheet.columns.header for sheet in reading.sheets if sheet.columns)
        self.bar.display = False
        self.by_digits.display = bool(reading.fitting or self._wishes.by_15_digits)
        counts = reading.against(self._known)
        self.counts.update(Text(told_counts(counts, words), "bold"))
        self._show_columns(reading.columns)
        lines = [
            Text(mask(told_reject(r, words)), self._ink("refused")) for r in reading.rejected[:TOLD]
        ]
        lines += [Text(told_remark(r, words), self._ink("again")) for r in reading.warnings[:TOLD]]
        _, *told = told_file(reading, words)  # the columns stand beside it
        lines += [Text(line) for line in told]
        self.faults.update(Text("\n").join(lines or [Text(words("roster.no-faults"))]))

    def _show_refusal(self, error: CeremonyError) -> None:
        self._reading = None
        self.bar.display = False
        header = error.fields.get("header", ())
        self._titles = header if isinstance(header, tuple) else ()
        self.counts.update(Text(self._words("roster.refused"), f"bold {self._ink('refused')}"))
        self.faults.update(Text(self._words.error(error, short=True), self._ink("refused")))
        self._show_columns(self._wishes.columns)

    def _show_columns(self, columns: Mapping[str, str]) -> None:
        self.columns.clear_options()
        for name, title in TITLES.items():
            line = Text(f"{title:<15} ", no_wrap=True, end="")
            missing = self._ink("refused" if name in REQUIRED else "muted")
            line.append(columns.get(name, "·"), "" if name in columns else missing)
            self.columns.add_option(Option(line, name))

    def _ink(self, kind: str) -> str:
        return look(kind, self._front).ink

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        name = event.option_id or ""

        def chosen(title: str | None) -> None:
            if title:
                columns = {**self._wishes.columns, name: title}
                self._wishes = replace(self._wishes, columns=columns)
                self._read_anew()

        titles = [title for title in self._titles if title]
        if titles:
            self._front.push_screen(ColumnScreen(TITLES[name], titles, self._words), chosen)

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        if event.checkbox.id == "ranked":
            self._wishes = replace(self._wishes, ranked=event.value)
        else:
            self._wishes = replace(self._wishes, by_15_digits=event.value)
        self._read_anew()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "cancel":
            self.dismiss(None)
        elif self._reading and self._reading.people:
            self.dismiss(self._reading)


class ColumnScreen(ModalScreen[str | None]):
    """Which column of the file holds a field."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, field: str, titles: list[str], words: Words) -> None:
        super().__init__()
        self._field = field
        self._titles = titles
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(classes="form"):
            yield Static(Text(self._words("roster.which", field=self._field), "bold"))
            yield OptionList(*(Option(Text(title)) for title in self._titles), markup=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._titles[event.option_index])
