"""The printed pages: every letter, every row, the header on each page, and how many there are."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from small_ceremony import WORDS, arrival, ceremony, clock

from ceremony_tui.core.roster import Attendee
from ceremony_tui.papers import KINDS, Paper, Style, render
from ceremony_tui.papers.faces import REGULAR, typeset, width
from ceremony_tui.papers.formats.blocks import block_rows
from ceremony_tui.papers.formats.pen import broken
from ceremony_tui.papers.paper import Column

AFTER = clock(9, 30)


def paper_of(*names: str, unit: str = "BKPSDM", rehearsal: bool = False) -> Paper:
    people = tuple(Attendee(f"K-{n}", name, unit) for n, name in enumerate(names))
    return KINDS["attendance"](ceremony(people=people, rehearsal=rehearsal), AFTER, WORDS)


def pages(paper: Paper, **style: str) -> list[str]:
    content = render(paper, "pdf", Style(**style))  # type: ignore[arg-type]
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("José Peña", "José Peña"),
        ("Łukasz Żółć", "Łukasz Żółć"),
        ("Nur Ḥikmah ʿAisyah", "Nur Ḥikmah ʿAisyah"),
        ("Ma'ruf (Uccang) \\ O'Brien", "Ma'ruf (Uccang) \\ O'Brien"),
        ("=1+1", "=1+1"),
        ("\x1b[31mMerah\x1b[0m", "Merah"),
        ("Ridwan 中村", "Ridwan ??"),
    ],
)
def test_a_name_is_printed_letter_by_letter(name: str, printed: str) -> None:
    (page,) = pages(paper_of(name))
    assert printed in page


def test_a_long_list_repeats_its_header_and_counts_its_pages() -> None:
    told = pages(paper_of(*(f"Orang {n:03}" for n in range(120))))
    assert len(told) > 2
    for number, page in enumerate(told, 1):
        assert f"Halaman {number} dari" in page
        assert str(len(told)) in page.split("dari")[-1]
    assert all("Nama" in page for page in told[:-1])
    everything = "\n".join(told)
    assert all(everything.count(f"Orang {n:03}") == 1 for n in range(120))


def test_a_number_is_never_broken_where_a_name_can_be() -> None:
    nips = [f"1976080820022{n:05}" for n in range(9)]
    told = ("Ahmad Rahman, S.T., M.Si.", "BKPSDM")
    rest = ("Pengelola Keuangan", "III/b Penata Muda Tk.")
    people = tuple(Attendee(nip, *told, nip, *rest) for nip in nips)
    happened = [arrival(person, clock(7, 20)) for person in people]
    content = render(KINDS["attendance"](ceremony(*happened, people=people), AFTER, WORDS), "pdf")
    (page,) = PdfReader(BytesIO(content)).pages
    assert page.mediabox.width < page.mediabox.height  # upright, where there is no room for all
    assert all(nip in page.extract_text() for nip in nips)


@pytest.mark.parametrize("form", ["pdf", "txt"])
def test_a_list_with_nobody_on_it_says_so(form: str) -> None:
    paper = KINDS["oddities"](ceremony(people=()), AFTER, WORDS)
    told = pages(paper)[0] if form == "pdf" else render(paper, "txt").decode()
    assert "Nihil." in told
    assert "Nihil." not in pages(paper_of("Ann"))[0]


def test_every_unit_begins_a_page_and_counts_its_own() -> None:
    people = [Attendee(f"K-{n}", f"Orang {n}", f"Unit {n}") for n in range(3)]
    listed = KINDS["attendance"](ceremony(people=tuple(people)), AFTER, WORDS)
    told = pages(listed)
    assert len(told) == 3
    assert all("Halaman 1 dari" in page and f"UNIT {n}" in page for n, page in enumerate(told))


def test_a_rehearsal_is_marked_on_every_page() -> None:
    told = pages(paper_of(*(f"Orang {n}" for n in range(90)), rehearsal=True))
    assert len(told) > 1
    assert all("GLADI" in page for page in told)


@pytest.mark.parametrize(("size", "long"), [("a4", 842), ("f4", 935)])
def test_the_paper_is_of_the_printers_size(size: str, long: int) -> None:
    content = render(paper_of("Arman"), "pdf", Style(size=size))  # type: ignore[arg-type]
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert round(max(box.width, box.height)) == long


def test_a_wide_table_lies_across_and_a_narrow_one_stands() -> None:
    narrow = replace(paper_of("Arman"), sheets=(), columns=(Column("name", "Nama"),))
    narrow = replace(narrow, rows=(("Arman",),))
    wide = replace(
        narrow,
        columns=tuple(Column(f"c{n}", f"Kolom {n}") for n in range(12)),
        rows=(("panjang sekali isinya",) * 12,),
    )
    boxes = [PdfReader(BytesIO(render(p, "pdf"))).pages[0].mediabox for p in (narrow, wide)]
    assert [box.width > box.height for box in boxes] == [False, True]


@pytest.mark.parametrize("text", ["satu dua tiga empat lima enam", "x" * 80, "Łukasz " * 9, ""])
def test_broken_lines_fit_and_lose_nothing(text: str) -> None:
    lines = broken(text, REGULAR, 9, 60)
    assert all(width(line, REGULAR, 9) <= 60.01 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_only_letters_beyond_the_viewers_own_need_the_font_in_the_file() -> None:
    assert typeset("Peña", REGULAR)[1] == REGULAR
    assert typeset("Łukasz", REGULAR)[1] != REGULAR
    assert b"FontFile2" not in render(paper_of("Peña"), "pdf")
    assert b"FontFile2" in render(paper_of("Łukasz"), "pdf")


@pytest.mark.parametrize(
    ("values", "height", "rows"),
    [
        ((0, 1, 2), 1, [" ▄█"]),
        ((0, 1, 16), 2, ["  █", " ▁█"]),
        ((0, 0), 1, ["  "]),
        ((), 2, ["", ""]),
    ],
)
def test_a_chart_of_letters(values: tuple[int, ...], height: int, rows: list[str]) -> None:
    assert block_rows(values, height) == rows
