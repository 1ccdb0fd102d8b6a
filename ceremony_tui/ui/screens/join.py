"""Asks before a hub is joined, or left: whoever holds up a code must not be able to do it alone."""

from collections.abc import Iterable

from textual.widgets import Button

from ceremony_tui.core.join import Join
from ceremony_tui.ui.screens.question import QuestionScreen


class JoinScreen(QuestionScreen):
    """Names the hub, and as what this laptop would join it."""

    def __init__(self, join: Join) -> None:
        super().__init__()
        self._join = join

    def told(self) -> Iterable[str]:
        words, join = self.app.words, self._join
        role = words(f"share.role-{join.role}")
        yield words("join.question", host=join.host, port=join.port, role=role)

    def answers(self) -> tuple[Button, Button]:
        words = self.app.words
        stay = Button(words("join.stay"), id="stay", variant="primary")
        return stay, Button(words("join.go"), id="go", variant="warning")


class PartScreen(QuestionScreen):
    """Says what it takes to come back."""

    def told(self) -> Iterable[str]:
        yield self.app.words("join.part")

    def answers(self) -> tuple[Button, Button]:
        words = self.app.words
        stay = Button(words("join.stay"), id="stay", variant="primary")
        return stay, Button(words("join.leave"), id="go", variant="warning")
