"""One ceremony is one SQLite file: script, roster and the append-only log."""

from ceremony_tui.log.file import Log

__all__ = ["Log"]
