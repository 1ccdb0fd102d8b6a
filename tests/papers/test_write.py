"""Papers as files: exact bytes, harmless cells, and whole or not at all."""

import json
import stat
from dataclasses import replace
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from small_ceremony import ARMAN, ROSMINI, WORDS, YUSRAN, arrival, ceremony, clock

from ceremony_tui.core.roster import Attendee
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.papers import KINDS, Paper, render, write_paper
from ceremony_tui.papers.write import plain, write_whole

AFTER = clock(9, 30)

HOSTILE = {
    '=HYPERLINK("http://x.example","klik")': '\'=HYPERLINK("http://x.example","klik")',
    "+62 811": "'+62 811",
    "@SUM(A1)": "'@SUM(A1)",
    "-2+3": "'-2+3",
    "\t=1+1": "'=1+1",
    "\r=1+1": "'=1+1",
    "\x1b]0;judul\x07\x1b[31mMerah\x1b[0m": "Merah",
    "Bob [VIP]": "Bob [VIP]",
    "Ann [/b] Lee": "Ann [/b] Lee",
    'Ma\'ruf, "Uccang"': 'Ma\'ruf, "Uccang"',
    "baris\nkedua\x00": "baris kedua",
}


def paper(kind: str = "attendance", *, rehearsal: bool = False) -> Paper:
    held = ceremony(
        arrival(ROSMINI, clock(6, 47), "Gerbang 2"),
        arrival(ARMAN, clock(7, 30)),
        arrival(YUSRAN, clock(7, 43)),
        rehearsal=rehearsal,
    )
    return KINDS[kind](held, AFTER, WORDS)


def paper_of_names(*names: str) -> Paper:
    people = tuple(Attendee(f"K-{n}", name, "BKPSDM") for n, name in enumerate(names))
    return KINDS["attendance"](ceremony(people=people), AFTER, WORDS)


def sheet_of(paper: Paper) -> Any:
    return load_workbook(BytesIO(render(paper, "xlsx"))).active


def cells_of(paper: Paper) -> dict[object, Any]:
    return {cell.value: cell for row in sheet_of(paper).iter_rows() for cell in row}


def test_a_spreadsheet_is_dated_by_what_it_tells_not_by_when_it_was_made() -> None:
    book = load_workbook(BytesIO(render(paper(), "xlsx")))
    assert book.properties.created == AFTER.astimezone(UTC).replace(tzinfo=None)


def test_csv_opens_as_utf_8_in_excel_and_ends_its_lines_as_excel_does() -> None:
    content = render(paper(), "csv")
    assert content.startswith(b"\xef\xbb\xbfNo,Nama,NIP,")
    assert content.count(b"\r\n") == content.count(b"\n") == 1 + 5


@pytest.mark.parametrize(("name", "written"), HOSTILE.items())
def test_a_hostile_name_is_harmless_in_csv(name: str, written: str) -> None:
    line = render(paper_of_names(name), "csv").decode("utf-8-sig").splitlines()[1]
    quoted = f'"{written.replace(chr(34), chr(34) * 2)}"'
    assert line.startswith((f"1,{written},", f"1,{quoted},"))


def test_a_nip_in_csv_is_digits_and_nothing_else() -> None:
    assert f",{ARMAN.nip},".encode() in render(paper(), "csv")


def test_a_rehearsal_says_gladi_in_every_line_of_its_csv_and_in_its_xlsx_and_json() -> None:
    lines = render(paper(rehearsal=True), "csv").decode().splitlines()
    assert all(line.endswith(",GLADI") for line in lines)
    assert "GLADI" in cells_of(paper(rehearsal=True))
    assert json.loads(render(paper(rehearsal=True), "json"))["heading"][0] == "GLADI"


def test_json_gives_rows_by_english_keys_and_keeps_letters_as_they_are() -> None:
    said = json.loads(render(paper_of_names("Żółć"), "json"))
    assert said["title"] == "Daftar Hadir"
    assert said["rows"][0]["name"] == "Żółć"
    assert "Żółć".encode() in render(paper_of_names("Żółć"), "json")


