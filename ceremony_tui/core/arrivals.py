"""Arrivals that stand alone: guests, and scans that were sent to the help desk."""

from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Entry, Linked, Purged, ScanRefused, WalkedIn


def alone(ceremony: Ceremony) -> tuple[Entry, ...]:
    """Arrivals that are no attendee's yet and were not taken back, in order."""
    answered = _answered(ceremony)
    entries = (entry for id_, entry in ceremony.arrivals.items() if id_ not in answered)
    return tuple(sorted(entries, key=lambda e: e.order))


def guests(ceremony: Ceremony) -> tuple[WalkedIn, ...]:
    """Who came without being on the roster, in order of arrival."""
    return tuple(entry.fact for entry in alone(ceremony) if isinstance(entry.fact, WalkedIn))


def count_guests(ceremony: Ceremony) -> int:
    """How many guests came; of a ceremony whose people were purged, how many it keeps."""
    kept = ceremony.purged.fact if ceremony.purged else None
    return kept.guests if isinstance(kept, Purged) else len(guests(ceremony))


def waiting(ceremony: Ceremony) -> tuple[Entry, ...]:
    """Whom the help desk still has to answer: the first scan of each code, earliest first.

    A code is answered when one scan of it was linked or taken back, or when its bearer came.
    """
    arrivals = ceremony.arrivals
    done = {_code(arrivals[id_]) for id_ in _answered(ceremony) if id_ in arrivals}
    first: dict[str, Entry] = {}
    for entry in alone(ceremony):
        code = _code(entry)
        if code and code not in done and not _has_come(ceremony, entry):
            first.setdefault(code, entry)
    return tuple(first.values())


def at_the_desk(ceremony: Ceremony) -> tuple[Entry, ...]:
    """All that may be linked to somebody: who waits, then guests, each in order of arrival."""
    came = (entry for entry in alone(ceremony) if isinstance(entry.fact, WalkedIn))
    return (*waiting(ceremony), *came)


def _answered(ceremony: Ceremony) -> set[str]:
    """Entries that were taken back, and arrivals that were linked."""
    links = (link for link in ceremony.links if link.id not in ceremony.voided)
    linked = (link.fact.entry for link in links if isinstance(link.fact, Linked))
    return {*ceremony.voided, *linked}


def _code(arrival: Entry) -> str:
    """The code of a refused scan; "" of a guest."""
    return arrival.fact.text.casefold() if isinstance(arrival.fact, ScanRefused) else ""


def _has_come(ceremony: Ceremony, arrival: Entry) -> bool:
    fact = arrival.fact
    if not isinstance(fact, ScanRefused):
        return False
    people = [person.id for person in ceremony.bearers(read_badge(fact.text))]
    person = fact.attendee or (people[0] if len(people) == 1 else "")
    return ceremony.check_in(person) is not None
