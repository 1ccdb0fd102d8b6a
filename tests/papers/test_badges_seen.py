"""Badges as a camera sees them: the pages drawn at 150 dpi, and what becomes of paper.

With CEREMONY_BADGES=500 a roster of that many people is printed in every layout.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from reportlab.lib.pagesizes import A4
from small_ceremony import SCRIPT, WORDS

from ceremony_tui.core.badges import badge_text
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.papers.badges import LAYOUTS, Layout, write_badges
from ceremony_tui.rehearsal import invented_roster

PEOPLE = invented_roster(int(os.environ.get("CEREMONY_BADGES", "9")))
STATE = Ceremony(SCRIPT, Roster(PEOPLE), key=bytes(range(16)))
DPI = 150
TURNED = {"expand": True, "fillcolor": 255, "resample": Image.Resampling.BILINEAR}


def drawn(pdf: Path) -> Iterator[Image.Image]:
    for page in pypdfium2.PdfDocument(pdf):
        yield page.render(scale=DPI / 72).to_pil().convert("L")


def badges(*, signed: bool) -> list[tuple[Attendee, str]]:
    return [(person, badge_text(STATE, person, signed=signed)) for person in PEOPLE]


def printed(path: Path, layout: Layout, *, signed: bool) -> list[Image.Image]:
    made = badges(signed=signed)
    write_badges(made, path, title=SCRIPT.title, words=WORDS, rehearsal=True, layout=layout)
    return list(drawn(path))


def placed(page: Image.Image, layout: Layout) -> list[str]:
    """The codes of a page by the badge that each stands on."""
    found = dict[int, str]()
    corners = [layout.place(n) for n in range(layout.across * layout.down)]
    for code in zxingcpp.read_barcodes(page):
        spot = code.position
        x = (spot.top_left.x + spot.bottom_right.x) / 2 * 72 / DPI
        y = A4[1] - (spot.top_left.y + spot.bottom_right.y) / 2 * 72 / DPI
        (number,) = (
            n
            for n, (left, bottom) in enumerate(corners)
            if left < x < left + layout.width and bottom < y < bottom + layout.height
        )
        found[number] = code.text
    return [found[n] for n in sorted(found)]


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "plain"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_code_reads_as_the_person_whose_name_stands_beside_it(
    tmp_path: Path, name: str, signed: bool
) -> None:
    layout = LAYOUTS[name]
    pages = printed(tmp_path / "badges.pdf", layout, signed=signed)
    each = layout.across * layout.down
    expected = [text for _, text in badges(signed=signed)]
    assert [text for page in pages for text in placed(page, layout)] == expected
    read = pypdfium2.PdfDocument(tmp_path / "badges.pdf")[0].get_textpage().get_text_bounded()
    for person in PEOPLE[:each]:
        assert person.name.split()[0] in read or len(person.name) > 40


def inked(page: Image.Image) -> Image.Image:
    """The part of a page that holds anything, with the white that a code needs around it."""
    left, top, right, bottom = ImageOps.invert(page).getbbox() or (0, 0, *page.size)
    return page.crop((left - 30, top - 30, right + 30, bottom + 30))


WORN = {
    "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(1.5)),
    "turned by 7°": lambda page: page.rotate(7, **TURNED),
    "30 % paler": lambda page: ImageEnhance.Contrast(page).enhance(0.7),
    "all of it": lambda page: ImageEnhance.Contrast(
        page.filter(ImageFilter.GaussianBlur(1)).rotate(-7, **TURNED)
    ).enhance(0.7),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_code_reads_however_it_is_held_and_worn(tmp_path: Path, name: str) -> None:
    pages = list(map(inked, printed(tmp_path / "badges.pdf", LAYOUTS[name], signed=True)))
    expected = {text for _, text in badges(signed=True)}
    for what, wear in WORN.items():
        read = {code.text for page in pages for code in zxingcpp.read_barcodes(wear(page))}
        assert read == expected, what


def test_names_with_any_latin_letter_are_on_the_paper(tmp_path: Path) -> None:
    names = ("José Peña", "Łukasz Żółć", "Ḥusain Ṣaliḥ", "=HYPERLINK(0)", "Bob [VIP]")
    made = [(Attendee(f"K-{n}", name, "BKPSDM"), f"K-{n}") for n, name in enumerate(names)]
    path = tmp_path / "badges.pdf"
    write_badges(made, path, title="Upacara", words=WORDS, rehearsal=False)
    read = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()
    for name in names:
        assert name in read
