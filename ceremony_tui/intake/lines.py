"""Where the words of a script stand in its files, so that a remark can name the line."""

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ceremony_tui.core.text.pledge import Text
from ceremony_tui.core.text.wording import Place
from ceremony_tui.library import text_path

_ENOUGH = 24  # letters that tell one sentence of a text from another


@dataclass(frozen=True, slots=True)
class Lines:
    """A file that holds a text."""

    path: Path
    source: str

    def line(self, text: Text, place: Place, point: int, found: str) -> int:
        """The line of what was found in a part of the text; 0 when it cannot be told."""
        start = end = 0
        for part in _up_to(text, place, point):  # points that begin alike follow one another
            opened = re.compile(rf"[\"']\\?\s*{re.escape(part[:_ENOUGH])}")
            begun = opened.search(self.source, start + 1)
            if begun is None:
                return 0
            start, end = begun.end(), begun.start() + len(part)
        exact = self.source.find(found, start - _ENOUGH, end) if start else 0
        return self.source.count("\n", 0, max(start, exact)) + 1 if start else 0


def _up_to(text: Text, place: Place, point: int) -> tuple[str, ...]:
    if place is Place.POINT:
        return text.points[:point]
    return ({Place.TITLE: text.title, Place.OPENING: text.opening}.get(place, text.closing),)


def lines_of(script: Path, stage: int) -> Lines | None:
    """The file with a stage's text: its own, or the script when it is written right there."""
    with suppress(OSError, ValueError, LookupError, AttributeError):
        source = script.read_text(encoding="utf-8-sig")
        text = tomllib.loads(source)["stage"][stage]["text"]
        if not isinstance(text, str):
            return Lines(script, source)
        path = text_path(text, script.parent)
        return Lines(path, path.read_text(encoding="utf-8-sig")) if path else None
    return None
