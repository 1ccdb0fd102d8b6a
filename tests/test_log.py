"""The ceremony file: made whole, opened with care, never changed behind the log's back."""

import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database
from tests_support import NIP_1, NIP_2, SCRIPT, raw

from ceremony_tui.core.facts import CueCalled, Opened
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.log import Log
from ceremony_tui.log.migrations import migrations
from ceremony_tui.log.schema import KNOWN

AT = datetime(2023, 10, 27, 23, 0, tzinfo=UTC)


def test_the_file_is_readable_by_its_owner_only(file: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no mode bits")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_file_is_in_wal_mode_and_its_writes_are_full(file: Path) -> None:
    log = Log.open(file)
    assert log._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert log._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert log._connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)
    log.close()


def test_making_refuses_to_overwrite(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(CeremonyError, match="file-exists"):
        Log.make(file, "another", SCRIPT)
    assert file.read_bytes() == before


def test_making_in_a_folder_that_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CeremonyError, match="file-not-made"):
        Log.make(tmp_path / "no" / "x.db", "c", SCRIPT)
    assert list(tmp_path.iterdir()) == []


def test_the_script_comes_back_as_it_was(file: Path) -> None:
    log = Log.open(file)
    assert log.script == SCRIPT
    log.close()


@pytest.mark.parametrize("verb", ["UPDATE log SET operator = 'x'", "DELETE FROM log"])
def test_the_file_itself_refuses_to_change_the_log(file: Path, verb: str) -> None:
    with raw(file) as db, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(verb)


def test_an_entry_carries_all_that_the_chain_needs(desk: Desk, file: Path) -> None:
    desk.scan(NIP_1)
    with raw(file) as db:
        db.row_factory = sqlite3.Row
        row = dict(db.execute("SELECT * FROM log ORDER BY seq DESC LIMIT 1").fetchone())
    assert row["id"][14] == "7"
    assert (row["gate"], row["number"], row["operator"]) == ("Gerbang 1", 1, "Rina")
    assert (row["kind"], row["version"]) == ("checked-in", 1)
    assert row["at"] == "2023-10-27T23:00:00.000000+00:00"
    assert len(row["hash"]) == len(row["digest"]) == 64
    assert row["salt"]


def test_numbers_run_within_a_gate(file: Path, clock) -> None:
    first = Desk(Log.open(file, origin="a"), "Gerbang 1", now=clock)
    second = Desk(Log.open(file, origin="a"), "Gerbang 2", now=clock)
    numbers = [(e.gate, e.number) for e in (first.scan(NIP_1), second.scan(NIP_2))]
    clock.pass_(seconds=10)
    numbers += [(e.gate, e.number) for e in (first.scan(NIP_2), second.scan(NIP_1))]
    assert numbers == [("Gerbang 1", 1), ("Gerbang 2", 1), ("Gerbang 1", 2), ("Gerbang 2", 2)]
    first.close()
    second.close()


def test_two_writers_lose_nothing(file: Path) -> None:
    """A deferred transaction would lose rows to SQLITE_BUSY here, or number two alike."""

    def write() -> None:
        log = Log.open(file, origin="a")
        for _ in range(100):
            with log.writing():
                log.append(new_id(AT), "Gerbang 1", AT, "", CueCalled(0))
        log.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = Log.open(file)
    entries, _ = log.read()
    assert [e.number for e in entries if e.gate == "Gerbang 1"] == list(range(1, 201))
    assert log.verify() is None
    log.close()


def _append_and_fail(log: Log):
    append = log.append

    def failing(*arguments):
        append(*arguments)
        return 1 // 0

    return failing


def test_nothing_of_a_failed_transaction_stays(file: Path) -> None:
    log = Log.open(file)
    before, _ = log.read()
    log.append = _append_and_fail(log)  # type: ignore[method-assign]
    with pytest.raises(ZeroDivisionError), log.writing():
        log.append(new_id(AT), "g", AT, "", CueCalled(0))
    del log.append
    assert log.read()[0] == before
    with log.writing():
        log.append(new_id(AT), "g", AT, "", CueCalled(1))
    assert len(log.read()[0]) == len(before) + 1
    log.close()


def _note_and_fail(log: Log) -> None:
    with log.writing():
        log.write_note("a", "never kept")
        raise ZeroDivisionError


def test_a_write_inside_another_is_part_of_it(file: Path) -> None:
    log = Log.open(file)
    with pytest.raises(ZeroDivisionError):
        _note_and_fail(log)
    assert log.notes("a") == {}
    with log.writing():
        log.write_note("a", "kept")
        log.write_note("b", "dropped")
        log.write_note("b", "")
    found = Log.open(file)
    assert (found.notes("a"), found.notes("b")) == ({"a": "kept"}, found.notes("badge-key"))


def test_a_deleted_file_takes_no_more_scans(desk: Desk, file: Path) -> None:
    """SQLite would go on writing into a file that nobody can ever open again."""
    file.rename(file.with_suffix(".moved"))
    with pytest.raises(CeremonyError, match="file-replaced"):
        desk.scan(NIP_1)
    assert desk.ceremony.present == 0


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "file-empty"),
        (b"nip;nama;unit\n", "file-foreign"),
        (b"SQLite format 3\0" + b"\0" * 20, "file-foreign"),
    ],
)
def test_what_is_no_ceremony_file_is_named(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=key):
        Log.open(path)
    assert path.read_bytes() == content


def test_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="file-missing"):
        Log.open(tmp_path / "x.db")
    assert not (tmp_path / "x.db").exists()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with raw(path) as db:
        db.execute("CREATE TABLE log (id)")
    with pytest.raises(BadInput, match="file-foreign"):
        Log.open(path)


def test_a_truncated_file_is_refused(make_file, tmp_path: Path) -> None:
    whole = make_file().read_bytes()
    path = tmp_path / "cut.db"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match="file-damaged"):
        Log.open(path)


def test_a_newer_file_is_refused(file: Path) -> None:
    with raw(file) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('ceremony', '9999', 'later')"
        )
        db.commit()
    with pytest.raises(BadInput, match="file-newer"):
        Log.open(file)


def test_a_backup_is_a_whole_copy_while_the_desk_writes(desk: Desk, tmp_path: Path) -> None:
    desk.scan(NIP_1)
    desk._log.backup(tmp_path / "copy.db")
    desk.scan(NIP_2)
    copy = Log.open(tmp_path / "copy.db")
    assert [e.fact.kind for e in copy.read()[0]][-1] == "checked-in"
    assert len(copy.read()[0]) == len(desk._log.read()[0]) - 1
    assert copy.verify() is None
    copy.close()


def test_a_backup_refuses_to_overwrite(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    with pytest.raises(CeremonyError, match="file-exists"):
        desk._log.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"


def test_the_first_entry_says_what_was_opened(file: Path) -> None:
    log = Log.open(file)
    assert log.read()[0][0].fact == Opened(SCRIPT.title, "example")
    log.close()


def test_every_migration_is_known_without_loading_it(file: Path) -> None:
    names = {migration.name for migration in migrations.pending(Database(memory=True))}
    assert names == KNOWN
    program = (
        "import sys; from ceremony_tui.cli import run; "
        f"assert run(['status', {str(file)!r}]) == 0; assert 'sqlite_utils' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
