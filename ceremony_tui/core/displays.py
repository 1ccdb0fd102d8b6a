"""What the displays report of themselves, and what is wrong with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ceremony_tui.core.ceremony import Ceremony

STALE = timedelta(seconds=3)  # a display reports once a second
BEHIND = timedelta(seconds=1)  # within which every display shows what was called
RECENT = timedelta(seconds=30)  # how long a new size is worth a warning
GONE = timedelta(minutes=2)  # after which a silent display is no longer missed
# A display of another laptop: so much later comes what it tells, and it may be back with the hub.
ON_THE_WAY, GONE_AWAY = timedelta(seconds=2), timedelta(minutes=30)
HIGHEST = 50.0  # metres of a wall
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
    where: str = ""  # the laptop it stands on; "" on this one

    def is_stale(self, at: datetime) -> bool:
        """Whether it has fallen silent."""
        return at - self.at > (STALE + ON_THE_WAY if self.where else STALE)

    def is_gone(self, at: datetime) -> bool:
        """Whether it has been silent for so long that nobody misses it any more."""
        return at - self.at >= (GONE_AWAY if self.where else GONE)

    @property
    def reads_to(self) -> float:
        """From how many metres it can be read; 0 when the wall's height is not known."""
        return CAPITALS * self.capital * self.metres


def missed(reports: Iterable[Report], at: datetime) -> tuple[Report, ...]:
    """The displays that an operator counts on: those that tell, then those that fell silent.

    A silent one is missed no more when another was opened since in its place, of the same size.
    """
    told = sorted((report for report in reports if not report.is_gone(at)), key=lambda r: r.id)
    living = [report for report in told if not report.is_stale(at)]
    reopened = {(r.columns, r.rows, r.podium): r.opened for r in living if r.opened}

    def is_missed(silent: Report) -> bool:
        again = reopened.get((silent.columns, silent.rows, silent.podium))
        return again is None or again < silent.at

    return (*living, *(r for r in told if r not in living and is_missed(r)))


def faults(ceremony: Ceremony, report: Report, at: datetime) -> Iterator[str]:
    """What is wrong with a display: `stale`, `different` from what was called, `resized`."""
    behind = BEHIND + ON_THE_WAY if report.where else BEHIND
    if report.is_stale(at):
        yield "stale"
    elif report.entry not in _may_show(ceremony, at - behind):
        yield "different"
    if report.resized and at - report.resized < RECENT:
        yield "resized"


def _may_show(ceremony: Ceremony, since: datetime) -> Iterator[str]:
    """What was called since then, and what stood there at that moment."""
    for call in reversed(ceremony.calls):
        yield call.id
        if call.at < since:
            return
    yield ""
