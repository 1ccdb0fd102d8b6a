"""One ceremony is one SQLite file: script, roster and the append-only log."""

from ceremony_tui.log.file import Log
from ceremony_tui.log.merge import merge
from ceremony_tui.log.notes import Notes
from ceremony_tui.log.people import NOBODY, Imported

__all__ = ["NOBODY", "Imported", "Log", "Notes", "merge"]
