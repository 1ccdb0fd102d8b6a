"""Signature sheets as printed: every row in order, the page numbers, the signature."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from small_ceremony import ARMAN, PEOPLE, SCRIPT, WORDS, ceremony, clock

from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.sheets import sheet_of, sheets_of
from ceremony_tui.papers.faces import SIZES
from ceremony_tui.papers.formats import Size
from ceremony_tui.papers.sign_sheet import KEPT, pages_of, write_sign_sheets

MANY = tuple(
    replace(ARMAN, id=f"K-{n}", nip="", name=f"Orang {n}", position="Staf") for n in range(1, 61)
)


def pages(
    path: Path,
    people: tuple[Attendee, ...] = PEOPLE,
    *,
    rehearsal: bool = False,
    size: Size = "a4",
) -> list[str]:
    """The text of each page."""
    state = ceremony(people=people, rehearsal=rehearsal)
    write_sign_sheets(sheets_of(state), path, state, clock(5, 0), WORDS, size)
    return [page.get_textpage().get_text_bounded() for page in PdfDocument(path)]


def test_each_unit_has_a_sheet_that_says_what_it_is(tmp_path: Path) -> None:
    first, second, third = pages(tmp_path / "s.pdf")
    number = sheet_of("Dinas Kesehatan", (PEOPLE[0], PEOPLE[2])).sheet
    for told in (
        "PEMERINTAH KABUPATEN TELUK CEMPAKA", "DINAS KESEHATAN", "DAFTAR HADIR", SCRIPT.title,
        "Sabtu, 28 Oktober 2023", "07.30 WITA", "Alun-alun", number, "Halaman 1 dari 1",
        f"Lembar {number} · Dinas Kesehatan · dicetak Sabtu, 28 Oktober 2023 05.00 WITA",
        ARMAN.name, ARMAN.nip, "IV/c", "Kepala Dinas", "S = Sakit", "Mengetahui,", "Tanda Tangan",
    ):  # fmt: skip
        assert told in first
    assert "GLADI" not in first
    assert "DINAS PERTANIAN, PANGAN" in second
    assert 'Yusran "Uccang"' in third


@pytest.mark.parametrize("size", SIZES)
def test_the_rows_run_on_over_the_pages_in_the_order_on_record(tmp_path: Path, size: Size) -> None:
    told = pages(tmp_path / "s.pdf", MANY, size=size)
    names = [int(n) for page in told for n in re.findall(r"Orang (\d+)", page)]
    assert names == list(range(1, 61))
    for number, page in enumerate(told, 1):
        assert f"Halaman {number} dari {len(told)}" in page
        assert page.count("Nama / NIP") == 1
    assert [page.count("Mengetahui,") for page in told] == [0] * (len(told) - 1) + [1]


def test_f4_is_longer_and_wider_than_a4(tmp_path: Path) -> None:
    state = ceremony(people=MANY[:43])
    sizes = {}
    for size in SIZES:
        write_sign_sheets(sheets_of(state), tmp_path / "s.pdf", state, clock(5, 0), WORDS, size)
        pdf = PdfDocument(tmp_path / "s.pdf")
        sizes[size] = (*(round(side / 72 * 25.4) for side in pdf[0].get_size()), len(pdf))
    assert sizes == {"a4": (210, 297, 3), "f4": (215, 330, 2)}


def test_a_rehearsal_says_so_on_every_page(tmp_path: Path) -> None:
    told = pages(tmp_path / "s.pdf", MANY, rehearsal=True)
    assert all("GLADI" in page for page in told)


@pytest.mark.parametrize(
    "name", ["Bob [VIP]", "Ann [/b] Lee", "=1+1", "Łukasz", "\x1b[31mMerah", "中村", "W" * 300, "I"]
)
def test_a_hostile_name_stays_in_its_cell(tmp_path: Path, name: str) -> None:
    person = Attendee("K-1", name, name, position=name, rank=name)
    (page,) = pages(tmp_path / "s.pdf", (person,))
    assert "\x1b" not in page
    assert "K-1" in page
    if name.isascii() and name.isprintable() and len(name) < 50:
        assert name in page


def test_somebody_who_has_left_the_roster_leaves_the_row_empty(tmp_path: Path) -> None:
    sheet = sheet_of("Dinas Kesehatan", MANY[:3])
    state = ceremony(people=MANY[1:])
    write_sign_sheets([sheet], tmp_path / "s.pdf", state, clock(5, 0), WORDS)
    (page,) = [page.get_textpage().get_text_bounded() for page in PdfDocument(tmp_path / "s.pdf")]
    assert re.findall(r"Orang (\d+)", page) == ["2", "3"]


def test_the_same_sheets_give_the_same_bytes(tmp_path: Path) -> None:
    pages(tmp_path / "a.pdf")
    pages(tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o600


@settings(max_examples=60)
@given(st.integers(1, 500), st.integers(10, 30), st.integers(0, 5), st.integers(0, 6))
def test_pages_hold_every_row_once_and_leave_room_for_the_signature(
    count: int, first: int, more: int, end: int
) -> None:
    later = first + more
    found = list(pages_of(count, first, later, end))
    assert [row for page in found for row in page] == list(range(count))
    assert all(len(page) <= (later if n else first) for n, page in enumerate(found))
    assert len(found[-1]) <= (later if len(found) > 1 else first) - end
    assert len(found[-1]) >= min(count, KEPT)
