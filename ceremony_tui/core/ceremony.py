"""The state of a ceremony, computed from its entries and from nothing else."""

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

from ceremony_tui.core.badge import Badge, fold
from ceremony_tui.core.facts import (
    AbsenceSet,
    BadgeReplaced,
    BadgesPrinted,
    CheckedIn,
    CheckedOut,
    CueCalled,
    Entry,
    Linked,
    Opened,
    RosterImported,
    ScanRefused,
    SheetPrinted,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.overlay import Overlay
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Cue, Script, Stage
from ceremony_tui.core.signed import series_of

CLOCK_DRIFT = timedelta(minutes=1)  # clocks of several laptops never agree to the second
LATEST = 240  # scans kept at hand for the screen: more than a minute of the busiest gate

# Who gets one of these goes to the help desk, and on to its list.
HELPED = frozenset({Verdict.NOT_ON_ROSTER, Verdict.AMBIGUOUS, Verdict.REVOKED})

Scans = Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Ceremony:
    """`scans` holds every scan of a person, or of an unknown text, earliest first.

    `arrivals` are guests and scans for the help desk, by entry; `linked` are those of them that
    turned out to be an attendee's, by attendee. `badges` holds the replacements of each code,
    `serials` from which serial on each attendee's signed badges count; `key` has signed them.
    `printed` are badges and sheets that were made on paper, earliest first.
    """

    script: Script
    roster: Roster
    key: bytes = field(default=b"", repr=False)
    rehearsal: bool = False
    scans: Overlay[str, tuple[Entry, ...]] = field(default_factory=Overlay[str, tuple[Entry, ...]])
    latest: tuple[Entry, ...] = ()
    calls: tuple[Entry, ...] = ()
    absences: Overlay[str, Entry] = field(default_factory=Overlay[str, Entry])
    arrivals: Overlay[str, Entry] = field(default_factory=Overlay[str, Entry])
    links: tuple[Entry, ...] = ()
    linked: Mapping[str, Entry] = field(default_factory=dict[str, Entry])
    badges: Scans = field(default_factory=dict[str, tuple[Entry, ...]])
    serials: Mapping[str, int] = field(default_factory=dict[str, int])
    printed: tuple[Entry, ...] = ()
    voided: Overlay[str, Entry] = field(default_factory=Overlay[str, Entry])
    present: int = 0
    refused: int = 0
    newest: datetime | None = None

    def is_ahead_of(self, at: datetime) -> bool:
        """Whether something was recorded after this moment: the laptop's clock has gone back."""
        return self.newest is not None and self.newest - at > CLOCK_DRIFT

    def check_in(self, attendee: str) -> Entry | None:
        """The entry that made this person present: the earliest of any gate that still counts."""
        linked = self.linked.get(attendee)
        for entry in self.scans.get(attendee, ()):
            if isinstance(entry.fact, CheckedIn) and entry.id not in self.voided:
                return linked if linked and linked.order < entry.order else entry
        return linked

    def check_out(self, attendee: str) -> Entry | None:
        """The entry with which this person left; None while they are here, or never came.

        Who left before they came did so in a visit that was taken back.
        """
        came = self.check_in(attendee)
        for entry in self.scans.get(attendee, ()):
            left = isinstance(entry.fact, CheckedOut) and entry.id not in self.voided
            if left and came and came.order < entry.order:
                return entry
        return None

    def bearers(self, badge: Badge) -> tuple[Attendee, ...]:
        """The people a badge may stand for: one is an answer, two are ambiguous."""
        holds = self._replaced(badge) | self._signed(badge)
        ids = dict.fromkeys((*(person.id for person in self.roster.match(badge)), *holds))
        people = (self.roster.get(id_) for id_ in ids if holds.get(id_, True))
        return tuple(filter(None, people))

    def revoked(self, badge: Badge) -> str:
        """Whose badge this was before it was replaced; "" when it was nobody's."""
        known = self._replaced(badge) | self._signed(badge)
        return next((who for who, holds in known.items() if not holds), "")

    def is_foreign(self, badge: Badge) -> bool:
        """Whether a badge was signed for another ceremony, as far as this one can tell."""
        mine = series_of(self.key)
        return bool(self.key) and any(signed.series != mine for signed in badge.signed)

    def serial(self, attendee: str) -> int:
        """The serial of the attendee's signed badge that counts now."""
        return self.serials.get(attendee, 0)

    def _replaced(self, badge: Badge) -> dict[str, bool]:
        """Whether a replaced badge still admits those who ever bore it, by attendee."""
        holds: dict[str, bool] = {}
        for code in badge.codes if self.badges else ():
            for entry in self.badges.get(code, ()):
                if isinstance(fact := entry.fact, BadgeReplaced):
                    holds[fact.attendee] = fold(fact.new) == code
        return holds

    def _signed(self, badge: Badge) -> dict[str, bool]:
        """Whether a signed badge still admits whom it was signed for, by attendee."""
        found = {signed: self.roster.signed(self.key, signed) for signed in badge.signed}
        return {
            who.id: signed.serial >= self.serial(who.id) for signed, who in found.items() if who
        }

    def absence(self, attendee: str) -> str:
        """The code of the reason on file; "" when there is none."""
        entry = self.absences.get(attendee)
        return entry.fact.code if entry and isinstance(entry.fact, AbsenceSet) else ""

    @property
    def now(self) -> CueCalled | None:
        """Where the ceremony stands; None before it begins."""
        fact = self.calls[-1].fact if self.calls else None
        return fact if isinstance(fact, CueCalled) else None

    @property
    def stage(self) -> Stage | None:
        """The stage that is on; None before the first and after the last."""
        now = self.now
        return (
            self.script.stages[now.stage] if now and now.stage < len(self.script.stages) else None
        )

    @property
    def cue(self) -> Cue | None:
        """The cue on the wall, blank or not."""
        now, stage = self.now, self.stage
        return stage.cues[now.cue] if now and stage and now.cue < len(stage.cues) else None


def scan_key(attendee: str, text: str) -> str:
    """Under which key of `scans` a scan is kept. No attendee id begins with a question mark."""
    return attendee or f"?{text.casefold()}"


def evolve(ceremony: Ceremony, *entries: Entry) -> Ceremony:
    """The ceremony after these entries: the same for any order of arrival.

    Each entry is given once; the log holds each id once.
    """
    parts = _Fold(ceremony)
    for entry in entries:
        parts.take(entry)
    after = replace(
        ceremony,
        scans=ceremony.scans.changed(parts.scanned),
        absences=parts.absences,
        arrivals=parts.arrivals,
        links=tuple(parts.links),
        linked=parts.linked(),
        badges=parts.badges,
        serials=parts.serials,
        printed=tuple(parts.printed),
        voided=parts.voided,
        latest=tuple(parts.latest[-LATEST:]),
        calls=tuple(parts.calls),
        refused=parts.refused,
        rehearsal=parts.rehearsal,
        newest=parts.newest,
    )
    parts.touched |= ceremony.linked.keys() ^ after.linked.keys()
    came = sum(after.check_in(person) is not None for person in parts.touched)
    had_come = sum(ceremony.check_in(person) is not None for person in parts.touched)
    return replace(after, present=ceremony.present + came - had_come)


_REPEATS = frozenset({Verdict.ALREADY_PRESENT, Verdict.ALREADY_LEFT})


class _Fold:
    """The parts of a ceremony while entries are taken in; each is copied once, when it changes."""

    def __init__(self, ceremony: Ceremony) -> None:
        self._old = ceremony
        self.scanned: dict[str, tuple[Entry, ...]] = {}
        self.voided = ceremony.voided
        self.absences, self.arrivals = ceremony.absences, ceremony.arrivals
        self.links, self.badges = list(ceremony.links), ceremony.badges
        self.latest, self.calls = list(ceremony.latest), list(ceremony.calls)
        self.refused, self.rehearsal = ceremony.refused, ceremony.rehearsal
        self.serials, self.printed = ceremony.serials, list(ceremony.printed)
        self.touched: set[str] = set()
        self.newest = ceremony.newest

    def take(self, entry: Entry) -> None:
        fact = entry.fact
        self.newest = max(self.newest or entry.at, entry.at)
        match fact:
            case CheckedIn() | CheckedOut() | ScanRefused():
                self._scan(entry, fact)
            case Voided():
                first = min(self.voided.get(fact.entry, entry), entry, key=lambda e: e.order)
                self.voided = self.voided.changed({fact.entry: first})
                self.touched.add(fact.attendee)
            case AbsenceSet():
                before = self.absences.get(fact.attendee)
                if before is None or before.order < entry.order:
                    self.absences = self.absences.changed({fact.attendee: entry})
            case WalkedIn():
                self.arrivals = self.arrivals.changed({entry.id: entry})
            case Linked():
                insort(self.links, entry, key=lambda e: e.order)
            case BadgeReplaced():
                self._replace_badge(entry, fact)
            case RosterImported():
                for badge in fact.replaced:
                    self._replace_badge(replace(entry, fact=badge), badge)
            case CueCalled():
                insort(self.calls, entry, key=lambda e: e.order)
            case BadgesPrinted() | SheetPrinted():
                insort(self.printed, entry, key=lambda e: e.order)
            case Opened():
                self.rehearsal = self.rehearsal or fact.rehearsal
            case _:
                pass

    def linked(self) -> Mapping[str, Entry]:
        """Each linked arrival as the check-in that it was; the first link of an arrival holds."""
        found: dict[str, Entry] = {}
        taken: set[str] = set()
        for link in self.links:
            fact = cast("Linked", link.fact)
            arrival = self.arrivals.get(fact.entry)
            if (
                arrival
                and not {link.id, fact.entry} & self.voided.keys()
                and fact.entry not in taken
            ):
                taken.add(fact.entry)
                text = arrival.fact.text if isinstance(arrival.fact, ScanRefused) else ""
                entry = replace(arrival, fact=CheckedIn(fact.attendee, text, fact.late_minutes))
                if fact.attendee not in found or entry.order < found[fact.attendee].order:
                    found[fact.attendee] = entry
        return found

    def _replace_badge(self, entry: Entry, fact: BadgeReplaced) -> None:
        for code in filter(None, dict.fromkeys((fold(fact.old), fold(fact.new)))):
            self.badges = {**self.badges, code: _sorted_in(self.badges.get(code, ()), entry)}
        if fact.serial > self.serials.get(fact.attendee, 0):
            self.serials = {**self.serials, fact.attendee: fact.serial}

    def _scan(self, entry: Entry, fact: CheckedIn | CheckedOut | ScanRefused) -> None:
        key = scan_key(fact.attendee, fact.text)
        before = self.scanned.get(key) or self._old.scans.get(key, ())
        self.scanned[key] = _sorted_in(before, entry)
        insort(self.latest, entry, key=lambda e: e.order)
        if isinstance(fact, CheckedIn):
            self.touched.add(fact.attendee)
        elif isinstance(fact, ScanRefused) and fact.verdict not in _REPEATS:
            self.refused += 1
            if fact.verdict in HELPED:
                self.arrivals = self.arrivals.changed({entry.id: entry})


def _sorted_in(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    if not entries or entries[-1].order < entry.order:
        return (*entries, entry)
    return tuple(sorted((*entries, entry), key=lambda e: e.order))
