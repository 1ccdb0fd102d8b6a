"""The hours of a ceremony as people write them, and the moments they stand for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ceremony_tui.core.facts import Hours
from ceremony_tui.core.script import Script

EARLIEST = timedelta(hours=6)  # doors open before midnight only for a ceremony soon after it
FIELDS = ("starts", "doors_open", "late_after", "doors_close", "leave_from", "leave_after")
_LEAVING = frozenset({"leave_from", "leave_after"})
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_HOUR = re.compile(r"(\d{1,2})[.:]?(\d{2})(?:[.:](\d{2}))?")


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was written for a field cannot be meant: "day", one of FIELDS, or "order"."""

    field: str


def moments(starts: datetime, *hours: time) -> list[datetime]:
    """The moments of the door hours. Doors that open at 23.00 for 00.30 open the day before."""
    day: date = starts.date()
    early = datetime.combine(day, hours[0], starts.tzinfo) - timedelta(days=1)
    if hours[0] > starts.time() and starts - early <= EARLIEST:
        day -= timedelta(days=1)
    found: list[datetime] = []
    for hour in hours:
        moment = datetime.combine(day, hour, starts.tzinfo)
        if found and moment < found[0] <= starts:
            moment += timedelta(days=1)
        found.append(moment)
    return found


def written_hours(script: Script) -> dict[str, str]:
    """The day and the hours, as a person may change them: 2026-12-07 and 07.30."""
    told = {"day": script.local(script.starts).date().isoformat()}
    for name in FIELDS:
        moment = getattr(script, name)
        told[name] = script.local(moment).strftime("%H.%M") if moment else ""
    return told


def read_hours(script: Script, written: Mapping[str, str]) -> Hours | Unclear:
    """What was written, in the ceremony's own zone. Hours of leaving may stay empty."""
    day = read_day(written["day"])
    if day is None:
        return Unclear("day")
    hours = {name: read_hour(written.get(name, "")) for name in FIELDS}
    for name, hour in hours.items():
        if hour is None and (name not in _LEAVING or written.get(name, "").strip()):
            return Unclear(name)
    starts, *rest = (hours[name] for name in FIELDS)
    given = [hour for hour in rest if hour is not None]
    if starts is None or (hours["leave_from"] is None and hours["leave_after"] is not None):
        return Unclear("leave_from")
    begins = datetime.combine(day, starts, ZoneInfo(script.timezone))
    found = moments(begins, *given)
    if found != sorted(found) or found[0] > begins:
        return Unclear("order")
    return Hours(begins, *found)


def read_day(text: str) -> date | None:
    """A day as 2026-12-07, 7-12-2026 or 7/12/2026; None for anything else."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day)) if 2000 <= int(year) <= 2100 else None
    except ValueError:
        return None


def read_hour(text: str) -> time | None:
    """An hour as 07.30, 7:30 or 0730; None for anything else."""
    found = _HOUR.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0)) if found else None
    except ValueError:
        return None
