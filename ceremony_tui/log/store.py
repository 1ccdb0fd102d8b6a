"""SQLite connections that are safe by default, files that are whole, errors as sentences."""

import os
import sqlite3
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.log import schema

BUSY = 5.0  # seconds to wait for another program's write
_SMALLEST = 512  # bytes of a page; 1 stands for 65,536, which no ceremony file has
_MAGIC = b"SQLite format 3\0"

_SENTENCES = {
    "SQLITE_BUSY": "file-busy",
    "SQLITE_LOCKED": "file-busy",
    "SQLITE_FULL": "disk-full",
    "SQLITE_READONLY": "file-read-only",
    "SQLITE_CANTOPEN": "file-closed",
    "SQLITE_NOTADB": "file-foreign",
    "SQLITE_CORRUPT": "file-damaged",
    "SQLITE_ERROR": "file-damaged",
}


@contextmanager
def speaking(path: Path) -> Generator[None]:
    """Turns what SQLite says of a file into a sentence that names it."""
    try:
        yield
    except sqlite3.Error as error:
        name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        key = _SENTENCES.get(name, "disk-failed")
        bad = key in ("file-foreign", "file-damaged")
        raise (BadInput if bad else CeremonyError)(key, path=path, detail=str(error)) from error


@contextmanager
def whole(path: Path) -> Generator[Path]:
    """A place to write a new file of this name: it gets the name when it is finished, or never.

    Refuses to overwrite. What a killed program has left half-written is written anew.
    """
    part = path.with_name(f"{path.name}.part")
    if path.exists():
        raise CeremonyError("file-exists", path=path)
    _remove(part)
    try:
        # sqlite3 would create it with everyone's rights; its sidecar files copy these.
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise CeremonyError("file-not-made", path=path, detail=error.strerror) from None
    try:
        yield part
        part.rename(path)
    except BaseException:
        _remove(part)
        raise


def make(path: Path, particulars: Mapping[str, str]) -> None:
    """Writes a new ceremony file that holds these particulars."""
    with whole(path) as part, closing(sqlite3.connect(part)) as connection, speaking(path):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", particulars.items())
        connection.commit()


def copy(source: sqlite3.Connection, path: Path, *, without: str) -> None:
    """Copies a ceremony file as of one moment, but for the notes of this pattern."""
    with whole(path) as part, speaking(path), closing(sqlite3.connect(part)) as connection:
        source.backup(connection)
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("DELETE FROM meta WHERE key GLOB ?", (without,))
        connection.commit()


def _remove(part: Path) -> None:
    for leftover in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            Path(f"{part}{leftover}").unlink()


def connect(path: Path, *, write: bool, patience: float | None = None) -> sqlite3.Connection:
    """Opens a ceremony file after looking at it; migrates an older one when writing."""
    _look(path)
    with speaking(path):
        try:
            connection = _checked(path, "mode=rw" if write else "mode=ro", write=write)
        except sqlite3.OperationalError:
            # A locked stick has no room for SQLite's sidecar files, and needs none.
            if write or Path(f"{path}-wal").exists() or os.access(path.absolute().parent, os.W_OK):
                raise
            return _checked(path, "mode=ro&immutable=1", write=False)
        if patience is not None:
            connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
        return connection


def _checked(path: Path, mode: str, *, write: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", BUSY, uri=True)
    try:
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _check(path, connection, write=write)
    except BaseException:
        connection.close()
        raise
    return connection


def _look(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head, size = file.read(18), path.stat().st_size
    except FileNotFoundError:
        raise BadInput("file-missing", path=path) from None
    except OSError as error:
        raise BadInput("file-unreadable", path=path, detail=error.strerror) from None
    if head[:16] != _MAGIC:
        raise BadInput("file-foreign" if head else "file-empty", path=path)
    # SQLite reads zeros where a cut-off page goes on, and finds nothing wrong with them.
    page = int.from_bytes(head[16:], "big")
    if page >= _SMALLEST and size % page:
        raise BadInput("file-damaged", path=path, detail=f"{size} B")


def _check(path: Path, connection: sqlite3.Connection, *, write: bool) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise BadInput("file-foreign", path=path)
    if schema.applied(connection) - schema.KNOWN:
        raise BadInput("file-newer", path=path)
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise BadInput("file-damaged", path=path, detail=verdict)
    if schema.KNOWN - schema.applied(connection):
        if not write:
            raise CeremonyError("file-older", path=path)
        migrate(connection)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a file up to what this program knows."""
    from sqlite_utils import Database

    from ceremony_tui.log.migrations import migrations

    migrations.apply(Database(connection))
