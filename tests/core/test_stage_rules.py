"""Who has a role, what rain changes, who has signed: decided once, and the same in any order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rundown import SCRIPT, minute

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    AbsenceSet,
    CheckedIn,
    CueCalled,
    Entry,
    Fact,
    Linked,
    PlanChosen,
    Prompted,
    Restarted,
    Reworded,
    RoleSet,
    ScanRefused,
    Signed,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import (
    decide_next_stage,
    decide_plan,
    decide_ready,
    decide_role,
    decide_sign,
    decide_sign_by_badge,
    decide_sign_by_name,
    decide_stage,
    decide_swap,
    decide_void,
)
from ceremony_tui.core.rundown import behind, remaining, rundown, shown_since, unready
from ceremony_tui.core.script import Kind, Role, Signer, Stage
from ceremony_tui.core.signing import signers, signing_stage
from ceremony_tui.core.tally import attendance, expected, tally_all
from ceremony_tui.core.text.pledge import Mode, Text

ROLES = (
    Role("Irup", "Arifin", "Sekda", "Baso / Asisten I"),
    Role("Danup", "", "Kasat Pol PP", "Cokro"),
    Role("Doa"),
)
STAGES = (
    Stage(Kind.RITE, "Bendera", 3, "Danup", outdoors=True),
    Stage(Kind.RITE, "Hening", 2, "Irup", countdown=60),
    Stage(Kind.RECITATION, "Ikrar", 4, "Irup", Mode.ECHO, Text("Ikrar", opening="kami setia")),
    Stage(Kind.RITE, "Foto di Lapangan", 5, "Danup", outdoors=True),
    Stage(
        Kind.SIGNING, "Tanda Tangan", 8,
        signers=(Signer("Arifin", "Sekda", "Pemda"), Signer("", "Kapolres"), Signer("Sitti, S.E.")),
    ),
    Stage(Kind.PRAYER, "Doa", 4, "Doa"),
)  # fmt: skip
SIGNING = 4
PEOPLE = (
    Attendee("P1", "H. Arifin", "Setda", badge="B-1"),
    Attendee("P2", "Wahyuni", "Dinkes", badge="B-2", position="Perawat"),
    Attendee("P3", "Ilham", "Dinkes", badge="SAMA"),
    Attendee("P4", "Ilham", "Dinkes", badge="SAMA"),
)
START = Ceremony(replace(SCRIPT, stages=STAGES, roles=ROLES), Roster(PEOPLE))


def entry(fact: Fact, number: int, at: float | None = None, gate: str = "") -> Entry:
    return Entry(f"e{number:03d}", gate, number, minute(number if at is None else at), "", fact)


def done(*facts: Fact | None, before: Ceremony = START, since: int = 0) -> Ceremony:
    """The ceremony after these facts, a minute apart; nothing happened where there is none."""
    return evolve(before, *(entry(fact, since + n) for n, fact in enumerate(facts) if fact))


def role(ceremony: Ceremony, name: str) -> Role:
    found = ceremony.script.role(name)
    assert found is not None
    return found


# --- Roles ----------------------------------------------------------------------------------


def test_a_reserve_takes_the_role_under_their_own_office_and_gives_it_back():
    swapped = done(decide_swap(START, "Irup"))
    assert role(swapped, "Irup") == Role("Irup", "Baso", "Asisten I", "Arifin / Sekda")

    back = done(decide_swap(swapped, "Irup"), before=swapped, since=1)
    assert role(back, "Irup") == role(START, "Irup")


def test_who_first_gets_a_role_has_the_office_that_was_planned_and_the_next_has_not():
    first = done(decide_role(START, "Danup", "Dani", "Cokro"))
    assert role(first, "Danup") == Role("Danup", "Dani", "Kasat Pol PP", "Cokro")

    second = done(decide_swap(first, "Danup"), before=first, since=1)
    assert role(second, "Danup") == Role("Danup", "Cokro", "", "Dani / Kasat Pol PP")


def test_a_reserve_may_take_a_role_that_nobody_had():
    assert role(done(decide_swap(START, "Danup")), "Danup").reserve == ""


@pytest.mark.parametrize(
    ("name", "holder", "reserve", "decided"),
    [
        ("Irup", "Arifin", "Baso / Asisten I", None),
        ("Irup", "Arifin / Sekda", " Baso / Asisten I ", None),
        ("Doa", "", "", None),
        ("Sapu", "Arifin", "", None),
        ("Irup", "Arifin", "", RoleSet("Irup", "Arifin / Sekda", "", ready=True)),
        ("Irup", "Dani\x1b[2J", "", RoleSet("Irup", "Dani", "")),
        ("Irup", "", "Baso", RoleSet("Irup", "", "Baso")),
    ],
)
def test_a_role_is_given_when_that_changes_something(
    name: str, holder: str, reserve: str, decided: RoleSet | None
):
    ready = done(decide_ready(START, "Irup"))
    if decided is None and name == "Irup":
        assert decide_role(START, name, holder, reserve) is None
    assert decide_role(ready, name, holder, reserve) == decided


def test_somebody_is_ready_until_they_are_not_or_another_takes_over():
    ready = done(decide_ready(START, "Irup"))
    assert role(ready, "Irup") == replace(ROLES[0], ready=True)
    assert role(done(decide_ready(ready, "Irup"), before=ready, since=1), "Irup") == ROLES[0]
    assert not role(done(decide_swap(ready, "Irup"), before=ready, since=1), "Irup").ready


@pytest.mark.parametrize("name", ["Doa", "Sapu"])
def test_nobody_is_neither_ready_nor_replaced(name: str):
    assert decide_ready(START, name) is None
    assert decide_swap(START, name) is None


def test_the_next_stages_name_who_is_not_ready():
    names = [who.name for who in unready(START)]
    assert names == ["Danup", "Irup"]
    assert [who.name for who in unready(done(decide_ready(START, "Irup")))] == ["Danup"]
    assert [who.name for who in unready(done(CueCalled(3)))] == ["Danup", "Doa"]
    assert [who.name for who in unready(done(PlanChosen(indoors=True)))] == ["Irup", "Doa"]
    assert unready(done(CueCalled(6))) == ()


# --- Rain -----------------------------------------------------------------------------------


def test_indoors_what_needs_the_sky_is_left_out_in_both_directions():
    assert decide_plan(START, indoors=False) is None
    indoors = done(decide_plan(START, indoors=True))
    assert decide_plan(indoors, indoors=True) is None
    assert decide_next_stage(START, 1) == CueCalled(0)
    assert decide_next_stage(indoors, 1) == CueCalled(1)
    photo = done(CueCalled(4), before=indoors, since=1)
    assert decide_next_stage(photo, -1) == decide_stage(indoors, 2)
    assert decide_next_stage(done(CueCalled(1), before=indoors, since=1), -1) is None
    assert decide_stage(indoors, 0) is not None  # whoever chooses it, means it


def test_a_stage_left_out_takes_no_time():
    assert [line.planned for line in rundown(START)][-1] == minute(22)
    lines = rundown(done(PlanChosen(indoors=True)))
    assert [line.skipped for line in lines] == [True, False, False, True, False, False]
    assert [line.planned for line in lines] == [minute(n) for n in (0, 0, 2, 6, 6, 14)]


@pytest.mark.parametrize(
    ("facts", "at", "rest"),
    [
        ((), 0, 26),
        ((PlanChosen(indoors=True),), 0, 18),
        ((CueCalled(1),), 0.5, 22.5),
        ((CueCalled(1),), 9, 21),  # over time: what is left is what comes after
        ((CueCalled(1), CueCalled(5)), 2, 3),
        ((CueCalled(6),), 5, 0),
        ((PlanChosen(indoors=True), CueCalled(0)), 2, 20),  # called all the same
    ],
)
def test_how_long_the_ceremony_still_takes(facts: tuple[Fact, ...], at: float, rest: float):
    assert remaining(done(*facts), minute(at)) == timedelta(minutes=rest)


def test_rain_catches_up_on_a_late_start():
    late = done(CueCalled(1), since=4)  # planned at minute 3
    assert behind(late, minute(4)) == timedelta(minutes=1)
    dry = done(PlanChosen(indoors=True), before=late, since=5)
    assert behind(dry, minute(4)) == timedelta(minutes=4)


def test_a_cue_stands_since_its_call_however_often_it_is_covered():
    silence = done(CueCalled(1), CueCalled(1, 1), CueCalled(1, 1, blank=True), CueCalled(1, 1))
    assert shown_since(silence) == minute(1)
    slip = done(CueCalled(2), CueCalled(1, 1, undo=True), before=silence, since=4)
    assert shown_since(slip) == minute(1)
    held = done(CueCalled(1, 1, held=True), CueCalled(3, held=True), before=silence, since=4)
    assert shown_since(held) == minute(1)
    again = done(CueCalled(1), CueCalled(1, 1), before=silence, since=4)
    assert shown_since(again) == minute(5)
    assert shown_since(START) is None


# --- Signatures -----------------------------------------------------------------------------


def keyed(place: int) -> Callable[[Ceremony], Signed | None]:
    return lambda c: decide_sign(c, SIGNING, place)


def scanned(code: str) -> Callable[[Ceremony], Signed | None]:
    return lambda c: decide_sign_by_badge(c, SIGNING, code)


def named(name: str, office: str = "") -> Callable[[Ceremony], Signed | None]:
    return lambda c: decide_sign_by_name(c, SIGNING, name, office)


@pytest.mark.parametrize(
    ("ask", "signed"),
    [
        (keyed(0), Signed(SIGNING, "Arifin", "Sekda", 0)),
        (keyed(1), Signed(SIGNING, "", "Kapolres", 1)),
        (keyed(3), None),
        (keyed(-1), None),
        (scanned("B-1"), Signed(SIGNING, "H. Arifin", "Sekda", 0, "P1", "B-1")),
        (scanned("b-2"), Signed(SIGNING, "Wahyuni", "Perawat", -1, "P2", "b-2")),
        (scanned("SAMA"), None),
        (scanned("STRANGER"), None),
        (named("Drs. ARIFIN"), Signed(SIGNING, "Arifin", "Sekda", 0)),
        (named("Sitti"), Signed(SIGNING, "Sitti, S.E.", "", 2)),
        (named(" La Ode\tRidwan ", "Adat"), Signed(SIGNING, "La Ode Ridwan", "Adat")),
        (named("\x1b[2J"), None),
        (named("S.E."), Signed(SIGNING, "S.E.")),  # only a title: nobody's place in the list
        (lambda c: decide_sign(c, 0, 0), None),
        (lambda c: decide_sign(c, 9, 0), None),
        (lambda c: decide_sign_by_name(c, 2, "Arifin", ""), None),
        (lambda c: decide_sign_by_badge(c, 2, "B-1"), None),
    ],
)
def test_who_signs(ask: Callable[[Ceremony], Signed | None], signed: Signed | None):
    assert ask(START) == signed


@pytest.mark.parametrize("first", [keyed(0), scanned("B-1"), named("arifin")])
@pytest.mark.parametrize("second", [keyed(0), scanned("B-1"), named("H. Arifin")])
def test_a_place_is_signed_once_by_whatever_means_and_again_when_taken_back(first, second):
    signed = done(first(START))
    assert second(signed) is None

    free = done(decide_void(signed, "e000", "salah tandai"), before=signed, since=1)
    assert decide_void(free, "e000", "lagi") is None
    assert second(free) is not None


@pytest.mark.parametrize("ask", [scanned("B-2"), named("Tokoh Adat"), named("TOKOH adat")])
def test_a_witness_signs_once(ask):
    assert ask(done(ask(START))) is None
    assert named("tokoh adat")(done(named("Tokoh Adat")(START))) is None


def test_a_person_signs_once_in_all_lists():
    two = replace(START.script, stages=(*STAGES, replace(STAGES[SIGNING], title="Pakta")))
    signed = done(scanned("B-2")(START), before=replace(START, script=two))
    assert decide_sign_by_badge(signed, len(STAGES), "B-2") is None
    assert decide_sign(signed, len(STAGES), 0) is not None


def test_the_list_keeps_its_order_and_witnesses_come_after_by_time():
    ceremony = done(
        Signed(SIGNING, "Wahyuni", "Perawat", -1, "P2", "B-2"),
        Signed(SIGNING, "Tokoh"),
        Signed(SIGNING, "H. Arifin", "Sekda", 0, "P1", "B-1"),
        Signed(2, "Elsewhere"),
        Voided("e001", "", "bukan"),
    )
    lines = signers(ceremony, SIGNING)
    told = [(line.signer, line.title, line.signed and line.signed.id) for line in lines]
    assert told == [
        (0, "Arifin", "e002"), (1, "Kapolres", None), (2, "Sitti, S.E.", None),
        (-1, "Wahyuni", "e000"),
    ]  # fmt: skip
    assert lines[0].group == "Pemda"


def test_two_who_took_the_same_place_on_two_laptops_are_both_there():
    ceremony = done(
        Signed(SIGNING, "Arifin", "Sekda", 0), Signed(SIGNING, "Arifin", "Sekda", 0, "P1", "B-1")
    )
    assert [line.signer for line in signers(ceremony, SIGNING)] == [0, 1, 2, -1]


@pytest.mark.parametrize(("call", "stage"), [(None, 4), (0, 4), (4, 4), (5, 4), (6, 4)])
def test_where_is_signed(call: int | None, stage: int):
    ceremony = START if call is None else done(CueCalled(call))
    assert signing_stage(ceremony) == stage


def test_of_two_signings_the_last_that_began_is_meant():
    two = replace(START, script=replace(START.script, stages=(STAGES[4], *STAGES)))
    assert signing_stage(two) == 0
    assert signing_stage(done(CueCalled(4), before=two)) == 0
    assert signing_stage(done(CueCalled(6), before=two)) == 5
    assert signing_stage(replace(START, script=replace(START.script, stages=STAGES[:2]))) is None


# --- Anything, in any order -----------------------------------------------------------------

IDS = st.sampled_from([person.id for person in PEOPLE] + [""])
ENTRIES = st.integers(0, 11).map(lambda n: f"e{n:03d}")
NAMES = st.sampled_from(["Arifin", "Baso / Asisten I", ""])
FACTS = st.one_of(
    st.builds(RoleSet, st.sampled_from(["Irup", "Danup", "?"]), NAMES, NAMES, st.booleans()),
    st.builds(PlanChosen, st.booleans()),
    st.builds(Reworded, st.integers(0, 9), st.integers(0, 3), st.just("x"), NAMES),
    st.builds(
        Signed, st.integers(3, 4), st.sampled_from(["A", "a"]), st.just(""), st.integers(-1, 1), IDS
    ),
    st.builds(Prompted, st.just(0), st.floats(0, 9)),
    st.builds(Voided, ENTRIES, st.just(""), st.just("r")),
    st.builds(CheckedIn, IDS.filter(bool), st.just("x")),
    st.builds(WalkedIn, st.just("TAMU-1"), st.just("Tamu"), st.just("BKN"), st.just("")),
    st.builds(ScanRefused, st.just(Verdict.NOT_ON_ROSTER), st.just("y")),
    st.builds(Linked, ENTRIES, IDS.filter(bool), st.just(0)),
    st.builds(AbsenceSet, IDS, st.sampled_from(["TP", "S", ""]), st.just("")),
    st.builds(CueCalled, st.integers(0, 6), st.integers(0, 2), undo=st.booleans()),
    st.just(Restarted("gladi")),
)
DRAWN = st.lists(
    st.tuples(FACTS, st.integers(0, 4), st.sampled_from(["", "Gerbang 2"])), max_size=12
)


def logged(drawn: list[tuple[Fact, int, str]]) -> list[Entry]:
    """The entries, each that takes one back naming whose it was, as every rule does."""
    whose = {f"e{n:03d}": getattr(fact, "attendee", "") for n, (fact, *_) in enumerate(drawn)}
    return [
        entry(replace(fact, attendee=whose.get(fact.entry, "")), n, at, gate)
        if isinstance(fact, Voided)
        else entry(fact, n, at, gate)
        for n, (fact, at, gate) in enumerate(drawn)
    ]


LOGS = DRAWN.map(logged)
SHUFFLED = LOGS.flatmap(lambda log: st.tuples(st.just(log), st.permutations(log)))


@settings(max_examples=150)
@given(SHUFFLED, st.data())
def test_any_order_and_portions_give_the_same_ceremony(
    logs: tuple[list[Entry], list[Entry]], data: st.DataObject
):
    log, shuffled = logs
    cut = data.draw(st.integers(0, len(log)))
    whole = evolve(START, *log)
    assert evolve(evolve(START, *shuffled[:cut]), *shuffled[cut:]) == whole
    one_by_one = START
    for one in shuffled:
        one_by_one = evolve(one_by_one, one)
    assert one_by_one == whole


@settings(max_examples=60)
@given(LOGS)
def test_a_restart_leaves_what_came_after_it_and_the_preparation(log: list[Entry]):
    restart = entry(Restarted("gladi"), 99, 2, "z")  # after every entry of its minute
    kept = [
        one for one in log
        if one.order > restart.order
        or isinstance(one.fact, RoleSet | PlanChosen | Reworded | AbsenceSet | Restarted)
    ]  # fmt: skip
    ceremony, alone = evolve(START, *log, restart), evolve(START, *kept, restart)
    assert replace(ceremony, newest=None) == replace(alone, newest=None)


@settings(max_examples=60)
@given(LOGS)
def test_the_wall_expects_as_many_as_the_tally(log: list[Entry]):
    ceremony = evolve(START, *log)
    assert expected(ceremony) == tally_all(attendance(ceremony, minute(0))).expected


def test_taken_back_before_a_restart_and_after_it_is_taken_back():
    log = [
        entry(fact, n)
        for n, fact in enumerate(
            (Voided("e003", "", "slip"), Restarted("gladi"), Voided("e003", "", "slip"),
             Signed(SIGNING, "A"))
        )
    ]  # fmt: skip
    for order in permutations(log):
        ceremony = START
        for one in order:
            ceremony = evolve(ceremony, one)
        assert ceremony.signature(f"{SIGNING}/=a") is None
