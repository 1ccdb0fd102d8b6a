"""What is worth a look against proxy attendance, from the entries alone: reports, no verdicts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from ceremony_tui.core.badge import is_nip
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn, CheckedOut, Entry, Scan
from ceremony_tui.core.roster import Attendee

# A queue gives a card every two to four seconds, also when one unit comes by bus; a hand that
# holds several gives one a second. Two or three together are colleagues side by side.
BURST_GAP = timedelta(seconds=1.2)
BURST_CARDS = 4

WALK = timedelta(seconds=60)  # less than it takes to walk to another gate and queue there

ADULT = 18  # years; nobody younger is appointed
# The highest pension age of PP 11/2017 article 239 is 65, that of the top functional grade. Who
# may stay longer by a law of their own, as professors may until 70, is listed as well.
PENSIONED = 66

SPOT_CHECKED = 3  # people of each unit: an officer finds them in one walk along its row


@dataclass(frozen=True, slots=True)
class Seen:
    """An attendee at a scan of their card."""

    attendee: Attendee
    entry: Entry

    @property
    def at(self) -> datetime:
        return self.entry.at

    @property
    def gate(self) -> str:
        return self.entry.gate


def bursts(ceremony: Ceremony) -> tuple[tuple[Seen, ...], ...]:
    """Cards of one unit that one gate read faster than a queue brings them, earliest first.

    A scan that was taken back was read all the same: it counts here.
    """
    queues: dict[tuple[str, str], list[Seen]] = {}
    for scans in _scans(ceremony):
        for seen in scans:
            if isinstance(seen.entry.fact, (CheckedIn, CheckedOut)):
                queues.setdefault((seen.gate, seen.attendee.unit), []).append(seen)
    found = (run for queue in queues.values() for run in _runs(queue))
    return tuple(sorted(found, key=lambda run: run[0].entry.order))


def _runs(queue: list[Seen]) -> Iterator[tuple[Seen, ...]]:
    """The parts of a queue without a pause in which there are enough cards."""
    queue = sorted(queue, key=lambda seen: seen.entry.order)
    pauses = (n for n, (a, b) in enumerate(pairwise(queue), 1) if b.at - a.at > BURST_GAP)
    for start, end in pairwise((0, *pauses, len(queue))):
        if end - start >= BURST_CARDS:
            yield tuple(queue[start:end])


def two_gates(ceremony: Ceremony) -> tuple[tuple[Seen, Seen], ...]:
    """Pairs of scans in which one person's card was at two gates sooner than a walk."""
    pairs = (pair for scans in _scans(ceremony) for pair in pairwise(scans))
    near = ((a, b) for a, b in pairs if a.gate != b.gate and b.at - a.at < WALK)
    return tuple(sorted(near, key=lambda pair: pair[1].entry.order))


def _scans(ceremony: Ceremony) -> Iterator[tuple[Seen, ...]]:
    """Everyone's scans, earliest first. What was done by hand has no text and is no scan."""
    for attendee in ceremony.roster:
        entries = ceremony.scans.get(attendee.id, ())
        yield tuple(
            Seen(attendee, entry)
            for entry in entries
            if isinstance(entry.fact, Scan) and entry.fact.text
        )


def unlikely_ages(ceremony: Ceremony) -> tuple[Seen, ...]:
    """Who came with a NIP that tells of somebody too young, or pensioned long ago."""
    day = ceremony.script.starts.date()
    came = ((person, ceremony.check_in(person.id)) for person in ceremony.roster)
    return tuple(Seen(p, entry) for p, entry in came if entry and _is_unlikely(p.nip, day))


def _is_unlikely(nip: str, day: date) -> bool:
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])) if is_nip(nip) else None
    except ValueError:
        born = None  # a date that does not exist is told when the roster is imported
    if born is None:
        return False
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    year, month = int(nip[8:12]), int(nip[12:14])
    # A PPPK's number has no month of appointment: the year alone must fit.
    appointed = (year, month if month <= 12 else born.month)
    return not ADULT <= age < PENSIONED or appointed < (born.year + ADULT, born.month)


def spot_check(ceremony: Ceremony, seed: str, each: int = SPOT_CHECKED) -> tuple[Attendee, ...]:
    """People who should be standing in their unit's row: a few of every unit.

    Drawn by a hash: nobody can tell them before `seed` is known, and anyone can draw them again.
    """
    units: dict[str, list[Attendee]] = {}
    for person in ceremony.roster:
        if ceremony.check_in(person.id) and not ceremony.check_out(person.id):
            units.setdefault(person.unit, []).append(person)
    drawn = (_drawn(people, seed)[:each] for people in units.values())
    return tuple(person for people in drawn for person in people)


def _drawn(people: list[Attendee], seed: str) -> list[Attendee]:
    return sorted(people, key=lambda person: sha256(f"{seed} {person.id}".encode()).digest())
