"""Puts a phrase on the wall right: the wall follows at once, and the log says what stood there."""

from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ceremony_tui.ui.office import Office


class MendScreen(ModalScreen[None]):
    """Mends the phrase for which it was opened, wherever the clicker leads meanwhile."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#phrase"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("pagedown", "app.cue(1)", show=False, priority=True),
        Binding("pageup", "app.cue(-1)", show=False, priority=True),
    ]

    app = getters.app(Office)

    def __init__(self, stage: int, cue: int) -> None:
        super().__init__()
        self._place = stage, cue

    def compose(self) -> ComposeResult:
        stage, cue = self._place
        script, words = self.app.desk.ceremony.script, self.app.words
        with Vertical(classes="dialog"):
            yield Static(Text(words("mend.title"), "bold"))
            # Not selected: one key more would wipe a phrase that a crowd is reading.
            yield Input(script.stages[stage].cues[cue].text, id="phrase", select_on_focus=False)
            yield Static(Text(words("mend.how")))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.app.mend(*self._place, event.value)
        self.dismiss()
