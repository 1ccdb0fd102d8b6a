"""What the displays report of themselves, and what is wrong with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ceremony_tui.core.ceremony import Ceremony

STALE = timedelta(seconds=3)  # a display reports once a second
BEHIND = timedelta(seconds=1)  # within which every display shows what was called
RECENT = timedelta(seconds=30)  # how long a new size is worth a warning
GONE = timedelta(minutes=2)  # after which a silent display is no longer missed
CAPITALS = 200.0  # a capital letter is read from so many times its height (AVIXA DISCAS, FAA)


@dataclass(frozen=True, slots=True)
class Report:
    """One display, as it told a second ago. Sizes are cells of its terminal."""

    id: str
    at: datetime
    columns: int
    rows: int
    entry: str = ""  # the call it shows; "" before the first
    capital: float = 0.0  # height of a capital letter of this item, as a part of the wall's
    letters: str = ""  # how they are drawn, a key of `words`
    metres: float = 0.0  # height of the wall as it was typed in; 0 when nobody did
    resized: datetime | None = None
    podium: bool = False
    opened: datetime | None = None

    @property
    def reads_to(self) -> float:
        """From how many metres it can be read; 0 when the wall's height is not known."""
        return CAPITALS * self.capital * self.metres


def missed(reports: Iterable[Report], at: datetime) -> tuple[Report, ...]:
    """The displays that an operator counts on: those that tell, then those that fell silent.

    A silent one is missed no more when another was opened since in its place, of the same size.
    """
    told = sorted((report for report in reports if at - report.at < GONE), key=lambda r: r.id)
    living = [report for report in told if at - report.at <= STALE]
    reopened = {(r.columns, r.rows, r.podium): r.opened for r in living if r.opened}

    def is_missed(silent: Report) -> bool:
        again = reopened.get((silent.columns, silent.rows, silent.podium))
        return again is None or again < silent.at

    return (*living, *(r for r in told if r not in living and is_missed(r)))


def faults(ceremony: Ceremony, report: Report, at: datetime) -> Iterator[str]:
    """What is wrong with a display: `stale`, `different` from what was called, `resized`."""
    called = ceremony.calls[-1] if ceremony.calls else None
    if at - report.at > STALE:
        yield "stale"
    elif called and called.id != report.entry and at - called.at > BEHIND:
        yield "different"
    if report.resized and at - report.resized < RECENT:
        yield "resized"
