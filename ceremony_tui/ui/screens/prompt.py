"""What the operator does for the speaker: a word on the podium, and leading the prompter."""

from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.rules import decide_message, decide_pace, decide_run, decide_scroll
from ceremony_tui.core.text.speech import lines_of, standing
from ceremony_tui.ui.office import Office

MESSAGES = ("two", "one", "over", "go", "wait", "louder", "closer")
TICK = 0.5  # seconds between looks at a text that runs


class PromptScreen(ModalScreen[None]):
    """Enter sends the message under the bar, or the one typed; it stays until it is taken away."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#messages"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("space", "run", show=False),
        Binding("right", "pace(1)", show=False),
        Binding("left", "pace(-1)", show=False),
        Binding("pagedown", "line(1)", show=False, priority=True),
        Binding("pageup", "line(-1)", show=False, priority=True),
    ]

    app = getters.app(Office)
    state = getters.query_one("#state", Static)
    typed = getters.query_one("#typed", Input)

    def compose(self) -> ComposeResult:
        words = self.app.words
        options = [Option(words(f"prompt.{key}"), key) for key in MESSAGES]
        with Vertical(classes="dialog"):
            yield Static(Text(words("prompt.title"), "bold"))
            yield Static(id="state", markup=False)
            yield OptionList(*options, Option(words("prompt.none"), ""), id="messages")
            yield Input(id="typed", placeholder=words("prompt.typed"))
            yield Static(words("prompt.how"), markup=False)

    def on_mount(self) -> None:
        self._show()
        self.watch(self.app, "ceremony", self._show, init=False)
        self.set_interval(TICK, self._show)

    def _show(self) -> None:
        desk, words = self.app.desk, self.app.words
        here = standing(desk.ceremony, desk.now())
        stage = desk.ceremony.stage
        if here is None or stage is None:
            self.state.update(words("prompt.outside"))
            return
        told = [self._window()]
        if of := len(lines_of(stage)):
            key = "podium.waits" if here.paused else "podium.runs"
            told.append(words("prompt.line", line=int(here.line) + 1, of=of))
            told.append(words(key, speed=words.number(round(here.speed))))
        else:
            told.append(words("prompt.no-text"))
        said = words("prompt.said", message=here.message) if here.message else ""
        self.state.update("\n".join(filter(None, (" · ".join(told), said))))

    def _window(self) -> str:
        """Whether the speaker has a window to read this in."""
        at, words = self.app.desk.now(), self.app.words
        there = any(one.podium and not one.is_stale(at) for one in self.app.desk.reports())
        return words("prompt.there" if there else "prompt.not-there")

    def action_run(self) -> None:
        self.app.prompt(decide_run)

    def action_pace(self, step: int) -> None:
        self.app.prompt(decide_pace, float(step))

    def action_line(self, step: int) -> None:
        self.app.prompt(decide_scroll, step)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        key = event.option_id
        self._send(self.app.words(f"prompt.{key}") if key else "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._send(event.value)

    def _send(self, message: str) -> None:
        self.app.prompt(decide_message, message)
        self.dismiss()