def test_json_keeps_a_formula_as_the_text_that_it_is() -> None:
    assert json.loads(render(paper_of_names("=1+1"), "json"))["rows"][0]["name"] == "=1+1"


def test_the_nip_of_a_spreadsheet_is_text_and_digit_exact() -> None:
    cell = cells_of(paper())[ARMAN.nip]
    assert (cell.value, cell.data_type, cell.number_format) == ("197801012005011901", "s", "@")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_plain_text_in_a_spreadsheet(name: str) -> None:
    cell = cells_of(paper_of_names(name))[plain(name)]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


def test_counts_and_percents_of_a_spreadsheet_are_numbers() -> None:
    *_, totals, _blank, _legend = sheet_of(paper("recap")).iter_rows()
    assert [cell.value for cell in totals[:4]] == ["Jumlah", 5, 5, 2]
    assert (totals[-1].value, totals[-1].number_format) == (60, '0.0" %"')


def test_a_spreadsheet_has_a_frozen_header_a_filter_and_the_legend_beneath() -> None:
    sheet = sheet_of(paper("absent"))
    header = 1 + [row[0].value for row in sheet.iter_rows()].index("No")
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.auto_filter.ref == f"A{header}:G{header + 2}"
    assert sheet.column_dimensions["B"].width > 30
    assert sheet.cell(sheet.max_row, 1).value.startswith("H = Hadir")


@pytest.mark.parametrize("title", ["Rekap [1/2]: a*b? \\ " + "panjang " * 9, "'kutip'"])
def test_any_title_makes_a_legal_sheet_name(title: str) -> None:
    name = sheet_of(replace(paper(), title=title)).title
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert name.strip("'") == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bu\x1bdi", "Budi"),
        ("\x1b]8;;http://x.example\x1b\\tautan\x1b]8;;\x1b\\", "tautan"),
        ("\x1b]0;tidak ditutup", "]0;tidak ditutup"),
        ("\x9b31mMerah", "Merah"),
        ("kanan\u202ekiri", "kanankiri"),
        ("  La   Ode\u00a0Ilham ", "La Ode Ilham"),
        ("rusak\udcff", "rusak"),
    ],
)
def test_text_on_paper_holds_nothing_that_steers_a_terminal(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize("name", ["hadir.csv", "hadir.xlsx", "hadir.json", "HADIR.CSV"])
def test_the_suffix_chooses_the_format(tmp_path: Path, name: str) -> None:
    write_paper(paper(), tmp_path / name)
    form = name.lower().split(".")[1]
    assert (tmp_path / name).read_bytes() == render(paper(), form)


@pytest.mark.parametrize("name", ["hadir.docx", "hadir"])
def test_an_unknown_suffix_is_refused_with_the_ones_that_fit(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        write_paper(paper(), tmp_path / name)
    assert WORDS.error(refused.value).endswith("Pakai .csv, .xlsx, .json, .pdf, .txt.")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_paper(paper(), tmp_path / "hadir.csv")
    assert stat.S_IMODE((tmp_path / "hadir.csv").stat().st_mode) == 0o600


def test_an_export_is_repeated_over_the_older_one_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "hadir.csv"
    path.write_bytes(b"lama")
    path.chmod(0o640)
    write_paper(paper(), path)
    assert path.read_bytes() == render(paper(), "csv")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_a_sentence_not_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "tidak ada" / "hadir.csv"
    with pytest.raises(CeremonyError) as failed:
        write_paper(paper(), path)
    assert WORDS.error(failed.value).startswith(f"{path}: tidak dapat ditulis (")


def test_a_write_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    taken = tmp_path / "hadir.csv"
    taken.mkdir()
    with pytest.raises(CeremonyError, match="out-failed"):
        write_whole(taken, b"isi")
    assert list(tmp_path.iterdir()) == [taken]
