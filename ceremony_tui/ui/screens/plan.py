"""The plan, changed without a file to edit: particulars and hours, officials, texts to recite."""

from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.hours import FIELDS, Unclear, read_hours, written_hours
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
        else:
            self.app.push_screen(RolesScreen() if what == "roles" else ParticularsScreen())

    def on_button_pressed(self) -> None:
        self.dismiss()


class FormScreen(ModalScreen[None]):
    """Labelled lines, a sentence for what is wrong, and two buttons."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Input"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    app = getters.app(Office)
    failure = getters.query_one(".failure", Static)

    def fields(self) -> list[tuple[str, str, str]]:
        """The id, the label and the present value of each line."""
        raise NotImplementedError

    def keep(self, typed: dict[str, str]) -> str:
        """Takes what was typed; the sentence that says why not, or ""."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        words = self.app.words
        with Vertical(classes="form"):
            with VerticalScroll(can_focus=False):
                for name, label, value in self.fields():
                    with Horizontal(classes="field"):
                        yield Label(label, markup=False)
                        yield Input(value, id=name, compact=True)
            yield Static(classes="failure", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(words("form.keep"), variant="primary", id="keep", compact=True)
                yield Button(words("form.cancel"), id="cancel", compact=True)

    def on_input_submitted(self) -> None:
        self._keep()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self._keep()
        else:
            self.dismiss()

    def _keep(self) -> None:
        typed = {line.id or "": line.value.strip() for line in self.query(Input)}
        fault = self.keep(typed)
        self.failure.update(fault)
        if not fault:
            self.dismiss()


class ParticularsScreen(FormScreen):
    """Title, organizer, place, day and hours. Another day takes all hours with it."""

    def fields(self) -> list[tuple[str, str, str]]:
        script = self.app.desk.ceremony.script
        told = {**{name: getattr(script, name) for name in ABOUT}, **written_hours(script)}
        if script.leave_from is None:
            told = {name: value for name, value in told.items() if not name.startswith("leave")}
        return [(name, self._label(name), value) for name, value in told.items()]

    def _label(self, name: str) -> str:
        return self.app.words("plan.name" if name == "title" else f"plan.{name}")

    def keep(self, typed: dict[str, str]) -> str:
        words = self.app.words
        for name in ABOUT:
            if not typed[name]:
                return words("plan.blank", field=self._label(name))
        hours = read_hours(self.app.desk.ceremony.script, typed)
        if isinstance(hours, Unclear):
            if hours.field not in ("day", *FIELDS):
                return words("plan.order")
            return words("plan.unclear", field=self._label(hours.field))
        title, organizer, place = (typed[name] for name in ABOUT)
        self.app.set_particulars(title, organizer, place, hours)
        return ""


class RolesScreen(FormScreen):
    """Who has each role, and who would stand in."""

    def fields(self) -> list[tuple[str, str, str]]:
        words, lines = self.app.words, list[tuple[str, str, str]]()
        for number, role in enumerate(self.app.desk.ceremony.script.roles):
            lines.append((f"holder-{number}", role.name, role.holder))
            lines.append((f"reserve-{number}", words("plan.reserve"), role.reserve))
        return lines

    def keep(self, typed: dict[str, str]) -> str:
        for number, role in enumerate(self.app.desk.ceremony.script.roles):
            self.app.set_role(role.name, typed[f"holder-{number}"], typed[f"reserve-{number}"])
        return ""
