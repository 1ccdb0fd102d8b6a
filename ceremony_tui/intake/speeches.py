"""A speech as a plain text file (.txt) -> Text."""

import re
from pathlib import Path

from ceremony_tui.core.plain import plain
from ceremony_tui.core.text.pledge import Text
from ceremony_tui.errors import BadInput

SUFFIX = ".txt"
LONGEST = 60_000  # letters: more than an hour of speaking


def read_speech(path: Path, title: str) -> Text:
    """A paragraph after every empty line; a line within one is a breath of its own.

    A line that goes on with a small letter where the one before did not end belongs to it: an
    editor broke it to fit his screen. The marks `|` and `~` hold as in any text.
    """
    paragraphs: list[str] = []
    for block in re.split(r"\n[ \t]*\n", _source(path)):
        text = ""
        for line in filter(None, map(plain, block.splitlines())):
            goes_on = (line[0].islower() and text[-1:].isalnum()) or text.endswith(",")
            text = f"{text} {line}" if goes_on else f"{text}|{line}" if text else line
        paragraphs += [text] if text else []
    return Text(title, path.name, points=tuple(paragraphs))


def _source(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(4 * LONGEST + 1)
    except OSError as error:
        raise BadInput("file-unreadable", path=path, detail=error.strerror) from None
    try:
        text = data[: 4 * LONGEST].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(data) <= 4 * LONGEST:
            line = data.count(b"\n", 0, error.start) + 1
            raise BadInput("text-encoding", path=path, line=line) from None
        text = "x" * (LONGEST + 1)  # cut within a letter; too long in any case
    if len(text) > LONGEST:
        raise BadInput("text-long", path=path, most=LONGEST)
    if not text.strip(" \t\r\n|~"):
        raise BadInput("text-empty", path=path)
    return text.replace("\r\n", "\n").replace("\r", "\n")
