"""The counts. Screen, status and papers all read this one tally, so they agree."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn, CheckedOut, Purged, Voided
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.script import whole_second

PENDING = "B"  # "belum": not come yet, while the doors are open
CODES = ("H", "T", "S", "I", "C", "DL", "TB", "TP", "TK", PENDING)


@dataclass(frozen=True, slots=True)
class Presence:
    """One line of the attendance list. `at` and `gate` are of the first check-in; on paper no `at`.

    `left` is when they scanned once more to leave, `early_minutes` before the rightful end.
    """

    attendee: Attendee
    code: str
    at: datetime | None = None
    gate: str = ""
    late_minutes: int = 0
    left: datetime | None = None
    early_minutes: int = 0

    @property
    def inside(self) -> timedelta | None:
        """How long they were there; None when it is not known."""
        return self.left - self.at if self.left and self.at else None

    @property
    def came(self) -> bool:
        return self.code in ("H", "T")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of people. `expected` is the sum of `by_code` without TP: that is the identity."""

    unit: str
    by_code: Counter[str]

    @property
    def expected(self) -> int:
        return sum(n for code, n in self.by_code.items() if code != "TP")

    @property
    def people(self) -> int:
        """Everyone on the roster, expected or on duty elsewhere."""
        return self.by_code.total()

    @property
    def pending(self) -> int:
        """Who may still come, while the doors are open."""
        return self.by_code[PENDING]

    @property
    def present(self) -> int:
        """Everyone who came, late ones too."""
        return self.by_code["H"] + self.by_code["T"]

    @property
    def late(self) -> int:
        return self.by_code["T"]

    @property
    def exempt(self) -> int:
        return self.by_code["TP"]

    @property
    def absent(self) -> int:
        return self.expected - self.present

    @property
    def percent(self) -> float:
        """Present of expected, 0 to 100; 0 when nobody is expected."""
        return 100 * self.present / self.expected if self.expected else 0.0


def attendance(ceremony: Ceremony, at: datetime) -> tuple[Presence, ...]:
    """Every attendee with their code, in roster order. Absence is certain once doors close.

    Who came is present, whatever reason was on file.
    """
    missing = "TK" if whole_second(at) > ceremony.script.doors_close else PENDING
    return tuple(_presence(ceremony, attendee, missing) for attendee in ceremony.roster)


def _presence(ceremony: Ceremony, attendee: Attendee, missing: str) -> Presence:
    entry = ceremony.check_in(attendee.id)
    if entry is None or not isinstance(entry.fact, CheckedIn):
        return Presence(attendee, ceremony.absence(attendee.id) or missing)
    late = entry.fact.late_minutes
    out = ceremony.check_out(attendee.id) if ceremony.script.leave_from else None
    early = out.fact.early_minutes if out and isinstance(out.fact, CheckedOut) else 0
    left, at = out and out.at, entry.at if entry.timed else None
    return Presence(attendee, "T" if late else "H", at, entry.gate, late, left, early)


def tally_units(lines: tuple[Presence, ...]) -> tuple[Tally, ...]:
    """One tally a unit, in the order in which the roster first names them."""
    units: dict[str, Counter[str]] = {}
    for line in lines:
        units.setdefault(line.attendee.unit, Counter())[line.code] += 1
    return tuple(Tally(unit, codes) for unit, codes in units.items())


def tallies(ceremony: Ceremony, at: datetime) -> tuple[Tally, ...]:
    """One tally a unit as of now; of people who were purged, the counts that were kept."""
    kept = ceremony.purged.fact if ceremony.purged else None
    if isinstance(kept, Purged):
        return tuple(Tally(unit, Counter(codes)) for unit, codes in kept.units.items())
    return tally_units(attendance(ceremony, at))


def tally_all(lines: tuple[Presence, ...]) -> Tally:
    """The whole ceremony in one tally."""
    return Tally("", Counter(line.code for line in lines))


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Several tallies in one."""
    whole = Counter[str]()
    for tally in tallies:
        whole.update(tally.by_code)
    return Tally("", whole)


class Standing:
    """The tallies of a ceremony as it grows, recounting only those to whom something happened.

    As `attendance` before the doors close: who has not come is pending.
    """

    def __init__(self) -> None:
        self._seen: Ceremony | None = None
        self._units: dict[str, Counter[str]] = {}
        self.whole = Tally("", Counter())

    def follow(self, ceremony: Ceremony) -> None:
        """Counts the ceremony as it is now."""
        before = self._seen
        if before is None or not _grew_to(before, ceremony):
            self._units, self.whole = {}, Tally("", Counter())
            for attendee in ceremony.roster:
                self._count(_presence(ceremony, attendee, PENDING), 1)
        else:
            for attendee in touched(before, ceremony):
                self._count(_presence(before, attendee, PENDING), -1)
                self._count(_presence(ceremony, attendee, PENDING), 1)
        self._seen = ceremony

    def _count(self, line: Presence, by: int) -> None:
        for codes in (self._units.setdefault(line.attendee.unit, Counter()), self.whole.by_code):
            codes[line.code] += by

    def present(self, ceremony: Ceremony) -> int:
        """Who came, up to the last scan: of those counted, and since."""
        return self.whole.present + ceremony.present - (self._seen or ceremony).present

    @property
    def awaited(self) -> int:
        """Who may still come: not here, and no reason on file."""
        return self.whole.by_code[PENDING]

    def lowest(self, count: int) -> list[Tally]:
        """The units of which the smallest part has come; equal ones in official order."""
        units = (Tally(unit, codes) for unit, codes in self._units.items())
        expecting = (unit for unit in units if unit.expected)
        return nsmallest(count, expecting, key=lambda unit: unit.percent)


def _grew_to(before: Ceremony, after: Ceremony) -> bool:
    """Whether the one is the other and more: no other roster, and no restart between."""
    return before.roster is after.roster and before.restarted is after.restarted


def touched(before: Ceremony, after: Ceremony) -> Iterator[Attendee]:
    """Everyone of whom the entries since may tell something else, in no order."""
    changed = after.scans.since(before.scans) | after.absences.since(before.absences)
    linked = before.linked.keys() | after.linked.keys()
    changed |= {who for who in linked if before.linked.get(who) != after.linked.get(who)}
    for entry_id in after.voided.since(before.voided):
        fact = after.voided[entry_id][0].fact
        if isinstance(fact, Voided):
            changed.add(fact.attendee)
    return filter(None, map(after.roster.get, changed))


def expected(ceremony: Ceremony) -> int:
    """How many are expected, as the tally counts them, without looking at everybody."""
    excused = sum(
        ceremony.absence(who) == "TP"
        and ceremony.roster.get(who) is not None
        and ceremony.check_in(who) is None
        for who in ceremony.absences
    )
    return len(ceremony.roster) - excused
