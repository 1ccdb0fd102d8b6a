"""The run of show: what is on, what is next, and how far behind the plan it is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.rundown import Line, behind, rundown
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look


class RundownScreen(ConsoleScreen):
    """The list is walked with the arrows; Enter calls the stage under the bar."""

    CSS_PATH = "rundown.tcss"
    AUTO_FOCUS = "#stages"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "app.next_stage(1)", "key.next-stage", key_display="n"),
        Binding("p", "app.next_stage(-1)", "key.previous-stage", show=False),
        Binding("c", "app.go('check')", "key.check", key_display="c"),
        Binding("e", "edit", "key.edit", key_display="e"),
        # The list handles these two; they stand here to be told to the operator.
        Binding("up,down", "nothing", "key.choose", key_display="↑ ↓", show=False),
        Binding("enter", "nothing", "key.jump", key_display="Enter"),
    ]

    stages = getters.query_one("#stages", OptionList)
    summary = getters.query_one("#summary", Static)

    def __init__(self) -> None:
        super().__init__()
        self._on = -2

    def body(self) -> Iterable[Widget]:
        yield Static(id="summary")
        yield Static(self.words("rundown.head"), id="head", markup=False)
        yield OptionList(
            *(Option("") for _ in self.ceremony.script.stages),
            Option(""),
            id="stages",
            markup=False,
        )

    def show_state(self) -> None:
        at = self.app.desk.now()
        lines = rundown(self.ceremony)
        for index, line in enumerate(lines):
            self.stages.replace_option_prompt_at_index(index, self._line(line, at))
        over = self.ceremony.now is not None and self.ceremony.now.stage >= len(lines)
        end = Text(
            f" {'▶' if over else ' '}     {self.words('rundown.end')}",
            "bold" if over else self._past,
        )
        self.stages.replace_option_prompt_at_index(len(lines), end)
        self._show_summary(lines, at)
        on = self.ceremony.now.stage if self.ceremony.now else -1
        if on != self._on:  # follow the ceremony, but leave the bar where the operator put it
            self._on = on
            self.stages.highlighted = min(max(on, 0), len(lines))

    def _line(self, line: Line, at: datetime) -> Text:
        local = self.ceremony.script.local
        began = self.words.time(local(line.began)) if line.began else "  ·  "
        mark = "▶" if line.is_on else "✓" if line.began else " "
        style = "bold" if line.is_on else self._past if line.began else ""
        planned = self.words.time(local(line.planned))
        text = Text(style=style, end="")
        text.append(f" {mark} {line.number:>2}  {planned}  {began}  {line.stage.minutes:>3g}m ")
        over = line.over(at)
        late = over is not None and over > timedelta(0)
        text.append(f"{self._span(over):>7}  ", look("refused", self.app).ink if late else "")
        by = self.ceremony.script.role(line.stage.by)
        who = f" · {by.holder or by.name}" if by else ""
        text.append(f"{line.stage.title}{who}")
        # The list would wrap a long line, and its neighbours would jump.
        text.truncate(max(20, self.stages.size.width - 3), overflow="ellipsis")
        return text

    @property
    def _past(self) -> str:
        return look("muted", self.app).ink

    def _span(self, over: timedelta | None) -> str:
        if over is None:
            return ""
        return ("+" if over > timedelta(0) else "-") + self.words.span(over)

    def _show_summary(self, lines: tuple[Line, ...], at: datetime) -> None:
        on = next((line for line in lines if line.is_on), None)
        now = self.ceremony.now
        following = lines[now.stage + 1 if now else 0 :][:1]
        parts = [self.words("rundown.now", title=on.stage.title)] if on else []
        parts += [self.words("rundown.next", title=line.stage.title) for line in following]
        late = behind(self.ceremony, at)
        if on:
            key = "rundown.behind" if late > timedelta(0) else "rundown.ahead"
            parts.append(self.words(key, span=self.words.span(late)))
        self.summary.update(Text(" " + " · ".join(parts), no_wrap=True, overflow="ellipsis"))

    def action_edit(self) -> None:
        """The plan: particulars, officials, texts."""
        from ceremony_tui.ui.screens.plan import PlanScreen

        self.app.push_screen(PlanScreen())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.app.go_to_stage(event.option_index)
