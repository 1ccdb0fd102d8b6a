"""Which badges to give out: what each says, and in which order they are handed to the units."""

from collections.abc import Iterable, Iterator
from itertools import chain

from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import BadgeReplaced
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.signed import sign


def unit_by_unit(people: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """The people of each unit together; units, and people within one, in official order."""
    units: dict[str, list[Attendee]] = {}
    for person in people:
        units.setdefault(person.unit, []).append(person)
    return tuple(chain.from_iterable(units.values()))


def badge_text(ceremony: Ceremony, attendee: Attendee, *, signed: bool) -> str:
    """What the attendee's badge must say to admit them now.

    "" when nothing plain does: the badge was revoked and no other code given, or is shared.
    """
    if signed:
        return sign(ceremony.key, attendee.id, ceremony.serial(attendee.id))
    texts = chain([attendee.id], _given(ceremony, attendee.id))
    return next((t for t in texts if ceremony.bearers(read_badge(t)) == (attendee,)), "")


def _given(ceremony: Ceremony, attendee: str) -> Iterator[str]:
    """The codes this attendee was given in place of others, the latest first."""
    every = {entry.id: entry for entries in ceremony.badges.values() for entry in entries}
    for entry in sorted(every.values(), key=lambda e: e.order, reverse=True):
        if isinstance(fact := entry.fact, BadgeReplaced) and fact.attendee == attendee and fact.new:
            yield fact.new
