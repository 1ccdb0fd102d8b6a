"""Signed badges at the desk: the key's way from file to file, and what a gate says."""

from contextlib import closing
from pathlib import Path

import pytest
from conftest import PEOPLE, Clock, MakeFile
from tests_support import NIP_1, raw

from ceremony_tui.cli import run
from ceremony_tui.core.facts import BadgesPrinted, RosterImported, Verdict
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.signed import series_of, sign
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log, badge_key, merge
from ceremony_tui.shown.gate import answer
from ceremony_tui.words import Words


def seat(path: Path, clock: Clock, gate: str = "Gerbang 2") -> Desk:
    return Desk(Log.open(path, origin=str(path)), gate, now=clock)


def without_key(path: Path) -> Path:
    """The file as an older program made it."""
    with raw(path) as db:
        db.execute("DELETE FROM meta WHERE key = 'badge-key'")
        db.commit()
    return path


def test_every_ceremony_has_a_key_of_its_own(make_file: MakeFile) -> None:
    keys = {badge_key(Log.open(make_file(f"{n}.db"))) for n in range(3)}
    assert len(keys) == 3
    assert all(len(key) == 16 for key in keys)


def test_a_badge_of_another_ceremony_is_told_so(
    make_file: MakeFile, desk: Desk, clock: Clock, words: Words
) -> None:
    with closing(seat(make_file("other.db"), clock)) as other:
        badge = sign(other.ceremony.key, NIP_1)
    entry = desk.scan(badge)
    given = answer(entry, desk.ceremony, words)
    assert given is not None
    assert given.verdict is Verdict.NOT_ON_ROSTER
    assert given.message == "KARTU UPACARA LAIN — arahkan ke meja bantuan"
    assert badge not in given.who


def test_the_key_goes_with_a_backup_to_another_gate(
    desk: Desk, file: Path, clock: Clock, tmp_path: Path
) -> None:
    badge = sign(desk.ceremony.key, NIP_1)
    Log.open(file).backup(tmp_path / "gate.db")
    with closing(seat(tmp_path / "gate.db", clock)) as gate:
        assert gate.scan(badge).fact.verdict is Verdict.PRESENT


def test_an_older_file_gets_its_key_with_its_first_signed_badge(file: Path, clock: Clock) -> None:
    with (
        closing(seat(without_key(file), clock)) as office,
        closing(seat(file, clock, "Gerbang 1")) as gate,
    ):
        assert office.ceremony.key == b""
        key = office.badge_key()
        assert len(key) == 16
        assert office.badge_key() == office.ceremony.key == key
        office.record(BadgesPrinted(4, series=series_of(key)))
        gate.refresh()  # a gate that was open all the while
        assert gate.scan(sign(key, NIP_1)).fact.verdict is Verdict.PRESENT


def test_a_copy_without_the_key_gets_it_by_a_merge_and_keeps_the_one_it_has(
    file: Path, clock: Clock, tmp_path: Path
) -> None:
    Log.open(without_key(file)).backup(tmp_path / "gate.db")
    with closing(seat(file, clock)) as office:
        office.badge_key()
    mine, theirs = Log.open(tmp_path / "gate.db", origin="gate"), Log.open(file)
    merge(mine, theirs)
    assert badge_key(mine) == badge_key(theirs) != b""
    with raw(file) as db:
        db.execute("UPDATE meta SET value = 'ff' WHERE key = 'badge-key'")
        db.commit()
    before = badge_key(mine)
    merge(mine, theirs)
    assert badge_key(mine) == before != badge_key(theirs)


def test_a_revoked_signed_badge_names_its_bearer(desk: Desk) -> None:
    key = desk.ceremony.key
    desk.replace_badge(NIP_1, PEOPLE[0].badge, "", "hilang")
    refused = desk.scan(sign(key, NIP_1)).fact
    assert (refused.verdict, refused.attendee) == (Verdict.REVOKED, NIP_1)
    assert desk.scan(sign(key, NIP_1, desk.ceremony.serial(NIP_1))).fact.attendee == NIP_1
    assert desk.ceremony.present == 1


def test_what_was_printed_is_on_record(desk: Desk) -> None:
    desk.record(BadgesPrinted(4, "Inspektorat"))
    (entry,) = desk.ceremony.printed
    assert entry.fact == BadgesPrinted(4, "Inspektorat")


def test_somebody_imported_later_is_read_too(desk: Desk) -> None:
    key = desk.ceremony.key
    late = sign(key, "NON-0009")
    assert desk.scan(late).fact.verdict is Verdict.NOT_ON_ROSTER
    person = Attendee("NON-0009", "Susulan", "Inspektorat")
    desk.import_roster((person,), RosterImported("y.csv", 1, 1, 0, 0, 0))
    assert desk.scan(late).fact.attendee == "NON-0009"


@pytest.mark.parametrize("text", [sign(b"k" * 16, NIP_1), NIP_1])
def test_a_signed_badge_of_anybody_is_a_scan_however_slow(desk: Desk, text: str) -> None:
    assert desk.is_code(text)
    assert not desk.is_code(text[:-1])


def test_the_key_is_never_told(desk: Desk, file: Path, capsys, tmp_path: Path) -> None:
    key = desk.ceremony.key.hex()
    paper = tmp_path / "a.csv"
    for command in (
        "log --json",
        "status --json",
        "check --json",
        f"export attendance --out {paper}",
    ):
        name, *rest = command.split()
        run([name, str(file), *rest])
    told = capsys.readouterr()
    assert key not in told.out + told.err + paper.read_text(encoding="utf-8-sig")


def test_a_damaged_key_is_a_sentence_and_no_traceback(file: Path, capsys) -> None:
    with raw(file) as db:
        db.execute("UPDATE meta SET value = 'xyz' WHERE key = 'badge-key'")
        db.commit()
    assert run(["status", str(file)]) == 2
    assert "rusak" in capsys.readouterr().err
