"""One ceremony is one SQLite file: script, roster and the append-only log."""

from ceremony_tui.log.file import Log
from ceremony_tui.log.keys import badge_key, give_badge_key
from ceremony_tui.log.laptops import laptops_of
from ceremony_tui.log.merge import merge
from ceremony_tui.log.notes import Notes
from ceremony_tui.log.people import NOBODY, Imported
from ceremony_tui.log.purge import purge
from ceremony_tui.log.record import record_of
from ceremony_tui.log.reports import read_reports

__all__ = [
    "NOBODY",
    "Imported",
    "Log",
    "Notes",
    "badge_key",
    "give_badge_key",
    "laptops_of",
    "merge",
    "purge",
    "read_reports",
    "record_of",
]
