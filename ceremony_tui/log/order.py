"""The order of what one laptop wrote, whatever its clock said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from ceremony_tui.core.facts import Entry
from ceremony_tui.log.schema import Row

NEWEST = "SELECT origin, max(at) AS at FROM log WHERE seq <= ? GROUP BY origin"
_INSTANT = timedelta(microseconds=1)


class Order:
    """Puts entries, given as they arrived, after all that their laptop had written before.

    A merge keeps each laptop's own order, so every copy comes to the same.
    """

    def __init__(self, newest: Iterable[Row] = ()) -> None:
        self._newest = {row["origin"]: datetime.fromisoformat(row["at"]) for row in newest}

    def place(self, entry: Entry, origin: str) -> Entry:
        newest = self._newest.get(origin)
        if newest is not None and entry.at < newest:
            entry = replace(entry, after=newest + _INSTANT)
        self._newest[origin] = entry.after or entry.at
        return entry
