"""The check before the doors open: what `ceremony check` says of this file, looked at anew."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import getters, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from ceremony_tui.errors import CeremonyError
from ceremony_tui.readiness import Finding, check_file, listed, summary
from ceremony_tui.ui.kept import tested_profile
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look

LOOKS = {True: "refused", False: "again"}  # by whether it needs a person


class CheckScreen(ConsoleScreen):
    """Every visit looks again. Looking reads the whole log, so it is done beside the scanning."""

    CSS_PATH = "check.tcss"
    AUTO_FOCUS = "#found"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.go('rundown')", "key.to-rundown", key_display="Esc"),
    ]

    told = getters.query_one("#told", Static)
    lines = getters.query_one("#lines", Static)

    def body(self) -> Iterable[Widget]:
        yield Static(id="told")
        with VerticalScroll(id="found"):
            yield Static(id="lines")

    def on_screen_resume(self) -> None:
        self.told.update(Text(f" {self.words('check.looking')}"))
        self._look()

    @work(thread=True, exclusive=True)
    def _look(self) -> None:
        desk = self.app.desk
        try:
            findings = check_file(desk.path, desk.now().astimezone(), tested_profile())
        except CeremonyError as error:
            self.app.call_from_thread(self._show_failure, error)
        else:
            self.app.call_from_thread(self._show_findings, findings)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        told, ready = summary(findings, self.words)
        worn = look("welcome" if ready else "refused", self.app)
        self.told.update(Text(f" {worn.symbol} {told}", f"bold {worn.ink}"))
        rows = [
            Text(line, "bold") if needs is None else Text(f"  {line}", self._ink(LOOKS[needs]))
            for line, needs in listed(findings, self.words)
        ]
        self.lines.update(Text("\n").join(rows))

    def _show_failure(self, error: CeremonyError) -> None:
        self.told.update(Text(f" ✗ {self.words.error(error, short=True)}", self._ink("refused")))
        self.lines.update("")

    def _ink(self, kind: str) -> str:
        return look(kind, self.app).ink

    def show_state(self) -> None:
        """The list is of the moment it was opened; only the masthead goes on."""
