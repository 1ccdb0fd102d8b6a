"""What is worth a look: cards in a burst, one card at two gates, unlikely ages; the spot check."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from tests_support import SCRIPT

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    CheckedIn,
    CheckedOut,
    Entry,
    Fact,
    ScanRefused,
    Verdict,
    Voided,
)
from ceremony_tui.core.oddities import bursts, spot_check, two_gates, unlikely_ages
from ceremony_tui.core.roster import Attendee, Roster

DAY = SCRIPT.starts.date()
SEVEN = datetime.fromisoformat("2023-10-28T07:00:00+08:00").astimezone(UTC)

HEALTH = tuple(Attendee(f"K-{n}", f"Orang {n}", "Dinas Kesehatan") for n in range(12))
FARMERS = tuple(Attendee(f"T-{n}", f"Petani {n}", "Dinas Pertanian") for n in range(12))
EMPTY = Ceremony(SCRIPT, Roster((*HEALTH, *FARMERS)))


def entry(seconds: float, fact: Fact, gate: str = "Gerbang 1") -> Entry:
    at = SEVEN + timedelta(seconds=seconds)
    return Entry(f"{gate} {seconds} {fact.kind}", gate, 1, at, "Rina", fact)


def scanned(person: Attendee, seconds: float, gate: str = "Gerbang 1") -> Entry:
    return entry(seconds, CheckedIn(person.id, person.id), gate)


def refused(person: Attendee, seconds: float, gate: str) -> Entry:
    already = ScanRefused(Verdict.ALREADY_PRESENT, person.id, person.id, SEVEN, "Gerbang 1")
    return entry(seconds, already, gate)


def every(gap: float, *people: Attendee) -> list[Entry]:
    return [scanned(person, n * gap) for n, person in enumerate(people)]


def names(ceremony: Ceremony) -> list[list[str]]:
    return [[seen.attendee.id for seen in run] for run in bursts(ceremony)]


def test_four_cards_of_one_unit_one_a_second_are_a_burst() -> None:
    assert names(evolve(EMPTY, *every(1, *HEALTH[:4]))) == [["K-0", "K-1", "K-2", "K-3"]]


def test_three_cards_are_colleagues_side_by_side() -> None:
    assert names(evolve(EMPTY, *every(0.5, *HEALTH[:3]))) == []


@pytest.mark.parametrize(("gap", "found"), [(1.2, 1), (1.201, 0), (2, 0), (4, 0)])
def test_a_unit_that_came_by_bus_and_queues_is_no_burst(gap: float, found: int) -> None:
    assert len(names(evolve(EMPTY, *every(gap, *HEALTH)))) == found


def test_a_queue_of_many_units_may_be_as_fast_as_it_likes() -> None:
    mixed = [person for pair in zip(HEALTH, FARMERS, strict=True) for person in pair]
    assert names(evolve(EMPTY, *every(0.9, *mixed))) == []


def test_two_gates_share_no_burst() -> None:
    here, there = every(1, *HEALTH[:4]), [scanned(HEALTH[4], 1.5, "Gerbang 2")]
    half = [replace(e, gate="Gerbang 2") if n % 2 else e for n, e in enumerate(here)]
    assert names(evolve(EMPTY, *half, *there)) == []


def test_a_pause_ends_one_burst_and_the_next_is_another() -> None:
    later = [scanned(person, 60 + n) for n, person in enumerate(HEALTH[4:9])]
    runs = names(evolve(EMPTY, *every(1, *HEALTH[:4]), *later))
    assert [len(run) for run in runs] == [4, 5]


def test_a_burst_of_people_leaving_is_told_too() -> None:
    out = [entry(n, CheckedOut(person.id, person.id)) for n, person in enumerate(HEALTH[:4])]
    assert len(names(evolve(EMPTY, *out))) == 1


def test_check_ins_by_hand_are_no_cards() -> None:
    by_hand = [entry(n, CheckedIn(p.id, "", why="kartu hilang")) for n, p in enumerate(HEALTH)]
    assert names(evolve(EMPTY, *by_hand)) == []


def test_a_card_taken_back_was_read_all_the_same() -> None:
    cards = every(1, *HEALTH[:4])
    void = entry(90, Voided(cards[2].id, "K-2", "orangnya tidak ada"))
    assert len(names(evolve(EMPTY, *cards, void))) == 1


def test_the_order_in_which_logs_are_merged_does_not_matter() -> None:
    cards = every(1, *HEALTH[:4])
    told = {str(bursts(evolve(EMPTY, *some))) for some in permutations(cards)}
    assert len(told) == 1


def test_a_card_refused_at_another_gate_before_its_bearer_could_walk_there() -> None:
    held = evolve(EMPTY, scanned(HEALTH[0], 0), refused(HEALTH[0], 59, "Gerbang 2"))
    ((before, after),) = two_gates(held)
    assert (before.gate, after.gate, after.attendee.id) == ("Gerbang 1", "Gerbang 2", "K-0")


def test_two_gates_that_checked_one_card_in_and_were_merged_later() -> None:
    merged = evolve(EMPTY, scanned(HEALTH[0], 30, "Gerbang 2"), scanned(HEALTH[0], 0))
    assert [(a.gate, b.gate) for a, b in two_gates(merged)] == [("Gerbang 1", "Gerbang 2")]


@pytest.mark.parametrize(("seconds", "gate"), [(60, "Gerbang 2"), (10, "Gerbang 1")])
def test_a_walk_or_the_same_gate_is_nothing_odd(seconds: float, gate: str) -> None:
    held = evolve(EMPTY, scanned(HEALTH[0], 0), refused(HEALTH[0], seconds, gate))
    assert two_gates(held) == ()


def test_two_people_at_two_gates_are_two_people() -> None:
    held = evolve(EMPTY, scanned(HEALTH[0], 0), scanned(HEALTH[1], 1, "Gerbang 2"))
    assert two_gates(held) == ()


def came_with(nip: str) -> Ceremony:
    person = Attendee(nip, "Sitti", "BKPSDM", nip)
    return evolve(Ceremony(SCRIPT, Roster([person])), scanned(person, 0))


@pytest.mark.parametrize(
    ("nip", "odd"),
    [
        ("195710281980031901", True),  # 66 today
        ("195710291980031901", False),  # 66 tomorrow
        ("200510282023101901", False),  # 18 today, appointed in the same month
        ("200510292023101901", True),  # 17 until tomorrow
        ("198003151998031901", False),  # appointed in the month of the 18th birthday
        ("198003151998021901", True),  # and in the month before it
        ("199012312008211901", False),  # a PPPK's number tells the year only
        ("199001012007211901", True),
        ("199002302015031901", False),  # no such date: told at import
        ("NON-0001", False),
    ],
)
def test_an_age_is_unlikely_by_the_nip_on_the_day_of_the_ceremony(nip: str, odd: bool) -> None:
    assert bool(unlikely_ages(came_with(nip))) is odd


def test_who_did_not_come_has_no_age_to_look_at() -> None:
    person = Attendee("195001011975031901", "Arman", "BKPSDM", "195001011975031901")
    assert unlikely_ages(Ceremony(SCRIPT, Roster([person]))) == ()


def everyone() -> Ceremony:
    return evolve(EMPTY, *every(3, *HEALTH, *FARMERS[:2]))


def test_a_spot_check_names_three_of_every_unit_or_all_when_there_are_fewer() -> None:
    drawn = spot_check(everyone(), "seed")
    assert [person.unit for person in drawn] == ["Dinas Kesehatan"] * 3 + ["Dinas Pertanian"] * 2
    assert len(set(drawn)) == 5


def test_as_many_are_drawn_as_were_asked_for() -> None:
    assert len(spot_check(everyone(), "seed", 1)) == 2


def test_the_same_seed_draws_the_same_people_and_another_seed_others() -> None:
    assert spot_check(everyone(), "seed") == spot_check(everyone(), "seed")
    assert len({spot_check(everyone(), str(seed)) for seed in range(20)}) > 15


def test_every_one_is_drawn_sooner_or_later() -> None:
    drawn = {person for seed in range(100) for person in spot_check(everyone(), str(seed))}
    assert drawn == {*HEALTH, *FARMERS[:2]}


def test_who_is_not_there_is_not_looked_for() -> None:
    cards = every(3, *HEALTH[:4])
    gone = entry(600, CheckedOut("K-0", "K-0"))
    void = entry(600, Voided(cards[1].id, "K-1", "kartu orang lain"))
    assert {p.id for p in spot_check(evolve(EMPTY, *cards, gone, void), "seed")} == {"K-2", "K-3"}
