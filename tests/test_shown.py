"""What the wall says at every moment, in words; how it is painted is another matter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import SCRIPT

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CheckedIn, CueCalled, Entry, Fact, RoleSet, Signed
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Kind, Role, Signer, Stage
from ceremony_tui.core.text.pledge import Mode, Text, Turn
from ceremony_tui.intake.scripts import read_script
from ceremony_tui.library import script_names
from ceremony_tui.shown.wall import CARDS, TURN, Sight, following, of_cue, sight
from ceremony_tui.words import load

ID = load("id")
SONG = Text("Indonesia Raya", opening="Indonesia tanah airku | Tanah tumpah darahku")
STAGES = (
    Stage(Kind.RITE, "Laporan", 1, "Danup"),
    Stage(Kind.RITE, "Bendera", 3, "Danup", note="Diiringi lagu", outdoors=True),
    Stage(Kind.ANTHEM, "Lagu Kebangsaan", 4, mode=Mode.UNISON, text=SONG),
    Stage(Kind.RITE, "Mengheningkan Cipta", 2, "Irup", countdown=60),
    Stage(Kind.PRAYER, "Doa", 4, "Doa"),
    Stage(Kind.SIGNING, "Tanda Tangan", 8, signers=(
        Signer("Arifin", "Sekda"), Signer("", "Kapolres"), Signer("", "Ketua KPU"))),
    Stage(Kind.SPEECH, "Amanat", 10, "Irup"),
)  # fmt: skip
ROLES = (Role("Irup", "Arifin", "Sekda", "Baso"), Role("Danup"), Role("Doa", "Salim"))
PEOPLE = tuple(Attendee(f"P{n}", f"Orang {n}", "Setda") for n in range(1200))
START = Ceremony(replace(SCRIPT, stages=STAGES, roles=ROLES), Roster(PEOPLE))


def minute(minutes: float) -> datetime:
    return SCRIPT.starts + timedelta(minutes=minutes)


def at(ceremony: Ceremony, *facts: Fact, seconds: float = 0, began: float = 0) -> Sight:
    """What the wall shows so long after the last of these facts; each came a second after."""
    moments = [minute(began) + timedelta(seconds=n) for n in range(len(facts))]
    entries = [
        Entry(f"e{n:02d}", "", n, moment, "", fact)
        for n, (moment, fact) in enumerate(zip(moments, facts, strict=True))
    ]
    last = moments[-1] if moments else minute(began)
    return sight(evolve(ceremony, *entries), ID, last + timedelta(seconds=seconds))


# --- Before ---------------------------------------------------------------------------------


def test_the_welcome_turns_by_the_clock_and_says_four_things():
    cards = [at(START, seconds=n * TURN.total_seconds(), began=-30) for n in range(5)]
    assert [card.phrase for card in cards] == [
        "30 menit lagi", "Upacara Contoh", "0 dari 1.200 hadir", "Siapkan kartu Anda",
        "30 menit lagi",
    ]  # fmt: skip
    assert len({card.banner for card in cards}) == 1
    assert "Kabupaten Teluk Cempaka" in cards[3].below  # who records it, and what for
    assert at(START, seconds=7.9, began=-30) == cards[0]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (24 * 60, "Sabtu, 28 Oktober 2023"), (23 * 60 + 59, "23 jam 59 menit lagi"),
        (60, "1 jam 0 menit lagi"), (58.2, "59 menit lagi"), (0.5, "1 menit lagi"),
        (0, "Segera dimulai"), (-90, "Segera dimulai"),
    ],
)  # fmt: skip
def test_when_it_begins(before: float, told: str):
    utc = minute(-before).astimezone(UTC)  # as the log has it; the day is that of the ceremony
    assert CARDS[-1](START, ID, utc) == (told, "Dimulai pukul 07.30 WITA")


def test_who_has_come_stands_on_every_card_of_the_welcome():
    for n in range(4):
        seen = at(START, CheckedIn("P1", "x"), seconds=8 * n)
        assert seen.progress == "1 hadir · Upacara Contoh"


def test_without_a_roster_only_those_who_came_are_counted():
    assert at(replace(START, roster=Roster()), seconds=16, began=-30).phrase == "0 hadir"


# --- The cards ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "seen"),
    [
        ((0, 0), Sight(Turn.TITLE, phrase="Laporan", below="Danup")),
        ((1, 0), Sight(Turn.TITLE, phrase="Bendera", below="Diiringi lagu", progress="Danup")),
        ((2, 0), Sight(Turn.TITLE, phrase="Indonesia Raya", below="Indonesia tanah airku")),
        ((2, 1), Sight(
            Turn.ALL, "BERNYANYI BERSAMA-SAMA", "Indonesia tanah airku", "Tanah tumpah darahku",
            item=("Indonesia tanah airku", "Tanah tumpah darahku"))),
        ((3, 0), Sight(Turn.TITLE, phrase="Mengheningkan Cipta", below="Arifin · Sekda")),
        ((4, 0), Sight(Turn.TITLE, "Doa", ID("wall.prayer"), "Salim")),
        ((6, 0), Sight(Turn.TITLE, phrase="Amanat", below="Arifin · Sekda")),
        ((7, 0), Sight(
            Turn.TITLE, phrase="Terima kasih", below="0 dari 1.200 hadir",
            progress="Upacara Contoh")),
    ],
)  # fmt: skip
def test_every_kind_of_stage_has_its_card(call: tuple[int, int], seen: Sight):
    assert at(START, CueCalled(*call)) == seen


def test_whoever_stands_in_is_named_at_once():
    seen = at(START, CueCalled(6), RoleSet("Irup", "Baso", "Arifin / Sekda"))
    assert seen.below == "Baso"


def test_a_note_takes_the_place_of_the_sentence_about_faith():
    stages = (replace(STAGES[4], note="Doa lintas agama"),)
    prayer = replace(START, script=replace(START.script, stages=stages))
    assert at(prayer, CueCalled(0)).phrase == "Doa lintas agama"


SILENCE = CueCalled(3, 1)


@pytest.mark.parametrize(
    ("facts", "seconds", "told"),
    [
        ((SILENCE,), 0, "1:00"),
        ((SILENCE,), 0.1, "1:00"),
        ((SILENCE,), 1, "0:59"),
        ((SILENCE,), 59.9, "0:01"),
        ((SILENCE,), 60, "Mengheningkan cipta selesai"),
        ((SILENCE,), 9999, "Mengheningkan cipta selesai"),
        ((SILENCE,), -5, "1:00"),  # another laptop's clock is behind
        ((SILENCE, CueCalled(3, 1, blank=True), SILENCE), 8, "0:50"),
        ((SILENCE, CueCalled(4, held=True)), 9, "0:50"),
        ((SILENCE, CueCalled(3), CueCalled(3, 1)), 10, "0:50"),
    ],
)
def test_silence_is_counted_from_its_own_call(facts: tuple[Fact, ...], seconds: float, told: str):
    seen = at(START, CueCalled(3), *facts, seconds=seconds)
    assert (seen.turn, seen.banner, seen.phrase) == (Turn.SILENCE, "MENGHENINGKAN CIPTA", told)
    assert of_cue(START, ID, 3, 1).phrase == "1:00"  # before it is called


def test_the_signing_list_shows_who_signs_now_and_who_is_next():
    seen = at(START, CueCalled(5), Signed(5, "Tokoh", "Adat"), Signed(5, "Arifin", "Sekda", 0))
    assert seen.banner == "Tanda Tangan"
    assert (seen.phrase, seen.below) == ("Kapolres", "Berikutnya: Ketua KPU")
    assert seen.progress == "2 dari 4 sudah menandatangani"
    assert seen.lines == ("✓ Arifin · Sekda", "▶ Kapolres", "  Ketua KPU", "✓ Tokoh · Adat")
    assert seen.line == 1


def test_when_all_have_signed_it_says_so():
    facts = (Signed(5, who.name, who.office, n) for n, who in enumerate(STAGES[5].signers))
    seen = at(START, CueCalled(5), *facts)
    assert (seen.phrase, seen.below) == ("Semua sudah menandatangani", "")
    assert all(line.startswith("✓") for line in seen.lines)


def test_a_covered_wall_shows_nothing_or_the_heading():
    assert at(START, CueCalled(5, blank=True)) == Sight(Turn.TITLE, blank=True)
    assert at(START, CueCalled(5, title=True)).phrase == "Tanda Tangan"
    assert at(START, CueCalled(3, 1, title=True)).phrase == "Mengheningkan Cipta"
    assert at(START, CueCalled(0, held=True)).banner == ID("wall.welcome")


def test_the_next_press_leaves_out_what_rain_does():
    indoors = replace(START, script=replace(START.script, indoors=True))
    assert following(START) == CueCalled(0)
    one = evolve(indoors, Entry("e", "", 1, minute(0), "", CueCalled(0)))
    assert following(one) == CueCalled(2)


# --- Anything -------------------------------------------------------------------------------

BUILT_IN = tuple(Ceremony(read_script(name), Roster(PEOPLE[:3])) for name in script_names())
CALLS = st.builds(
    CueCalled, st.integers(0, 30), st.integers(0, 80), blank=st.booleans(), title=st.booleans(),
    held=st.booleans(),
)  # fmt: skip


@settings(max_examples=60)
@given(st.sampled_from([*BUILT_IN, START]), st.lists(CALLS, max_size=3), st.floats(-1e6, 1e6))
def test_the_wall_always_has_something_to_say_and_a_rehearsal_is_marked(
    ceremony: Ceremony, calls: list[CueCalled], seconds: float
):
    real = at(ceremony, *calls, seconds=seconds)
    trial = at(replace(ceremony, rehearsal=True), *calls, seconds=seconds)
    assert real.blank or real.phrase
    assert trial.blank or trial.progress.startswith("GLADI")
    assert replace(trial, progress=real.progress) == real
