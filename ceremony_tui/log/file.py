"""Opening, reading and writing the ceremony file."""

import secrets
import sqlite3
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from sys import intern
from typing import Any

import msgspec

from ceremony_tui.core.facts import FACTS, LEADING, Entry, Fact
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Script
from ceremony_tui.core.signed import KEY_BYTES
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.log.chain import Break, chained, first_break
from ceremony_tui.log.order import BEFORE, Order
from ceremony_tui.log.people import (
    NOBODY,
    Imported,
    encode_fact,
    read_people,
    take_people,
    write_people,
)
from ceremony_tui.log.schema import Row
from ceremony_tui.log.store import connect, copy, make, speaking

_LAST = "SELECT number, hash FROM log WHERE gate = ? AND origin = ? ORDER BY number DESC LIMIT 1"
_GIVEN = "SELECT seq FROM sqlite_sequence WHERE name = 'log'"
_SINCE = (
    "SELECT seq, origin, kind, id, gate, number, at, operator, fact FROM log "
    "WHERE seq > ? AND fact IS NOT NULL ORDER BY seq"  # NULL: purged
)
BADGE_KEY = "badge-key"
AT_ONCE = 50  # rows of one statement
PODIUM = "p"  # no origin begins with it
WRITER = "writer"  # the note of which laptop wrote the file last; it goes with every copy
_CLAIM = (
    f"INSERT INTO meta VALUES ('{WRITER}', ?) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value != excluded.value"
)
OF_THE_HUB = "hub:"  # notes of how this laptop shares; one of them holds a password


