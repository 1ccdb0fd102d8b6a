"""Badges as printed: the PDF itself is read back, its codes decoded from what is drawn."""

import base64
import re
import zlib
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from small_ceremony import ARMAN, PEOPLE, SCRIPT, WORDS

from ceremony_tui.core.roster import Attendee
from ceremony_tui.papers.badges import LAYOUTS, USUAL, Layout, write_badges
from ceremony_tui.papers.codes import QUIET, modules_of
from ceremony_tui.papers.faces import BOLD, REGULAR
from ceremony_tui.papers.lettering import LEADING, LONGEST, fit, printable
from ceremony_tui.words import load

BOX, SIZES = (240.0, 42.0), (9.0, 24.0)


def write(
    people: tuple[Attendee, ...], path: Path, *, rehearsal: bool = False, layout: str = USUAL
) -> bytes:
    badges = [(person, person.id) for person in people]
    look = LAYOUTS[layout]
    write_badges(badges, path, title=SCRIPT.title, words=WORDS, rehearsal=rehearsal, layout=look)
    return path.read_bytes()


def pages(pdf: bytes) -> list[str]:
    """What each page draws, as PDF operators."""
    streams = re.findall(rb"stream\r?\n(.*?)~>\s*endstream", pdf, re.DOTALL)
    return [zlib.decompress(base64.a85decode(s)).decode() for s in streams]


def texts(page: str) -> list[str]:
    return [re.sub(r"\\(.)", r"\1", text) for text in re.findall(r"\((.*)\) Tj", page)]


def codes(page: str) -> list[str]:
    """The codes on a page, each drawn anew from its rectangles and decoded."""
    return [decode(path) for path in re.findall(r"cm\nn (.*? re)\nf\*", page)]


def decode(path: str) -> str:
    image = Image.new("L", (60, 60), 255)
    for x, y, width, height in re.findall(r"(\d+) (\d+) (\d+) (\d+) re", path):
        left, top = int(x), 60 - int(y) - int(height)
        image.paste(0, (left, top, left + int(width), top + int(height)))
    barcode = zxingcpp.read_barcode(image.resize((240, 240)))
    assert barcode.orientation == 0, "turned or mirrored: not every scanner reads that"
    return barcode.text


def named(*names: str) -> tuple[Attendee, ...]:
    return tuple(Attendee(f"K-{n}", name, "BKPSDM") for n, name in enumerate(names, 1))


def test_a_badge_shows_the_ceremony_the_name_and_the_unit(tmp_path: Path) -> None:
    (page,) = pages(write((ARMAN,), tmp_path / "badges.pdf"))
    assert texts(page) == [SCRIPT.title, ARMAN.name, ARMAN.unit]


def test_every_code_on_the_sheet_reads_as_its_attendee(tmp_path: Path) -> None:
    (page,) = pages(write(PEOPLE, tmp_path / "badges.pdf"))
    assert codes(page) == [person.id for person in PEOPLE]


def test_a_page_holds_ten_badges_and_the_eleventh_begins_another(tmp_path: Path) -> None:
    people = named(*(f"Orang {n}" for n in range(1, 12)))
    first, second = pages(write(people, tmp_path / "badges.pdf"))
    assert codes(first) == [f"K-{n}" for n in range(1, 11)]
    assert codes(second) == ["K-11"]
    assert "Orang 11" in texts(second)


def test_a_code_has_four_light_modules_around_it() -> None:
    modules = modules_of(ARMAN.id)
    assert len(modules) == 21 + 2 * QUIET
    assert not any(any(row) for row in modules[:QUIET] + modules[-QUIET:])
    assert not any(any(row[:QUIET] + row[-QUIET:]) for row in modules)
    assert modules[QUIET][QUIET]


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_letter_stands_in_the_quiet_zone_of_the_code(tmp_path: Path, name: str) -> None:
    people = named("Muhammad Yg Arif Rahman Syamsuddin", "g" * 60, "Yg")
    layout = LAYOUTS[name]
    (page,) = pages(write(people, tmp_path / "badges.pdf", layout=name, rehearsal=True))
    places = re.findall(r"BT /F\d ([\d.]+) Tf|1 0 0 1 ([\d.]+) ([\d.]+) Tm", page)
    size, seen = 0.0, 0
    for new_size, x, y in places:
        size = float(new_size or size)
        if x:
            seen += 1
            above = float(y) - 0.22 * size >= layout.code
            assert float(x) + 0.01 >= layout.code or (above and not layout.is_label)
            assert 0 <= float(y) - 0.22 * size <= float(y) + 0.72 * size <= layout.height
    assert seen >= 3 * 3


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_badge_lies_on_the_page_and_none_on_another(layout: Layout) -> None:
    places = [layout.place(n) for n in range(layout.across * layout.down)]
    assert all(x > 0 and x + layout.width < A4[0] for x, _ in places)
    assert all(y > 0 and y + layout.height < A4[1] for _, y in places)
    for n, (x, y) in enumerate(places):
        for u, v in places[:n]:
            apart = abs(x - u) + 0.01 >= layout.width or abs(y - v) + 0.01 >= layout.height
            assert apart
    assert places[0][1] == max(y for _, y in places), "the first is at the top"


