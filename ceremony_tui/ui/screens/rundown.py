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

from ceremony_tui.core.rules import decide_plan
from ceremony_tui.core.rundown import Line, behind, remaining, rundown, unready
from ceremony_tui.core.script import Kind
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look

PATIENCE = 5.0  # seconds in which a second press means yes


class RundownScreen(ConsoleScreen):
    """The list is walked with the arrows; Enter calls the stage under the bar."""

    CSS_PATH = "rundown.tcss"
    AUTO_FOCUS = "#stages"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "app.next_stage(1)", "key.next-stage", key_display="n"),
        Binding("p", "app.next_stage(-1)", "key.previous-stage", show=False),
        Binding("o", "app.go('officials')", "key.officials", key_display="o"),
        Binding("s", "app.go('signing')", "key.signing", key_display="s"),
        Binding("r", "rain", "key.rain", key_display="r"),
        Binding("m", "app.podium", "key.podium", key_display="m"),
        Binding("c", "app.go('check')", "key.check", key_display="c"),
        Binding("e", "edit", "key.change", key_display="e"),
        Binding("ctrl+r", "app.restart", "key.restart", key_display="Ctrl+R", show=False),
        # The list handles these two; they stand here to be told to the operator.
        Binding("up,down", "nothing", "key.choose", key_display="↑ ↓", show=False),
        Binding("enter", "nothing", "key.jump", key_display="Enter"),
    ]

    stages = getters.query_one("#stages", OptionList)
    summary = getters.query_one("#summary", Static)
    outlook = getters.query_one("#outlook", Static)

    def __init__(self) -> None:
        super().__init__()
        self._on = -2
        self._asked = False

    def body(self) -> Iterable[Widget]:
        yield Static(id="summary")
        yield Static(id="outlook")
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
        self._show_outlook(at)
        on = self.ceremony.now.stage if self.ceremony.now else -1
        if on != self._on:  # follow the ceremony, but leave the bar where the operator put it
            self._on = on
            self.stages.highlighted = min(max(on, 0), len(lines))

    def _line(self, line: Line, at: datetime) -> Text:
        local = self.ceremony.script.local
        began = self.words.time(local(line.began)) if line.began else "  ·  "
        mark = "▶" if line.is_on else "✓" if line.began else " "
        past = line.began or line.skipped
        style = "bold" if line.is_on else self._past if past else ""
        planned = self.words.time(local(line.planned))
        text = Text(style=style, end="")
        text.append(f" {mark} {line.number:>2}  {planned}  {began}  {line.stage.minutes:>3g}m ")
        over = line.over(at)
        late = over is not None and over > timedelta(0)
        text.append(f"{self._span(over):>7}  ", look("refused", self.app).ink if late else "")
        by = self.ceremony.script.role(line.stage.by)
        who = f" · {by.holder or by.name}" if by else ""
        left_out = line.skipped and not line.is_on
        text.append(f"{self.words('rundown.skipped')} " if left_out else "")
        text.append(f"{line.stage.title}{who}", "strike" if left_out else "")
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
        coming = lines[now.stage + 1 if now else 0 :]
        following = [line for line in coming if not line.skipped][:1]
        covers = [key for key in ("blank", "title", "held") if now and getattr(now, key)]
        parts = [self.words(f"pledge.{cover}") for cover in covers]
        parts += [self.words("rundown.now", title=on.stage.title)] if on else []
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

    def _show_outlook(self, at: datetime) -> None:
        """When it will be over, whether it is held indoors, and who is not ready yet."""
        rest, script = remaining(self.ceremony, at), self.ceremony.script
        minutes = -(rest // -timedelta(minutes=1))
        parts: list[Text] = []
        if minutes:
            begins = at if self.ceremony.now else max(at, script.starts)
            until = self.words.time(script.local(begins + rest))
            parts.append(Text(self.words("rundown.rest", minutes=minutes, until=until)))
        if script.indoors:
            parts.append(Text(self.words("rundown.indoors"), "bold"))
        if waiting := unready(self.ceremony):
            names = ", ".join(role.name for role in waiting)
            told = self.words("rundown.unready", names=names)
            parts.append(Text(told, look("again", self.app).ink))
        line = Text(" ", no_wrap=True, overflow="ellipsis") + Text(" · ").join(parts)
        self.outlook.update(line)

    def action_rain(self) -> None:
        """Indoors, or back under the open sky; asks once, by wanting the key a second time."""
        indoors = not self.ceremony.script.indoors
        if self._asked:
            self._asked = False
            self.app.clear_notifications()
            self.app.call(decide_plan, indoors=indoors)
        else:
            self._asked = True
            self.set_timer(PATIENCE, self._forget)
            told = self.words("rundown.rain" if indoors else "rundown.dry")
            self.notify(told, severity="warning", timeout=PATIENCE, markup=False)

    def _forget(self) -> None:
        self._asked = False

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        stage, now = event.option_index, self.ceremony.now
        on = now is not None and now.stage == stage
        if on and self.ceremony.stage and self.ceremony.stage.kind is Kind.SIGNING:
            self.app.action_go("signing")
        else:
            self.app.go_to_stage(stage)
