"""The roster in the ceremony file: the same people in the same order on every copy.

Of two entries that tell of one person the later holds; so does the later of two official orders.
"""

import sqlite3
import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from itertools import repeat
from operator import attrgetter
from sys import intern

import msgspec

from ceremony_tui.core.facts import ClockCompared, Fact, RosterImported
from ceremony_tui.core.roster import Attendee
from ceremony_tui.log.schema import Row

_CACHE = 16_384  # KiB, enough for 100,000 people: SQLite's own 2 MB would be written many times
PERSON = ("id", "name", "unit", "nip", "position", "rank", "badge", "status")

_LARGEST = 2**27  # bytes of what was imported: four times the largest roster that was tried
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATER = ", ".join(
    f"{name} = iif(excluded.stamp >= stamp, excluded.{name}, {name})"
    for name in (*PERSON[1:], "stamp")
)
_WRITE = (
    f"INSERT INTO roster ({', '.join(PERSON)}, place, stamp) "
    f"VALUES ({', '.join('?' * len(PERSON))}, ?, ?) "
    f"ON CONFLICT (id) DO UPDATE SET {_LATER}, place = min(place, excluded.place)"
)
# Who is named in an order before anybody told of them keeps that place, and is nobody till then.
_ORDER = (
    "INSERT INTO roster (id, place) VALUES (?, ?) "
    "ON CONFLICT (id) DO UPDATE SET place = min(place, excluded.place)"
)
_AHEAD = (
    "SELECT fact FROM log WHERE origin = ? AND kind = ? "
    "AND seq < (SELECT seq FROM log WHERE id = ?) ORDER BY seq DESC LIMIT 1"
)


class Imported(msgspec.Struct, frozen=True):
    """What the entry of a roster file holds beside its fact, which the core does not carry.

    `order`: the ids in a new official order; () when newcomers go to the end.
    """

    people: tuple[Attendee, ...] = ()
    order: tuple[str, ...] = ()


NOBODY = Imported()


def read_people(connection: sqlite3.Connection) -> Iterator[Attendee]:
    """The people in official order."""
    rows = connection.execute(
        f"SELECT {', '.join(PERSON)} FROM roster WHERE name IS NOT NULL ORDER BY place, id"
    )
    for id_, name, unit, nip, position, rank, badge, status in rows:
        # Units, ranks and a NIP that is the id too are kept in memory once.
        yield Attendee(
            id=id_,
            name=name,
            unit=intern(unit),
            nip=id_ if nip == id_ else nip,
            position=intern(position),
            rank=intern(rank),
            badge=badge,
            status=intern(status),
        )


def write_people(connection: sqlite3.Connection, people: Collection[Attendee]) -> None:
    """Adds people of whom no entry tells, at the end."""
    last = connection.execute("SELECT coalesce(max(place), 0) FROM roster").fetchone()[0]
    _write(connection, people, last + 1, "")


def encode_fact(fact: Fact, imported: Imported) -> str:
    """A fact as the log keeps it; what was imported is packed, or 100,000 people weigh 28 MB."""
    if not imported.people:
        return msgspec.json.encode(fact).decode()
    packed = b64encode(zlib.compress(msgspec.json.encode(imported), 1)).decode()
    return msgspec.json.encode(msgspec.to_builtins(fact) | {"imported": packed}).decode()


def unpacked(fact: str) -> str:
    """The JSON of what a roster's entry holds beside its fact; "" when that is nothing.

    Raises `ValueError` when it is damaged, or larger than any roster.
    """
    packed = msgspec.json.decode(fact, type=_Packed).imported
    if not packed:
        return ""
    unpacker = zlib.decompressobj()
    try:
        told = unpacker.decompress(b64decode(packed, validate=True), _LARGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof:
        raise ValueError("imported")
    return told.decode()


def read_imported(told: str) -> Imported:
    """What `unpacked` gave; raises `MsgspecError` when it is something else."""
    return msgspec.json.decode(told, type=Imported) if told else NOBODY


class _Packed(msgspec.Struct):
    imported: str = ""


def take_people(connection: sqlite3.Connection, row: Row, imported: Imported | None = None) -> None:
    """Takes the people of a roster's entry in, whichever of two gates' entries came first here.

    `imported`: what the entry holds, when that is at hand.
    """
    if row["kind"] != RosterImported.kind or not row["fact"]:
        return
    imported = imported or read_imported(unpacked(row["fact"]))
    moment = datetime.fromisoformat(row["at"]) - _ahead(connection, row)
    stamp = moment.isoformat(timespec="microseconds")
    # A thousand places for each microsecond. Of two places the lower holds: an order's lie below
    # all others', the latest order's lowest; later newcomers stand after earlier ones.
    place = (moment - _EPOCH) // timedelta(microseconds=1) * 1000
    _write(connection, imported.people, place, f"{stamp} {row['gate']} {row['number']} {row['id']}")
    connection.executemany(_ORDER, ((id_, n - place) for n, id_ in enumerate(imported.order)))


def _write(
    connection: sqlite3.Connection, people: Collection[Attendee], place: int, stamp: str
) -> None:
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    columns = [map(attrgetter(name), people) for name in PERSON]
    places = range(place, place + len(people))
    connection.executemany(_WRITE, zip(*columns, places, repeat(stamp)))


def _ahead(connection: sqlite3.Connection, row: Row) -> timedelta:
    """By how much the clock was ahead that dated the entry, as its laptop had told before."""
    asked = (row["origin"], ClockCompared.kind, row["id"])
    for (fact,) in connection.execute(_AHEAD, asked):
        if fact:
            return timedelta(milliseconds=msgspec.json.decode(fact, type=ClockCompared).ahead)
    return timedelta()
