"""Asks before what was done is set aside as a rehearsal: it cannot be undone."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ceremony_tui.ui.office import Office


class RestartScreen(ModalScreen[None]):
    """Only a typed reason and Enter start over; Enter alone does nothing."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#reason"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    app = getters.app(Office)

    def compose(self) -> ComposeResult:
        words, state = self.app.words, self.app.desk.ceremony
        scans = words.number(sum(map(len, state.scans.values())))
        calls = words.number(len(state.calls))
        told = words("rehearsal.counts", scans=scans, calls=calls)
        with Vertical(classes="dialog"):
            yield Static(words("rehearsal.question", told=told), markup=False)
            yield Input(id="reason", placeholder=words("rehearsal.why"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss()
            self.app.restart(event.value)
