"""The questions of the day after: may the recap be closed, may the people be purged."""

from datetime import datetime

from ceremony_tui.core.arrivals import guests
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.closing import corrections
from ceremony_tui.core.facts import Closed, Purged
from ceremony_tui.core.plain import plain
from ceremony_tui.core.script import whole_second
from ceremony_tui.core.tally import sum_of, tallies


def decide_close(ceremony: Ceremony, reason: str, keep_until: str, at: datetime) -> Closed | None:
    """Closes the recap; None without a reason, while somebody may still come, or when it is."""
    if ceremony.closings or not plain(reason) or whole_second(at) <= ceremony.script.doors_close:
        return None
    whole = sum_of(tallies(ceremony, at))
    return Closed(plain(reason), whole.expected, whole.present, keep_until)


def decide_purge(ceremony: Ceremony, reason: str, at: datetime) -> Purged | None:
    """Keeps the counts and lets the people go; None without a reason, while open, or when done."""
    over = whole_second(at) > ceremony.script.doors_close
    if ceremony.purged is not None or not plain(reason) or not over:
        return None
    counts = {tally.unit: dict(tally.by_code) for tally in tallies(ceremony, at)}
    return Purged(plain(reason), counts, len(guests(ceremony)), len(corrections(ceremony)))
