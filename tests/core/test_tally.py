"""The counts always add up: screen, status and papers read this one tally."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceremony_tui.core import tally
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CheckedIn, Entry, ScanRefused, Verdict
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Script
from ceremony_tui.core.tally import Presence, Tally, attendance, tally_all, tally_units

START = datetime(2023, 10, 27, 23, 30, tzinfo=UTC)
CLOSE = START + timedelta(minutes=90)
SCRIPT = Script(
    "Upacara", "Kabupaten Teluk Cempaka", "Halaman", "Asia/Makassar",
    START, START - timedelta(minutes=75), START, CLOSE,
)  # fmt: skip
CODES = ("H", "T", "S", "I", "C", "DL", "TB", "TP", "TK", "B")
UNITS = ("Dinas Kesehatan", "Inspektorat", "Satpol PP")


def person(name: str, unit: str = "Inspektorat") -> Attendee:
    return Attendee(name, name, unit)


def came(name: str, minute: int = 0, late: int = 0, gate: str = "Gerbang 1") -> Entry:
    at = START + timedelta(minutes=minute)
    return Entry(f"{name} {gate} {at}", gate, 1, at, "", CheckedIn(name, name, late))


def ceremony_of(people: tuple[Attendee, ...], *entries: Entry) -> Ceremony:
    return evolve(Ceremony(SCRIPT, Roster(people)), *entries)


@st.composite
def ceremonies(draw: st.DrawFn) -> Ceremony:
    """A roster of a few units of whom some came, some of them late, some twice."""
    units = draw(st.lists(st.sampled_from(UNITS), max_size=12))
    people = tuple(person(f"P{n}", unit) for n, unit in enumerate(units))
    entries: list[Entry] = []
    for attendee in people:
        for minute in draw(st.lists(st.integers(-60, 90), max_size=2, unique=True)):
            entries.append(came(attendee.id, minute, max(0, minute)))
    return ceremony_of(people, *entries)


PRESENCES = st.builds(
    Presence, st.builds(person, st.just("P"), st.sampled_from(UNITS)), st.sampled_from(CODES)
)
MOMENTS = st.sampled_from([START, CLOSE, CLOSE + timedelta(seconds=1)])


# --- the identity -----------------------------------------------------------------------------


@given(st.lists(PRESENCES, max_size=30).map(tuple))
def test_expected_is_the_sum_of_its_parts_without_those_on_duty(lines: tuple[Presence, ...]):
    whole = tally_all(lines)

    codes = [line.code for line in lines]
    assert whole.expected == sum(whole.by_code[code] for code in CODES if code != "TP")
    assert whole.expected + whole.exempt == len(lines)
    assert whole.present == codes.count("H") + codes.count("T")
    assert whole.late == codes.count("T")
    assert whole.exempt == codes.count("TP")
    assert whole.present + whole.absent == whole.expected


@given(st.lists(PRESENCES, max_size=30).map(tuple))
def test_the_units_add_up_to_the_whole(lines: tuple[Presence, ...]):
    units, whole = tally_units(lines), tally_all(lines)

    assert sum((unit.by_code for unit in units), Counter()) == whole.by_code
    assert [unit.unit for unit in units] == list(dict.fromkeys(x.attendee.unit for x in lines))


@given(ceremonies(), MOMENTS)
def test_everybody_has_one_line_in_official_order(ceremony: Ceremony, at: datetime):
    lines = attendance(ceremony, at)

    assert [line.attendee for line in lines] == list(ceremony.roster)


@given(ceremonies(), MOMENTS)
def test_the_tally_counts_whom_the_ceremony_counts(ceremony: Ceremony, at: datetime):
    whole = tally_all(attendance(ceremony, at))

    assert whole.present == ceremony.present
    assert whole.expected == len(ceremony.roster)


def test_the_whole_names_no_unit():
    assert tally_all(()) == Tally("", Counter())


# --- one line ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "code"),
    [
        pytest.param(START, "B", id="the doors are open"),
        pytest.param(CLOSE, "B", id="the doors close"),
        pytest.param(CLOSE + timedelta(seconds=1), "TK", id="the doors are closed"),
    ],
)
def test_who_has_not_come_is_absent_only_once_the_doors_are_closed(at: datetime, code: str):
    (line,) = attendance(ceremony_of((person("Sitti"),)), at)

    assert line == Presence(person("Sitti"), code, at=None, gate="", late_minutes=0)
    assert not line.came


@pytest.mark.parametrize(("late", "code"), [(0, "H"), (1, "T")])
def test_who_came_has_the_time_and_gate_of_the_first_check_in(late: int, code: str):
    ceremony = ceremony_of(
        (person("Sitti"),), came("Sitti", 9, 9, "Gerbang 1"), came("Sitti", 1, late, "Gerbang 2")
    )

    (line,) = attendance(ceremony, CLOSE + timedelta(hours=1))

    assert line == Presence(person("Sitti"), code, START + timedelta(minutes=1), "Gerbang 2", late)
    assert line.came


def test_who_was_only_refused_has_not_come():
    refused = Entry("1", "Gerbang 1", 1, CLOSE, "", ScanRefused(Verdict.CLOSED, "x", "Sitti"))

    (line,) = attendance(ceremony_of((person("Sitti"),), refused), CLOSE + timedelta(seconds=1))

    assert (line.code, line.at) == ("TK", None)


def test_every_code_of_the_field_has_its_place():
    assert set(tally.CODES) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_only_the_codes_of_presence_say_that_somebody_came(code: str):
    assert Presence(person("Sitti"), code).came is (code in {"H", "T"})


# --- the numbers ------------------------------------------------------------------------------


def test_a_small_morning_in_numbers():
    morning = Tally("", Counter(H=5, T=2, S=1, DL=1, TB=1, TK=3, TP=4))

    assert (morning.expected, morning.present, morning.late, morning.exempt, morning.absent) == (
        13, 7, 2, 4, 6,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "percent"),
    [
        pytest.param({}, 0.0, id="nobody at all"),
        pytest.param({"TP": 3}, 0.0, id="everybody is on duty"),
        pytest.param({"H": 2}, 100.0, id="everybody"),
        pytest.param({"T": 1, "TK": 1}, 50.0, id="late ones came too"),
        pytest.param({"H": 7, "S": 1, "TP": 8}, 87.5, id="those on duty do not count"),
        pytest.param({"B": 4}, 0.0, id="nobody yet"),
    ],
)
def test_percent_is_present_of_expected(codes: dict[str, int], percent: float):
    assert Tally("", Counter(codes)).percent == percent
