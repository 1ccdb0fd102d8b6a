"""A restart sets the rehearsal aside: what follows is as if it had never been."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceremony_tui.core.arrivals import guests, waiting
from ceremony_tui.core.ceremony import OF_THE_DAY, Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    AbsenceSet,
    BadgeReplaced,
    CheckedIn,
    CheckedOut,
    CueCalled,
    Entry,
    Fact,
    Linked,
    PlanChosen,
    Prompted,
    Reread,
    Restarted,
    RoleSet,
    ScanRefused,
    SheetPrinted,
    Signed,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import (
    counts_from,
    decide_restart,
    decide_scan,
    decide_sign,
    decide_undo,
    decide_void,
)
from ceremony_tui.core.script import Kind, Role, Script, Signer, Stage
from ceremony_tui.core.tally import Standing, attendance, tally_all

START = datetime(2023, 10, 27, 23, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOON = START + 4 * HOUR
STAGES = (
    Stage(Kind.RITE, "Pembukaan", 3),
    Stage(Kind.SIGNING, "Penandatanganan", 5, signers=(Signer("Husein"),)),
)
SCRIPT = Script(
    "Upacara", "Kabupaten Teluk Cempaka", "Halaman", "Asia/Makassar",
    START, START - HOUR, START + HOUR, START + 2 * HOUR,
    roles=(Role("Pembaca", "Arifin"),), stages=STAGES,
)  # fmt: skip
PEOPLE = tuple(Attendee(name, name, "Inspektorat") for name in ("Sitti", "Arman", "Ridwan"))
BEFORE = Ceremony(SCRIPT, Roster(PEOPLE))


def entry(number: int, fact: Fact, seconds: float = 0, gate: str = "Gerbang 1") -> Entry:
    return Entry(f"id-{number}", gate, number, START + timedelta(seconds=seconds), "Rina", fact)


_who = st.sampled_from([person.id for person in PEOPLE])
_entries = st.integers(0, 12).map(lambda number: f"id-{number}")
FACTS = st.one_of(
    st.builds(CheckedIn, _who, st.just("x"), st.sampled_from([0, 5])),
    st.builds(CheckedOut, _who, st.just("x")),
    st.builds(ScanRefused, st.just(Verdict.NOT_ON_ROSTER), st.sampled_from(["C-9", "D"])),
    st.builds(ScanRefused, st.just(Verdict.ALREADY_PRESENT), st.just("x"), _who),
    st.builds(Voided, _entries, _who, st.just("salah")),
    st.builds(WalkedIn, st.just("TAMU-1"), st.just("Tamu"), st.just("BKN")),
    st.builds(Linked, _entries, _who),
    st.builds(CueCalled, st.integers(0, 2)),
    st.builds(Signed, st.just(1), st.just("Husein"), st.just(""), st.just(0)),
    st.builds(Prompted, st.just(0), st.floats(0, 9)),
    st.builds(AbsenceSet, _who, st.sampled_from(["C", ""])),
    st.builds(BadgeReplaced, _who, st.just("x"), st.just("y"), st.just(""), st.integers(0, 2)),
    st.builds(SheetPrinted, st.just("1"), st.just("BKN"), st.tuples(_who)),
    st.builds(RoleSet, st.just("Pembaca"), st.just("Budi"), st.just(""), st.booleans()),
    st.builds(PlanChosen, st.booleans()),
    st.just(Restarted("gladi")),
)
_drawn = st.tuples(FACTS, st.integers(0, 9), st.sampled_from(["Gerbang 1", "Gerbang 2"]))


def _log(drawn: list[tuple[Fact, int, str]]) -> list[Entry]:
    """Entries; a void names the person of what it takes back, as the rule does."""
    whose = {f"id-{n}": getattr(fact, "attendee", "") for n, (fact, *_) in enumerate(drawn)}
    return [
        entry(n, replace(fact, attendee=whose.get(fact.entry, "")), *rest)
        if isinstance(fact, Voided)
        else entry(n, fact, *rest)
        for n, (fact, *rest) in enumerate(drawn)
    ]


LOGS = st.lists(_drawn, max_size=13).map(_log)


@settings(max_examples=60)
@given(LOGS.flatmap(lambda log: st.tuples(st.just(log), st.permutations(log), st.integers(1, 4))))
def test_a_restart_may_arrive_at_any_time(drawn: tuple[list[Entry], list[Entry], int]) -> None:
    log, shuffled, size = drawn
    ceremony = BEFORE
    for at in range(0, len(shuffled), size):
        ceremony = evolve(ceremony, *shuffled[at : at + size])

    assert ceremony == evolve(BEFORE, *log)


def _never_rehearsed(log: list[Entry], restart: Entry) -> list[Entry]:
    """The log as if nothing had been rehearsed: only what was prepared, nobody ready."""
    kept = [e for e in log if e.order > restart.order or not isinstance(e.fact, OF_THE_DAY)]
    kept = [e for e in kept if not isinstance(e.fact, Restarted)]
    return [
        replace(e, fact=replace(e.fact, ready=False))
        if isinstance(e.fact, RoleSet) and e.order < restart.order
        else e
        for e in kept
    ]


@settings(max_examples=60)
@given(LOGS, st.integers(0, 9))
def test_after_a_restart_it_is_as_if_nothing_had_been_rehearsed(
    log: list[Entry], second: int
) -> None:
    log = [e for e in log if not isinstance(e.fact, Restarted)]
    restart = entry(50, Restarted("gladi"), second, "Gerbang 3")
    after, clean = evolve(BEFORE, *log, restart), evolve(BEFORE, *_never_rehearsed(log, restart))

    assert after.restarted == restart
    for name in ("scans", "latest", "calls", "signatures", "prompt", "arrivals", "links", "voided"):
        assert getattr(after, name) == getattr(clean, name), name
    for name in ("linked", "present", "refused", "absences", "badges", "script"):
        assert getattr(after, name) == getattr(clean, name), name
    assert tally_all(attendance(after, START)) == tally_all(attendance(clean, START))
    assert (guests(after), waiting(after)) == (guests(clean), waiting(clean))


REHEARSED = evolve(
    BEFORE,
    entry(1, CheckedIn("Sitti", "Sitti"), 1),
    entry(2, ScanRefused(Verdict.NOT_ON_ROSTER, "C-9"), 2),
    entry(3, CueCalled(0), 3),
    entry(4, CueCalled(1), 4),
    entry(5, Signed(1, "Husein", signer=0), 5),
)


def restarted(seconds: float = 60) -> Ceremony:
    return evolve(REHEARSED, entry(9, Restarted("gladi"), seconds))


@pytest.mark.parametrize("reason", ["", "  ", "\x1b[31m"])
def test_a_restart_needs_a_reason(reason: str) -> None:
    assert decide_restart(REHEARSED, NOON, reason) is None


@pytest.mark.parametrize(
    "fact",
    [
        CheckedIn("Sitti", "x"),
        ScanRefused(Verdict.UNREADABLE, "x"),
        WalkedIn("TAMU-1", "Tamu", "BKN"),
        CueCalled(0),
        Signed(1, "Husein", signer=0),
    ],
)
def test_whatever_was_done_may_be_set_aside(fact: Fact) -> None:
    assert decide_restart(evolve(BEFORE, entry(1, fact)), NOON, " gladi\n") == Restarted("gladi")


@pytest.mark.parametrize("fact", [RoleSet("Pembaca", "Budi"), AbsenceSet("Sitti", "C")])
def test_preparing_is_nothing_to_set_aside(fact: Fact) -> None:
    assert decide_restart(evolve(BEFORE, entry(1, fact)), NOON, "gladi") is None
    assert decide_restart(restarted(), NOON, "gladi") is None  # and nothing was done since


def test_no_restart_while_a_laptop_is_ahead_of_the_clock() -> None:
    """Until then it would set aside what other laptops do."""
    ahead = evolve(REHEARSED, entry(6, CheckedIn("Arman", "x"), 600, "Gerbang 2"))
    assert decide_restart(ahead, START + timedelta(seconds=530), "gladi") is None
    assert decide_restart(ahead, START + timedelta(seconds=545), "gladi") == Restarted("gladi")


def test_the_count_at_the_gate_starts_anew() -> None:
    standing = Standing()
    for ceremony in (BEFORE, REHEARSED, restarted()):
        standing.follow(ceremony)
        assert +standing.whole.by_code == tally_all(attendance(ceremony, START)).by_code
    assert standing.present(restarted()) == 0


def test_the_rehearsal_cannot_be_undone_into() -> None:
    assert decide_undo(REHEARSED) is not None
    assert decide_undo(restarted()) is None


def test_a_badge_of_the_rehearsal_is_scanned_as_if_for_the_first_time() -> None:
    at = START + timedelta(seconds=2)  # so soon that it would be a reread
    before = decide_scan(REHEARSED, "Sitti", "Gerbang 1", at)
    assert isinstance(before, Reread)
    after = decide_scan(restarted(1.5), "Sitti", "Gerbang 1", at)
    assert isinstance(after, CheckedIn)
    assert decide_void(restarted(), "id-1", "salah") is None
    assert decide_sign(restarted(), 1, 0) is not None


@pytest.mark.parametrize(
    "last",
    [
        CueCalled(0),
        CheckedIn("Arman", "x"),
        Signed(1, "Husein", signer=0),
        WalkedIn("TAMU-1", "Tamu", "BKN"),
        Voided("id-1", "Sitti", "salah"),
    ],
)
def test_a_restart_comes_after_all_that_it_sets_aside(last: Fact) -> None:
    ahead = evolve(REHEARSED, entry(6, last, 40, "Gerbang 2"))  # its clock is fast
    at = counts_from(ahead, Restarted("gladi"), START + timedelta(seconds=10))
    assert at > START + timedelta(seconds=40)


@pytest.mark.parametrize("fact", [CheckedIn("Arman", "x"), CueCalled(0), WalkedIn("T", "T", "B")])
def test_what_follows_a_restart_counts_though_its_clock_was_fast(fact: Fact) -> None:
    now = START + timedelta(seconds=50)
    ceremony = restarted(60)
    at = counts_from(ceremony, fact, now)
    after = evolve(ceremony, replace(entry(10, fact), at=at))
    assert (after.present, len(after.calls), len(guests(after))) != (0, 0, 0)
    # What is prepared keeps the time that the clock told.
    assert counts_from(ceremony, AbsenceSet("Arman", "C"), now) == now


def test_who_was_ready_for_the_rehearsal_is_asked_again() -> None:
    ready = evolve(BEFORE, entry(1, RoleSet("Pembaca", "Budi", ready=True)))
    assert ready.script.roles[0].ready
    after = evolve(ready, entry(9, Restarted("gladi"), 60))
    assert after.script.roles == (Role("Pembaca", "Budi"),)
    again = evolve(after, entry(10, RoleSet("Pembaca", "Budi", ready=True), 70))
    assert again.script.roles[0].ready
