"""What is exchanged with other laptops: how far each log goes, what follows, what comes in.

A log is all that one laptop wrote (an origin), in its own order; its entries are counted from 1.
Every copy of a ceremony holds the beginning of each log and never a part with a gap.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import msgspec

from ceremony_tui.core.facts import (
    FACTS,
    LEADING,
    CheckedIn,
    CheckedOut,
    ClockCompared,
    Purged,
    Restarted,
    RosterImported,
    ScanRefused,
    WalkedIn,
)
from ceremony_tui.core.laptops import SAME_CLOCK, Kept
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log.chain import digest, link
from ceremony_tui.log.file import PODIUM, Log
from ceremony_tui.log.order import Order
from ceremony_tui.log.people import read_imported, unpacked
from ceremony_tui.log.schema import Row

TOGETHER = 100  # entries of one batch: a scan waits for no more of them to be written
MARK = 8  # characters of a hash that tell two entries with one number apart
HEAVY = 200_000  # characters of a batch
# Control characters, as they are and as JSON writes them: an entry may not command a terminal.
_COMMANDS = re.compile(r"[\x00-\x1f\x7f-\x9f]|(?<!\\)(?:\\\\)*\\(?:u00(?:[01]|7f|[89])|[bf])", re.I)
_NEW = (
    "SELECT seq, origin, gate, number, hash, kind, at, iif(kind = 'clock-compared', fact, NULL) "
    "FROM log WHERE seq > ? ORDER BY seq"
)
_AT_A_GATE = frozenset(fact.kind for fact in (CheckedIn, CheckedOut, ScanRefused, WalkedIn))
_LAST = "SELECT fact FROM log WHERE origin = ? AND kind = ? ORDER BY seq DESC LIMIT 1"


class Sent(msgspec.Struct, array_like=True, frozen=True):
    """An entry on its way, as it stands in the log of the laptop that wrote it."""

    id: str
    gate: str
    number: int
    at: str
    operator: str
    kind: str
    version: int
    fact: str
    salt: str
    digest: str
    hash: str

    def row(self, origin: str) -> Row:
        row: Row = msgspec.structs.asdict(self)
        row["origin"] = origin
        return row


_FIELDS = Sent.__struct_fields__


class Batch(msgspec.Struct, array_like=True, frozen=True):
    """Entries that follow each other in a log, the first of which is entry `first` of it."""

    origin: str
    first: int
    entries: list[Sent]

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1

    @property
    def mark(self) -> str:
        """By what its last entry is known."""
        return self.entries[-1].hash[:MARK]

    def parts(self, most: int) -> Iterator["Batch"]:
        """The same entries, so many at a time."""
        for start in range(0, len(self.entries), most):
            yield Batch(self.origin, self.first + start, self.entries[start : start + most])


class Refused(CeremonyError):  # noqa: N818 - it names what was done with a log
    """A log that this laptop takes no more of: broken, of two laptops, or of a newer program."""


class Gap(CeremonyError):  # noqa: N818 - it names what is missing
    """What lies between is missing here; it must be read first."""


class Exchange:
    """One laptop's file as the sharing sees it. Others write to it meanwhile: `look` tells."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self._places: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self._heads: dict[tuple[str, str], tuple[int, str]] = {}
        self._scanned: dict[str, datetime] = {}
        self._order = Order()
        self.restarted: datetime | None = None
        """When the ceremony was restarted last: what was scanned before counts no more."""
        self._seen = 0
        self.look()

    def look(self) -> None:
        """Takes notice of what was written since it last looked."""
        for seq, origin, gate, number, hash_, *told in self.log.query(_NEW, (self._seen,)):
            self._notice(seq, origin, gate, number, hash_)
            self._date(origin, gate, *told)

    def _notice(self, seq: int, origin: str, gate: str, number: int, hash_: str) -> None:
        self._places[origin].append(seq)
        self._heads[origin, gate] = number, hash_
        self._seen = seq

    def _date(self, origin: str, gate: str, kind: str, at: str, compared: str | None) -> None:
        """Remembers when each laptop scanned last, by the clock of all."""
        moment = self._order.moment(origin, at, compared)
        if gate and kind in _AT_A_GATE:
            self._scanned[origin] = max(moment, self._scanned.get(origin, moment))
        elif kind == Restarted.kind:
            self.restarted = max(moment, self.restarted or moment)

    @property
    def own(self) -> tuple[str, str]:
        """The logs that this laptop writes: its gates', and that of its podium."""
        return self.log.origin, self.log.podium

    def length(self, origin: str) -> int:
        return len(self._places[origin]) if origin in self._places else 0

    def mark(self, origin: str, count: int) -> str:
        """By what entry `count` of a log is known; "" when it is not here."""
        if not 0 < count <= self.length(origin):
            return ""
        (row,) = self.log.rows("WHERE seq = ?", (self._places[origin][count - 1],))
        return str(row["hash"])[:MARK]

    def origins(self) -> tuple[str, ...]:
        return tuple(self._places)

    def numbers(self, *origins: str) -> dict[str, int]:
        """The last number of each gate in these logs, or in all."""
        found: dict[str, int] = {}
        for (origin, gate), (number, _) in sorted(self._heads.items()):
            if gate and (not origins or origin in origins):
                found[gate] = max(number, found.get(gate, 0))
        return found

    def kept(self) -> dict[str, Kept]:
        """What is here of each log."""
        return {
            origin: Kept(len(places), self.numbers(origin), self._scanned.get(origin))
            for origin, places in self._places.items()
        }

    def after(self, origin: str, count: int) -> Batch | None:
        """What follows the first `count` entries of a log, in portions; None when nothing does."""
        places = self._places[origin]
        if count >= len(places):
            return None
        where = "WHERE origin = ? AND seq >= ? ORDER BY seq LIMIT ?"
        rows = self.log.rows(where, (origin, places[count], TOGETHER))
        entries: list[Sent] = []
        weight = 0
        for row in rows:
            weight += len(row["fact"] or "")
            gone = row["fact"] is None or row["kind"] == Purged.kind
            if gone or (entries and weight > HEAVY):
                break  # personal data that was removed goes to nobody
            entries.append(Sent(*(row[name] for name in _FIELDS)))
        return Batch(origin, count + 1, entries) if entries else None

    def take(self, batches: Sequence[Batch]) -> int:
        """Writes what others sent, all in one go; how many entries were new here.

        Raises `Gap`, or `Refused` when a log can no longer be trusted; then nothing is written.
        """
        taken = 0
        try:
            with self.log.writing():
                self.look()
                for batch in batches:
                    taken += self._take(batch)
        except BaseException:
            self._look_anew()
            raise
        return taken

    def _take(self, batch: Batch) -> int:
        have = self.length(batch.origin)
        if batch.first > have + 1:
            raise Gap("share-gap", origin=batch.origin)
        known = have + 1 - batch.first
        self._compare(batch, batch.entries[:known])
        new = batch.entries[known:]
        rows = [self._vouched(batch.origin, entry) for entry in new]
        if not rows:
            return 0
        first = self.log.insert(*rows)
        for seq, entry in enumerate(new, first):
            self._notice(seq, batch.origin, entry.gate, entry.number, entry.hash)
            compared = entry.fact if entry.kind == ClockCompared.kind else None
            self._date(batch.origin, entry.gate, entry.kind, entry.at, compared)
        return len(rows)

    def _compare(self, batch: Batch, again: Iterable[Sent]) -> None:
        """What is here already must be the same: else one log was written by two laptops."""
        for place, entry in zip(self._places[batch.origin][batch.first - 1 :], again, strict=False):
            (mine,) = self.log.rows("WHERE seq = ?", (place,))
            if mine["hash"] != entry.hash:
                raise Refused("share-cloned", gate=entry.gate, number=entry.number)

    def _vouched(self, origin: str, entry: Sent) -> Row:
        """The entry as a row, if it follows what is here, is whole, and can be understood."""
        row = entry.row(origin)
        number, previous = self._heads.get((origin, entry.gate), (0, ""))
        if entry.kind in LEADING and not origin.startswith(PODIUM):
            raise Refused("share-leads", gate=entry.gate, number=entry.number)
        if entry.kind not in FACTS:
            raise Refused("share-newer", gate=entry.gate, number=entry.number)
        if entry.kind == Purged.kind:  # here the people are still
            raise Refused("share-purged", gate=entry.gate, number=entry.number)
        whole = entry.number == number + 1 and digest(entry.salt, entry.fact) == entry.digest
        told = f"{entry.gate}{entry.operator}{entry.fact}"
        try:
            msgspec.json.decode(entry.fact, type=FACTS[entry.kind])
            if entry.kind == RosterImported.kind:
                inside = unpacked(entry.fact)
                read_imported(inside)
                told += inside
            if "\\" in told or not told.isprintable():  # most are plain, and there are many
                whole = whole and not _COMMANDS.search(told)
            whole = whole and datetime.fromisoformat(entry.at).utcoffset() == timedelta()
        except (msgspec.MsgspecError, ValueError):
            whole = False
        if not whole or link(previous, row) != entry.hash:
            raise Refused("share-broken", gate=entry.gate, number=entry.number)
        self._heads[origin, entry.gate] = entry.number, entry.hash
        return row

    def _look_anew(self) -> None:
        """What was not written is not known either."""
        self._places.clear()
        self._heads.clear()
        self._scanned.clear()
        self._order, self.restarted = Order(), None
        self._seen = 0
        self.look()

    def compare_clock(self, ahead: timedelta, at: datetime, new_id: str, origin: str) -> bool:
        """Records by how much the clock is ahead of the hub's, if that has changed."""
        ahead = timedelta() if abs(ahead) <= SAME_CLOCK else ahead
        told = [fact for (fact,) in self.log.query(_LAST, (origin, ClockCompared.kind))]
        before = msgspec.json.decode(told[0], type=ClockCompared).ahead if told else 0
        if abs(ahead - timedelta(milliseconds=before)) <= SAME_CLOCK:
            return False
        self.log.sync_every_write(True)
        with self.log.writing():
            fact = ClockCompared(round(ahead / timedelta(milliseconds=1)))
            self.log.append(new_id, "", at, "", fact, origin=origin)
        self.log.sync_every_write(False)
        self.look()
        return True
