"""The state of a ceremony, computed from its entries and from nothing else."""

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ceremony_tui.core.facts import CheckedIn, CueCalled, Entry, Opened, ScanRefused, Verdict
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
    present: int = 0
    refused: int = 0

    def check_in(self, attendee: str) -> Entry | None:
        """The entry that made this person present: the earliest of any gate."""
        return _first(self.scans.get(attendee, ()))

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
    scans: dict[str, tuple[Entry, ...]] | None = None
    latest, calls = list(ceremony.latest), list(ceremony.calls)
    present, refused, rehearsal = ceremony.present, ceremony.refused, ceremony.rehearsal
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, (CheckedIn, ScanRefused)):
            scans = dict(ceremony.scans) if scans is None else scans
            key = scan_key(fact.attendee, fact.text)
            before = scans.get(key, ())
            scans[key] = _sorted_in(before, entry)
            insort(latest, entry, key=lambda e: e.order)
            if isinstance(fact, CheckedIn):
                present += _first(before) is None
            else:
                refused += fact.verdict is not Verdict.ALREADY_PRESENT
        elif isinstance(fact, CueCalled):
            insort(calls, entry, key=lambda e: e.order)
        elif isinstance(fact, Opened):
            rehearsal = rehearsal or fact.rehearsal
    return replace(
        ceremony,
        scans=ceremony.scans if scans is None else scans,
        latest=tuple(latest[-LATEST:]),
        calls=tuple(calls),
        present=present,
        refused=refused,
        rehearsal=rehearsal,
    )


def _sorted_in(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    if not entries or entries[-1].order < entry.order:
        return (*entries, entry)
    return tuple(sorted((*entries, entry), key=lambda e: e.order))


def _first(entries: tuple[Entry, ...]) -> Entry | None:
    return next((entry for entry in entries if isinstance(entry.fact, CheckedIn)), None)
