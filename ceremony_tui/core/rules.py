"""The questions a ceremony must answer, one function a question. Each returns a fact."""

from datetime import datetime, timedelta
from itertools import chain
from math import ceil

from ceremony_tui.core.badge import Badge, compact, escape, read_badge
from ceremony_tui.core.ceremony import Ceremony, scan_key
from ceremony_tui.core.facts import (
    AbsenceSet,
    CheckedIn,
    CueCalled,
    Reread,
    Scan,
    ScanRefused,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.plain import plain
from ceremony_tui.core.script import Script, whole_second

REREAD_WITHIN = timedelta(seconds=2.5)  # how long a badge lies in a scanner's view
CONFIRM_WITHIN = timedelta(minutes=5)  # how long an officer may think about a recorded absence

EXCUSED = frozenset({"S", "I", "C", "DL", "TB"})  # who has one of these is not awaited
REASONS = EXCUSED | {"TP", "TK", ""}


def decide_scan(ceremony: Ceremony, text: str, gate: str, at: datetime) -> Scan:
    """Whether this scan adds an attendance, and if not, why. `at` is UTC."""
    badge, raw = read_badge(text), escape(text)
    people = ceremony.roster.match(badge)
    if len(people) == 1:
        fact = _admit(ceremony, people[0].id, raw, gate, at)
    else:
        fact = ScanRefused(_why_nobody(badge, len(people)), raw)
    if isinstance(fact, ScanRefused):
        again = _just_before(ceremony, fact, gate, at)
        if again is not None:
            return again
    return fact


def _admit(
    ceremony: Ceremony, attendee: str, raw: str, gate: str, at: datetime
) -> CheckedIn | ScanRefused:
    first = ceremony.check_in(attendee)
    if first is not None:
        return ScanRefused(Verdict.ALREADY_PRESENT, raw, attendee, first.at, first.gate)
    if at < ceremony.script.doors_open:
        return ScanRefused(Verdict.NOT_OPEN, raw, attendee)
    if whole_second(at) > ceremony.script.doors_close:
        return ScanRefused(Verdict.CLOSED, raw, attendee)
    if ceremony.absence(attendee) in EXCUSED and not _asked_before(ceremony, attendee, gate, at):
        return ScanRefused(Verdict.RECORDED_ABSENT, raw, attendee)
    return CheckedIn(attendee, raw, late_minutes(ceremony.script, at))


def _asked_before(ceremony: Ceremony, attendee: str, gate: str, at: datetime) -> bool:
    """Whether this gate has just been told of the absence: scanning again confirms."""
    for entry in reversed(ceremony.scans.get(attendee, ())):
        fact = entry.fact
        if entry.gate == gate and isinstance(fact, ScanRefused):
            told = fact.verdict is Verdict.RECORDED_ABSENT
            return told and REREAD_WITHIN < at - entry.at <= CONFIRM_WITHIN
    return False


def _why_nobody(badge: Badge, people: int) -> Verdict:
    if people == 0:
        return Verdict.UNREADABLE if badge.damaged else Verdict.NOT_ON_ROSTER
    # One code on two rows is ambiguous; two codes in one text are two badges read as one.
    return Verdict.UNREADABLE if len(badge.codes) > 2 else Verdict.AMBIGUOUS


def _just_before(ceremony: Ceremony, fact: ScanRefused, gate: str, at: datetime) -> Reread | None:
    """The scan at this gate that this one only repeats: the badge still lies in view.

    A repeat whose answer has changed (the doors have opened since) is a scan of its own.
    """
    for entry in reversed(ceremony.scans.get(scan_key(fact.attendee, fact.text), ())):
        before = entry.fact
        if entry.gate == gate and isinstance(before, (CheckedIn, ScanRefused)):
            welcomed = isinstance(before, CheckedIn) and fact.verdict is Verdict.ALREADY_PRESENT
            same = welcomed or fact.verdict is before.verdict
            if same and timedelta(0) <= at - entry.at <= REREAD_WITHIN:
                return Reread(
                    entry.id, before, fact.text, fact.attendee, fact.first_at, fact.first_gate
                )
            return None
    return None


def late_minutes(script: Script, at: datetime) -> int:
    """Begun minutes after the limit; the second of the limit itself is still in time."""
    late = whole_second(at) - script.late_after
    return max(0, ceil(late / timedelta(minutes=1)))


def decide_by_hand(ceremony: Ceremony, attendee: str, why: str, at: datetime) -> CheckedIn | None:
    """Checks somebody in without a badge, at any hour; None when they are there or unknown."""
    if ceremony.roster.get(attendee) is None or ceremony.check_in(attendee) is not None:
        return None
    return CheckedIn(attendee, "", late_minutes(ceremony.script, at), plain(why) or "-")


def decide_walk_in(
    ceremony: Ceremony, attendee: str, name: str, unit: str, nip: str, at: datetime
) -> WalkedIn | CheckedIn | None:
    """Takes in somebody who is not on the roster, as `attendee`; by hand if they are on it."""
    people = ceremony.roster.match(read_badge(nip)) if nip else ()
    if people:
        return decide_by_hand(ceremony, people[0].id, name, at)
    return WalkedIn(attendee, plain(name), plain(unit), compact(nip)) if plain(name) else None


def decide_void(ceremony: Ceremony, entry_id: str, reason: str) -> Voided | None:
    """Takes a check-in or a walk-in back; None without a reason, or when none such counts."""
    arrivals = (*chain.from_iterable(ceremony.scans.values()), *ceremony.walk_ins.values())
    for entry in arrivals:
        fact = entry.fact
        if entry.id == entry_id and entry.id not in ceremony.voided and plain(reason):
            if isinstance(fact, (CheckedIn, WalkedIn)):
                return Voided(entry.id, fact.attendee, plain(reason))
            return None
    return None


def decide_absence(ceremony: Ceremony, attendee: str, code: str, note: str) -> AbsenceSet | None:
    """Puts a reason on file, or takes it back with ""; None for an unknown person or code."""
    if ceremony.roster.get(attendee) is None or code not in REASONS:
        return None
    return AbsenceSet(attendee, code, plain(note))


def decide_stage(ceremony: Ceremony, stage: int) -> CueCalled | None:
    """Go to a stage from anywhere; None when there is no such stage."""
    last = len(ceremony.script.stages)  # one past the last stage: the end
    return CueCalled(stage) if 0 <= stage <= last else None


def decide_next_stage(ceremony: Ceremony, step: int) -> CueCalled | None:
    """The stage after (+1) or before (-1) this one; None at either end."""
    now = ceremony.now
    return decide_stage(ceremony, (now.stage if now else -1) + step)


def decide_cue(ceremony: Ceremony, step: int) -> CueCalled | None:
    """The cue after (+1) or before (-1) this one within its stage; None at either end.

    Moving while blank stays blank: the wall must not flash.
    """
    now, stage = ceremony.now, ceremony.stage
    if now is None or stage is None or not 0 <= now.cue + step < len(stage.cues):
        return None
    return CueCalled(now.stage, now.cue + step, now.blank)


def decide_blank(ceremony: Ceremony) -> CueCalled | None:
    """Blank the wall, or show the cue again; None before the ceremony begins."""
    now = ceremony.now
    return CueCalled(now.stage, now.cue, not now.blank) if now else None
