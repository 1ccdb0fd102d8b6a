"""`ceremony import`: what it tells, what it keeps, and what can be mended and taken in again."""

import json
import stat
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import xlsx
from tests_support import NIP_1, NIP_2

from ceremony_tui.cli import run
from ceremony_tui.cli.roster import take_in
from ceremony_tui.core.roster import Roster
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput
from ceremony_tui.importing import write_rejects
from ceremony_tui.intake.rosters import Wishes, read_roster
from ceremony_tui.intake.units import read_units
from ceremony_tui.log import Log
from ceremony_tui.words import Words

A, B = "198609262015051901", "199711032024211905"
HEAD = "NIP,Nama,Unit Kerja,Jabatan\n"


@pytest.fixture
def roster(tmp_path: Path):
    def write(source: str | bytes, name: str = "pegawai.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return path

    return write


def told(capsys, *arguments: object) -> dict:
    capsys.readouterr()
    assert run(["import", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_importing_again_keeps_what_was_scanned_and_what_the_file_leaves_out(
    desk: Desk, roster
) -> None:
    desk.scan(NIP_1)
    before = desk.ceremony.roster.get(NIP_1)
    rows = f"{NIP_1},Sitti Nurlina,Dinas Kesehatan,Kepala\n,Sukarni,Inspektorat,\n"
    bare = roster(f"NIP,Nama,Unit\n{NIP_1},Sitti Nurlina,Dinas Kesehatan\n,Sukarni,Inspektorat\n")
    reading = read_roster(bare, desk.ceremony.roster)
    assert reading.against(desk.ceremony.roster)["unchanged"] == 2
    take_in(desk, read_roster(roster(HEAD + rows), desk.ceremony.roster), "pegawai.csv")
    after = desk.ceremony.roster.get(NIP_1)
    assert before
    assert after
    assert (after.position, after.badge, after.rank) == ("Kepala", before.badge, before.rank)
    assert desk.ceremony.check_in(NIP_1) is not None
    assert len(desk.ceremony.roster) == 4


def test_who_gets_a_nip_keeps_what_was_scanned(desk: Desk, roster) -> None:
    desk.scan("NON-0001")
    path = roster(f"NIP,Nama,Unit\n{A},Sukarni,Inspektorat\n")
    take_in(desk, read_roster(path, desk.ceremony.roster), "p.csv")
    person = desk.ceremony.roster.get("NON-0001")
    assert person
    assert person.nip == A
    assert desk.ceremony.check_in("NON-0001") is not None
    again = read_roster(path, desk.ceremony.roster)
    assert again.against(desk.ceremony.roster)["unchanged"] == 1


@pytest.mark.parametrize("name", ["ditolak.csv", "ditolak.xlsx"])
def test_rejected_rows_come_in_as_they_were_once_they_are_mended(
    name: str, roster, tmp_path: Path, words: Words
) -> None:
    rows = [["", "", ""], ["Orang", "Nomor", "Kantor"], ["=cmd|' /C calc'!A0", A[:15] + "000", "D"]]
    path = roster(xlsx(Pegawai=rows), "p.xlsx")
    wishes = Wishes({"name": "Orang", "nip": "Nomor", "unit": "Kantor"})
    reading = read_roster(path, wishes=wishes)
    assert [(r.row, r.reason) for r in reading.rejected] == [(3, "excel")]
    out = tmp_path / name
    write_rejects(reading, out, words)
    again = read_roster(out)  # without --map: its titles are known everywhere
    assert [(r.reason, r.cells) for r in again.rejected] == [("excel", reading.rejected[0].cells)]
    assert again.dropped == ()
    mended = tmp_path / f"2-{name}"
    write_rejects(reading, mended, words)
    if name.endswith(".csv"):
        assert b"\n'=" not in out.read_bytes()
        assert b",'=cmd" in out.read_bytes() or b"\"'=cmd" in out.read_bytes()
        text = mended.read_text(encoding="utf-8-sig").replace(A[:15] + "000", A)
        mended.write_text(text, encoding="utf-8")
        assert [p.name for p in read_roster(mended).people] == ["=cmd|' /C calc'!A0"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_unit_said_by_hand_stands_in_the_list_to_mend(roster, tmp_path: Path, words) -> None:
    reading = read_roster(roster(f"NIP,Nama\n{A},\n"), wishes=Wishes(unit="Dinas A"))
    write_rejects(reading, tmp_path / "r.csv", words)
    assert read_roster(tmp_path / "r.csv").rejected[0].cells[4] == "Dinas A"


def test_offices_are_remembered_by_the_ceremony(file: Path, roster, capsys) -> None:
    sub = roster(f"NIP,Nama,UNOR NAMA\n{A},Ani,Puskesmas X\n{B},Budi,Entah\n")
    units = roster("UNOR,OPD\npuskesmas x,Dinas Kesehatan\n", "units.csv")
    first = told(capsys, file, sub, "--units", units, "--dry-run")
    assert first["unmapped"] == ["Entah"]
    assert told(capsys, file, sub)["unmapped"] == []  # nothing was kept by a dry run
    assert told(capsys, file, sub, "--units", units)["changed"] == 1
    again = told(capsys, file, sub)
    assert (again["unmapped"], again["unchanged"]) == (["Entah"], 2)


def test_ruined_numbers_are_matched_only_when_the_operator_agrees(
    file: Path, roster, capsys
) -> None:
    path = roster(f"{HEAD}{NIP_2[:15]}000,Bob [VIP],Dinas Kesehatan,Ketua\n")
    refused = told(capsys, file, path)
    assert (refused["changed"], refused["fits_15_digits"]) == (0, 1)
    agreed = told(capsys, file, path, "--by-15-digits")
    assert (agreed["changed"], agreed["rejected"]) == (1, [])
    assert agreed["warnings"] == [{"row": 2, "reason": "rounded"}]


def test_the_order_is_the_files_and_newcomers_go_to_the_end(desk: Desk, roster) -> None:
    ids = lambda: [p.id for p in desk.ceremony.roster]  # noqa: E731
    whole = [*reversed(ids()), A]
    late = roster(f"NIP,Nama,Unit\n{B},Budi,Inspektorat\n")
    rows = "".join(f"{i if i[0] != 'N' else ''},{p.name},{p.unit}\n"
                   for i in whole[:-1] if (p := desk.ceremony.roster.get(i)))  # fmt: skip
    full = roster(f"NIP,Nama,Unit\n{rows}{A},Ani,D\n", "semua.csv")
    take_in(desk, read_roster(full, desk.ceremony.roster), "semua.csv")
    assert ids() == whole
    take_in(desk, read_roster(late, desk.ceremony.roster), "susulan.csv")
    assert ids() == [*whole, B]
    ranked = Wishes(ranked=True)
    take_in(desk, read_roster(late, desk.ceremony.roster, ranked), "susulan.csv")
    assert ids().index(B) < len(whole)  # a PPPK before who has no NIP, within Inspektorat
    assert [p.unit for p in desk.ceremony.roster].count("Inspektorat") == 3
    with closing(Log.open(desk.path, write=False)) as log:
        assert list(log.roster()) == list(desk.ceremony.roster)


@pytest.mark.parametrize(
    ("source", "name", "key"),
    [
        ("UNOR,OPD\nA,\n", "u.csv", "units-fault"),
        ("UNOR,OPD\nA,B\nA,C\n", "u.csv", "units-twice"),
        ("A = 1\n", "u.toml", "units-fault"),
        ("A = \n", "u.toml", "file-unreadable"),
    ],
)
def test_a_mapping_with_a_fault_names_the_row(source: str, name: str, key: str, roster) -> None:
    with pytest.raises(BadInput, match=key):
        read_units(roster(source, name))


@pytest.mark.parametrize("name", ["u.csv", "u.toml"])
def test_a_mapping_may_be_a_table_or_toml(name: str, roster) -> None:
    source = '"Puskesmas X" = "Dinas A"\n' if name.endswith("toml") else "Puskesmas X;Dinas A\n"
    assert read_units(roster(source, name)) == {"Puskesmas X": "Dinas A"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--map", "nip"], 2),
        (["--map", "nap=NIP"], 2),
        (["--sheet", "X"], 2),
        (["--units", "none.csv"], 2),
        (["--rejects", "r.pdf"], 2),
        (["--order", "alphabet"], 2),
    ],
)
def test_what_cannot_be_meant_changes_nothing(file: Path, roster, arguments, code, capsys) -> None:
    path = roster(f"{HEAD}{A},Ani,D,\n")
    assert run(["import", str(file), str(path), *arguments]) == code
    assert "Traceback" not in capsys.readouterr().err
    assert told(capsys, file, path, "--dry-run")["added"] == 1


CELL = st.sampled_from(
    ["", A, B, NIP_1, NIP_1[:15] + "000", "198609262015051904", "1.98609262015051E+17", "-", "Ani",
     "Sitti Nurlina", "Sukarni", "Dinas", "Inspektorat", "NIP", "'=1", 7, 1.0, 198609262015051901.0]
)  # fmt: skip


@settings(max_examples=40, deadline=None)  # it writes a file each time
@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=9), by=st.booleans())
def test_every_row_counts_once_against_any_roster(tmp_path_factory, rows, by: bool) -> None:
    from tests_support import PEOPLE

    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    path.write_bytes(xlsx(S=[["NIP", "Nama", "Unit"], *map(list, rows)]))
    known = Roster(PEOPLE)
    try:
        reading = read_roster(path, known, Wishes(by_15_digits=by))
    except BadInput:
        return
    counts = reading.against(known)
    assert counts["read"] == sum(n for key, n in counts.items() if key != "read")
    assert len({person.id for person in reading.people}) == len(reading.people)
    assert len({(r.sheet, r.row) for r in reading.rejected}) == len(reading.rejected)
