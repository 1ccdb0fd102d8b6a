"""People: found by name, checked in by hand, excused or taken back. The lane goes on scanning."""

from collections.abc import Iterable
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.badge import mask_nip
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.search import Finder
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.seat import Seat

SHOWN = 30


class PeopleScreen(ConsoleScreen):
    """Type a name; Enter opens the first one found, the arrows choose another."""

    CSS_PATH = "people.tcss"
    AUTO_FOCUS = "#search"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "key.choose", key_display="↓", show=False),
        Binding("escape", "clear", "key.clear", key_display="Esc"),
    ]

    search = getters.query_one("#search", Input)
    found = getters.query_one("#found", OptionList)

    def __init__(self) -> None:
        super().__init__()
        self._roster: Roster | None = None
        self._finder = Finder(())

    def body(self) -> Iterable[Widget]:
        yield Input(id="search", placeholder=self.words("people.search"))
        yield OptionList(id="found", markup=False)

    def show_state(self) -> None:
        if self._roster is not self.ceremony.roster:
            self._roster = self.ceremony.roster
            self._finder = Finder(self._roster)
        # Painted anew only when it says something else: a bar under way must not jump.
        people = self._finder.find(self.search.value, SHOWN)
        lines = [(person.id, self._line(person)) for person in people]
        shown = [(option.id, option.prompt) for option in self.found.options]
        if lines != shown:
            highlighted = self.found.highlighted or 0
            self.found.clear_options()
            self.found.add_options([Option(line, person) for person, line in lines])
            self.found.highlighted = min(highlighted, len(lines) - 1) if lines else None

    def _line(self, person: Attendee) -> Text:
        entry = self.ceremony.check_in(person.id)
        line = Text(no_wrap=True, end="")
        if entry:
            at = entry.at.astimezone(ZoneInfo(self.ceremony.script.timezone))
            line.append(f" ✓ {self.words.time(at)}  ", "bold #4cd07d")
        else:
            line.append(f" {self.ceremony.absence(person.id) or '·':<8} ", "dim")
        nip = mask_nip(person.nip) if person.nip else person.id
        line.append(f"{person.name} · {person.unit} · {nip}")
        line.truncate(max(20, self.size.width - 4), overflow="ellipsis")
        return line

    def on_input_changed(self) -> None:
        self.found.highlighted = None
        self.show_state()

    def on_input_submitted(self) -> None:
        if self.found.option_count:
            self._open(self.found.get_option_at_index(0).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_id)

    def _open(self, attendee: str | None) -> None:
        person = self.ceremony.roster.get(attendee or "")
        if person:
            self.app.push_screen(PersonScreen(person))

    def action_clear(self) -> None:
        self.search.value = ""
        self.search.focus()


class PersonScreen(ModalScreen[None]):
    """What can be done for one person. The line below says why; a void will not do without."""

    CSS_PATH = "people.tcss"
    AUTO_FOCUS = "#todo"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    app = getters.app(Seat)
    why = getters.query_one("#why", Input)

    def __init__(self, person: Attendee) -> None:
        super().__init__()
        self._person = person

    def compose(self) -> ComposeResult:
        words, state = self.app.words, self.app.desk.ceremony
        came = state.check_in(self._person.id) is not None
        todo = ["void"] if came else ["hand", "S", "I", "C", "DL", "TB", "TP", "TK"]
        if state.absence(self._person.id):
            todo.append("forget")
        with Vertical(id="person"):
            yield Static(Text(self._person.name, "bold"))
            yield Static(Text(f"{self._person.unit} · {self._person.position}".rstrip(" ·")))
            yield OptionList(*(Option(words(f"todo.{key}"), key) for key in todo), id="todo")
            yield Input(id="why", placeholder=words("people.why"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._do(event.option_id or "")

    def on_input_submitted(self) -> None:
        todo = self.query_one("#todo", OptionList)
        option = todo.highlighted_option
        self._do(option.id or "" if option else "")

    def _do(self, key: str) -> None:
        why = self.why.value.strip()
        if key == "void" and not why:
            self.why.focus()  # it asks for its reason and waits
            return
        self.app.do_for(self._person.id, key, why)
        self.dismiss()
