"""People: found by name, checked in by hand, excused or taken back. The lane goes on scanning.

With nothing typed the list holds whom the gate has sent to the help desk.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.core.arrivals import at_the_desk
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Entry
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.search import Finder
from ceremony_tui.intake.rosters import RosterReading
from ceremony_tui.ui.office import Office
from ceremony_tui.ui.screens.arrival import ArrivalScreen, told_arrival
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look

Row = Attendee | Entry | str  # found by name, waiting at the desk, or a name not found

SHOWN = 30
NEEDS = frozenset({"void", "void-out", "revoke", "badge"})  # a reason, or the new badge's code


class PeopleScreen(ConsoleScreen):
    """Type a name; Enter opens the first one found, the arrows choose another."""

    CSS_PATH = "people.tcss"
    AUTO_FOCUS = "#search"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "key.choose", key_display="↓", show=False),
        Binding("escape", "clear", "key.clear", key_display="Esc"),
        Binding("ctrl+o", "import", "key.import", key_display="^o", priority=True),
    ]

    search = getters.query_one("#search", Input)
    found = getters.query_one("#found", OptionList)

    def __init__(self) -> None:
        super().__init__()
        self._roster: Roster | None = None
        self._finder = Finder(())
        self._rows: tuple[Row, ...] = ()

    def body(self) -> Iterable[Widget]:
        yield Input(id="search", placeholder=self.words("people.search"))
        yield OptionList(id="found", markup=False)

    def show_state(self) -> None:
        if self._roster is not self.ceremony.roster:
            self._roster = self.ceremony.roster
            self._finder = Finder(self._roster)
        typed = self.search.value.strip()
        found = self._finder.find(typed, SHOWN) if typed else at_the_desk(self.ceremony)[:SHOWN]
        found = found or (typed,) if typed else found
        lines = [self._line(row) for row in found]
        # Painted anew only when it says something else: a bar under way must not jump.
        if found != self._rows or lines != [option.prompt for option in self.found.options]:
            self._rows = found
            highlighted = self.found.highlighted or 0
            self.found.clear_options()
            self.found.add_options(lines)
            self.found.highlighted = min(highlighted, len(lines) - 1) if lines else None

    def _line(self, row: Row) -> Text:
        if isinstance(row, str):
            line = Text(f" {self.words('people.as-guest', name=row)}", no_wrap=True, end="")
        else:
            line = self._person(row) if isinstance(row, Attendee) else self._arrival(row)
        line.truncate(max(20, self.size.width - 4), overflow="ellipsis")
        return line

    def _arrival(self, arrival: Entry) -> Text:
        told = told_arrival(arrival, self.ceremony, self.words)
        mark = f"bold {look('again', self.app).ink}"
        return Text(no_wrap=True, end="").append(" ● ", mark).append(told)

    def _person(self, person: Attendee) -> Text:
        entry = self.ceremony.check_in(person.id)
        line = Text(no_wrap=True, end="")
        if entry:
            at = self.ceremony.script.local(entry.at)
            line.append(f" ✓ {self.words.time(at)}  ", f"bold {look('welcome', self.app).ink}")
        else:
            line.append(
                f" {self.ceremony.absence(person.id) or '·':<8} ", look("muted", self.app).ink
            )
        return line.append(f"{person.name} · {person.unit} · {person.masked}")

    def on_input_changed(self) -> None:
        self.found.highlighted = None
        self.show_state()

    def on_input_submitted(self) -> None:
        self._open(0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option_index)

    def _open(self, index: int) -> None:
        for row in self._rows[index : index + 1]:
            if isinstance(row, str):
                self.app.welcome_guest(row)
                self.action_clear()
                return
            of_person = isinstance(row, Attendee)
            self.app.push_screen(
                PersonScreen(row) if of_person else ArrivalScreen(row, self._finder)
            )

    def action_import(self) -> None:
        """Chooses a roster file and looks at it before it is taken in."""
        from ceremony_tui.ui.screens.choose import ChooseScreen

        folders = (self.app.desk.path.absolute().parent, Path.cwd())
        self.app.push_screen(ChooseScreen(folders, self.words), self._preview)

    def _preview(self, path: Path | None) -> None:
        from ceremony_tui.intake.rosters import Wishes
        from ceremony_tui.ui.screens.preview import PreviewScreen

        def taken(reading: RosterReading | None) -> None:
            if reading is not None and path is not None:
                self.app.take_in(reading, path)

        if path is not None:
            wishes = Wishes(units=self.ceremony.units)
            roster = self.ceremony.roster
            self.app.push_screen(PreviewScreen(path, roster, wishes, self.words), taken)

    def action_clear(self) -> None:
        self.search.value = ""
        self.search.focus()


class PersonScreen(ModalScreen[None]):
    """What can be done for one person. The line below says why; some things will not do without."""

    CSS_PATH = "people.tcss"
    AUTO_FOCUS = "#todo"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    app = getters.app(Office)
    why = getters.query_one("#why", Input)

    def __init__(self, person: Attendee) -> None:
        super().__init__()
        self._person = person

    def compose(self) -> ComposeResult:
        words, todo = self.app.words, self._todo(self.app.desk.ceremony)
        with Vertical(id="person"):
            yield Static(Text(self._person.name, "bold"))
            yield Static(Text(f"{self._person.unit} · {self._person.position}".rstrip(" ·")))
            yield OptionList(*(Option(words(f"todo.{key}"), key) for key in todo), id="todo")
            yield Input(id="why", placeholder=words("people.why"))

    def _todo(self, state: Ceremony) -> list[str]:
        who = self._person.id
        if state.check_out(who):
            todo = ["void-out"]
        elif state.check_in(who):
            todo = ["out", "void"] if state.script.leave_from else ["void"]
        else:
            todo = ["hand", "S", "I", "C", "DL", "TB", "TP", "TK"]
        return [*todo, *(["forget"] if state.absence(who) else []), "badge", "revoke"]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._do(event.option_id or "")

    def on_input_submitted(self) -> None:
        todo = self.query_one("#todo", OptionList)
        option = todo.highlighted_option
        self._do(option.id or "" if option else "")

    def _do(self, key: str) -> None:
        why = self.why.value.strip()
        if key in NEEDS and not why:
            self.why.placeholder = self.app.words(f"people.why-{key}")
            self.why.focus()  # it asks for what it needs and waits
            return
        self.app.do_for(self._person.id, key, why)
        self.dismiss()
