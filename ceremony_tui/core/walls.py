"""What a laptop tells another of its displays, and how much of that is believed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ceremony_tui.core.displays import GONE, HIGHEST, Report
from ceremony_tui.core.plain import plain

MOST = 4  # displays of one laptop; more are not heard of
_LONGEST = 40  # characters of a name
_LARGEST = 2000  # cells
_AGE = timedelta(days=30)  # no display is open for longer


@dataclass(frozen=True, slots=True)
class Walls:
    """The displays of a laptop, as they stood at a moment of its own clock."""

    at: datetime
    where: str
    reports: tuple[Report, ...] = ()

    def heard(self, laptop: str, now: datetime) -> tuple[Report, ...]:
        """As a laptop notes them that heard it now: by its own clock, and only what can be true.

        Who has the password may tell anything.
        """
        if self.at.tzinfo is None or not _is_name(self.where):
            return ()
        ahead = self.at - now
        return tuple(
            replace(
                report,
                id=f"{laptop}-{report.id}",
                at=min(report.at, self.at) - ahead,
                resized=report.resized and report.resized - ahead,
                opened=report.opened and report.opened - ahead,
                where=self.where or laptop,
            )
            for report in self.reports[:MOST]
            if _is_sane(report, self.at)
        )


def told(reports: Iterable[Report], at: datetime, where: str) -> Walls:
    """What this laptop tells of the displays that stand on it."""
    here = (report for report in reports if not report.where and not report.is_gone(at))
    return Walls(at, where[:_LONGEST], tuple(here)[:MOST])


def _is_sane(report: Report, at: datetime) -> bool:
    """Whether a display may have told this at such a moment of its clock."""
    times = [time for time in (report.at, report.resized, report.opened) if time]
    return (
        all(time.tzinfo and abs(at - time) < _AGE for time in times)
        and abs(at - report.at) < GONE
        and all(map(_is_name, (report.id, report.entry, report.letters)))
        and all(0 < cells <= _LARGEST for cells in (report.columns, report.rows))
        and 0 <= report.capital <= 1
        and 0 <= report.metres <= HIGHEST
    )


def _is_name(text: str) -> bool:
    return plain(text) == text and len(text) <= _LONGEST
