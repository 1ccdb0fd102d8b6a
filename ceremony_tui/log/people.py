"""The roster's rows in the file."""

import sqlite3
from collections.abc import Iterable
from operator import attrgetter

from ceremony_tui.core.roster import Attendee

PERSON = tuple(Attendee.__dataclass_fields__)


def write_people(
    connection: sqlite3.Connection, people: Iterable[Attendee], order: Iterable[str]
) -> None:
    """Adds people at the end, or changes those whose id is known; then puts `order` in order."""
    last = connection.execute("SELECT coalesce(max(place), 0) FROM roster").fetchone()[0]
    names, holes = ", ".join(PERSON), ", ".join("?" * len(PERSON))
    kept = ", ".join(f"{name} = excluded.{name}" for name in PERSON)
    values = attrgetter(*PERSON)
    connection.executemany(
        f"INSERT INTO roster ({names}, place) VALUES ({holes}, ?) "
        f"ON CONFLICT (id) DO UPDATE SET {kept}",
        ((*values(person), place) for place, person in enumerate(people, last + 1)),
    )
    connection.executemany("UPDATE roster SET place = ? WHERE id = ?", enumerate(order, 1))
