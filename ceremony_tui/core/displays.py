"""What the displays report of themselves, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ceremony_tui.core.ceremony import Ceremony

STALE = timedelta(seconds=3)  # a display reports once a second
BEHIND = timedelta(seconds=1)  # within which every display shows what was called
RECENT = timedelta(seconds=30)  # how long a new size is worth a warning
GONE = timedelta(minutes=10)  # after which a silent display is no longer missed
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

    @property
    def reads_to(self) -> float:
        """From how many metres it can be read; 0 when the wall's height is not known."""
        return CAPITALS * self.capital * self.metres


def faults(ceremony: Ceremony, report: Report, at: datetime) -> Iterator[str]:
    """What is wrong with a display: `stale`, `different` from what was called, `resized`."""
    called = ceremony.calls[-1] if ceremony.calls else None
    if at - report.at > STALE:
        yield "stale"
    elif called and called.id != report.entry and at - called.at > BEHIND:
        yield "different"
    if report.resized and at - report.resized < RECENT:
        yield "resized"
