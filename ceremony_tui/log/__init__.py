"""One ceremony is one SQLite file: script, roster and the append-only log."""

from ceremony_tui.log.file import Log
from ceremony_tui.log.merge import merge
from ceremony_tui.log.purge import purge
from ceremony_tui.log.record import record_of
from ceremony_tui.log.reports import drop_report, read_reports, write_report

__all__ = [
    "Log",
    "drop_report",
    "merge",
    "purge",
    "read_reports",
    "record_of",
    "write_report",
]
