"""The day after by command: sheets come back, the recap is closed, people are purged."""

import json
from pathlib import Path

import pytest
from tables import xlsx
from tests_support import NIP_1, NIP_2, NIP_3, raw, tampered

from ceremony_tui.cli import run
from ceremony_tui.core.facts import ParticularsSet
from ceremony_tui.desk import Desk
from ceremony_tui.intake.sheets import read_sheets
from ceremony_tui.log import Log


@pytest.fixture
def told(file: Path, capsys):
    """Runs a command on the file; its exit code, what it printed and what it said."""

    def ask(command: str, *arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([command, str(file), *arguments])
        out = capsys.readouterr()
        return code, out.out.strip(), out.err.strip()

    return ask


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "unit.csv"
    path.write_text(
        f"NIP;Nama;Kode;Catatan\n{NIP_1};x;S;surat dokter\n{NIP_2};x;h;ada di foto\n"
        f"{NIP_3};x;ZZ;\n{NIP_1};x;I;\n404;x;S;\nNON-0001;x;;\n",
        encoding="utf-8",
    )
    return path


CLOSE = ("--reason", "rapat rekap", "--operator", "Rina")


def test_a_sheet_comes_back_row_by_row(told, sheet: Path) -> None:
    code, out, _ = told("absences", str(sheet), "--json")
    assert code == 0
    assert json.loads(out) == {
        "read": 5,
        "changed": 2,
        "unchanged": 0,
        "rejected": [
            {"row": 4, "reason": "absence-code", "value": "ZZ"},
            {"row": 5, "reason": "twice", "value": NIP_1},
            {"row": 6, "reason": "absence-person", "value": "404"},
        ],
        "skipped_sheets": [],
    }
    status = json.loads(told("status", "--json")[1])
    assert (status["present"], status["units"][0]["by_code"]["S"]) == (1, 1)


def test_a_dry_run_changes_nothing(told, sheet: Path, file: Path) -> None:
    before = file.read_bytes()
    assert json.loads(told("absences", str(sheet), "--dry-run", "--json")[1])["changed"] == 2
    assert file.read_bytes() == before


def test_the_rejected_rows_can_be_mended_and_taken_in(told, sheet: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "ditolak.csv"
    told("absences", str(sheet), "--rejects", str(rejects))
    assert f"4,kode tidak dikenal,{NIP_3},x,ZZ," in rejects.read_text(encoding="utf-8-sig")
    rejects.write_text(rejects.read_text(encoding="utf-8").replace("ZZ", "DL"), encoding="utf-8")
    assert json.loads(told("absences", str(rejects), "--json")[1])["changed"] == 2  # and S to I


def test_the_rejects_never_replace_the_sheet(told, sheet: Path) -> None:
    assert told("absences", str(sheet), "--rejects", str(sheet))[0] == 2
    assert "surat dokter" in sheet.read_text(encoding="utf-8")


def test_what_goes_out_comes_back(told, tmp_path: Path) -> None:
    out = tmp_path / "lembar.csv"
    told("export", "reasons", "--out", str(out), "--excel-id")
    filled = out.read_text(encoding="utf-8-sig").replace(";;", ";C;", 1)
    out.write_text(filled, encoding="utf-8")
    assert json.loads(told("absences", str(out), "--json")[1])["rejected"] == []


def test_a_workbook_comes_back_with_every_sheet(told, tmp_path: Path) -> None:
    head = [["LEMBAR KETERANGAN"], ["Dinas"], [], ["NIP", "Nama", "Kode", "Catatan"]]
    path = tmp_path / "lembar.xlsx"
    book = xlsx(
        Inspektorat=[*head, [NIP_1, "x", "S", "surat"], [NIP_2, "x", "", "sakit"]],
        Dinas=[*head, [int(NIP_3), "x", "I"], ["NON-0001", "x", "c", ""], [NIP_1, "x", "I"]],
        Catatan=[["lembar ini bukan daftar"]],
        Lama=[*head, [NIP_2, "x", "DL"]],
        hidden=("Lama",),
    )
    path.write_bytes(book)
    rejects = tmp_path / "ditolak.xlsx"
    said = json.loads(told("absences", str(path), "--rejects", str(rejects), "--json")[1])
    assert (said["read"], said["changed"], said["skipped_sheets"]) == (5, 2, ["Catatan", "Lama"])
    assert [(r["sheet"], r["row"], r["reason"]) for r in said["rejected"]] == [
        ("Inspektorat", 6, "absence-blank"),
        ("Dinas", 5, "excel"),
        ("Dinas", 7, "twice"),
    ]
    mended = [list(row) for _, row, _ in read_sheets(rejects, ())[0].rows()]
    assert mended[1] == ["Inspektorat 6", "catatan tanpa kode", NIP_2, "x", "", "sakit"]
    mended = [mended[0], [*mended[1][:4], "DL", "sakit"]]
    rejects.write_bytes(xlsx(Lembar=mended))
    assert json.loads(told("absences", str(rejects), "--json")[1])["changed"] == 1
    assert "Inspektorat 6: catatan tanpa kode" in told("absences", str(path))[2]


def test_a_cell_that_swallowed_rows_and_a_row_that_is_too_long_are_rejected(
    told, tmp_path: Path
) -> None:
    path = tmp_path / "unit.csv"
    path.write_text(
        f'NIP,Nama,Kode,Catatan\n{NIP_1},x,S,surat,dokter\n{NIP_2},x,S,"surat\n{NIP_3},x,I,"\n',
        encoding="utf-8",
    )
    said = json.loads(told("absences", str(path), "--json")[1])
    assert [r["reason"] for r in said["rejected"]] == ["columns", "lines"]


def test_the_workbook_that_goes_out_comes_back(told, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "lembar.xlsx"
    told("absence", NIP_1, "C", "--note", "cuti besar")
    told("export", "reasons", "--out", str(out))
    assert [sheet.name for sheet in read_sheets(out, ())] == ["Dinas Kesehatan", "Inspektorat"]
    said = json.loads(told("absences", str(out), "--json")[1])
    assert (said["unchanged"], said["rejected"], said["skipped_sheets"]) == (1, [], [])


def test_the_same_sheet_twice_is_no_correction(told, sheet: Path) -> None:
    told("absences", str(sheet))
    assert told("close", *CLOSE)[0] == 0
    assert told("absences", str(sheet))[0] == 0
    assert json.loads(told("status", "--json")[1])["corrections"] == 0


def test_a_closed_recap_is_corrected_only_by_name_and_with_a_reason(told, sheet: Path) -> None:
    code, _, err = told("close", *CLOSE, "--keep-until", "2023-12-31")
    assert (code, err) == (0, "Rekap ditutup: hadir 0 dari 4.")
    for refused in (
        ("absence", NIP_1, "S"),
        ("absence", NIP_1, "S", "--note", "surat"),
        ("absence", NIP_1, "S", "--operator", "Budi"),
        ("absences", str(sheet)),
    ):
        code, _, err = told(*refused)
        assert (code, "perbaikan perlu --operator" in err) == (1, True)
    assert json.loads(told("status", "--json")[1])["corrections"] == 0
    told("absences", str(sheet), "--operator", "Budi", "--reason", "lembar terlambat")
    told("absence", NIP_3, "C", "--operator", "Budi", "--note", "surat cuti")
    status = json.loads(told("status", "--json")[1])
    assert (status["closed"], status["corrections"]) == (True, 2)
    assert "Perbaikan ke-2" in told("export", "recap", "--out", "-", "--format", "txt")[1]
    assert "Masa simpan data pribadi habis 31 Desember 2023" in told("status")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--reason", "rapat"), 2, "--operator"),
        (("--reason", " ", "--operator", "Rina"), 2, "--operator"),
        ((*CLOSE, "--keep-until", "nanti"), 2, "2026-12-31"),
    ],
)
def test_a_closing_says_who_and_why(told, arguments, code: int, said: str) -> None:
    asked = told("close", *arguments)
    assert asked[0] == code
    assert said in asked[2]
    assert json.loads(told("status", "--json")[1])["closed"] is False


def test_a_second_closing_names_the_first(told) -> None:
    told("close", *CLOSE)
    code, _, err = told("close", "--reason", "lagi", "--operator", "Budi")
    assert code == 1
    assert "oleh Rina" in err


@pytest.fixture
def purged(told, desk: Desk, file: Path):
    """A file with a scan, a guest and a reason, from which people were removed."""
    desk.scan(NIP_1)
    desk.scan("196001011980031999")
    desk.walk_in("Tamu Agung", "BKN")
    desk.set_absence(NIP_2, "S", "surat dokter")
    desk.record(ParticularsSet(place="Aula"))
    desk.close()
    before = json.loads(told("status", "--json")[1])
    assert told("purge", "--yes", "--operator", "Rina")[0] == 0
    return before


def test_purged_people_are_in_no_byte_of_the_file(purged, file: Path) -> None:
    for path in file.parent.iterdir():
        content = path.read_bytes()
        for trace in (NIP_1, NIP_2, "196001011980031999", "Nurlina", "Tamu Agung", "surat dokter"):
            assert trace.encode() not in content, (path, trace)


def test_the_totals_stay_and_the_chain_still_holds(purged, told) -> None:
    after = json.loads(told("status", "--json")[1])
    assert after["purged"]
    assert after["units"] == purged["units"]
    assert after["walk_ins"] == purged["walk_ins"] == 1
    assert told("verify")[0] == 0
    assert "Data pribadi dihapus" in told("export", "recap", "--out", "-", "--format", "txt")[1]
    assert (
        json.loads(told("export", "attendance", "--out", "-", "--format", "json")[1])["rows"] == []
    )


def test_no_digest_of_a_purged_fact_can_be_tried_out(purged, file: Path) -> None:
    with raw(file) as db:
        rows = db.execute("SELECT kind, fact, salt FROM log").fetchall()
    gone = {kind for kind, fact, salt in rows if fact is None and salt == ""}
    assert {"checked-in", "scan-refused", "walked-in", "absence-set", "roster-imported"} <= gone
    assert {kind for kind, fact, _ in rows if fact} == {"opened", "particulars-set", "purged"}


def test_the_log_stays_append_only_after_a_purge(purged, file: Path) -> None:
    with raw(file) as db, pytest.raises(Exception, match="append-only"):
        db.execute("DELETE FROM log")


def test_a_fact_that_was_removed_otherwise_is_still_found_out(file: Path, told) -> None:
    tampered(file, "UPDATE log SET fact = NULL WHERE number = 1")
    assert told("verify")[0] == 1


def test_a_purged_file_is_merged_with_none(purged, file: Path, told, make_file) -> None:
    other = make_file("lain.db")
    for one, two in ((file, other), (other, file)):
        assert run(["merge", str(one), str(two)]) == 1
    assert Log.open(other, write=False).roster()


def test_nothing_is_purged_without_being_asked_twice(told, file: Path) -> None:
    code, _, err = told("purge")
    assert code == 2
    assert "4 orang" in err
    assert "--yes" in err
    assert len(Log.open(file, write=False).roster()) == 4


def test_papers_go_into_a_folder_one_a_unit(told, tmp_path: Path) -> None:
    folder = tmp_path / "lembar"
    assert told("export", "attendance", "--out", f"{folder}/", "--format", "csv")[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "attendance Dinas Kesehatan.csv",
        "attendance Inspektorat.csv",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("recap", "--out", "x.pdf", "--privacy", "masked"), "full, public"),
        (("message", "--out", "x.pdf"), ".txt"),
        (("message", "--out", "-", "--format", "pdf"), "txt, json"),
        (("recap", "--out", "x.csv", "--delimiter", "ab"), "--delimiter"),
        (("recap", "--out", "x.csv", "--delimiter", "'"), "--delimiter"),
    ],
)
def test_what_a_paper_cannot_be_is_said(told, arguments, said: str) -> None:
    code, _, err = told("export", *arguments)
    assert code == 2
    assert said in err


def test_excel_in_indonesia_gets_semicolons_and_decimal_commas(told) -> None:
    plain = told("export", "recap", "--out", "-", "--format", "csv")[1]
    local = told("export", "recap", "--out", "-", "--format", "csv", "--excel-id")[1]
    assert plain.splitlines()[-1].startswith("Jumlah,4,4,0")
    assert plain.endswith(",0.0")
    assert local.splitlines()[-1].startswith("Jumlah;4;4;0")
    assert local.endswith(";0,0")


def test_a_masked_list_tells_neither_birth_dates_nor_illness(told) -> None:
    told("absence", NIP_1, "S")
    out = told("export", "attendance", "--out", "-", "--format", "csv", "--privacy", "masked")[1]
    assert NIP_1 not in out
    assert "•••••••• 198803 1 901" in out
    assert ",BH," in out


def test_a_public_recap_tells_no_reason_of_a_unit(told) -> None:
    told("absence", NIP_1, "S")
    out = told("export", "recap", "--out", "-", "--format", "json", "--privacy", "public")[1]
    assert set(json.loads(out)["rows"][0]) == {
        *("unit", "people", "expected", "present", "late", "absent", "percent")
    }
