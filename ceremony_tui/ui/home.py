"""The home screen: recent ceremonies, a new one from a script, the rehearsal."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.errors import CeremonyError
from ceremony_tui.intake.scripts import read_script
from ceremony_tui.ui.keys import spoken
from ceremony_tui.ui.recent import recent
from ceremony_tui.ui.screens.new import MakeNew, NewScreen
from ceremony_tui.ui.themes import dress, remembered
from ceremony_tui.words import Words


class Home(App[Path]):
    """Ends with the ceremony file that was chosen or made; with None when it was left."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "demo", "key.demo", key_display="d"),
        Binding("ctrl+q", "quit", "key.leave", key_display="Ctrl+Q", priority=True),
    ]

    choices = getters.query_one("#choices", OptionList)
    failure = getters.query_one("#failure", Static)

    def __init__(
        self, words: Words, scripts: list[str], make_new: MakeNew, make_demo: Callable[[], Path]
    ) -> None:
        super().__init__()
        self.words = words
        self._scripts = scripts
        self._make_new = make_new
        self._make_demo = make_demo
        self._recent = recent()
        self._bindings = spoken(self._bindings, words)
        dress(self, remembered())

    def compose(self) -> ComposeResult:
        words = self.words
        yield Static(Text(words("home.title"), "bold"), id="title")
        options: list[Option | None] = [
            *(Option(Text(f"{path.name}  {path.parent}"), f"open:{path}") for path in self._recent),
            *([None] if self._recent else []),
            *(Option(words("home.new", script=s), f"new:{s}") for s in self._scripts),
            None,
            Option(words("home.demo"), "demo"),
        ]
        yield OptionList(*options, id="choices", markup=False)
        yield Static(id="failure", markup=False)
        yield Footer(show_command_palette=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        what, _, value = (event.option_id or "").partition(":")
        if what == "open":
            self.exit(Path(value))
        elif what == "new":
            form = NewScreen(value, read_script(value), self._make_new, self.words)
            self.push_screen(form, self._made)
        else:
            self.action_demo()

    def _made(self, file: Path | None) -> None:
        if file is not None:
            self.exit(file)

    def action_demo(self) -> None:
        self.failure.update(self.words("home.making"))
        self.call_after_refresh(self._try, self._make_demo)

    def _try(self, make: Callable[[], Path]) -> None:
        try:
            file = make()
        except CeremonyError as error:
            self.failure.update(self.words.error(error))
        else:
            self.exit(file)
