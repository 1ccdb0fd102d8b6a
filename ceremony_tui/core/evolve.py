"""Entries become the state of a ceremony: the same state for any order of arrival."""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeGuard, cast

from ceremony_tui.core.badge import fold
from ceremony_tui.core.ceremony import (
    HELPED,
    LATEST,
    OF_THE_DAY,
    Ceremony,
    Scans,
    scan_key,
    sign_keys,
)
from ceremony_tui.core.closing import why_changed
from ceremony_tui.core.facts import (
    AbsenceSet,
    BadgeReplaced,
    BadgesPrinted,
    CheckedIn,
    CheckedOut,
    Closed,
    CueCalled,
    Entry,
    Linked,
    Opened,
    ParticularsSet,
    PlanChosen,
    Prompted,
    Purged,
    Restarted,
    Reworded,
    RoleSet,
    RosterImported,
    ScanRefused,
    SheetPrinted,
    Signed,
    TextSet,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.overlay import Overlay
from ceremony_tui.core.plan import edited


def evolve(ceremony: Ceremony, *entries: Entry) -> Ceremony:
    """The ceremony after these entries: the same for any order of arrival.

    Each entry is given once; the log holds each id once.
    """
    for entry in entries:
        if isinstance(entry.fact, Restarted):
            ceremony = _restarted(ceremony, entry)
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
        badges={**ceremony.badges, **parts.replaced} if parts.replaced else ceremony.badges,
        serials={**ceremony.serials, **parts.serials} if parts.serials else ceremony.serials,
        printed=tuple(parts.printed),
        mappings=parts.mappings,
        voided=parts.voided,
        latest=tuple(parts.latest[-LATEST:]),
        calls=tuple(parts.calls),
        **parts.edited(),
        signatures=parts.signatures,
        prompt=parts.prompt,
        closings=parts.closings,
        amendments=ceremony.amendments.changed(parts.amended),
        purged=parts.purged,
        refused=parts.refused,
        rehearsal=parts.rehearsal,
        newest=parts.newest,
        imported=parts.imported,
    )
    parts.touched |= ceremony.linked.keys() ^ after.linked.keys()
    came = sum(after.check_in(person) is not None for person in parts.touched)
    had_come = sum(ceremony.check_in(person) is not None for person in parts.touched)
    return replace(after, present=ceremony.present + came - had_come)


