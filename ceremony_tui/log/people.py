"""The roster's rows in the file."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from sys import intern

from ceremony_tui.core.roster import Attendee

_CACHE = 16_384  # KiB, enough for 100,000 people: SQLite's own 2 MB would be written many times
PERSON = ("id", "name", "unit", "nip", "position", "rank", "badge", "status")


def read_people(connection: sqlite3.Connection) -> Iterator[Attendee]:
    """The people in official order."""
    rows = connection.execute(f"SELECT {', '.join(PERSON)} FROM roster ORDER BY place")
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


def write_people(
    connection: sqlite3.Connection, people: Collection[Attendee], order: Iterable[str]
) -> None:
    """Adds people at the end, or changes those whose id is known; then puts `order` in order."""
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    last = connection.execute("SELECT coalesce(max(place), 0) FROM roster").fetchone()[0]
    names, holes = ", ".join(PERSON), ", ".join("?" * len(PERSON))
    kept = ", ".join(f"{name} = excluded.{name}" for name in PERSON)
    columns = [map(attrgetter(name), people) for name in PERSON]
    connection.executemany(
        f"INSERT INTO roster ({names}, place) VALUES ({holes}, ?) "
        f"ON CONFLICT (id) DO UPDATE SET {kept}",
        zip(*columns, range(last + 1, last + 1 + len(people)), strict=True),
    )
    connection.executemany("UPDATE roster SET place = ? WHERE id = ?", enumerate(order, 1))
