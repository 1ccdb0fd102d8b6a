"""Asks before a hub is joined: whoever holds up a code must not be able to do it alone."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from ceremony_tui.core.join import Join
from ceremony_tui.ui.seat import Seat


class JoinScreen(ModalScreen[bool]):
    """Scanning goes on behind the question."""

    CSS_PATH = "join.tcss"
    AUTO_FOCUS = "#stay"  # what Enter does by accident must be harmless
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("escape,n,t", "answer(False)", show=False),
        Binding("left,right", "app.focus_next", show=False),
    ]

    app = getters.app(Seat)

    def __init__(self, join: Join) -> None:
        super().__init__()
        self._join = join

    def compose(self) -> ComposeResult:
        words = self.app.words
        role = words(f"share.role-{self._join.role}")
        told = words("join.question", host=self._join.host, port=self._join.port, role=role)
        with Vertical(id="question"):
            yield Static(told, markup=False)
            with Horizontal():
                yield Button(words("join.stay"), id="stay", variant="primary")
                yield Button(words("join.go"), id="go", variant="warning")

    def action_answer(self, sure: bool) -> None:
        self.dismiss(sure)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "go")
