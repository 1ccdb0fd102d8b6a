"""The ceremonies opened last on this laptop."""

import json
from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

KEPT = 9


def state_file(name: str) -> Path:
    """A file that this laptop keeps from one opening to the next."""
    return user_state_path("ceremony", appauthor=False) / name


def _list_path() -> Path:
    return state_file("recent.json")


def recent() -> list[Path]:
    """Ceremony files that still exist, the last opened first."""
    with suppress(OSError, ValueError, TypeError):
        listed = json.loads(_list_path().read_text(encoding="utf-8"))
        return [path for path in map(Path, listed) if path.is_file()]
    return []


def remember(file: Path) -> None:
    """Puts a file first. A list that cannot be kept is no reason to stop."""
    file = file.absolute()
    paths = [file, *(path for path in recent() if path != file)][:KEPT]
    with suppress(OSError):
        _list_path().parent.mkdir(parents=True, exist_ok=True)
        _list_path().write_text(json.dumps([str(path) for path in paths]), encoding="utf-8")
