"""The state of a ceremony, computed from its entries and from nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ceremony_tui.core.badge import Badge, fold
from ceremony_tui.core.facts import (
    AbsenceSet,
    BadgeReplaced,
    CheckedIn,
    CheckedOut,
    Closed,
    CueCalled,
    Entry,
    Linked,
    Prompted,
    Reworded,
    RosterImported,
    ScanRefused,
    Signed,
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

# What is done on the day; a restart sets aside what was done of it before. All else is preparation.
OF_THE_DAY = (
    CheckedIn, CheckedOut, ScanRefused, Voided, WalkedIn, Linked, CueCalled, Signed, Prompted,
    Closed,
)  # fmt: skip

Scans = Mapping[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Ceremony:
    """`scans` holds every scan of a person, or of an unknown text, earliest first.

    `arrivals` are guests and scans for the help desk, by entry; `linked` are those of them that
    turned out to be an attendee's, by attendee, earliest first. `badges` holds the replacements of
    each code, `serials` from which serial on each attendee's signed badges count; `key` has signed
    them. `printed` are badges and sheets that were made on paper, earliest first.
    `script` is as it stands now, with the `edits` made to what was `planned`. `signatures` holds
    every signature by each of its `sign_keys`, earliest first; `voided` every taking back of an
    entry, by its id, earliest first. `amendments` are what people changed in the counts by hand,
    by entry; after the first of the `closings` they are corrections.
    """

    script: Script
    roster: Roster
    key: bytes = field(default=b"", repr=False)
    rehearsal: bool = False
    scans: Overlay[str, tuple[Entry, ...]] = field(default_factory=Overlay[str, tuple[Entry, ...]])
    latest: tuple[Entry, ...] = ()
    calls: tuple[Entry, ...] = ()
    planned: Script | None = None
    edits: tuple[Entry, ...] = ()
    signatures: Overlay[str, tuple[Entry, ...]] = field(
        default_factory=Overlay[str, tuple[Entry, ...]]
    )
    prompt: Entry | None = None
    restarted: Entry | None = None
    mappings: tuple[Entry, ...] = ()
    absences: Overlay[str, Entry] = field(default_factory=Overlay[str, Entry])
    arrivals: Overlay[str, Entry] = field(default_factory=Overlay[str, Entry])
    links: tuple[Entry, ...] = ()
    linked: Scans = field(default_factory=dict[str, tuple[Entry, ...]])
    badges: Scans = field(default_factory=dict[str, tuple[Entry, ...]])
    serials: Mapping[str, int] = field(default_factory=dict[str, int])
    printed: tuple[Entry, ...] = ()
    voided: Overlay[str, tuple[Entry, ...]] = field(default_factory=Overlay[str, tuple[Entry, ...]])
    closings: tuple[Entry, ...] = ()
    amendments: Overlay[str, Entry] = field(default_factory=Overlay[str, Entry])
    purged: Entry | None = None
    present: int = 0
    refused: int = 0
    newest: datetime | None = None
    imported: Entry | None = None

    def is_ahead_of(self, at: datetime) -> bool:
        """Whether something was recorded after this moment: the laptop's clock has gone back."""
        return self.newest is not None and self.newest - at > CLOCK_DRIFT

    def check_ins(self, attendee: str) -> tuple[Entry, ...]:
        """The entries of all gates that let this person in and still stand, earliest first."""
        scans = self.scans.get(attendee, ())
        came = [e for e in scans if isinstance(e.fact, CheckedIn) and e.id not in self.voided]
        if attendee in self.linked:
            came = sorted((*came, *self.linked[attendee]), key=lambda e: e.order)
        return tuple(came)

    def check_in(self, attendee: str) -> Entry | None:
        """The entry that made this person present: the earliest that still stands."""
        return next(iter(self.check_ins(attendee)), None)

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

    @property
    def units(self) -> dict[str, str]:
        """The office of each sub-unit, as they came with roster files; the latest counts."""
        facts = (entry.fact for entry in self.mappings)
        pairs = (pair for fact in facts if isinstance(fact, RosterImported) for pair in fact.units)
        return dict(pairs)

    def absence(self, attendee: str) -> str:
        """The code of the reason on file; "" when there is none."""
        entry = self.absences.get(attendee)
        return entry.fact.code if entry and isinstance(entry.fact, AbsenceSet) else ""

    def absence_note(self, attendee: str) -> str:
        """What was noted with the reason on file; "" when there is none."""
        entry = self.absences.get(attendee)
        return entry.fact.note if entry and isinstance(entry.fact, AbsenceSet) else ""

    @property
    def now(self) -> CueCalled | None:
        """Where the ceremony stands; None before it begins."""
        fact = self.calls[-1].fact if self.calls else None
        return fact if isinstance(fact, CueCalled) else None

    @property
    def shown(self) -> CueCalled | None:
        """Where the wall stands: behind the ceremony while it is held."""
        free = (e.fact for e in reversed(self.calls) if isinstance(e.fact, CueCalled))
        return next((fact for fact in free if not fact.held), None)

    def signature(self, key: str) -> Entry | None:
        """With which entry this person signed, or this place was signed; `key` of `sign_keys`."""
        signed = self.signatures.get(key, ())
        return next((entry for entry in signed if entry.id not in self.voided), None)

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


def standing(calls: Iterable[Entry]) -> list[Entry]:
    """What was not taken back of calls, or of calls and mendings, given in order."""
    stack: list[Entry] = []
    for entry in calls:
        if isinstance(entry.fact, CueCalled | Reworded) and entry.fact.undo and stack:
            stack.pop()
        else:
            stack.append(entry)
    return stack


def sign_keys(fact: Signed) -> tuple[str, ...]:
    """Under which keys of `signatures` a signature is kept.

    A person of the roster signs once, in any list; a place in a list is signed once, by anybody.
    """
    if fact.signer >= 0:
        place = f"{fact.stage}/{fact.signer}"
        return (fact.attendee, place) if fact.attendee else (place,)
    return (fact.attendee or f"{fact.stage}/={fact.name.casefold()}",)
