"""Somebody whom the gate could not place: whose arrival was it?"""

from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from ceremony_tui.core.badge import mask
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Entry, ScanRefused, WalkedIn
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.search import Finder
from ceremony_tui.ui.office import Office
from ceremony_tui.words import Words

SHOWN = 6


def told_arrival(arrival: Entry, ceremony: Ceremony, words: Words) -> str:
    """When and where it was, why it was refused, and what was read, its numbers hidden."""
    fact = arrival.fact
    at = words.time(ceremony.script.local(arrival.at))
    why, who = words("people.guest-unit"), ""
    if isinstance(fact, WalkedIn):
        who = f"{fact.name} · {fact.unit}"
    elif isinstance(fact, ScanRefused):
        bearer = ceremony.roster.get(fact.attendee)
        why, who = words(f"verdict.{fact.verdict}"), bearer.name if bearer else mask(fact.text)
    return f"{at} · {arrival.gate} · {why} · {who}"


class ArrivalScreen(ModalScreen[None]):
    """Type a name and press Enter: the arrival becomes that person's, at its own time.

    The two lines below the people make a guest of them, or drop the scan with a reason.
    """

    CSS_PATH = "people.tcss"
    AUTO_FOCUS = "#who"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    app = getters.app(Office)
    who = getters.query_one("#who", Input)
    todo = getters.query_one("#todo", OptionList)

    def __init__(self, arrival: Entry, finder: Finder) -> None:
        super().__init__()
        self._arrival = arrival
        self._finder = finder
        self._is_guest = isinstance(arrival.fact, WalkedIn)
        self._people: tuple[Attendee, ...] = ()

    def compose(self) -> ComposeResult:
        words = self.app.words
        with Vertical(id="person"):
            told = told_arrival(self._arrival, self.app.desk.ceremony, words)
            yield Static(Text(told, "bold"))
            yield Input(id="who", placeholder=words("people.who"))
            yield OptionList(id="todo", markup=False)

    def on_mount(self) -> None:
        self._list()

    def on_input_changed(self) -> None:
        self._list()

    def _list(self) -> None:
        words, typed = self.app.words, self.who.value.strip()
        found = self._finder.find(typed, SHOWN)
        state = self.app.desk.ceremony
        self._people = tuple(p for p in found if self._is_guest or not state.check_in(p.id))
        self.todo.clear_options()
        for person in self._people:
            told = f"{person.name} · {person.unit} · {person.masked}"
            self.todo.add_option(Text(told, no_wrap=True))
        if typed and not self._is_guest:
            self.todo.add_option(Text(words("people.as-guest", name=typed)))
        if typed:
            self.todo.add_option(Text(words("people.ignore", why=typed)))
        self.todo.highlighted = 0 if self.todo.option_count else None

    def on_input_submitted(self) -> None:
        self._do(0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._do(event.option_index)

    def _do(self, index: int) -> None:
        typed, after = self.who.value.strip(), index - len(self._people)
        if not typed:
            return
        if after < 0:
            self.app.link(self._arrival, self._people[index].id)
        elif after == 0 and not self._is_guest:
            self.app.welcome_guest(typed, self._arrival)
        else:
            self.app.dismiss_arrival(self._arrival, typed)
        self.dismiss()