class Log:
    """An open ceremony file. What `append` returned inside a finished `writing` is on disk."""

    def __init__(self, path: Path, connection: sqlite3.Connection, origin: str) -> None:
        self.path = path
        self._connection = connection
        self._file = _identity(path)
        self._version = self._data_version()
        self.id = self._meta("id")
        self._read_to, self._order = 0, Order()
        # Numbers run per copy and gate, so two copies whose gates are both "Gerbang 1" still
        # merge. Hashed: a file tells nobody which machine wrote it, nor where it lay.
        self.origin = sha256(f"{self.id} {origin}".encode()).hexdigest()[:8]
        # What leads the ceremony is a log of its own: a hub takes it from the stage only.
        self.podium = PODIUM + self.origin

    @classmethod
    def make(cls, path: Path, ceremony_id: str, script: Script, key: bytes = b"") -> None:
        """Writes a new ceremony file, mode 0600; refuses to overwrite. `key` signs its badges."""
        encoded = msgspec.json.encode(script).decode()
        key = key or secrets.token_bytes(KEY_BYTES)
        make(path, {"id": ceremony_id, "script": encoded, BADGE_KEY: key.hex()})

    @classmethod
    def open(
        cls, path: Path, *, origin: str = "", write: bool = True, patience: float | None = None
    ) -> "Log":
        """Opens a ceremony file. `origin` tells one copy's entries from another's.

        `patience`: how many seconds a write waits for another program's, once it is open.
        """
        connection = connect(path, write=write, patience=patience)
        with speaking(path):
            return cls(path, connection, origin)

    def close(self) -> None:
        self._connection.close()

    def _meta(self, key: str) -> str:
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise BadInput("file-incomplete", path=self.path)
        return str(row[0])

    @property
    def script(self) -> Script:
        try:
            return msgspec.json.decode(self._meta("script"), type=Script)
        except msgspec.MsgspecError as error:
            raise BadInput("file-damaged", path=self.path, detail=error) from error

    def notes(self, prefix: str) -> dict[str, str]:
        """What this copy keeps beside the log, by key."""
        with speaking(self.path):
            found = self._query("SELECT key, value FROM meta WHERE key GLOB ?", (f"{prefix}*",))
            return {row["key"]: row["value"] for row in found}

    def write_note(self, key: str, value: str) -> None:
        """Keeps a note, or drops it when it is empty."""
        with self.writing():
            self._connection.execute("DELETE FROM meta WHERE key = ?", (key,))
            self._connection.execute("INSERT INTO meta SELECT ?1, ?2 WHERE ?2 != ''", (key, value))

    def roster(self) -> Roster:
        """The attendees in official order."""
        with speaking(self.path):
            return Roster(read_people(self._connection))

    def read(self, after: int = 0) -> tuple[list[Entry], int]:
        """Entries that arrived after place `after`, and the place of the last one."""
        with speaking(self.path):
            if after != self._read_to:
                self._order = Order(self._query(BEFORE, (after,)))
            entries, self._read_to = list[Entry](), after
            for seq, origin, kind, *row in self.query(_SINCE, (after,)):
                entries.append(self._order.place(_entry(kind, *row, path=self.path), origin))
                self._read_to = seq
            return entries, self._read_to

    def rows(self, where: str = "", parameters: tuple[object, ...] = ()) -> list[Row]:
        """Rows of the log as they stand in the file."""
        return list(self._query(f"SELECT * FROM log {where}", parameters))

    def query(self, sql: str, parameters: tuple[object, ...] = ()) -> Iterable[tuple[Any, ...]]:
        return self._connection.execute(sql, parameters)

    def _query(self, sql: str, parameters: tuple[object, ...] = ()) -> Iterator[Row]:
        found = self._connection.execute(sql, parameters)
        names = [column[0] for column in found.description]
        return (dict(zip(names, row, strict=True)) for row in found)

    def changed(self) -> bool:
        """Whether another program has written to the file since this was last asked."""
        with speaking(self.path):
            before, self._version = self._version, self._data_version()
            return before != self._version

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Generator[None]:
        """One transaction, or part of one: no other program writes between its reads and writes."""
        if self._connection.in_transaction:
            yield
            return
        if _identity(self.path) != self._file:
            raise CeremonyError("file-replaced", path=self.path)
        with speaking(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.execute(_CLAIM, (self.origin,))
                yield
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def ahead(self, fact: Fact) -> timedelta:
        """By how much the clock is ahead with which this copy records such a fact."""
        return self._order.ahead(self._writer(fact))

    def _writer(self, fact: Fact) -> str:
        return self.podium if fact.kind in LEADING else self.origin

    def sync_every_write(self, on: bool) -> None:
        """Off, a power cut may cost what was written last. It is on when a file is opened."""
        self._connection.execute(f"PRAGMA synchronous = {'FULL' if on else 'NORMAL'}")

    def settle(self, pages: int = 0) -> None:
        """Takes what lies beside the file into it: now, or from now on whenever it is `pages`."""
        how = f"wal_autocheckpoint = {pages}" if pages else "wal_checkpoint(PASSIVE)"
        self._connection.execute(f"PRAGMA {how}")

    def append(
        self,
        entry_id: str,
        gate: str,
        at: datetime,
        operator: str,
        fact: Fact,
        imported: Imported = NOBODY,
        origin: str = "",
    ) -> Entry:
        """Adds a fact as the gate's next entry, a roster's with its people; inside `writing`."""
        origin = origin or self._writer(fact)
        last = self._connection.execute(_LAST, (gate, origin)).fetchone()
        number, previous = last or (0, "")
        entry = Entry(entry_id, gate, number + 1, at, operator, fact)
        row = chained(previous, entry, origin, encode_fact(fact, imported))
        _insert(self._connection, [row])
        take_people(self._connection, row, imported)
        return entry

    def insert(self, *rows: Row) -> int:
        """Adds rows of the log as they stand, inside `writing`; the place of the first one."""
        _insert(self._connection, rows)
        for row in rows:
            take_people(self._connection, row)
        (last,) = self._connection.execute("SELECT max(seq) FROM log").fetchone()
        return int(last) - len(rows) + 1

    def write_roster(self, attendees: Collection[Attendee]) -> None:
        """Adds attendees of whom no entry tells; only inside `writing`."""
        write_people(self._connection, attendees)

    def verify(self) -> Break | None:
        """The first altered, removed or re-ordered entry of any gate; None when all is whole."""
        with speaking(self.path):
            found = first_break(self.rows("ORDER BY gate, origin, number"))
            if found:
                return found
            given = [seq for (seq,) in self.query(_GIVEN)] or [0]
            last = self.rows("ORDER BY seq DESC LIMIT 1") or [{"seq": 0, "gate": "", "number": 0}]
            cut = last[0]["seq"] < given[0]
            return Break("cut", last[0]["gate"], last[0]["number"]) if cut else None

    def backup(self, destination: Path) -> None:
        """A consistent copy while others write, without the password of a hub."""
        copy(self._connection, destination, without=f"{OF_THE_HUB}*")


def _insert(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    # Not sqlite-utils' insert(), which looks the table up anew for every row. Many rows in one
    # statement take half the time; any SQLite takes so many.
    columns, holes = ", ".join(rows[0]), f"({', '.join('?' * len(rows[0]))})"
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        values = [row[name] for row in part for name in rows[0]]
        several = ", ".join([holes] * len(part))
        connection.execute(f"INSERT INTO log ({columns}) VALUES {several}", values)


def _entry(
    kind: str, id_: str, gate: str, number: int, at: str, operator: str, fact: str, *, path: Path
) -> Entry:
    if kind not in FACTS:
        raise BadInput("file-newer", path=path)
    try:
        told = msgspec.json.decode(fact, type=FACTS[kind])
        moment = datetime.fromisoformat(at)
    except (msgspec.MsgspecError, ValueError, TypeError) as error:
        raise BadInput("file-damaged", path=path, detail=error) from error
    # Few gates and operators, in many entries.
    return Entry(id_, intern(gate), number, moment, intern(operator), told)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file a name stands for now: a deleted or replaced one still takes writes silently."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
