"""What must be at hand when the doors open: badges, power, a scanner, the display."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from ceremony_tui.core.displays import Report
from ceremony_tui.core.facts import BadgesPrinted, Entry, RosterImported
from ceremony_tui.core.signed import series_of
from ceremony_tui.readiness.finding import Area, Finding
from ceremony_tui.readiness.power import Power
from ceremony_tui.scanners.profile import NO_END, Profile

ENOUGH = 50  # percent of a battery: a ceremony with its gates takes two hours and more

Findings = Iterator[Finding]


def badges(entries: Iterable[Entry], key: bytes) -> Findings:
    """Whether there are badges, for everybody, and signed ones that this gate will know."""
    printed, added = list[BadgesPrinted](), 0
    for entry in sorted(entries, key=lambda entry: entry.order):
        if isinstance(fact := entry.fact, BadgesPrinted):
            printed.append(fact)
            added = 0
        elif isinstance(fact, RosterImported):
            added += fact.added
    if not printed:
        yield Finding(Area.BADGES, "remark.badges-none", needs_person=False)
    elif added:
        yield Finding(Area.BADGES, "remark.badges-late", found=added, needs_person=False)
    mine = series_of(key) if key else ""
    if any(fact.series not in ("", mine) for fact in printed):
        yield Finding(Area.BADGES, "remark.badges-key")


def power(supply: Power | None) -> Findings:
    """Whether the laptop lasts; None is one without a battery, or that does not tell."""
    if supply is None or supply.plugged:
        return
    low = supply.percent < ENOUGH
    key = "remark.power-low" if low else "remark.power-battery"
    yield Finding(Area.GEAR, key, found=supply.percent, needs_person=low)


def scanning(scanner: Profile | None) -> Findings:
    """What the scanner test has kept on this laptop; None when there was no test."""
    if scanner is None:
        yield Finding(Area.GEAR, "remark.scanner-untested", needs_person=False)
    elif scanner.terminator == NO_END:
        yield Finding(Area.GEAR, "remark.scanner-endless", needs_person=False)


def display(reports: Iterable[Report], at: datetime) -> Findings:
    """Whether a display is open on this file: a podium shows the audience nothing."""
    if not any(not (report.podium or report.is_stale(at)) for report in reports):
        yield Finding(Area.GEAR, "remark.display-none", needs_person=False)
