"""The paper fallback: sheets printed, rows typed in afterwards, everybody of them present."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from conftest import PEOPLE, Clock
from tests_support import NIP_1, NIP_2

from ceremony_tui.cli import run
from ceremony_tui.core.closing import corrections
from ceremony_tui.core.facts import CheckedIn, Closed, RosterImported
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.rules import decide_sheet
from ceremony_tui.core.sheets import sheet_of, sheets, sheets_of
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log

UNIT = "Dinas Kesehatan"
NUMBER = sheet_of(UNIT, PEOPLE[:2]).sheet


def asked(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([*map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def printed(file: Path, tmp_path: Path) -> Path:
    """The ceremony file after its sheets were printed."""
    assert run(["export", str(file), "sign-sheet", "--out", str(tmp_path / "s.pdf")]) == 0
    return file


def test_rows_check_in_everybody_who_signed(printed: Path, desk: Desk, capsys) -> None:
    code, out, err = asked(capsys, "paper", printed, "--unit", UNIT, "1-2", "--operator", "Rina")
    assert (code, out) == (0, f"   1  {PEOPLE[0].name}\n   2  {PEOPLE[1].name}\n")
    assert f"2 orang dicatat hadir dari lembar {NUMBER}, {UNIT}; 0 sudah hadir." in err
    desk.refresh()
    entry = desk.ceremony.check_in(NIP_2)
    assert entry is not None
    assert entry.fact == CheckedIn(NIP_2, "", 0, f"paper {NUMBER} row 2", timed=False)
    assert entry.operator == "Rina"
    assert desk.void(entry.id, "salah baris") is not None


def test_rows_typed_after_the_recap_was_closed_are_one_correction(
    printed: Path, desk: Desk, capsys
) -> None:
    desk.record(Closed("rapat rekap", 4, 0))
    code, out, err = asked(capsys, "paper", printed, "--unit", UNIT, "1-2")
    assert (code, out) == (1, "")
    assert "--operator" in err
    desk.refresh()
    assert desk.ceremony.present == 0
    assert asked(capsys, "paper", printed, "--unit", UNIT, "1-2", "--operator", "Rina")[0] == 0
    desk.refresh()
    assert (desk.ceremony.present, len(corrections(desk.ceremony))) == (2, 1)


def test_typing_a_sheet_twice_changes_nothing(printed: Path, desk: Desk, capsys) -> None:
    desk.scan(NIP_1)
    for new in (1, 0):
        code, out, _ = asked(capsys, "paper", printed, "--sheet", NUMBER, "1", "2", "--json")
        told = json.loads(out)
        assert (code, len(told["taken"]), len(told["already"])) == (0, new, 2 - new)
    desk.refresh()
    assert desk.ceremony.present == 2


def test_a_dry_run_only_says_who_would_be_there(printed: Path, desk: Desk, capsys) -> None:
    assert asked(capsys, "paper", printed, "--unit", UNIT, "1", "--dry-run")[0] == 0
    assert not desk.refresh()


def test_the_printed_order_is_the_order_of_entry_when_the_roster_has_changed(
    printed: Path, desk: Desk, tmp_path: Path, capsys
) -> None:
    people = (Attendee("K-1", "Susulan", UNIT), Attendee(NIP_1, "Nama Baru", "Inspektorat", NIP_1))
    desk.import_roster(people, RosterImported("y.csv", 2, 1, 1, 0, 0))
    code, out, _ = asked(capsys, "paper", printed, "--unit", UNIT, "1")
    assert (code, out) == (0, "   1  Nama Baru\n")
    assert run(["export", str(printed), "sign-sheet", "--out", str(tmp_path / "t.pdf")]) == 0
    code, _, err = asked(capsys, "paper", printed, "--unit", UNIT, "2")
    assert code == 2
    assert "--sheet" in err
    assert NUMBER in err
    desk.refresh()
    newest = next(sheet for sheet in sheets(desk.ceremony) if sheet.unit == UNIT)
    code, out, _ = asked(capsys, "paper", printed, "--sheet", newest.number, "2")
    assert (code, out) == (0, "   2  Susulan\n")


def test_another_laptop_takes_the_rows_after_a_merge(
    file: Path, clock: Clock, tmp_path: Path, capsys
) -> None:
    Log.open(file).backup(tmp_path / "gate.db")
    with closing(Desk(Log.open(file, origin="office"), now=clock)) as office:
        office.call_each(decide_sheet, [(s,) for s in sheets_of(office.ceremony, UNIT)])
    assert asked(capsys, "paper", tmp_path / "gate.db", "--unit", UNIT, "1")[0] == 2
    assert run(["merge", str(tmp_path / "gate.db"), str(file)]) == 0
    assert asked(capsys, "paper", tmp_path / "gate.db", "--unit", UNIT, "1")[0] == 0


def test_printing_again_adds_nothing_to_the_log(printed: Path, desk: Desk, tmp_path: Path) -> None:
    assert len(desk.ceremony.printed) == 2
    out = tmp_path / "again.pdf"
    assert run(["export", str(printed), "sign-sheet", "--out", str(out), "--size", "f4"]) == 0
    assert not desk.refresh()
    assert out.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--unit", UNIT, "1-3"], "sampai 2"),
        (["--unit", UNIT, "satu"], "bukan nomor baris"),
        (["--unit", UNIT, "2-1"], "terbalik"),
        (["--unit", "Dinas Kesehtan", "1"], "Dinas Kesehatan"),
        (["--sheet", "1", "1"], "Lembar 1 tidak ada"),
        (["1"], "beberapa lembar"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_changes_nothing(
    printed: Path, desk: Desk, capsys, arguments: list[str], told: str
) -> None:
    code, out, err = asked(capsys, "paper", printed, *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert not desk.refresh()


def test_without_a_printed_sheet_there_are_no_rows(file: Path, capsys) -> None:
    code, _, err = asked(capsys, "paper", file, "--unit", UNIT, "1")
    assert code == 2
    assert "belum ada lembar" in err


@pytest.mark.parametrize(
    "arguments", [["--out", "s.xlsx"], ["--out", "s.pdf", "--unit", "Dinas"], ["--out", "-"]]
)
def test_a_sheet_that_cannot_be_made_is_said(
    file: Path, desk: Desk, tmp_path: Path, monkeypatch, capsys, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert asked(capsys, "export", file, "sign-sheet", *arguments)[0] == 2
    assert not desk.refresh()
    assert not list(tmp_path.glob("s.*"))


def test_without_people_there_is_no_sheet(make_file, tmp_path: Path, capsys) -> None:
    empty = make_file("kosong.db", people=())
    code, _, err = asked(capsys, "export", empty, "sign-sheet", "--out", tmp_path / "s.pdf")
    assert code == 2
    assert "Belum ada orang" in err
