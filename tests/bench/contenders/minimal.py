"""The least a Textual program can do: keys, Enter, one commit, one Static. `FILE PICTURES`."""

import json
import sys
from pathlib import Path

from rich.text import Text
from row import Rows
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    CSS = "Screen { overflow: hidden; } Static { height: 28; background: #0b6b2e; color: white; }"

    def __init__(self, file: Path, pictures: dict[str, str]) -> None:
        super().__init__()
        self._rows = Rows(file)
        self._pictures = pictures
        self._typed = ""

    def compose(self) -> ComposeResult:
        yield Static("READY")

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            nip, self._typed = self._typed, ""
            self._rows.commit(nip)
            self.query_one(Static).update(Text(self._pictures[nip], "bold"), layout=False)
        elif event.character:
            self._typed += event.character


if __name__ == "__main__":
    pictures = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    Minimal(Path(sys.argv[1]), pictures).run()
