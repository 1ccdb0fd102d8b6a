"""The plan is changed by facts: particulars, hours, whole texts; any order gives the same."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import PEOPLE, SCRIPT

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    FACTS,
    CueCalled,
    Entry,
    ParticularsSet,
    Restarted,
    RosterImported,
    TextSet,
)
from ceremony_tui.core.hours import Unclear, read_day, read_hour, read_hours, written_hours
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import counts_from, decide_particulars, decide_reword, decide_text
from ceremony_tui.core.rules.plan import hours_of
from ceremony_tui.core.seniority import in_official_order
from ceremony_tui.core.text.pledge import Text
from ceremony_tui.core.text.written import read_written, written

NEW = Text("Ikrar", opening="Kami berikrar:", points=("Satu hal",), closing="Demikian")
AT = SCRIPT.starts - timedelta(hours=1)


def ceremony() -> Ceremony:
    return Ceremony(SCRIPT, Roster(PEOPLE))


def entry(number: int, fact, *, minutes: int = 0) -> Entry:
    return Entry(f"e{number}", "G", number, AT + timedelta(minutes=minutes or number), "", fact)


def typed(**changed: str) -> dict[str, str]:
    return {**written_hours(SCRIPT), **changed}


def test_what_is_written_and_not_touched_changes_nothing() -> None:
    hours = read_hours(SCRIPT, typed())
    assert hours == hours_of(SCRIPT)
    assert (
        decide_particulars(ceremony(), SCRIPT.title, SCRIPT.organizer, SCRIPT.place, hours) is None
    )


def test_another_day_takes_every_hour_along() -> None:
    hours = read_hours(SCRIPT, typed(day="7-12-2026"))
    assert not isinstance(hours, Unclear)
    told = decide_particulars(ceremony(), " Apel\x1b[31m ", SCRIPT.organizer, SCRIPT.place, hours)
    assert told == ParticularsSet(title="Apel", hours=hours)
    after = evolve(ceremony(), entry(1, told)).script
    assert (after.title, after.starts.isoformat()) == ("Apel", "2026-12-07T07:30:00+08:00")
    assert after.doors_open == SCRIPT.moved_to(after.starts).doors_open


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"day": "besok"}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"starts": "25.00"}, "starts"),
        ({"doors_open": ""}, "doors_open"),
        ({"late_after": "pagi"}, "late_after"),
        ({"late_after": "09.30"}, "order"),
        ({"leave_from": "xx"}, "leave_from"),
        ({"leave_from": "", "leave_after": "10.00"}, "leave_from"),
        ({"leave_from": "08.00"}, "order"),
    ],
)
def test_hours_that_cannot_be_meant_name_their_field(changed: dict[str, str], field: str) -> None:
    assert read_hours(SCRIPT, typed(**changed)) == Unclear(field)


@pytest.mark.parametrize("text", ["07.30", "7:30", "0730", " 7.30 ", "07.30.00"])
def test_an_hour_as_people_write_it(text: str) -> None:
    assert str(read_hour(text)) == "07:30:00"


@pytest.mark.parametrize("text", ["2026-12-07", "7-12-2026", "07/12/2026", "7.12.2026"])
def test_a_day_as_people_write_it(text: str) -> None:
    assert str(read_day(text)) == "2026-12-07"


def test_changes_come_to_the_same_in_any_order() -> None:
    hours = read_hours(SCRIPT, typed(late_after="07.45"))
    assert not isinstance(hours, Unclear)
    entries = [
        entry(1, ParticularsSet(title="Satu")),
        entry(2, ParticularsSet(title="Dua", place="Aula")),
        entry(3, ParticularsSet(hours=hours)),
        entry(4, TextSet(1, NEW)),
        entry(5, decide_reword(ceremony(), 1, 1, "Kami berjanji")),
    ]
    scripts = [evolve(ceremony(), *order).script for order in permutations(entries)]
    scripts += [evolve(evolve(ceremony(), *entries[3:]), *entries[:3]).script]
    assert all(script == scripts[0] for script in scripts)
    assert (scripts[0].title, scripts[0].place) == ("Dua", "Aula")
    assert scripts[0].late_after == SCRIPT.late_after + timedelta(minutes=15)


def test_a_text_is_written_anew_until_it_is_recited() -> None:
    state = ceremony()
    told = decide_text(state, 1, replace(NEW, points=("Satu\x07 hal", " ")))
    assert told == TextSet(1, NEW)
    state = evolve(state, entry(1, told))
    assert state.script.stages[1].cues[1].text.startswith("Kami")
    assert decide_text(state, 1, NEW) is None
    recited = evolve(state, entry(2, CueCalled(1)))
    assert decide_text(recited, 1, Text("Lain", opening="Lain")) is None
    again = evolve(recited, entry(3, Restarted("gladi selesai")))
    assert decide_text(again, 1, Text("Lain", opening="Lain")) is not None


@pytest.mark.parametrize(
    ("stage", "text"),
    [(0, NEW), (9, NEW), (-1, NEW), (1, Text("T", opening=" | ~ ")), (1, Text(""))],
)
def test_no_text_is_set_where_there_is_none(stage: int, text: Text) -> None:
    assert decide_text(ceremony(), stage, text) is None


def test_a_change_counts_after_the_one_it_changes_whatever_the_clock_says() -> None:
    state = evolve(ceremony(), entry(1, ParticularsSet(title="Dulu"), minutes=50))
    assert counts_from(state, ParticularsSet(title="Kini"), AT) > AT + timedelta(minutes=50)


@pytest.mark.parametrize(
    "fact", [ParticularsSet(title="A", hours=hours_of(SCRIPT)), TextSet(1, NEW)]
)
def test_a_change_is_the_same_when_it_is_read_back(fact) -> None:
    assert msgspec.json.decode(msgspec.json.encode(fact), type=FACTS[fact.kind]) == fact


def test_the_offices_of_units_are_remembered_and_the_latest_count() -> None:
    first = entry(1, RosterImported("a", 0, 0, 0, 0, 0, units=(("P", "A"), ("Q", "B"))))
    second = entry(2, RosterImported("b", 0, 0, 0, 0, 0, units=(("Q", "C"),)))
    for order in permutations((first, second)):
        assert evolve(ceremony(), *order).units == {"P": "A", "Q": "C"}


PARTS = st.text("abc ,.|~", max_size=12).map(str.strip)


@settings(max_examples=50, deadline=None)
@given(PARTS, st.lists(PARTS.filter(bool), min_size=1, max_size=4), PARTS)
def test_a_text_is_the_same_when_it_is_written_and_read(opening, points, closing) -> None:
    text = Text("T", "s", " ".join(opening.split()), tuple(points), " ".join(closing.split()))
    assert read_written("T", "s", written(text)) == text


def test_a_text_as_it_is_pasted() -> None:
    pasted = "Kami\nberikrar:\n\n1. Menjaga\n   netralitas\n2) Menolak\n\nDemikian\nikrar ini"
    assert read_written(" Ikrar ", "", pasted) == Text(
        "Ikrar", "", "Kami berikrar:", ("Menjaga netralitas", "Menolak"), "Demikian ikrar ini"
    )


def test_official_order_is_by_status_head_rank_and_age_within_a_unit() -> None:
    def person(name: str, unit: str, nip: str, rank: str, status: str = "PNS", position: str = ""):
        return Attendee(nip or name, name, unit, nip, position, rank, "", status)

    people = [
        person("muda", "B", "199001012015011901", "III/b"),
        person("pppk", "A", "198001012021211901", "IX", "PPPK"),
        person("tua", "B", "197001012015011901", "Penata Muda Tk. I (III/b)"),
        person("kepala", "A", "197501012000011901", "IV/a", position="Kepala Dinas"),
        person("pembina", "A", "196501011990011901", "IV/c"),
        person("honorer", "A", "", "", "Non-ASN"),
        person("cpns", "A", "199901012025011901", "III/a", "CPNS"),
        person("pppk tinggi", "A", "199001012021211902", "X", "PPPK"),
    ]
    assert [p.name for p in in_official_order(people)] == [
        "tua", "muda", "kepala", "pembina", "cpns", "pppk tinggi", "pppk", "honorer",
    ]  # fmt: skip
