"""How fast people come, and when the rest of them will be in."""

from datetime import UTC, datetime, timedelta

import pytest

from ceremony_tui.core.ceremony import LATEST, Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CheckedIn, Entry, ScanRefused, Verdict, Voided
from ceremony_tui.core.pace import done_at, last_minute
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.script import Script

OPEN = datetime(2023, 10, 27, 22, 15, tzinfo=UTC)
CLOSE = OPEN + timedelta(minutes=165)
SCRIPT = Script("U", "K", "H", "Asia/Makassar", OPEN, OPEN, OPEN + timedelta(minutes=75), CLOSE)
NOON = OPEN + timedelta(minutes=30)


def entry(number: int, at: datetime, fact=None) -> Entry:
    return Entry(f"e{number}", "G", number, at, "", fact or CheckedIn(f"P{number}", "x"))


def came(*ages: float, until: datetime = NOON) -> Ceremony:
    """People who came so many seconds before."""
    entries = (entry(n, until - timedelta(seconds=age)) for n, age in enumerate(ages, 1))
    return evolve(Ceremony(SCRIPT, Roster()), *entries)


def steady(count: int, seconds: float, until: datetime = NOON) -> Ceremony:
    return came(*(n * seconds for n in range(count)), until=until)


def test_the_last_minute_is_counted_to_its_second() -> None:
    assert last_minute(came(0, 30, 59.9, 60, 61), NOON) == 3


def test_who_was_refused_or_taken_back_has_not_come() -> None:
    refused = entry(3, NOON, ScanRefused(Verdict.NOT_ON_ROSTER, "x"))
    voided = entry(4, NOON, Voided("e1", "P1", "wrong badge"))
    assert last_minute(evolve(came(0, 1), refused, voided), NOON) == 1


@pytest.mark.parametrize(
    ("seconds", "awaited", "minutes"),
    [
        (3, 100, 5),  # 20 a minute
        (3, 1, 0.05),
        (6, 100, 10),
        (30, 100, 50),  # 10 in five minutes: just enough to tell
    ],
)
def test_the_rest_come_at_the_pace_of_the_last_five_minutes(
    seconds: float, awaited: int, minutes: float
) -> None:
    done = done_at(steady(400, seconds), awaited, NOON)
    assert done is not None
    assert (done - NOON) / timedelta(minutes=minutes) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("state", "awaited", "at"),
    [
        (Ceremony(SCRIPT, Roster()), 100, NOON),  # nobody has come
        (steady(9, 3), 100, NOON),  # stragglers
        (steady(90, 40), 100, NOON),  # fewer than ten in five minutes
        (steady(90, 3), 0, NOON),  # everybody is in
        (steady(90, 3, CLOSE), 100, CLOSE + timedelta(seconds=1)),
        (steady(90, 3, OPEN), 100, OPEN - timedelta(seconds=1)),
    ],
)
def test_nothing_is_said_when_there_is_nothing_to_say(state, awaited: int, at: datetime) -> None:
    assert done_at(state, awaited, at) is None


def test_the_last_second_of_the_doors_still_tells() -> None:
    assert done_at(steady(90, 3, CLOSE), 100, CLOSE) is not None


def test_a_morning_that_has_just_begun_counts_from_the_opening_of_the_doors() -> None:
    at = OPEN + timedelta(minutes=2)
    done = done_at(steady(20, 6, at), 100, at)
    assert done is not None
    assert done - at == timedelta(minutes=10)


def test_ten_people_in_the_first_seconds_are_no_pace_of_hundreds() -> None:
    at = OPEN + timedelta(seconds=5)
    assert done_at(steady(10, 0.4, at), 100, at) == at + timedelta(minutes=10)


def test_a_gate_too_busy_for_five_minutes_at_hand_keeps_its_pace() -> None:
    done = done_at(steady(2 * LATEST, 0.5), 1200, NOON)
    assert done is not None
    assert (done - NOON) / timedelta(minutes=10) == pytest.approx(1, abs=0.02)