def test_a_rehearsal_is_stamped_on_every_badge_and_a_ceremony_on_none(tmp_path: Path) -> None:
    (gladi,) = pages(write(PEOPLE, tmp_path / "gladi.pdf", rehearsal=True))
    (real,) = pages(write(PEOPLE, tmp_path / "badges.pdf"))
    assert texts(gladi).count("GLADI") == len(PEOPLE)
    assert "GLADI" not in texts(real)


def test_without_people_one_page_says_so(tmp_path: Path) -> None:
    (page,) = pages(write((), tmp_path / "badges.pdf"))
    assert texts(page) == ["Belum ada orang untuk dibuatkan kartu."]


def test_the_same_people_give_the_same_bytes(tmp_path: Path) -> None:
    assert write(PEOPLE, tmp_path / "a.pdf") == write(PEOPLE, tmp_path / "b.pdf")


def test_a_sheet_of_badges_is_for_its_owner_alone(tmp_path: Path) -> None:
    write(PEOPLE, tmp_path / "badges.pdf")
    assert (tmp_path / "badges.pdf").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["badges.pdf"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bob [VIP]", ["Bob [VIP]"]),
        ("Ann [/b] Lee", ["Ann [/b] Lee"]),
        ("Ma'ruf (Uccang) \\ O'Brien", ["Ma'ruf (Uccang) \\ O'Brien"]),
        ("\x1b[31mMerah\x1b[0m", ["Merah"]),
        ("Muhammad Arifuddin Rahman Hasanuddin", ["Muhammad Arifuddin", "Rahman Hasanuddin"]),
        ("a" * 60, ["a" * 30, "a" * 30]),
    ],
)
def test_a_name_is_printed_as_written(tmp_path: Path, name: str, shown: list[str]) -> None:
    (page,) = pages(write(named(name), tmp_path / "badges.pdf"))
    assert texts(page)[1:-1] == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("José Peña", "José Peña"),
        ("Jose\u0301", "José"),
        ("Łukasz Żółć", "Łukasz Żółć"),
        ("Ḥusain Ṣaliḥ", "Ḥusain Ṣaliḥ"),
        ("Nguyễn", "Nguyễn"),
        ("ʿAisyah", "ʿAisyah"),
        ("\uff21isyah", "Aisyah"),
        ("Ridwan 中村", "Ridwan ??"),
    ],
)
def test_letters_that_no_font_has_give_way_to_ones_there_are(name: str, shown: str) -> None:
    assert printable(name) == shown


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from([BOLD, REGULAR]))
def test_no_text_leaves_its_box(text: str, font: str) -> None:
    block = fit(printable(text), font, BOX, SIZES)
    assert SIZES[0] <= block.size <= SIZES[1]
    assert len(block.lines) <= 2
    assert len(block.lines) * block.size * LEADING <= BOX[1] + 0.01
    assert block.width <= BOX[0] + 0.01
    assert block.width == max(stringWidth(ln, block.font, block.size) for ln in block.lines)


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii", exclude_characters=" "), min_size=1, max_size=40))
def test_an_ordinary_name_is_never_cut(text: str) -> None:
    lines = fit(printable(text), BOLD, BOX, SIZES).lines
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")


def test_a_name_that_no_size_fits_is_cut_and_says_so() -> None:
    block = fit("W" * 200, BOLD, BOX, SIZES)
    assert block.lines[-1].endswith("…")
    assert len("".join(block.lines)) > 40


def test_a_name_of_hostile_length_is_cut_before_it_is_measured() -> None:
    assert len(printable("a " * 10_000)) == LONGEST


@pytest.mark.parametrize(
    "lines", [("La Ode Muhammad", "Rajab Biku"), ("Dr. H. Paris", "Yasir, S.E., M.M.")]
)
def test_lines_are_of_lengths_as_equal_as_can_be(lines: tuple[str, ...]) -> None:
    assert fit(" ".join(lines), BOLD, (150.0, 60.0), (6.0, 30.0)).lines == lines


def test_what_fits_in_one_line_at_the_largest_size_is_not_broken() -> None:
    assert fit("La Ode", BOLD, (500.0, 100.0), (6.0, 20.0), 3).lines == ("La Ode",)


def test_a_long_unit_takes_a_third_line_when_that_is_larger() -> None:
    unit = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan KB"
    two, three = (fit(unit, REGULAR, (170.0, 34.0), (6.0, 18.0), most) for most in (2, 3))
    assert (len(two.lines), len(three.lines)) == (2, 3)
    assert three.size > two.size


def test_a_short_name_is_set_in_the_largest_type() -> None:
    assert fit("Wahyuni", BOLD, BOX, SIZES).size == SIZES[1]


def test_english_badges_say_rehearsal_too(tmp_path: Path) -> None:
    path = tmp_path / "badges.pdf"
    badges = [(ARMAN, ARMAN.id)]
    write_badges(badges, path, title=SCRIPT.title, words=load("en"), rehearsal=True)
    (page,) = pages(path.read_bytes())
    assert "GLADI (REHEARSAL)" in texts(page)
