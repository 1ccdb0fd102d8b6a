"""One card let in at two gates: each gate did right, for it could not know of the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn, Entry
from ceremony_tui.core.roster import Attendee


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two check-ins of one person. The first one counts; what was taken back is no conflict."""

    attendee: Attendee
    first: Entry
    second: Entry

    @property
    def gap(self) -> timedelta:
        """How long after the first, by the clocks as they were put right."""
        return self.second.moment - self.first.moment


def conflicts(ceremony: Ceremony) -> tuple[Conflict, ...]:
    """Everybody who was let in twice, in the order of the second time."""
    return _conflicts(ceremony, ceremony.scans)


def new_conflicts(before: Ceremony, after: Ceremony) -> tuple[Conflict, ...]:
    """Those of `after` that `before` did not have."""
    changed = after.scans.since(before.scans)
    known = {found.second.id for found in _conflicts(before, changed)}
    return tuple(found for found in _conflicts(after, changed) if found.second.id not in known)


def _conflicts(ceremony: Ceremony, people: Iterable[str]) -> tuple[Conflict, ...]:
    found: list[Conflict] = []
    for person in people:
        attendee = ceremony.roster.get(person)
        came = [
            entry
            for entry in ceremony.scans.get(person, ())
            if isinstance(entry.fact, CheckedIn) and entry.id not in ceremony.voided
        ]
        if attendee and len(came) > 1:
            found += [Conflict(attendee, first, second) for first, second in pairwise(came)]
    return tuple(sorted(found, key=lambda conflict: conflict.second.order))
