"""The ceremonies opened last on this laptop."""

from pathlib import Path

from ceremony_tui.ui.kept import keep, kept

LIST = "recent.json"
LONGEST = 9


def recent() -> list[Path]:
    """Ceremony files that still exist, the last opened first."""
    return [path for path in map(Path, kept(LIST, list[str]) or ()) if path.is_file()]


def remember(file: Path) -> None:
    """Puts a file first."""
    file = file.absolute()
    keep(LIST, [str(path) for path in (file, *(p for p in recent() if p != file))[:LONGEST]])
