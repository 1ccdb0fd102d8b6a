"""Badges as single pictures in a folder, with the table that a mail merge reads them by."""

import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

from ceremony_tui.core.roster import Attendee
from ceremony_tui.errors import CeremonyError
from ceremony_tui.papers.codes import png, svg
from ceremony_tui.papers.write import csv_bytes
from ceremony_tui.words import Words

PICTURES = {"png": png, "svg": svg}
TABLE = "kartu.csv"
LONGEST = 40  # letters of a name within a file name


def write_badge_folder(
    badges: Iterable[tuple[Attendee, str]], folder: Path, *, form: str, words: Words
) -> None:
    """Writes one picture a person, and the table of them; a folder that is new, or empty.

    The folder is there whole or not at all, and for its owner alone.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CeremonyError("out-exists", path=folder)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)  # what a killed program left
    try:
        part.mkdir(mode=0o700)
        titles = (words("badges.file"), *(words(f"paper.column-{key}") for key in _COLUMNS))
        rows = [(*titles, words("badges.code"))]
        for number, (person, text) in enumerate(badges, 1):
            name = f"{number:04d}-{_slug(person.name)}.{form}"
            _write(part / name, PICTURES[form](text))
            rows.append((name, *(str(getattr(person, key)) for key in _COLUMNS), text))
        _write(part / TABLE, csv_bytes(rows))
        with suppress(FileNotFoundError):
            folder.rmdir()
        part.replace(folder)
    except OSError as error:
        detail = error.strerror or error
        raise CeremonyError("out-failed", path=folder, detail=detail) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


_COLUMNS = ("nip", "name", "unit", "position")


def _slug(name: str) -> str:
    """A name in letters that any file system and any mail merge takes."""
    letters = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters)[:LONGEST].strip("-") or "kartu"


def _write(path: Path, content: bytes) -> None:
    path.touch(0o600, exist_ok=False)
    path.write_bytes(content)
