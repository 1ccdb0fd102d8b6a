"""A new ceremony from a script: the file to make, the particulars, and who is expected."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from rich.text import Text
from textual import getters
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from ceremony_tui.core.hours import read_day, read_hour, written_hours
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.script import Script
from ceremony_tui.errors import CeremonyError
from ceremony_tui.intake.rosters import RosterReading, Wishes
from ceremony_tui.ui.screens.choose import ChooseScreen, asked_path
from ceremony_tui.ui.screens.preview import PreviewScreen
from ceremony_tui.words import Words


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says. Texts that stayed empty are as in the script."""

    script: str
    file: Path
    title: str = ""
    place: str = ""
    starts: datetime | None = None
    roster: Path | None = None
    reading: RosterReading | None = None


MakeNew = Callable[[Asked], Path]  # the file made


class NewScreen(ModalScreen[Path | None]):
    """Ends with the file that was made. What cannot be is said in the form; nothing is lost."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Input"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    failure = getters.query_one(".failure", Static)

    def __init__(self, name: str, script: Script, make: MakeNew, words: Words) -> None:
        super().__init__()
        self._built_in = name
        self._script = script
        self._make = make
        self._words = words
        self._reading: RosterReading | None = None

    @property
    def _front(self) -> App[Any]:
        return self.app  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]

    def compose(self) -> ComposeResult:
        words, told = self._words, written_hours(self._script)
        lines = (
            ("file", words("home.file"), f"{self._built_in}.db"),
            ("title", words("plan.name"), self._script.title),
            ("place", words("plan.place"), self._script.place),
            ("day", words("plan.day"), ""),
            ("hour", words("plan.starts"), told["starts"]),
            ("roster", words("home.roster"), ""),
        )
        with Vertical(classes="form"):
            yield Static(Text(words("home.new", script=self._built_in), "bold"))
            for name, label, value in lines:
                with Horizontal(classes="field"):
                    yield Label(label, markup=False)
                    hint = {"day": told["day"], "roster": "pegawai.xlsx"}.get(name, "")
                    yield Input(value, id=name, placeholder=hint, compact=True)
            yield Button(words("home.choose"), id="choose", compact=True)
            yield Static(classes="failure", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(words("home.make"), variant="primary", id="make", compact=True)
                yield Button(words("form.cancel"), id="cancel", compact=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "roster":
            self._reading = None  # what was looked at was another file

    def on_input_submitted(self) -> None:
        self._done()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "make":
                self._done()
            case "choose":
                self._front.push_screen(ChooseScreen([Path.cwd()], self._words), self._chosen)
            case _:
                self.dismiss(None)

    def _chosen(self, path: Path | None) -> None:
        if path:
            self.query_one("#roster", Input).value = str(path)

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _done(self) -> None:
        words, starts = self._words, self._script.starts
        if not self._typed("file"):
            self.failure.update(words("plan.blank", field=words("home.file")))
            return
        day, hour = read_day(self._typed("day") or starts.date().isoformat()), self._typed("hour")
        begins = read_hour(hour)
        if day is None or begins is None:
            key = "plan.day" if day is None else "plan.starts"
            self.failure.update(words("plan.unclear", field=words(key)))
            return
        roster = asked_path(self._typed("roster")) if self._typed("roster") else None
        if roster and self._reading is None:
            preview = PreviewScreen(roster, Roster(), Wishes(), words)
            self._front.push_screen(preview, self._looked_at)
            return
        moment = datetime.combine(day, begins, ZoneInfo(self._script.timezone))
        title, place = self._typed("title"), self._typed("place")
        file = asked_path(self._typed("file"))
        asked = Asked(self._built_in, file, title, place, moment, roster, self._reading)
        try:
            self.dismiss(self._make(asked))
        except CeremonyError as error:
            self.failure.update(words.error(error))

    def _looked_at(self, reading: RosterReading | None) -> None:
        if reading is not None:
            self._reading = reading
            self._done()
