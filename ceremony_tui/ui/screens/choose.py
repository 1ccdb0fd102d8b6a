"""Which roster file to take in: the newest tables lie on top, any other by its path."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from ceremony_tui.words import Words

SUFFIXES = frozenset({".csv", ".xlsx", ".xls", ".ods", ".txt", ".tsv", ".xlsm"})
SHOWN = 50
# Where a browser or a colleague's stick leaves files, in both languages.
_FOLDERS = ("Downloads", "Unduhan", "Desktop", "Documents", "Dokumen")


def tables_in(*folders: Path) -> list[Path]:
    """The files there that may hold a roster, the newest first."""
    found: dict[Path, float] = {}
    for folder in folders:
        with suppress(OSError):
            for path in folder.iterdir():
                if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~")):
                    with suppress(OSError):
                        found[path.resolve()] = path.stat().st_mtime
    return sorted(found, key=lambda path: -found[path])[:SHOWN]


def asked_path(typed: str) -> Path:
    """A path as people type or paste it: in quotes, or from their home."""
    return Path(typed.strip().strip("'\"")).expanduser()


class ChooseScreen(ModalScreen[Path | None]):
    """Enter or a click takes a file of the list; the line above takes a path."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "#files"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    path = getters.query_one("#path", Input)

    def __init__(self, folders: Iterable[Path], words: Words) -> None:
        super().__init__()
        home = Path.home()
        self._files = tables_in(*folders, *(home / name for name in _FOLDERS))
        self._words = words

    def compose(self) -> ComposeResult:
        words = self._words
        with Vertical(classes="form"):
            yield Static(Text(words("roster.choose"), "bold"))
            yield Input(id="path", placeholder=words("roster.path"), compact=True)
            lines = (Text(f"{file.name}  {file.parent}", no_wrap=True) for file in self._files)
            yield OptionList(*map(Option, lines), id="files", markup=False)
            if not self._files:
                yield Static(words("roster.none"), markup=False)
            yield Button(words("form.cancel"), id="cancel", compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._files[event.option_index])

    def on_input_submitted(self) -> None:
        if self.path.value.strip():
            self.dismiss(asked_path(self.path.value))

    def on_button_pressed(self) -> None:
        self.dismiss(None)
