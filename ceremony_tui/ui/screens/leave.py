"""Asks before the console closes."""

from collections.abc import Iterable

from textual.widgets import Button

from ceremony_tui.ui.screens.question import QuestionScreen


class LeaveScreen(QuestionScreen):
    """Names whom the disk refused: they must be scanned again before anybody leaves."""

    def told(self) -> Iterable[str]:
        yield self.app.words("leave.question")
        if self.app.lost:
            yield self.app.words("gate.lost", who=", ".join(self.app.lost))

    def answers(self) -> tuple[Button, Button]:
        words = self.app.words
        stay = Button(words("leave.stay"), id="stay", variant="primary")
        return stay, Button(words("leave.go"), id="go", variant="error")
