"""The papers against proxy attendance: what they show of a person, and what never."""

from datetime import timedelta

import pytest
from small_ceremony import ARMAN, ILHAM, PEOPLE, WORDS, arrival, ceremony, clock

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.roster import Attendee
from ceremony_tui.papers import FORMATS, KINDS, Paper, render
from ceremony_tui.words import load

AFTER = clock(9, 30)
OLD = Attendee("195001011975031901", "La Ode Tua", "BKPSDM", "195001011975031901")
STACK = tuple(Attendee(f"19900303201903190{n}", f"Kartu {n}", "Inspektorat") for n in range(4))


def odd() -> Ceremony:
    seven = clock(7, 0)
    return ceremony(
        arrival(OLD, clock(6, 30)),
        *(arrival(p, seven + timedelta(seconds=0.8 * n)) for n, p in enumerate(STACK)),
        arrival(ARMAN, clock(7, 10)),
        arrival(ARMAN, clock(7, 10) + timedelta(seconds=20), "Gerbang 2"),
        people=(*PEOPLE, OLD, *STACK),
    )


def paper(kind: str, unit: str | None = None, lang: str = "id") -> Paper:
    return KINDS[kind](odd(), AFTER, load(lang), unit)


def test_every_oddity_is_one_line_with_name_unit_time_and_gate() -> None:
    burst = "4 kartu unit ini dalam 2,4 detik"
    assert [row[1:3] + row[4:] for row in paper("oddities").rows] == [
        *(
            ("Kartu beruntun", f"Kartu {n}", "Inspektorat", "07.00", "Gerbang 1", burst)
            for n in range(4)
        ),
        (
            *("Dua gerbang", "H. Arman, S.E.", "Dinas Kesehatan", "07.10", "Gerbang 2"),
            "20,0 detik setelah dipindai di Gerbang 1",
        ),
        (
            *("Umur tidak wajar", "La Ode Tua", "BKPSDM", "06.30", "Gerbang 1"),
            "Cocokkan NIP dengan data kepegawaian",
        ),
    ]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_paper_says_by_what_it_looks_and_accuses_nobody(lang: str) -> None:
    told = "\n".join(paper("oddities", lang=lang).heading)
    assert ("1,2" if lang == "id" else "1.2") in told
    assert all(number in told for number in ("4 ", "60", "18", "66"))
    assert ("belum tentu salah" if lang == "id" else "not an accusation") in told


@pytest.mark.parametrize("kind", ["oddities", "spot-check"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_birth_date_leaves_with_these_papers(kind: str, form: str) -> None:
    bare = render(paper(kind), form)
    if form not in ("xlsx", "pdf"):  # compressed; its cells are the paper's
        assert b"197503 1 901" in bare
        assert b"19500101" not in bare
    assert not any("19500101" in str(cell) for row in paper(kind).rows for cell in row)


def test_one_unit_gets_its_own_lines_only() -> None:
    assert {row[4] for row in paper("oddities", "BKPSDM").rows} == {"BKPSDM"}
    assert {row[1] for row in paper("spot-check", "BKPSDM").rows} == {"BKPSDM"}


def test_a_spot_check_has_a_box_to_tick_for_each_of_those_who_came() -> None:
    rows = paper("spot-check").rows
    assert [row[1] for row in rows] == ["Dinas Kesehatan", "BKPSDM", *["Inspektorat"] * 3]
    assert {row[5] for row in rows} == {"☐"}
    assert ILHAM.name not in [row[2] for row in rows]


def test_a_spot_check_says_by_which_scan_it_was_drawn() -> None:
    assert odd().latest[-1].id in "\n".join(paper("spot-check").heading)
    assert paper("spot-check") == paper("spot-check")


def test_before_anyone_came_there_is_nobody_to_look_for() -> None:
    empty = KINDS["spot-check"](ceremony(), AFTER, WORDS)
    assert empty.rows == ()
