"""Goes to a cue by typing it: its number, a stage and a number, or some of its words."""

from itertools import islice
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from ceremony_tui.core.facts import CueCalled
from ceremony_tui.core.jump import jumps
from ceremony_tui.core.rules import decide_place
from ceremony_tui.ui.office import Office

SHOWN = 12


class JumpScreen(ModalScreen[None]):
    """Enter goes to the first place found; the clicker goes on leading behind the question."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#where"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("pagedown", "app.cue(1)", show=False, priority=True),
        Binding("pageup", "app.cue(-1)", show=False, priority=True),
    ]

    app = getters.app(Office)
    where = getters.query_one("#where", Input)
    found = getters.query_one("#found", OptionList)

    def __init__(self) -> None:
        super().__init__()
        self._places: tuple[CueCalled, ...] = ()

    def compose(self) -> ComposeResult:
        words = self.app.words
        with Vertical(classes="dialog"):
            yield Static(Text(words("jump.title"), "bold"))
            yield Input(id="where", placeholder=words("jump.where"))
            yield OptionList(id="found", markup=False)
            yield Static(id="nothing", markup=False)

    def on_input_changed(self) -> None:
        state = self.app.desk.ceremony
        self._places = tuple(islice(jumps(state, self.where.value), SHOWN))
        nowhere = bool(self.where.value.strip()) and not self._places
        told = self.app.words("jump.nowhere") if nowhere else ""
        self.query_one("#nothing", Static).update(told)
        self.found.clear_options()
        for place in self._places:
            stage = state.script.stages[place.stage]
            told = f"{place.stage + 1}.{place.cue:<3} {stage.cues[place.cue].text}"
            self.found.add_option(Text(told, no_wrap=True, overflow="ellipsis"))

    def on_input_submitted(self) -> None:
        self._go(0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._go(event.option_index)

    def _go(self, index: int) -> None:
        for place in self._places[index : index + 1]:
            self.app.call(decide_place, place.stage, place.cue)
            self.dismiss()
