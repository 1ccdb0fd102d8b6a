"""The words of a text as they are recited, part by part, and the hash that names them."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ceremony_tui.core.text.pledge import Text


class Place(StrEnum):
    """Where words stand in a text."""

    TITLE = "title"
    OPENING = "opening"
    POINT = "point"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text; `point` counts from 1, and is 0 outside the points."""

    place: Place
    point: int
    written: str  # with the marks `|` and `~`

    @property
    def words(self) -> str:
        """What is spoken: without marks, one space between words, composed letters."""
        bare = self.written.replace("|", " ").replace("~", " ")
        return " ".join(unicodedata.normalize("NFC", bare).split())


def parts(text: Text) -> Iterator[Part]:
    """The parts in the order in which they are recited, empty ones too."""
    yield Part(Place.TITLE, 0, text.title)
    yield Part(Place.OPENING, 0, text.opening)
    for number, point in enumerate(text.points, 1):
        yield Part(Place.POINT, number, point)
    yield Part(Place.CLOSING, 0, text.closing)


def text_hash(text: Text) -> str:
    """SHA-256, in hexadecimal, of the words recited.

    Over UTF-8, one line a part: title, opening, each point, closing, an empty part as an empty
    line, with a line feed between them and none at the end. Each part is in Unicode NFC, `|` and
    `~` count as spaces, a run of spaces as one, none at either end. Letters, capitals and
    punctuation count as they are; numbers of points, mode and source do not count.
    """
    lines = "\n".join(part.words for part in parts(text))
    return hashlib.sha256(lines.encode()).hexdigest()


def mended(text: Text, phrases: Iterable[tuple[int, str, str]]) -> Text:
    """The text with phrases put right: (part, before, after), all in the order of the text.

    Parts count from 0, the opening, to one after the last point, the closing. A phrase may begin
    with the number of its point, which the text does not hold.
    """
    words = [part.words for part in parts(text)][1:]
    read = [0] * len(words)
    for part, before, after in phrases:
        whole, (number, _, rest) = words[part], before.partition(" ")
        if before not in whole[read[part] :] and after.startswith(f"{number} "):
            before, after = rest, after.removeprefix(f"{number} ")
        at = whole.find(before, read[part]) if before else -1
        if at >= 0:
            words[part] = whole[:at] + after + whole[at + len(before) :]
            read[part] = at + len(after)
    opening, *points, closing = words
    return replace(text, opening=opening, points=tuple(points), closing=closing)
