"""Of whom two entries say different things: each gate did right, for it could not know better."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn, Entry
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.tally import touched


@dataclass(frozen=True, slots=True)
class Conflict:
    """The check-in that counts, and an entry beside it: one more, or a reason for absence."""

    attendee: Attendee
    first: Entry
    second: Entry

    @property
    def twice(self) -> bool:
        """Whether the person was let in twice; else there is a reason for absence."""
        return isinstance(self.second.fact, CheckedIn)

    @property
    def gap(self) -> timedelta | None:
        """How long after the first they were let in again, by the clocks as they were put right.

        None beside a reason, and where paper tells no hour.
        """
        known = self.twice and self.first.timed and self.second.timed
        return self.second.moment - self.first.moment if known else None


def conflicts(ceremony: Ceremony) -> tuple[Conflict, ...]:
    """All of them, person by person in the order of the roster."""
    return tuple(found for person in ceremony.roster for found in _of(person, ceremony))


def new_conflicts(before: Ceremony, after: Ceremony) -> tuple[Conflict, ...]:
    """Those of `after` that `before` did not have, looking only at whom something happened to."""
    people = tuple(touched(before, after))
    known = {found.second.id for person in people for found in _of(person, before)}
    every = (found for person in people for found in _of(person, after))
    new = (found for found in every if found.second.id not in known)
    return tuple(sorted(new, key=lambda found: found.second.order))


def _of(person: Attendee, ceremony: Ceremony) -> Iterator[Conflict]:
    came = ceremony.check_ins(person.id)
    for again in came[1:]:
        yield Conflict(person, came[0], again)
    reason = ceremony.absences.get(person.id)
    if came and reason and ceremony.absence(person.id):
        yield Conflict(person, came[0], reason)
