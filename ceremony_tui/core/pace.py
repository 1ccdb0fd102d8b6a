"""How fast people come, and when the last of them will be in if they go on like this."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ceremony_tui.core.ceremony import LATEST, Ceremony
from ceremony_tui.core.facts import CheckedIn
from ceremony_tui.core.script import whole_second

MINUTE = timedelta(minutes=1)
WINDOW = timedelta(minutes=5)  # the last minutes: a bus more or less must not swing the estimate
ENOUGH = 10  # arrivals in it: fewer are stragglers and tell nothing of the rest


def arrivals(ceremony: Ceremony, since: datetime, until: datetime) -> Iterator[datetime]:
    """When people came, of the scans still at hand."""
    for entry in ceremony.latest:
        came = isinstance(entry.fact, CheckedIn) and entry.fact.timed
        if came and entry.id not in ceremony.voided and since < entry.at <= until:
            yield entry.at


def last_minute(ceremony: Ceremony, at: datetime) -> int:
    """How many people came in the minute before."""
    return sum(1 for _ in arrivals(ceremony, at - MINUTE, at))


def done_at(ceremony: Ceremony, awaited: int, at: datetime) -> datetime | None:
    """When `awaited` more people will have come; None while nothing can be said of it.

    The pace is that of the last minutes with the doors open.
    """
    script = ceremony.script
    if awaited <= 0 or at < script.doors_open or whole_second(at) > script.doors_close:
        return None
    since = max(at - WINDOW, script.doors_open)
    if len(ceremony.latest) >= LATEST:  # a busy morning: fewer minutes of it are at hand
        since = max(since, ceremony.latest[0].at)
    came = sum(1 for _ in arrivals(ceremony, since, at))
    if came < ENOUGH:
        return None
    # At least a minute: the first ten through the door are no pace yet.
    return at + awaited * max(at - since, MINUTE) / came


# Minutes of one column of a chart, as few as let it be read.
_STEPS = (1, 2, 5, 10, 15, 30, 60)
_MOST_COLUMNS = 120
_LONGEST = 1000  # columns that a clock far ahead may cause: who came later stands in the last


def by_minute(
    moments: Iterable[datetime], since: datetime
) -> tuple[int, tuple[tuple[datetime, int], ...]]:
    """How many came in each minute from `since` to the last of them, and minutes a column."""
    numbers = sorted(max(0, (moment - since) // MINUTE) for moment in moments)
    if not numbers:
        return 1, ()
    fits = (step for step in _STEPS if numbers[-1] // step < _MOST_COLUMNS)
    step = next(fits, _STEPS[-1])
    columns = [0] * min(numbers[-1] // step + 1, _LONGEST)
    for number in numbers:
        columns[min(number // step, _LONGEST - 1)] += 1
    return step, tuple((since + place * step * MINUTE, n) for place, n in enumerate(columns))
