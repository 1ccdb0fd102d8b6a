"""The plan, changed without a file to edit: particulars and hours, officials, texts to recite."""

from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.facts import Hours
from ceremony_tui.core.hours import FIELDS, Unclear, read_hours, written_hours
from ceremony_tui.core.rules import decide_particulars
from ceremony_tui.ui.office import Office
from ceremony_tui.ui.screens.wording import TextScreen

ABOUT = ("title", "organizer", "place")


class PlanScreen(ModalScreen[None]):
    """What can be changed; Enter or a click opens it."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    app = getters.app(Office)

    def compose(self) -> ComposeResult:
        words, script = self.app.words, self.app.desk.ceremony.script
        texts = [(n, stage) for n, stage in enumerate(script.stages) if stage.text]
        with Vertical(classes="form"):
            yield Static(Text(words("plan.title"), "bold"))
            yield OptionList(
                Option(words("plan.particulars"), "particulars"),
                *([Option(words("plan.roles"), "roles")] if script.roles else []),
                *(Option(words("plan.text", title=s.title), f"text:{n}") for n, s in texts),
                markup=False,
            )
            yield Button(words("form.close"), compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        what, _, stage = (event.option_id or "").partition(":")
        if what == "text":
            self.app.push_screen(TextScreen(int(stage)))
        elif what == "roles":
            self.app.action_go("officials")
        else:
            self.app.push_screen(ParticularsScreen())

    def on_button_pressed(self) -> None:
        self.dismiss()


class ParticularsScreen(ModalScreen[None]):
    """Title, organizer, place, day and hours. Another day takes all hours with it."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Input"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    app = getters.app(Office)
    failure = getters.query_one(".failure", Static)

    def compose(self) -> ComposeResult:
        words, script = self.app.words, self.app.desk.ceremony.script
        told = {**{name: getattr(script, name) for name in ABOUT}, **written_hours(script)}
        with Vertical(classes="form"):
            for name, value in told.items():
                if script.leave_from or not name.startswith("leave"):
                    with Horizontal(classes="field"):
                        yield Label(self._label(name), markup=False)
                        yield Input(value, id=name, compact=True)
            yield Static(classes="failure", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(words("form.keep"), variant="primary", id="keep", compact=True)
                yield Button(words("form.cancel"), id="cancel", compact=True)

    def _label(self, name: str) -> str:
        return self.app.words("plan.name" if name == "title" else f"plan.{name}")

    def on_input_submitted(self) -> None:
        self._keep()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self._keep()
        else:
            self.dismiss()

    def _keep(self) -> None:
        typed = {line.id or "": line.value.strip() for line in self.query(Input)}
        hours = read_hours(self.app.desk.ceremony.script, typed)
        fault = self._fault(typed, hours)
        self.failure.update(fault)
        if not fault and not isinstance(hours, Unclear):
            title, organizer, place = (typed[name] for name in ABOUT)
            self.app.call(decide_particulars, title, organizer, place, hours)
            self.dismiss()

    def _fault(self, typed: dict[str, str], hours: Hours | Unclear) -> str:
        words = self.app.words
        blank = next((name for name in ABOUT if not typed[name]), "")
        if blank:
            return words("plan.blank", field=self._label(blank))
        if isinstance(hours, Unclear):
            if hours.field not in ("day", *FIELDS):
                return words("plan.order")
            return words("plan.unclear", field=self._label(hours.field))
        return ""
