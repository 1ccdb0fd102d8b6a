"""The attendance list, the absent list and the recap: what they say, and that they agree."""

from collections import Counter
from datetime import datetime

import pytest
from small_ceremony import (
    ARMAN,
    ILHAM,
    PEOPLE,
    ROSMINI,
    WAHYUNI,
    WORDS,
    YUSRAN,
    arrival,
    ceremony,
    clock,
)

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.tally import CODES, Tally, attendance, tally_all, tally_units
from ceremony_tui.papers import KINDS, Paper
from ceremony_tui.papers.recap import full_row, identity
from ceremony_tui.words import load

DURING, AFTER = clock(8, 15), clock(9, 30)


def three_came(*, rehearsal: bool = False) -> Ceremony:
    return ceremony(
        arrival(ROSMINI, clock(6, 47), "Gerbang 2"),
        arrival(ARMAN, clock(7, 30)),
        arrival(YUSRAN, clock(7, 43)),
        rehearsal=rehearsal,
    )


def paper(kind: str, at: datetime = AFTER, unit: str | None = None) -> Paper:
    return KINDS[kind](three_came(), at, WORDS, unit)


def column(paper: Paper, key: str) -> list[object]:
    place = [column.key for column in paper.columns].index(key)
    return [row[place] for row in paper.rows]


def test_the_attendance_list_names_everyone_in_the_order_of_the_roster() -> None:
    listed = paper("attendance")
    assert column(listed, "name") == [person.name for person in PEOPLE]
    assert column(listed, "number") == [1, 2, 3, 4, 5]


def test_the_attendance_list_says_when_where_and_how_late_each_one_came() -> None:
    listed = paper("attendance")
    assert column(listed, "time") == ["07.30", "06.47", None, None, "07.43"]
    assert column(listed, "gate") == ["Gerbang 1", "Gerbang 2", "", "", "Gerbang 1"]
    assert column(listed, "code") == ["H", "H", "TK", "TK", "T"]
    assert column(listed, "late_minutes") == [None, None, None, None, 13]


def test_while_the_doors_are_open_nobody_is_called_absent_without_reason() -> None:
    assert column(paper("attendance", DURING), "code") == ["H", "H", "B", "B", "T"]
    assert column(paper("absent", DURING), "code") == ["B", "B"]


def test_the_absent_list_names_who_did_not_come_and_nobody_else() -> None:
    listed = paper("absent")
    assert column(listed, "name") == [ILHAM.name, WAHYUNI.name]
    assert column(listed, "number") == [1, 2]
    assert column(listed, "code") == ["TK", "TK"]


def test_nobody_is_on_the_absent_list_when_everyone_came() -> None:
    everyone = ceremony(*(arrival(person, clock(7, 0)) for person in PEOPLE))
    assert KINDS["absent"](everyone, AFTER, WORDS).rows == ()


def test_the_recap_counts_each_unit_and_all_together() -> None:
    recap = paper("recap")
    assert [column.key for column in recap.columns] == [
        *("unit", "people", "expected", *CODES, "percent")
    ]
    assert recap.rows == (
        ("Dinas Kesehatan", 2, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 50.0),
        ("Dinas Pertanian, Pangan", 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100.0),
        ("BKPSDM", 2, 2, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 50.0),
    )
    assert recap.totals == ("Jumlah", 5, 5, 2, 1, 0, 0, 0, 0, 0, 0, 2, 0, 60.0)


