"""The same entries give the same ceremony, in whatever order and portions they arrive."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceremony_tui.core.ceremony import LATEST, Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    CheckedIn,
    CueCalled,
    Entry,
    Fact,
    Opened,
    RosterImported,
    ScanRefused,
    Verdict,
)
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Kind, Script, Stage

START = datetime(2023, 10, 27, 23, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
STAGES = (Stage(Kind.RITE, "Pembukaan", 3), Stage(Kind.PRAYER, "Doa", 2))
SCRIPT = Script(
    "Upacara", "Kabupaten Teluk Cempaka", "Halaman", "Asia/Makassar",
    START, START - HOUR, START, START + HOUR, stages=STAGES,
)  # fmt: skip
PEOPLE = tuple(Attendee(name, name, "Inspektorat") for name in ("Sitti", "Arman", "Ridwan"))
BEFORE = Ceremony(SCRIPT, Roster(PEOPLE))


def entry(number: int, fact: Fact, seconds: float = 0, gate: str = "Gerbang 1") -> Entry:
    return Entry(f"id-{number}", gate, number, START + timedelta(seconds=seconds), "Rina", fact)


ATTENDEES = st.sampled_from([person.id for person in PEOPLE])
REFUSALS = st.sampled_from([Verdict.ALREADY_PRESENT, Verdict.NOT_OPEN, Verdict.CLOSED])
UNKNOWN = st.sampled_from([Verdict.NOT_ON_ROSTER, Verdict.UNREADABLE, Verdict.AMBIGUOUS])
FACTS = st.one_of(
    st.builds(CheckedIn, ATTENDEES, st.just("x"), st.sampled_from([0, 5])),
    st.builds(ScanRefused, REFUSALS, st.just("x"), ATTENDEES),
    st.builds(ScanRefused, UNKNOWN, st.sampled_from(["C-9", "c-9", "D"])),
    st.builds(CueCalled, st.integers(0, 2), st.just(0), st.booleans()),
    st.just(RosterImported("x.csv", 3, 3, 0, 0, 0)),
    st.just(Opened("Upacara", "contoh", rehearsal=True)),
)
# Few seconds and gates: many entries of the same moment.
DRAWN = st.tuples(FACTS, st.integers(0, 4), st.sampled_from(["Gerbang 1", "Gerbang 2"]))
LOGS = st.lists(DRAWN, max_size=25).map(
    lambda drawn: [entry(number, *rest) for number, rest in enumerate(drawn)]
)
SHUFFLED = LOGS.flatmap(lambda log: st.tuples(st.just(log), st.permutations(log)))


@given(SHUFFLED)
def test_any_order_of_entries_gives_the_same_ceremony(logs: tuple[list[Entry], list[Entry]]):
    log, shuffled = logs

    assert evolve(BEFORE, *shuffled) == evolve(BEFORE, *log)


@given(SHUFFLED)
def test_one_by_one_gives_the_same_ceremony_as_all_at_once(logs: tuple[list[Entry], list[Entry]]):
    log, shuffled = logs
    ceremony = BEFORE
    for one in shuffled:
        ceremony = evolve(ceremony, one)

    assert ceremony == evolve(BEFORE, *log)


@given(LOGS)
def test_the_counts_are_those_of_the_log(log: list[Entry]):
    ceremony = evolve(BEFORE, *log)

    came = {one.fact.attendee for one in log if isinstance(one.fact, CheckedIn)}
    turned_away = [
        one for one in log
        if isinstance(one.fact, ScanRefused) and one.fact.verdict != "already-present"
    ]  # fmt: skip
    assert (ceremony.present, ceremony.refused) == (len(came), len(turned_away))


@given(LOGS)
def test_the_earliest_check_in_of_any_gate_counts(log: list[Entry]):
    ceremony = evolve(BEFORE, *log)

    for person in PEOPLE:
        own = [e for e in log if isinstance(e.fact, CheckedIn) and e.fact.attendee == person.id]
        assert ceremony.check_in(person.id) == min(own, key=lambda e: e.order, default=None)


@given(LOGS)
def test_every_scan_is_kept_once_in_order(log: list[Entry]):
    ceremony = evolve(BEFORE, *log)

    scans = [one for one in log if isinstance(one.fact, (CheckedIn, ScanRefused))]
    kept = [one for entries in ceremony.scans.values() for one in entries]
    assert sorted(kept, key=lambda e: e.order) == sorted(scans, key=lambda e: e.order)
    assert all(list(s) == sorted(s, key=lambda e: e.order) for s in ceremony.scans.values())


def test_nothing_changes_nothing():
    assert evolve(BEFORE) == BEFORE


def test_the_ceremony_before_stays_as_it_was():
    one = evolve(BEFORE, entry(1, CheckedIn("Sitti", "x")))

    two = evolve(one, entry(2, CheckedIn("Sitti", "x"), 9), entry(3, CheckedIn("Arman", "x"), 9))

    assert (one.present, len(one.latest), len(one.scans["Sitti"]), list(one.scans)) == (
        1, 1, 1, ["Sitti"],
    )  # fmt: skip
    assert two.present == 2


def test_a_person_refused_first_is_counted_when_they_come():
    refused = evolve(BEFORE, entry(1, ScanRefused(Verdict.NOT_OPEN, "x", "Sitti")))

    assert (refused.present, refused.check_in("Sitti")) == (0, None)
    assert evolve(refused, entry(2, CheckedIn("Sitti", "x"), 9)).present == 1


def test_at_the_same_moment_the_gates_name_and_number_decide():
    second = entry(1, CheckedIn("Sitti", "x"), gate="Gerbang 2")
    first = entry(2, CheckedIn("Sitti", "x"), gate="Gerbang 1")
    later = entry(3, CheckedIn("Sitti", "x"), gate="Gerbang 1")

    assert evolve(BEFORE, second, later, first).check_in("Sitti") == first


def test_an_unknown_text_is_kept_apart_from_people():
    ceremony = evolve(BEFORE, entry(1, ScanRefused(Verdict.NOT_ON_ROSTER, "Sitti")))

    assert "Sitti" not in ceremony.scans
    assert ceremony.refused == 1


def test_two_unknown_texts_are_kept_apart():
    ceremony = evolve(
        BEFORE,
        entry(1, ScanRefused(Verdict.NOT_ON_ROSTER, "C-9")),
        entry(2, ScanRefused(Verdict.NOT_ON_ROSTER, "C-8"), 9),
    )

    assert [len(entries) for entries in ceremony.scans.values()] == [1, 1]


def test_an_unknown_text_is_the_same_under_capslock():
    ceremony = evolve(
        BEFORE,
        entry(1, ScanRefused(Verdict.NOT_ON_ROSTER, "C-9")),
        entry(2, ScanRefused(Verdict.NOT_ON_ROSTER, "c-9"), 9),
    )

    assert [len(entries) for entries in ceremony.scans.values()] == [2]


def test_only_the_latest_scans_are_at_hand_whatever_came_in_last():
    log = [entry(n, CheckedIn(f"P{n}", "x"), n) for n in range(2 * LATEST)]
    shuffled = Random(1).sample(log, len(log))

    portions = evolve(evolve(BEFORE, *shuffled[:LATEST]), *shuffled[LATEST:])

    assert list(portions.latest) == log[LATEST:]
    assert portions.present == 2 * LATEST


def test_ten_thousand_entries_are_each_put_in_place_once():
    looked_at = 0

    class Counted(Entry):
        @property
        def order(self) -> tuple[datetime, str, int, str]:
            nonlocal looked_at
            looked_at += 1
            return (self.at, self.gate, self.number, self.id)

    log = [
        Counted(f"id-{n}", "Gerbang 1", n, START + timedelta(seconds=n), "", CheckedIn(f"P{n}", ""))
        for n in Random(1).sample(range(10_000), 10_000)
    ]

    ceremony = evolve(BEFORE, *log)

    assert (ceremony.present, len(ceremony.scans)) == (10_000, 10_000)
    assert looked_at < 20 * len(log)


# --- where it stands --------------------------------------------------------------------------


def test_a_ceremony_is_in_earnest_until_it_says_otherwise():
    assert BEFORE.rehearsal is False


@pytest.mark.parametrize("rehearsal", [False, True])
def test_a_ceremony_is_opened_as_a_rehearsal_or_in_earnest(rehearsal: bool):
    ceremony = evolve(BEFORE, entry(1, Opened("Upacara", "contoh", rehearsal)))

    assert ceremony.rehearsal is rehearsal


def test_nothing_is_on_before_the_ceremony_begins():
    assert (BEFORE.now, BEFORE.stage, BEFORE.cue) == (None, None, None)


@pytest.mark.parametrize("blank", [False, True])
def test_the_last_call_says_what_is_on(blank: bool):
    ceremony = evolve(
        BEFORE, entry(1, CueCalled(1, 0, blank), seconds=60), entry(2, CueCalled(0), seconds=30)
    )

    assert ceremony.now == CueCalled(1, 0, blank)
    assert ceremony.stage == STAGES[1]
    assert ceremony.cue == STAGES[1].cues[0]


def test_nothing_is_on_after_the_last_stage():
    ceremony = evolve(BEFORE, entry(1, CueCalled(2)))

    assert (ceremony.now, ceremony.stage, ceremony.cue) == (CueCalled(2), None, None)


def test_a_cue_that_a_stage_has_not_shows_nothing():
    ceremony = evolve(BEFORE, entry(1, CueCalled(0, 1)))

    assert (ceremony.stage, ceremony.cue) == (STAGES[0], None)
