"""The state of a ceremony, computed from its entries and from nothing else."""

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from ceremony_tui.core.facts import (
    AbsenceSet,
    CheckedIn,
    CueCalled,
    Entry,
    Opened,
    ScanRefused,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.script import Cue, Script, Stage

LATEST = 240  # scans kept at hand for the screen: more than a minute of the busiest gate

Scans = Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Ceremony:
    """`scans` holds every scan of a person, or of an unknown text, earliest first."""

    script: Script
    roster: Roster
    rehearsal: bool = False
    scans: Scans = field(default_factory=dict[str, tuple[Entry, ...]])
    latest: tuple[Entry, ...] = ()
    calls: tuple[Entry, ...] = ()
    absences: Mapping[str, Entry] = field(default_factory=dict[str, Entry])
    walk_ins: Mapping[str, Entry] = field(default_factory=dict[str, Entry])
    voided: Mapping[str, Entry] = field(default_factory=dict[str, Entry])
    present: int = 0
    refused: int = 0

    def check_in(self, attendee: str) -> Entry | None:
        """The entry that made this person present: the earliest of any gate that still counts."""
        for entry in self.scans.get(attendee, ()):
            if isinstance(entry.fact, CheckedIn) and entry.id not in self.voided:
                return entry
        return None

    def absence(self, attendee: str) -> str:
        """The code of the reason on file; "" when there is none."""
        entry = self.absences.get(attendee)
        return entry.fact.code if entry and isinstance(entry.fact, AbsenceSet) else ""

    @property
    def guests(self) -> tuple[WalkedIn, ...]:
        """Who came without being on the roster, in order of arrival."""
        entries = sorted(self.walk_ins.values(), key=lambda e: e.order)
        facts = (entry.fact for entry in entries if entry.id not in self.voided)
        return tuple(fact for fact in facts if isinstance(fact, WalkedIn))

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
    fold = _Fold(ceremony)
    for entry in entries:
        fold.take(entry)
    after = replace(
        ceremony,
        scans=fold.scans,
        absences=fold.absences,
        walk_ins=fold.walk_ins,
        voided=fold.voided,
        latest=tuple(fold.latest[-LATEST:]),
        calls=tuple(fold.calls),
        refused=fold.refused,
        rehearsal=fold.rehearsal,
    )
    came = sum(after.check_in(person) is not None for person in fold.touched)
    had_come = sum(ceremony.check_in(person) is not None for person in fold.touched)
    return replace(after, present=ceremony.present + came - had_come)


class _Fold:
    """The parts of a ceremony while entries are taken in; each is copied once, when it changes."""

    def __init__(self, ceremony: Ceremony) -> None:
        self._old = ceremony
        self.scans, self.voided = ceremony.scans, ceremony.voided
        self.absences, self.walk_ins = ceremony.absences, ceremony.walk_ins
        self.latest, self.calls = list(ceremony.latest), list(ceremony.calls)
        self.refused, self.rehearsal = ceremony.refused, ceremony.rehearsal
        self.touched: set[str] = set()

    def take(self, entry: Entry) -> None:
        fact = entry.fact
        match fact:
            case CheckedIn() | ScanRefused():
                self._scan(entry, fact)
            case Voided():
                self.voided = {**self.voided, fact.entry: entry}
                self.touched.add(fact.attendee)
            case AbsenceSet():
                before = self.absences.get(fact.attendee)
                if before is None or before.order < entry.order:
                    self.absences = {**self.absences, fact.attendee: entry}
            case WalkedIn():
                self.walk_ins = {**self.walk_ins, fact.attendee: entry}
            case CueCalled():
                insort(self.calls, entry, key=lambda e: e.order)
            case Opened():
                self.rehearsal = self.rehearsal or fact.rehearsal
            case _:
                pass

    def _scan(self, entry: Entry, fact: CheckedIn | ScanRefused) -> None:
        if self.scans is self._old.scans:
            self.scans = dict(self._old.scans)
        scans = cast("dict[str, tuple[Entry, ...]]", self.scans)
        key = scan_key(fact.attendee, fact.text)
        scans[key] = _sorted_in(scans.get(key, ()), entry)
        insort(self.latest, entry, key=lambda e: e.order)
        if isinstance(fact, CheckedIn):
            self.touched.add(fact.attendee)
        elif fact.verdict is not Verdict.ALREADY_PRESENT:
            self.refused += 1


def _sorted_in(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    if not entries or entries[-1].order < entry.order:
        return (*entries, entry)
    return tuple(sorted((*entries, entry), key=lambda e: e.order))
