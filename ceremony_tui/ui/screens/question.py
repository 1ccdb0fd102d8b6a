"""A question with two answers, of which the harmless one has the focus."""

from collections.abc import Iterable
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from ceremony_tui.ui.seat import Seat


class QuestionScreen(ModalScreen[bool]):
    """Ends with True when it was said on purpose. Scanning goes on behind it."""

    CSS_PATH = "question.tcss"
    AUTO_FOCUS = "#stay"  # what Enter does by accident must be harmless
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", show=False),
        Binding("escape,n,t", "answer(False)", show=False),
        Binding("left,right", "app.focus_next", show=False),
    ]

    app = getters.app(Seat)

    def told(self) -> Iterable[str]:
        """What is asked, a paragraph each."""
        raise NotImplementedError

    def answers(self) -> tuple[Button, Button]:
        """The harmless one, `stay`, and the other, `go`."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            for paragraph in self.told():
                yield Static(paragraph, markup=False)
            with Horizontal():
                yield from self.answers()

    def action_answer(self, sure: bool) -> None:
        self.dismiss(sure)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "go")
