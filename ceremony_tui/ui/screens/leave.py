"""Asks before the console closes. Scanning goes on behind the question."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from ceremony_tui.ui.seat import Seat


class LeaveScreen(ModalScreen[bool]):
    CSS_PATH = "leave.tcss"
    AUTO_FOCUS = "#stay"  # what Enter does by accident must be harmless
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("escape,n,t", "answer(False)", show=False),
        Binding("left,right", "app.focus_next", show=False),
    ]

    app = getters.app(Seat)

    def compose(self) -> ComposeResult:
        words = self.app.words
        with Vertical(id="question"):
            yield Static(words("leave.question"), markup=False)
            if self.app.lost:
                yield Static(words("gate.lost", who=", ".join(self.app.lost)), markup=False)
            with Horizontal():
                yield Button(words("leave.stay"), id="stay", variant="primary")
                yield Button(words("leave.go"), id="go", variant="error")

    def action_answer(self, sure: bool) -> None:
        self.dismiss(sure)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "go")
