"""The officials: who has which task, whether they are there and ready, who would stand in."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from ceremony_tui.core.rules import decide_ready, decide_role, decide_swap
from ceremony_tui.core.script import OFFICE, Role
from ceremony_tui.ui.office import Office
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look


class OfficialsScreen(ConsoleScreen):
    """Enter says of the one under the bar that they are ready, or are not after all."""

    CSS_PATH = "officials.tcss"
    AUTO_FOCUS = "#roles"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "nothing", "key.ready", key_display="Enter"),  # the list's own
        Binding("x", "swap", "key.swap", key_display="x"),
        Binding("e", "edit", "key.edit", key_display="e"),
        Binding("escape", "app.go('rundown')", "key.to-rundown", key_display="Esc"),
    ]

    summary = getters.query_one("#summary", Static)
    roles = getters.query_one("#roles", OptionList)

    def body(self) -> Iterable[Widget]:
        yield Static(id="summary", markup=False)
        yield OptionList(id="roles", markup=False)

    def show_state(self) -> None:
        roles = self.ceremony.script.roles
        told = self.words(
            "officials.counts", count=sum(role.ready for role in roles), of=len(roles)
        )
        self.summary.update(Text(f" {told}", no_wrap=True, overflow="ellipsis"))
        rows = [self._row(role) for role in roles]
        if rows != [option.prompt for option in self.roles.options]:
            at = self.roles.highlighted or 0
            self.roles.clear_options()
            self.roles.add_options(rows)
            self.roles.highlighted = at if rows else None

    def _row(self, role: Role) -> Text:
        key = "ready" if role.ready else "not-ready"
        ink = look("welcome" if role.ready else "again", self.app).ink
        row = Text(no_wrap=True, end="")
        mark = "✓" if role.ready else "·"
        row.append(f" {mark} {self.words(f'officials.{key}'):<6} ", f"bold {ink}")
        longest = max(len(each.name) for each in self.ceremony.script.roles)
        row.append(f"{role.name:<{min(longest, self.size.width // 3)}}  ")
        row.append(role.holder or "—")
        if role.reserve:  # before the office, which may be long
            name = role.reserve.partition(OFFICE)[0]
            row.append(f" ({self.words('officials.reserve', name=name)})", self._muted)
        row.append(f" · {role.office}" if role.office else "")
        row.truncate(max(20, self.size.width - 4), overflow="ellipsis")
        return row

    @property
    def _muted(self) -> str:
        return look("muted", self.app).ink

    @property
    def _chosen(self) -> Role | None:
        at, roles = self.roles.highlighted, self.ceremony.script.roles
        return roles[at] if at is not None and at < len(roles) else None

    def on_option_list_option_selected(self) -> None:
        role = self._chosen
        if role and self.app.call(decide_ready, role.name) is None:
            self._miss("officials.no-holder", role)

    def action_swap(self) -> None:
        role = self._chosen
        if role and self.app.call(decide_swap, role.name) is None:
            self._miss("officials.no-reserve", role)

    def _miss(self, key: str, role: Role) -> None:
        """Says what is missing, and does not open a form that the next key would be typed into."""
        told = self.words(key, role=role.name)
        self.app.notify(told, severity="warning", timeout=5, markup=False)

    def action_edit(self) -> None:
        if role := self._chosen:
            self._ask(role)

    def _ask(self, role: Role) -> None:
        self.app.push_screen(RoleScreen(role))


class RoleScreen(ModalScreen[None]):
    """Who has a task and who would stand in, each as `name / office`. Enter keeps both."""

    CSS_PATH = "officials.tcss"
    AUTO_FOCUS = "#holder"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    app = getters.app(Office)
    holder = getters.query_one("#holder", Input)
    reserve = getters.query_one("#reserve", Input)

    def __init__(self, role: Role) -> None:
        super().__init__()
        self._role = role

    def compose(self) -> ComposeResult:
        words, role = self.app.words, self._role
        with Vertical(id="role"):
            yield Static(Text(role.name, "bold"))
            yield Static(words("officials.holder"), markup=False)
            yield Input(role.bearer, id="holder", placeholder=words("officials.who"))
            yield Static(words("officials.stands-in"), markup=False)
            yield Input(role.reserve, id="reserve", placeholder=words("officials.who"))

    def on_input_submitted(self) -> None:
        self.app.call(decide_role, self._role.name, self.holder.value, self.reserve.value)
        self.dismiss()
