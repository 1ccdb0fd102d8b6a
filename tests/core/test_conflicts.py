"""One card let in at two gates: who, and how long between."""

from datetime import timedelta

from conftest import PEOPLE, SCRIPT, STARTS

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.conflicts import conflicts, new_conflicts
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CheckedIn, Entry, ScanRefused, Verdict, Voided
from ceremony_tui.core.roster import Roster

NOBODY = Ceremony(SCRIPT, Roster(PEOPLE))
ONE, TWO = PEOPLE[0].id, PEOPLE[1].id


def entry(gate: str, number: int, fact, seconds: float) -> Entry:
    at = STARTS + timedelta(seconds=seconds)
    return Entry(f"{gate}-{number}", gate, number, at, "", fact)


HERE = entry("1", 1, CheckedIn(ONE, ONE), 0)
THERE = entry("2", 1, CheckedIn(ONE, ONE), 7.5)


def test_two_gates_let_one_person_in() -> None:
    (found,) = conflicts(evolve(NOBODY, THERE, HERE))
    assert (found.attendee.id, found.first, found.second) == (ONE, HERE, THERE)
    assert found.gap == timedelta(seconds=7.5)


def test_a_repeat_that_was_told_and_one_that_was_taken_back_are_none() -> None:
    told = entry("2", 1, ScanRefused(Verdict.ALREADY_PRESENT, ONE, ONE), 5)
    assert conflicts(evolve(NOBODY, HERE, told)) == ()
    back = entry("2", 2, Voided(THERE.id, ONE, "salah"), 9)
    assert conflicts(evolve(NOBODY, HERE, THERE, back)) == ()


def test_only_what_is_new_is_told_whichever_entry_came_last() -> None:
    for first, second in ((HERE, THERE), (THERE, HERE)):
        before = evolve(NOBODY, first)
        after = evolve(before, second)
        assert [found.attendee.id for found in new_conflicts(before, after)] == [ONE]
        later = evolve(after, entry("3", 1, CheckedIn(TWO, TWO), 20))
        assert new_conflicts(after, later) == ()
