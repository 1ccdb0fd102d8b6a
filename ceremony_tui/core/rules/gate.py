"""The questions of the gates: who is let in, who is excused, whose badge it is."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain
from math import ceil

from ceremony_tui.core.arrivals import alone
from ceremony_tui.core.badge import Badge, clean, compact, escape, fold, read_badge
from ceremony_tui.core.ceremony import Ceremony, scan_key
from ceremony_tui.core.facts import (
    AbsenceSet,
    BadgeReplaced,
    CheckedIn,
    CheckedOut,
    Linked,
    Reread,
    Scan,
    ScanRefused,
    Signed,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.join import HIDDEN, is_join
from ceremony_tui.core.plain import plain
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Script, whole_second
from ceremony_tui.core.signed import LAST_SERIAL

REREAD_WITHIN = timedelta(seconds=2.5)  # how long a badge lies in a scanner's view
CONFIRM_WITHIN = timedelta(minutes=5)  # how long an officer may think about a recorded absence

EXCUSED = frozenset({"S", "I", "C", "DL", "TB"})  # who has one of these is not awaited
ARRIVED = frozenset({"H", "T"})
REASONS = EXCUSED | {"TP", "TK", ""}


def decide_scan(
    ceremony: Ceremony, text: str, gate: str, at: datetime, *, typed: bool = False
) -> Scan:
    """Whether this scan adds an attendance, and if not, why. `at` is UTC.

    Of a JOIN code, whole or not, nothing is kept: it tells a password.
    """
    badge, raw = read_badge(text), HIDDEN if is_join(text) else escape(text)
    people = ceremony.bearers(badge)
    if len(people) == 1:
        fact = _admit(ceremony, people[0].id, raw, gate, at)
    elif not people and (bearer := ceremony.revoked(badge)):
        fact = ScanRefused(Verdict.REVOKED, raw, bearer)
    else:
        foreign = not people and ceremony.is_foreign(badge)
        fact = ScanRefused(_why_nobody(badge, len(people)), raw, foreign=foreign)
    if not isinstance(fact, CheckedIn):
        again = _just_before(ceremony, fact, gate, at)
        if again is not None:
            return again
    return replace(fact, typed=typed)


def _admit(
    ceremony: Ceremony, attendee: str, raw: str, gate: str, at: datetime
) -> CheckedIn | CheckedOut | ScanRefused:
    first = ceremony.check_in(attendee)
    if first is not None:
        if ceremony.script.leave_from and at >= ceremony.script.leave_from:
            return _let_go(ceremony, attendee, raw, at)
        return ScanRefused(Verdict.ALREADY_PRESENT, raw, attendee, first.at, first.gate)
    if at < ceremony.script.doors_open:
        return ScanRefused(Verdict.NOT_OPEN, raw, attendee)
    if whole_second(at) > ceremony.script.doors_close:
        return ScanRefused(Verdict.CLOSED, raw, attendee)
    if ceremony.absence(attendee) in EXCUSED and not _asked_before(ceremony, attendee, gate, at):
        return ScanRefused(Verdict.RECORDED_ABSENT, raw, attendee)
    return CheckedIn(attendee, raw, late_minutes(ceremony.script, at))


def _let_go(ceremony: Ceremony, attendee: str, raw: str, at: datetime) -> CheckedOut | ScanRefused:
    left = ceremony.check_out(attendee)
    if left is not None:
        return ScanRefused(Verdict.ALREADY_LEFT, raw, attendee, left.at, left.gate)
    return CheckedOut(attendee, raw, early_minutes(ceremony.script, at))


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
    return Verdict.UNREADABLE if len(badge.codes) + len(badge.signed) > 2 else Verdict.AMBIGUOUS


def _just_before(
    ceremony: Ceremony, fact: CheckedOut | ScanRefused, gate: str, at: datetime
) -> Reread | None:
    """The scan at this gate that this one only repeats: the badge still lies in view.

    A repeat whose answer has changed (the doors have opened since) is a scan of its own.
    """
    for entry in reversed(ceremony.scans.get(scan_key(fact.attendee, fact.text), ())):
        before = entry.fact
        if entry.gate == gate and isinstance(before, (CheckedIn, CheckedOut, ScanRefused)):
            if _says_again(fact, before) and timedelta(0) <= at - entry.at <= REREAD_WITHIN:
                refused = isinstance(fact, ScanRefused)
                first = (fact.first_at, fact.first_gate) if refused else (entry.at, entry.gate)
                return Reread(entry.id, before, fact.text, fact.attendee, *first)
            return None
    return None


def _says_again(
    fact: CheckedOut | ScanRefused, before: CheckedIn | CheckedOut | ScanRefused
) -> bool:
    """Whether an answer tells nothing that the one before it did not."""
    if isinstance(before, CheckedIn):  # who came a moment ago is neither a repeat nor leaving
        return fact.verdict is Verdict.ALREADY_PRESENT or isinstance(fact, CheckedOut)
    if isinstance(before, CheckedOut):
        return fact.verdict is Verdict.ALREADY_LEFT
    return fact.verdict is before.verdict


def late_minutes(script: Script, at: datetime) -> int:
    """Begun minutes after the limit; the second of the limit itself is still in time."""
    late = whole_second(at) - script.late_after
    return max(0, ceil(late / timedelta(minutes=1)))


def early_minutes(script: Script, at: datetime) -> int:
    """Begun minutes before the rightful end; its second itself is no longer early."""
    end = script.leave_after or script.leave_from
    return max(0, ceil((end - whole_second(at)) / timedelta(minutes=1))) if end else 0


def decide_by_hand(ceremony: Ceremony, attendee: str, why: str, at: datetime) -> CheckedIn | None:
    """Checks somebody in without a badge, at any hour; None when they are there or unknown."""
    if ceremony.roster.get(attendee) is None or ceremony.check_in(attendee) is not None:
        return None
    return CheckedIn(attendee, "", late_minutes(ceremony.script, at), plain(why) or "-")


def decide_out_by_hand(
    ceremony: Ceremony, attendee: str, why: str, at: datetime
) -> CheckedOut | None:
    """Lets somebody leave without a badge; None when they never came, left, or need not scan."""
    script, came = ceremony.script, ceremony.check_in(attendee)
    if script.leave_from is None or came is None or ceremony.check_out(attendee) is not None:
        return None
    return CheckedOut(attendee, "", early_minutes(script, at), plain(why) or "-")


def decide_walk_in(
    ceremony: Ceremony, attendee: str, name: str, unit: str, nip: str, at: datetime
) -> WalkedIn | CheckedIn | None:
    """Takes in somebody who is not on the roster, as `attendee`; by hand if they are on it."""
    people = ceremony.bearers(read_badge(nip)) if nip else ()
    if len(people) == 1:
        return decide_by_hand(ceremony, people[0].id, name, at)
    return WalkedIn(attendee, plain(name), plain(unit), compact(nip)) if plain(name) else None


def decide_void(ceremony: Ceremony, entry_id: str, reason: str) -> Voided | None:
    """Takes a check-in, an arrival, a link or a signature back.

    None without a reason, or when none counts.
    """
    scans = chain.from_iterable((*ceremony.scans.values(), *ceremony.signatures.values()))
    for entry in (*scans, *ceremony.arrivals.values(), *ceremony.links):
        if entry.id == entry_id and entry.id not in ceremony.voided and plain(reason):
            fact = entry.fact
            if isinstance(fact, (CheckedIn, CheckedOut, WalkedIn, Linked, Signed)):
                return Voided(entry.id, fact.attendee, plain(reason))
            if isinstance(fact, ScanRefused) and entry.id in ceremony.arrivals:
                return Voided(entry.id, fact.attendee, plain(reason))
            return None
    return None


def decide_link(ceremony: Ceremony, entry_id: str, attendee: str) -> Linked | None:
    """Says whose an arrival was; None for an unknown one, or for a person who is not awaited."""
    arrival = next((entry for entry in alone(ceremony) if entry.id == entry_id), None)
    if arrival is None or ceremony.roster.get(attendee) is None:
        return None
    if ceremony.check_in(attendee) is not None and isinstance(arrival.fact, ScanRefused):
        return None
    return Linked(entry_id, attendee, late_minutes(ceremony.script, arrival.at))


def decide_badge(
    ceremony: Ceremony, attendee: str, old: str, new: str, reason: str
) -> BadgeReplaced | None:
    """Takes a badge out of use, or gives another; None when nothing would change.

    A code that admits somebody else already is never given. With `old` the attendee's signed
    badge goes out of use too; the next one printed is another.
    """
    old, new = clean(old), clean(new)
    others = {person.id for person in ceremony.bearers(read_badge(new))} - {attendee} if new else ()
    if ceremony.roster.get(attendee) is None or fold(old) == fold(new) or others:
        return None
    serial = min(ceremony.serial(attendee) + 1, LAST_SERIAL) if old else 0
    return BadgeReplaced(attendee, old, new, plain(reason), serial)


def decide_absence(ceremony: Ceremony, attendee: str, code: str, note: str) -> AbsenceSet | None:
    """Puts a reason on file, or takes it back with ""; None for an unknown person or code."""
    if ceremony.roster.get(attendee) is None or code not in REASONS:
        return None
    return AbsenceSet(attendee, code, plain(note))


def decide_reason(
    ceremony: Ceremony, attendee: str, code: str, note: str, at: datetime
) -> AbsenceSet | CheckedIn | None:
    """What a unit's sheet says of somebody: a reason, or H or T, that the person came after all."""
    if code in ARRIVED:
        return decide_by_hand(ceremony, attendee, note or code, at)
    return decide_absence(ceremony, attendee, code, note)


def replaced_badges(old: Roster, new: Iterable[Attendee]) -> tuple[BadgeReplaced, ...]:
    """The badges that a new roster gives, and those it takes out of use."""
    pairs = ((old.get(person.id), person) for person in (new if len(old) else ()))
    return tuple(
        BadgeReplaced(after.id, before.badge, after.badge)
        for before, after in pairs
        if before and fold(before.badge) != fold(after.badge)
    )
