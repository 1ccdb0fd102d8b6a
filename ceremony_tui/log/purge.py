"""Personal data taken out of a ceremony file for good; the chains of its log still hold."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ceremony_tui.log.store import connect, speaking

# Facts that name nobody of the roster. The script and those who had a part in it stay: the
# minutes tell of them.
KEPT = (
    "opened", "restarted", "cue-called", "plan-chosen", "particulars-set", "text-set", "reworded",
    "role-set", "badges-printed", "closed", "purged", "clock-compared",
)  # fmt: skip


def purge(path: Path) -> None:
    """Removes them from a file whose log says already that it was done; it may be done again."""
    with closing(connect(path, write=True)) as connection, speaking(path):
        _empty(connection)
        _write_anew(connection)


def _empty(connection: sqlite3.Connection) -> None:
    """Empties the roster, every fact about a person, and what the file has kept of them since.

    With a fact goes its salt: a digest without one could be tried out for every possible NIP.
    """
    connection.execute("PRAGMA secure_delete = ON")
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'"
    ).fetchall()
    marks = ", ".join("?" * len(KEPT))
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            f"UPDATE log SET fact = NULL, salt = '' WHERE kind NOT IN ({marks})", KEPT
        )
        connection.execute("DELETE FROM roster")
        for _, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _write_anew(connection: sqlite3.Connection) -> None:
    """Nothing of what was removed is left in free pages or beside it."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
