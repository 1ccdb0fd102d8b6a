"""One ceremony is one SQLite file: script, roster and the append-only log."""

from ceremony_tui.log.file import BADGE_KEY, PIN, Log, badge_key
from ceremony_tui.log.merge import merge

__all__ = ["BADGE_KEY", "PIN", "Log", "badge_key", "merge"]
