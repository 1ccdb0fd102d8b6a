"""The log as a whole: every entry, and one hash that vouches for all of them."""

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path

from ceremony_tui.core.facts import Entry
from ceremony_tui.core.record import Record
from ceremony_tui.log.file import Log
from ceremony_tui.log.store import speaking

_ENDS = "WHERE (gate, origin, number) IN (SELECT gate, origin, max(number) FROM log GROUP BY 1, 2)"


def record_of(path: Path) -> Record:
    """A file's log, read through openings of its own: any thread may ask."""
    with closing(Log.open(path, write=False)) as log, speaking(path):
        ends = log.rows(_ENDS)
    head = sha256("\n".join(sorted(row["hash"] for row in ends)).encode()).hexdigest()
    return Record(sum(row["number"] for row in ends), head, partial(_entries, path))


def _entries(path: Path) -> Sequence[Entry]:
    with closing(Log.open(path, write=False)) as log:
        entries, _ = log.read()
    entries.sort(key=lambda e: e.order)
    return entries
