"""The order of what one laptop wrote, whatever its clock said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from ceremony_tui.core.facts import ClockCompared, Entry
from ceremony_tui.log.schema import Row

BEFORE = (
    "SELECT origin, at, iif(kind = 'clock-compared', fact, NULL) AS fact "
    "FROM log WHERE seq <= ? ORDER BY seq"
)
_INSTANT = timedelta(microseconds=1)
_NONE = timedelta()


class Order:
    """Puts entries, given as they arrived, after all that their laptop had written before.

    A merge keeps each laptop's own order, so every copy comes to the same. Where the laptop has
    compared its clock with the hub's, the difference is taken off from then on.
    """

    def __init__(self, before: Iterable[Row] = ()) -> None:
        self._newest: dict[str, datetime] = {}
        self._ahead: dict[str, timedelta] = {}
        for row in before:
            self.moment(row["origin"], row["at"], row["fact"])

    def moment(self, origin: str, at: str, compared: str | None) -> datetime:
        """From when the next row counts; `compared` is its fact if it compares clocks."""
        if compared:
            self._compare(origin, msgspec.json.decode(compared, type=ClockCompared))
        return self._next(origin, datetime.fromisoformat(at))

    def place(self, entry: Entry, origin: str) -> Entry:
        if isinstance(entry.fact, ClockCompared):
            self._compare(origin, entry.fact)
        moment = self._next(origin, entry.at)
        return entry if moment == entry.at else replace(entry, after=moment)

    def ahead(self, origin: str) -> timedelta:
        """By how much a laptop's clock is ahead, as far as was read."""
        return self._ahead.get(origin, _NONE)

    def _compare(self, origin: str, fact: ClockCompared) -> None:
        ahead = timedelta(milliseconds=fact.ahead)
        if ahead != self._ahead.get(origin, _NONE):
            self._ahead[origin] = ahead
            self._newest.pop(origin, None)  # what it wrote before had another clock

    def _next(self, origin: str, at: datetime) -> datetime:
        at -= self._ahead.get(origin, _NONE)
        newest = self._newest.get(origin)
        moment = at if newest is None or at >= newest else newest + _INSTANT
        self._newest[origin] = moment
        return moment
