"""The roster in the ceremony file. Who told of a person last is known, on every copy alike."""

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import msgspec

from ceremony_tui.core.facts import Fact, RosterImported
from ceremony_tui.core.roster import Attendee
from ceremony_tui.log.schema import Row

PERSON = tuple(Attendee.__dataclass_fields__)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLACE = "SELECT coalesce(max(place), 0) + 1 FROM roster"
_NAMES = (*PERSON, "place", "stamp")
_KEPT = ", ".join(
    f"{name} = iif(excluded.stamp >= stamp, excluded.{name}, {name})" for name in (*PERSON, "stamp")
)
_WRITE = (
    f"INSERT INTO roster ({', '.join(_NAMES)}) VALUES ({', '.join(f':{n}' for n in _NAMES)}) "
    f"ON CONFLICT (id) DO UPDATE SET {_KEPT}, place = min(place, excluded.place)"
)


def write_people(
    connection: sqlite3.Connection, people: Iterable[Attendee], stamp: str = "", place: int = 0
) -> None:
    """Adds people, or changes those whose id is known unless a later entry told of them."""
    place = place or connection.execute(_PLACE).fetchone()[0]
    rows = (asdict(who) | {"place": place + n, "stamp": stamp} for n, who in enumerate(people))
    connection.executemany(_WRITE, rows)


def encode_fact(fact: Fact, people: tuple[Attendee, ...]) -> str:
    """A fact as the log keeps it, with the people of a roster, which the core does not carry."""
    told = msgspec.to_builtins(fact)
    return msgspec.json.encode(told | {"people": people} if people else told).decode()


def take_people(connection: sqlite3.Connection, row: Row) -> None:
    """Takes the people of a roster's entry in, whichever of two gates' entries came first here."""
    if row["kind"] != RosterImported.kind or not row["fact"]:
        return
    people = msgspec.json.decode(row["fact"], type=_WithPeople).people
    stamp = f"{row['at']} {row['gate']} {row['number']} {row['id']}"
    since = datetime.fromisoformat(row["at"]) - _EPOCH
    # Later rosters stand below earlier ones, on every copy.
    write_people(connection, people, stamp, since // timedelta(microseconds=1) * 1000)


class _WithPeople(msgspec.Struct):
    people: tuple[Attendee, ...] = ()
