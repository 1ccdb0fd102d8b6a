"""Who was let in twice, or came in spite of a reason: against what counts, and how long between."""

from dataclasses import replace
from datetime import timedelta

from conftest import PEOPLE, SCRIPT, STARTS
from hypothesis import given, settings
from hypothesis import strategies as st

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.conflicts import conflicts, new_conflicts
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    AbsenceSet,
    CheckedIn,
    Entry,
    Fact,
    Linked,
    ScanRefused,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.roster import Roster

NOBODY = Ceremony(SCRIPT, Roster(PEOPLE))
ONE, TWO = PEOPLE[0].id, PEOPLE[1].id
IN = CheckedIn(ONE, ONE)


def entry(gate: str, number: int, fact: Fact, seconds: float) -> Entry:
    at = STARTS + timedelta(seconds=seconds)
    return Entry(f"{gate}-{number}", gate, number, at, "", fact)


def pairs(*entries: Entry) -> list[tuple[str, str]]:
    """Which entries are in conflict, by their ids."""
    return [(found.first.id, found.second.id) for found in conflicts(evolve(NOBODY, *entries))]


HERE = entry("1", 1, IN, 0)
THERE = entry("2", 1, IN, 7.5)


def test_two_gates_let_one_person_in() -> None:
    (found,) = conflicts(evolve(NOBODY, THERE, HERE))
    assert (found.attendee.id, found.first, found.second) == (ONE, HERE, THERE)
    assert found.twice
    assert found.gap == timedelta(seconds=7.5)


def test_a_repeat_that_was_told_and_one_that_was_taken_back_are_none() -> None:
    told = entry("2", 1, ScanRefused(Verdict.ALREADY_PRESENT, ONE, ONE), 5)
    assert pairs(HERE, told) == []
    back = entry("2", 2, Voided(THERE.id, ONE, "salah"), 9)
    assert pairs(HERE, THERE, back) == []


def test_what_was_taken_back_is_not_what_counts() -> None:
    back, again = entry("1", 2, Voided(HERE.id, ONE, "salah"), 3), entry("1", 3, IN, 5)
    assert pairs(HERE, back, again) == []
    assert pairs(HERE, back, again, THERE) == [(again.id, THERE.id)]


def test_at_three_gates_each_further_time_is_held_against_the_first() -> None:
    third = entry("3", 1, IN, 65)
    found = conflicts(evolve(NOBODY, third, THERE, HERE))
    assert [(each.first, each.second) for each in found] == [(HERE, THERE), (HERE, third)]
    assert [each.gap for each in found] == [timedelta(seconds=7.5), timedelta(seconds=65)]


def test_a_linked_arrival_counts_from_when_it_came() -> None:
    guest = entry("3", 1, WalkedIn("TAMU-1", "Nurlina", "Dinkes"), -60)
    link = entry("3", 2, Linked(guest.id, ONE), 100)
    (found,) = conflicts(evolve(NOBODY, HERE, guest, link))
    assert (found.first.id, found.second, found.gap) == (guest.id, HERE, timedelta(seconds=60))

    refused = entry("4", 1, ScanRefused(Verdict.NOT_ON_ROSTER, "KTP"), 30)
    other = entry("4", 2, Linked(refused.id, ONE), 90)
    assert pairs(HERE, guest, link, refused, other) == [
        (guest.id, HERE.id),
        (guest.id, refused.id),
    ]


def test_a_clock_that_was_put_right_decides_who_was_first_and_how_long_it_was() -> None:
    """Its laptop is an hour ahead: what it read at 08:29 came a minute before the other."""
    ahead = entry("2", 1, IN, 3_540)
    ahead = replace(ahead, after=ahead.at - timedelta(hours=1))
    (found,) = conflicts(evolve(NOBODY, HERE, ahead))
    assert (found.first, found.second, found.gap) == (ahead, HERE, timedelta(minutes=1))


def test_a_reason_beside_a_check_in_is_a_conflict_without_a_gap() -> None:
    reason = entry("1", 2, AbsenceSet(ONE, "C"), -600)
    assert pairs(reason) == []
    (found,) = conflicts(evolve(NOBODY, reason, HERE))
    assert (found.first, found.second) == (HERE, reason)
    assert (found.twice, found.gap) == (False, None)
    assert pairs(reason, HERE, entry("1", 3, AbsenceSet(ONE, ""), 60)) == []


def test_paper_tells_no_hour_and_so_no_gap() -> None:
    row = entry("2", 1, CheckedIn(ONE, "", why="paper 1 row 1", timed=False), 3_600)
    (found,) = conflicts(evolve(NOBODY, HERE, row))
    assert (found.twice, found.gap) == (True, None)


def test_they_stand_in_the_order_of_the_roster() -> None:
    second = [entry("1", 2, CheckedIn(TWO, TWO), 1), entry("2", 2, CheckedIn(TWO, TWO), 2)]
    found = conflicts(evolve(NOBODY, *second, THERE, HERE))
    assert [each.attendee.id for each in found] == [ONE, TWO]


def test_only_what_is_new_is_told_whichever_entry_came_last() -> None:
    for first, second in ((HERE, THERE), (THERE, HERE)):
        before = evolve(NOBODY, first)
        after = evolve(before, second)
        assert [found.attendee.id for found in new_conflicts(before, after)] == [ONE]
        later = evolve(after, entry("3", 1, CheckedIn(TWO, TWO), 20))
        assert new_conflicts(after, later) == ()


def test_a_link_and_a_reason_are_news_too_and_the_earliest_is_told_first() -> None:
    guest, link = (
        entry("3", 1, WalkedIn("TAMU-1", "X", "Y"), 60),
        entry("3", 2, Linked("3-1", ONE), 99),
    )
    reason = entry("1", 2, AbsenceSet(ONE, "C"), -600)
    before = evolve(NOBODY, HERE, guest)
    linked = evolve(before, link)
    assert [found.second.id for found in new_conflicts(before, linked)] == [guest.id]
    assert [found.second for found in new_conflicts(linked, evolve(linked, reason))] == [reason]
    both = new_conflicts(before, evolve(before, link, reason))
    assert [found.second.id for found in both] == [reason.id, guest.id]


SECONDS = st.integers(0, 90)
PEOPLES = st.sampled_from([ONE, TWO])
EARLIER = st.integers(0, 5).map("1-{}".format)
FACTS = st.one_of(
    st.builds(CheckedIn, PEOPLES, PEOPLES),
    st.builds(AbsenceSet, PEOPLES, st.sampled_from(["C", ""])),
    st.builds(WalkedIn, st.just("TAMU-1"), st.just("Nurlina"), st.just("Dinkes")),
    st.builds(Linked, EARLIER, PEOPLES),
    st.builds(Voided, EARLIER, PEOPLES, st.just("salah")),
)


@settings(max_examples=100)
@given(st.lists(st.tuples(FACTS, SECONDS), max_size=12))
def test_what_was_told_as_it_came_is_all_that_the_report_says(
    happened: list[tuple[Fact, int]],
) -> None:
    state, told = NOBODY, set[tuple[str, str]]()
    for number, (fact, seconds) in enumerate(happened):
        before, state = state, evolve(state, entry("1", number, fact, seconds))
        told |= {(found.attendee.id, found.second.id) for found in new_conflicts(before, state)}
    assert told >= {(found.attendee.id, found.second.id) for found in conflicts(state)}
