"""The order of what one laptop wrote, whatever its clock said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from ceremony_tui.core.facts import Entry
from ceremony_tui.log.schema import Row

BEFORE = "SELECT origin, at FROM log WHERE seq <= ? ORDER BY seq"
_INSTANT = timedelta(microseconds=1)


class Order:
    """Puts entries, given as they arrived, after all that their laptop had written before.

    A merge keeps each laptop's own order, so every copy comes to the same.
    """

    def __init__(self, before: Iterable[Row] = ()) -> None:
        self._newest: dict[str, datetime] = {}
        for row in before:
            self._next(row["origin"], datetime.fromisoformat(row["at"]))

    def place(self, entry: Entry, origin: str) -> Entry:
        moment = self._next(origin, entry.at)
        return entry if moment == entry.at else replace(entry, after=moment)

    def _next(self, origin: str, at: datetime) -> datetime:
        newest = self._newest.get(origin)
        moment = at if newest is None or at >= newest else newest + _INSTANT
        self._newest[origin] = moment
        return moment
