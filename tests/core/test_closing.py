"""The recap is closed once; what follows is a correction with who and why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import PEOPLE, SCRIPT, STARTS

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.closing import closing, corrections, kept_too_long, lacks_a_name
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    AbsenceSet,
    CheckedIn,
    Closed,
    CueCalled,
    Entry,
    Fact,
    Restarted,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.rules import decide_close, decide_purge

OVER = SCRIPT.doors_close + timedelta(minutes=10)
NURLINA, BOB = PEOPLE[0].id, PEOPLE[1].id


def entry(minute: int, fact: Fact, gate: str = "Gerbang 1", operator: str = "Rina") -> Entry:
    at = (OVER + timedelta(minutes=minute)).astimezone(UTC)
    return Entry(f"{gate} {minute} {fact}", gate, 1, at, operator, fact)


def state(*entries: Entry) -> Ceremony:
    return evolve(Ceremony(SCRIPT, Roster(PEOPLE)), *entries)


CLOSED = entry(0, Closed("rapat", 4, 2))


def test_the_recap_is_closed_with_its_figures() -> None:
    came = entry(-60, CheckedIn(NURLINA, NURLINA))
    closed = decide_close(state(came), " rapat\n", "2026-12-31", OVER)
    assert closed == Closed("rapat", 4, 1, "2026-12-31")


@pytest.mark.parametrize("at", [STARTS, SCRIPT.doors_close, datetime(2023, 10, 28, tzinfo=UTC)])
def test_it_is_not_closed_while_somebody_may_still_come(at: datetime) -> None:
    assert decide_close(state(), "rapat", "", at) is None
    assert decide_purge(state(), "retensi", at) is None


def test_it_is_closed_once_and_not_without_a_reason() -> None:
    assert decide_close(state(CLOSED), "lagi", "", OVER) is None
    assert decide_close(state(), "  ", "", OVER) is None


@pytest.mark.parametrize(
    "fact",
    [
        AbsenceSet(BOB, "S", "surat dokter"),
        CheckedIn(BOB, "", why="lupa kartu"),
        Voided("x", BOB, "kartu orang lain"),
    ],
)
def test_what_changes_a_count_by_hand_afterwards_is_a_correction(fact: Fact) -> None:
    assert corrections(state(entry(5, fact))) == ()
    assert corrections(state(CLOSED, entry(-5, fact))) == ()
    assert len(corrections(state(CLOSED, entry(5, fact)))) == 1


@pytest.mark.parametrize(
    "fact", [CheckedIn(BOB, BOB), CueCalled(1), WalkedIn("TAMU-1", "Tamu", "BKN")]
)
def test_what_a_gate_or_the_stage_records_is_none(fact: Fact) -> None:
    assert corrections(state(CLOSED, entry(5, fact))) == ()


def test_a_whole_sheet_is_one_correction_and_two_desks_are_two() -> None:
    sheet = [entry(5, AbsenceSet(person.id, "C", "cuti")) for person in PEOPLE]
    elsewhere = entry(5, AbsenceSet(BOB, "I", "izin"), "Meja 2", "Budi")
    assert len(corrections(state(CLOSED, *sheet, elsewhere))) == 2


def test_the_first_closing_of_any_laptop_counts_also_when_it_comes_last() -> None:
    correction = entry(5, AbsenceSet(BOB, "C", "cuti"))
    later = entry(9, Closed("menyusul", 4, 3), "Gerbang 2", "Budi")
    told = state(later, correction, CLOSED)
    assert closing(told) == CLOSED
    assert corrections(told) == (correction,)


def test_a_correction_must_say_who_and_why() -> None:
    closed, signed = state(CLOSED), AbsenceSet(BOB, "C", "cuti")
    assert lacks_a_name(closed, signed, "")
    assert lacks_a_name(closed, AbsenceSet(BOB, "C"), "Rina")
    assert lacks_a_name(closed, CheckedIn(BOB, "", why="-"), "Rina")
    assert not lacks_a_name(closed, signed, "Rina")
    assert not lacks_a_name(state(), AbsenceSet(BOB, "C"), "")
    assert not lacks_a_name(closed, CheckedIn(BOB, BOB), "")


def test_a_rehearsal_that_was_closed_leaves_the_real_recap_open() -> None:
    assert closing(state(CLOSED, entry(30, Restarted("gladi")))) is None


def test_how_long_people_are_kept_only_the_office_says() -> None:
    told = state(entry(0, Closed("rapat", 4, 2, "2024-01-31")))
    assert kept_too_long(told, date(2024, 2, 1))
    assert not kept_too_long(told, date(2024, 1, 31))
    assert not kept_too_long(state(CLOSED), date(2099, 1, 1))
