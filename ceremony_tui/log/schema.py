"""What tells a ceremony file, and which migrations it has had."""

import sqlite3
from typing import Any

APPLICATION_ID = 0x496B7261  # "Ikra": how `file` and this program tell a ceremony from a database
KNOWN = frozenset({"0001", "0002"})  # the names of the migrations

Row = dict[str, Any]


def applied(connection: sqlite3.Connection) -> set[str]:
    """The names of the migrations a file has had, as sqlite-utils notes them."""
    table = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
    if connection.execute(table).fetchone() is None:
        return set()
    noted = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'ceremony'"
    return {str(name) for (name,) in connection.execute(noted)}