@pytest.mark.parametrize("at", [clock(6, 0), DURING, clock(9, 0), AFTER])
@pytest.mark.parametrize("unit", [None, "BKPSDM", "Dinas Kesehatan"])
def test_the_three_papers_and_the_tally_agree(at: datetime, unit: str | None) -> None:
    lines = tuple(
        line for line in attendance(three_came(), at) if unit in (None, line.attendee.unit)
    )
    tally = tally_all(lines)
    codes = Counter(column(paper("attendance", at, unit), "code"))
    recap = paper("recap", at, unit)

    assert codes == tally.by_code
    assert len(paper("absent", at, unit).rows) == tally.absent
    assert recap.totals is not None
    assert recap.totals[3:-1] == tuple(tally.by_code[code] for code in CODES)
    assert column(recap, "expected") == [t.expected for t in tally_units(lines)]
    assert [sum(counts) for counts in zip(*(row[1:-1] for row in recap.rows), strict=True)] == [
        *recap.totals[1:-1]
    ]


def test_the_recap_writes_its_sums_out() -> None:
    assert paper("recap").heading[-2:] == (
        "Jumlah 5 = wajib 5 + TP 0",
        "Wajib 5 = H 2 + T 1 + S 0 + I 0 + C 0 + DL 0 + TB 0 + TK 2",
    )


def test_people_on_service_duty_are_outside_the_sum_of_the_expected() -> None:
    tally = Tally("", Counter(H=2399, T=12, S=3, I=4, C=5, DL=6, TB=7, TP=80, TK=344, B=1))
    people, expected = identity(tally, WORDS)
    assert people == "Jumlah 2.861 = wajib 2.781 + TP 80"
    assert expected == (
        "Wajib 2.781 = H 2.399 + T 12 + S 3 + I 4 + C 5 + DL 6 + TB 7 + TK 344 + B 1"
    )
    total, *parts = [int(word.replace(".", "")) for word in expected.split() if word[0].isdigit()]
    assert total == sum(parts)


def test_a_unit_counts_its_people_on_service_duty_but_does_not_expect_them() -> None:
    unit, people, expected, *_, percent = full_row("RSUD", Tally("RSUD", Counter(H=2, TP=3, TK=1)))
    assert (unit, people, expected, percent) == ("RSUD", 6, 3, 66.7)


def test_the_heading_says_which_ceremony_where_when_and_how_many() -> None:
    assert paper("attendance").heading == (
        "Upacara Hari Sumpah Pemuda",
        "Pemerintah Kabupaten Teluk Cempaka",
        "Alun-alun, Sabtu, 28 Oktober 2023, pukul 07.30 WITA",
        "Keadaan Sabtu, 28 Oktober 2023, pukul 09.30 WITA",
        "Wajib hadir 5 = hadir 3 (terlambat 1) + tidak hadir 2; kehadiran 60,0 %",
    )


def test_a_paper_of_one_unit_says_so_and_counts_only_its_people() -> None:
    listed = paper("attendance", unit="BKPSDM")
    assert column(listed, "name") == [WAHYUNI.name, YUSRAN.name]
    assert "Unit: BKPSDM" in listed.heading
    assert listed.heading[-1].startswith("Wajib hadir 2 = hadir 1 (terlambat 1) + tidak hadir 1;")


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_of_a_rehearsal_says_gladi(kind: str) -> None:
    assert KINDS[kind](three_came(rehearsal=True), AFTER, WORDS).mark == "GLADI"
    assert "GLADI" not in str(paper(kind))


@pytest.mark.parametrize("kind", ["attendance", "absent", "recap", "sekda"])
def test_a_ceremony_without_a_roster_still_gives_a_paper(kind: str) -> None:
    empty = KINDS[kind](ceremony(people=()), AFTER, WORDS)
    assert empty.rows == ()
    assert any(line.startswith("Wajib hadir 0") for line in empty.heading)


def test_papers_speak_english_while_their_keys_stay() -> None:
    english = KINDS["attendance"](three_came(), AFTER, load("en"))
    assert english.title == "Attendance List"
    assert column(english, "time") == ["07:30", "06:47", None, None, "07:43"]
    assert "Alun-alun, Saturday, 28 October 2023, 07:30 WITA" in english.heading
    assert [c.key for c in english.columns] == [c.key for c in paper("attendance").columns]
