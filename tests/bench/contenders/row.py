"""One bare commit of the row that the program writes for a scan."""

import sqlite3
from itertools import count
from pathlib import Path

COLUMNS = (
    "id", "origin", "gate", "number", "at", "operator", "kind", "version", "fact", "salt",
    "digest", "hash",
)  # fmt: skip
INSERT = f"INSERT INTO log ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


class Rows:
    """A ceremony file written to without the program: the same table, indexes and settings."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._number = count(1)

    def commit(self, nip: str) -> None:
        number = next(self._number)
        fact = f'{{"attendee":"{nip}","text":"{nip}","late_minutes":0,"why":""}}'
        row = (
            f"019aa9b0-0000-7000-8000-{number:012d}", "0123abcd", "Bare", number,
            "2026-12-07T00:00:00.000000+00:00", "", "checked-in", 1, fact, "0" * 16,
            "0" * 64, f"{number:064d}",
        )  # fmt: skip
        self._connection.execute(INSERT, row)
