"""What several tests need beside the fixtures."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from conftest import PEOPLE, SCRIPT

__all__ = ["NIP_1", "NIP_2", "NIP_3", "PEOPLE", "SCRIPT", "raw", "tampered"]

NIP_1, NIP_2, NIP_3 = (person.nip for person in PEOPLE[:3])


@contextmanager
def raw(path: Path) -> Generator[sqlite3.Connection]:
    """The file as another program sees it."""
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()


def tampered(path: Path, *statements: str) -> None:
    """Does what only somebody with ill intent would: takes the triggers away first."""
    with raw(path) as db:
        db.execute("DROP TRIGGER log_no_update")
        db.execute("DROP TRIGGER log_no_delete")
        for statement in statements:
            db.execute(statement)
        db.commit()
