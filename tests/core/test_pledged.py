"""Who took part in the pledge, what kind of personnel they are, and when they came."""

from datetime import UTC, timedelta

import pytest
from conftest import PEOPLE, SCRIPT, STARTS

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CheckedIn, CheckedOut, CueCalled, Entry, Fact
from ceremony_tui.core.pace import by_minute
from ceremony_tui.core.personnel import Group, group_of, leads
from ceremony_tui.core.pledged import pledge_stage, pledged_at, took_part
from ceremony_tui.core.roster import Attendee, Roster

WHO = PEOPLE[0].id
LAST = len(SCRIPT.stages[1].cues) - 1


def entry(minute: float, fact: Fact) -> Entry:
    at = (STARTS + timedelta(minutes=minute)).astimezone(UTC)
    return Entry(f"{minute} {fact.kind}", "G", 1, at, "", fact)


def state(*entries: Entry) -> Ceremony:
    return evolve(Ceremony(SCRIPT, Roster(PEOPLE)), *entries)


SPOKEN = (entry(10, CueCalled(1)), entry(14, CueCalled(1, LAST)))


@pytest.mark.parametrize(
    ("entries", "part"),
    [
        ((entry(-5, CheckedIn(WHO, WHO)),), True),
        ((entry(14, CheckedIn(WHO, WHO)),), True),
        ((entry(14.1, CheckedIn(WHO, WHO, 15)),), False),
        ((entry(-5, CheckedIn(WHO, WHO)), entry(12, CheckedOut(WHO, WHO))), False),
        ((entry(-5, CheckedIn(WHO, WHO)), entry(20, CheckedOut(WHO, WHO))), True),
        ((), False),
    ],
)
def test_who_was_there_at_the_last_words_took_part(entries: tuple[Entry, ...], part: bool) -> None:
    told = state(*SPOKEN, *entries)
    assert took_part(told, WHO, pledged_at(told)) is part


def test_nobody_took_part_in_a_pledge_that_was_not_spoken_to_its_end() -> None:
    told = state(SPOKEN[0], entry(-5, CheckedIn(WHO, WHO)))
    assert pledged_at(told) is None
    assert not took_part(told, WHO, None)


def test_the_pledge_is_the_recitation_that_is_called_one() -> None:
    assert pledge_stage(SCRIPT) == 1


@pytest.mark.parametrize(
    ("person", "group"),
    [
        (PEOPLE[0], Group.PNS),
        (PEOPLE[1], Group.PPPK),
        (PEOPLE[3], Group.OTHER),
        (Attendee("1", "A", "U", status="PPPK PW"), Group.PART_TIME),
        (Attendee("1", "A", "U", status="PPPK Paruh Waktu"), Group.PART_TIME),
        (Attendee("1", "A", "U", status="CPNS"), Group.PNS),
        (Attendee("1", "A", "U", PEOPLE[1].nip), Group.PPPK),
    ],
)
def test_kinds_of_personnel(person: Attendee, group: Group) -> None:
    assert group_of(person) is group


@pytest.mark.parametrize(
    ("position", "head"),
    [
        ("Kepala Dinas Kesehatan", True),
        ("Plt. Kepala Badan", True),
        ("Camat", True),
        ("Inspektur", True),
        ("Inspektur Pembantu I", False),
        ("Kepala Bidang Mutasi", False),
        ("Sekretaris Dinas", False),
        ("Sekretaris Daerah", True),
        ("", False),
    ],
)
def test_who_signs_for_a_unit(position: str, head: bool) -> None:
    assert leads(Attendee("1", "A", "U", position=position)) is head


def test_arrivals_are_counted_minute_by_minute_and_none_is_lost() -> None:
    moments = [STARTS + timedelta(seconds=s) for s in (0, 59, 60, 300)]
    step, columns = by_minute(moments, STARTS)
    assert (step, [n for _, n in columns]) == (1, [2, 1, 0, 0, 0, 1])
    assert columns[1][0] == STARTS + timedelta(minutes=1)


@pytest.mark.parametrize(("hours", "step"), [(1, 1), (3, 2), (9, 5), (400, 60)])
def test_a_long_morning_takes_broader_columns(hours: int, step: int) -> None:
    moments = [STARTS - timedelta(hours=1), STARTS + timedelta(hours=hours)]
    found, columns = by_minute(moments, STARTS)
    assert found == step
    assert sum(n for _, n in columns) == 2
    assert by_minute([], STARTS) == (1, ())