def _restarted(ceremony: Ceremony, entry: Entry) -> Ceremony:
    """The ceremony without what was done before this entry: it was a rehearsal."""
    if ceremony.restarted and ceremony.restarted.order > entry.order:
        return ceremony

    def since(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(e for e in entries if e.order > entry.order)

    def kept(scans: Scans) -> Overlay[str, tuple[Entry, ...]]:
        return Overlay({key: left for key, entries in scans.items() if (left := since(entries))})

    def still(entries: Mapping[str, Entry]) -> Overlay[str, Entry]:
        return Overlay({key: e for key, e in entries.items() if e.order > entry.order})

    def stays(other: Entry) -> bool:
        return other.order > entry.order or not isinstance(other.fact, OF_THE_DAY)

    after = replace(
        ceremony,
        restarted=entry,
        scans=kept(ceremony.scans),
        latest=since(ceremony.latest),
        calls=since(ceremony.calls),
        signatures=kept(ceremony.signatures),
        prompt=next(iter(since(filter(None, [ceremony.prompt]))), None),
        arrivals=still(ceremony.arrivals),
        links=since(ceremony.links),
        voided=kept(ceremony.voided),
        closings=since(ceremony.closings),
        amendments=Overlay({key: e for key, e in ceremony.amendments.items() if stays(e)}),
    )
    after = replace(after, linked=_Fold(after).linked())
    if after.planned:
        after = replace(after, script=edited(after.planned, _said(after.edits, entry)))
    every = [e for entries in after.scans.values() for e in entries]
    came = sum(after.check_in(person) is not None for person in {*after.scans, *after.linked})
    return replace(after, present=came, refused=sum(_is_refusal(e.fact) for e in every))


def _said(edits: Iterable[Entry], restarted: Entry | None) -> Iterator[object]:
    """What the edits say. Who was ready for the rehearsal is not yet ready for the ceremony."""
    for edit in edits:
        before = restarted and edit.order < restarted.order
        ready = isinstance(edit.fact, RoleSet) and edit.fact.ready
        yield replace(edit.fact, ready=False) if before and ready else edit.fact


_REPEATS = frozenset({Verdict.ALREADY_PRESENT, Verdict.ALREADY_LEFT})


def _is_refusal(fact: object) -> TypeGuard[ScanRefused]:
    return isinstance(fact, ScanRefused) and fact.verdict not in _REPEATS


class _Fold:
    """The parts of a ceremony while entries are taken in; each is copied once, when it changes."""

    def __init__(self, ceremony: Ceremony) -> None:
        self._old = ceremony
        self.scanned: dict[str, tuple[Entry, ...]] = {}
        self.voided = ceremony.voided
        self.absences, self.arrivals = ceremony.absences, ceremony.arrivals
        self.links, self.replaced = list(ceremony.links), dict[str, tuple[Entry, ...]]()
        self.serials, self.printed = dict[str, int](), list(ceremony.printed)
        self.latest, self.calls = list(ceremony.latest), list(ceremony.calls)
        self.edits, self.mappings = list(ceremony.edits), ceremony.mappings
        self.signatures, self.prompt = ceremony.signatures, ceremony.prompt
        self.refused, self.rehearsal = ceremony.refused, ceremony.rehearsal
        self.closings, self.purged = ceremony.closings, ceremony.purged
        self.amended: dict[str, Entry] = {}
        self.touched: set[str] = set()
        self.newest, self.imported = ceremony.newest, ceremony.imported

    def take(self, entry: Entry) -> None:
        fact = entry.fact
        self.newest = max(self.newest or entry.moment, entry.moment)
        restarted = self._old.restarted
        if restarted and entry.order < restarted.order and isinstance(fact, OF_THE_DAY):
            return
        self._settle(entry)
        match fact:
            case CheckedIn() | CheckedOut() | ScanRefused():
                self._scan(entry, fact)
            case Voided():
                taken = _sorted_in(self.voided.get(fact.entry, ()), entry)
                self.voided = self.voided.changed({fact.entry: taken})
                self.touched.add(fact.attendee)
            case AbsenceSet():
                before = self.absences.get(fact.attendee)
                if before is None or before.order < entry.order:
                    self.absences = self.absences.changed({fact.attendee: entry})
            case WalkedIn():
                self.arrivals = self.arrivals.changed({entry.id: entry})
            case Linked():
                _put(self.links, entry)
            case BadgeReplaced():
                self._replace_badge(entry, fact)
            case RosterImported():
                self._import(entry, fact)
            case BadgesPrinted() | SheetPrinted():
                _put(self.printed, entry)
            case CueCalled():
                _put(self.calls, entry)
            case RoleSet() | PlanChosen() | Reworded() | ParticularsSet() | TextSet():
                _put(self.edits, entry)
            case Signed():
                before = {key: self.signatures.get(key, ()) for key in sign_keys(fact)}
                signed = {key: _sorted_in(entries, entry) for key, entries in before.items()}
                self.signatures = self.signatures.changed(signed)
            case Prompted():
                self.prompt = max(self.prompt or entry, entry, key=lambda e: e.order)
            case Opened():
                self.rehearsal = self.rehearsal or fact.rehearsal
            case _:
                pass

    def _import(self, entry: Entry, fact: RosterImported) -> None:
        self.imported = max(self.imported or entry, entry, key=lambda e: e.order)
        for badge in fact.replaced:
            self._replace_badge(replace(entry, fact=badge), badge)
        if fact.units:
            self.mappings = _sorted_in(self.mappings, entry)

    def _settle(self, entry: Entry) -> None:
        """What of the entry the recap remembers."""
        if why_changed(entry.fact) is not None:
            self.amended[entry.id] = entry
        elif isinstance(entry.fact, Closed):
            self.closings = _sorted_in(self.closings, entry)
        elif isinstance(entry.fact, Purged):
            self.purged = min(self.purged or entry, entry, key=lambda e: e.order)

    def edited(self) -> dict[str, Any]:
        """The script with all edits, if any came."""
        if len(self.edits) == len(self._old.edits):
            return {}
        planned = self._old.planned or self._old.script
        script = edited(planned, _said(self.edits, self._old.restarted))
        return {"planned": planned, "script": script, "edits": tuple(self.edits)}

    def linked(self) -> Scans:
        """Each linked arrival as the check-in that it was; the first link of an arrival holds."""
        found: dict[str, tuple[Entry, ...]] = {}
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
                found[fact.attendee] = _sorted_in(found.get(fact.attendee, ()), entry)
        return found

    def _replace_badge(self, entry: Entry, fact: BadgeReplaced) -> None:
        for code in filter(None, dict.fromkeys((fold(fact.old), fold(fact.new)))):
            before = self.replaced.get(code) or self._old.badges.get(code, ())
            self.replaced[code] = _sorted_in(before, entry)
        serial = self.serials.get(fact.attendee) or self._old.serial(fact.attendee)
        if fact.serial > serial:
            self.serials[fact.attendee] = fact.serial

    def _scan(self, entry: Entry, fact: CheckedIn | CheckedOut | ScanRefused) -> None:
        key = scan_key(fact.attendee, fact.text)
        before = self.scanned.get(key) or self._old.scans.get(key, ())
        self.scanned[key] = _sorted_in(before, entry)
        if len(self.latest) < LATEST or self.latest[0].order < entry.order:
            _put(self.latest, entry)
        if isinstance(fact, CheckedIn):
            self.touched.add(fact.attendee)
        elif _is_refusal(fact):
            self.refused += 1
            if fact.verdict in HELPED:
                self.arrivals = self.arrivals.changed({entry.id: entry})


def _put(entries: list[Entry], entry: Entry) -> None:
    """Nearly always it is the last one, which costs one look."""
    if not entries or entries[-1].order < entry.order:
        entries.append(entry)
    else:
        insort(entries, entry, key=lambda e: e.order)


def _sorted_in(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    if not entries or entries[-1].order < entry.order:
        return (*entries, entry)
    return tuple(sorted((*entries, entry), key=lambda e: e.order))
