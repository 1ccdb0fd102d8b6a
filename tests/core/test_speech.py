"""The speech at the podium: its lines, and where the prompter stands at any moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CueCalled, Entry, Fact, Prompted
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.rules import (
    counts_from,
    decide_message,
    decide_pace,
    decide_prompt,
    decide_run,
    decide_scroll,
)
from ceremony_tui.core.script import Kind, Script, Stage
from ceremony_tui.core.text.pledge import Text
from ceremony_tui.core.text.speech import FASTEST, USUAL, lines_of, standing, usual_pace

START = datetime(2023, 10, 28, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPEECH = Text(
    "Amanat",
    opening="Yang saya hormati Bupati Muna Barat, dan seluruh Aparatur Sipil Negara.",
    points=("Terima kasih!", "", "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh"),
)
STAGES = (
    Stage(Kind.SPEECH, "Amanat", 10, text=SPEECH),
    Stage(Kind.SPEECH, "Sambutan", 5),
    Stage(Kind.RITE, "Laporan", 1),
    Stage(Kind.SPEECH, "Penutup", 5, text=Text("Penutup", points=("Sekian.",))),
)
SCRIPT = Script("U", "K", "H", "Asia/Makassar", START, START - HOUR, START, START + HOUR,
                stages=STAGES)  # fmt: skip
LINES = lines_of(STAGES[0])


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def after(*facts: tuple[Fact, float]) -> Ceremony:
    """A ceremony in which these happened, each at its second."""
    entries = (Entry(f"id-{n}", "G", n, at(s), "", fact) for n, (fact, s) in enumerate(facts, 1))
    return evolve(Ceremony(SCRIPT, Roster(())), *entries)


ON = (CueCalled(0), 0.0)


def test_a_line_is_a_breath_with_its_stop() -> None:
    assert [line.text for line in LINES[:4]] == [
        "Yang saya hormati Bupati Muna Barat,",
        "dan seluruh Aparatur Sipil Negara.",
        "Terima kasih!",
        "satu",
    ]
    assert [line.point for line in LINES[:4]] == [0, 0, 1, 3]


@pytest.mark.parametrize("stage", STAGES[1:3])
def test_what_is_no_speech_with_a_text_has_no_lines(stage: Stage) -> None:
    assert lines_of(stage) == ()
    assert lines_of(replace(STAGES[0], kind=Kind.PRAYER)) == ()


def test_the_usual_pace_is_that_of_a_calm_voice() -> None:
    assert usual_pace(()) == USUAL
    assert 8 <= usual_pace(LINES[:2]) <= 16  # 14 syllables a line
    assert usual_pace(LINES[3:]) == 53.0
    assert usual_pace(lines_of(replace(STAGES[0], text=Text("x", points=("a|" * 50,))))) == FASTEST


def test_a_speech_waits_at_its_first_line() -> None:
    here = standing(after(ON), at(500))
    assert here == Prompted(0, 0.0, usual_pace(LINES), "", paused=True)


@pytest.mark.parametrize("ceremony", [after(), after((CueCalled(4), 0.0))])
def test_outside_a_stage_nothing_stands_at_the_podium(ceremony: Ceremony) -> None:
    assert standing(ceremony, START) is None
    assert decide_prompt(ceremony, 1, 10, "LANJUT") is None
    assert decide_message(ceremony, START, "LANJUT") is None
    assert decide_scroll(ceremony, START, 1) is None
    assert decide_run(ceremony, START) is None


@pytest.mark.parametrize(
    ("fact", "seconds", "line"),
    [
        (Prompted(0, 2.0, 12.0), 60, 2.0),
        (Prompted(0, 2.0, 12.0), 75, 5.0),
        (Prompted(0, 2.0, 12.0), 62.5, 2.5),
        (Prompted(0, 2.0, 12.0, paused=True), 75, 2.0),
        (Prompted(0, 2.0, 0.0), 75, 2.0),
        (Prompted(0, 2.0, 12.0), 6000, float(len(LINES) - 1)),  # and stays at the last line
        (Prompted(0, 2.0, 12.0), 30, 2.0),  # the clock went back
        (Prompted(1, 2.0, 12.0), 75, 0.0),  # another stage's
    ],
)
def test_the_line_runs_on_with_the_time(fact: Prompted, seconds: float, line: float) -> None:
    here = standing(after(ON, (fact, 60.0)), at(seconds))
    assert here is not None
    assert here.line == pytest.approx(line)


@settings(max_examples=50)
@given(st.floats(0, 5), st.floats(1, 60), st.floats(0, 20), st.floats(0, 20))
def test_looking_on_the_way_changes_nothing(line: float, speed: float, a: float, b: float) -> None:
    """Whoever is restarted half-way stands where it would have stood."""
    before = after(ON, (Prompted(0, line, speed), 1.0))
    half = standing(before, at(1 + a))
    assert half is not None
    resumed = standing(after(ON, (half, 1 + a)), at(1 + a + b))
    whole = standing(before, at(1 + a + b))
    assert whole is not None
    assert resumed is not None
    assert resumed.line == pytest.approx(whole.line, abs=1e-4)


@pytest.mark.parametrize(
    ("line", "step", "found"),
    [
        (0.0, 1, 1.0),
        (3.7, 1, 4.0),
        (3.7, -1, 2.0),
        (0.4, -1, 0.0),
        (3.0, 99, float(len(LINES) - 1)),
        (3.0, -99, 0.0),
    ],
)
@pytest.mark.parametrize("paused", [True, False])
def test_a_press_goes_whole_lines(line: float, step: int, found: float, paused: bool) -> None:
    ceremony = after(ON, (Prompted(0, line, 12.0, "LANJUT", paused), 5.0))
    assert decide_scroll(ceremony, at(5), step) == Prompted(0, found, 12.0, "LANJUT", paused)


def test_at_either_end_a_press_does_nothing() -> None:
    assert decide_scroll(after(ON), at(5), -1) is None
    last = after(ON, (Prompted(0, float(len(LINES) - 1), 12.0), 5.0))
    assert decide_scroll(last, at(9), 1) is None


def test_starting_and_stopping_keep_line_pace_and_message() -> None:
    ceremony = after(ON, (Prompted(0, 1.0, 12.0, "LANJUT"), 5.0))
    assert decide_run(ceremony, at(15)) == Prompted(0, 3.0, 12.0, "LANJUT", paused=True)
    stopped = after(ON, (Prompted(0, 3.0, 12.0, paused=True), 15.0))
    assert decide_run(stopped, at(99)) == Prompted(0, 3.0, 12.0)


@pytest.mark.parametrize(
    ("speed", "step", "found"),
    [(12, 1, 13), (12, -1, 11), (1, -1, None), (60, 1, None), (59.5, 1, 60), (0, 1, 1)],
)
def test_the_pace_stays_within_what_a_voice_can(speed, step, found) -> None:
    ceremony = after(ON, (Prompted(0, 2.0, speed, paused=True), 5.0))
    decided = decide_pace(ceremony, at(5), step)
    assert decided == (found and Prompted(0, 2.0, found, paused=True))


@pytest.mark.parametrize("stage", [1, 2])
def test_without_a_text_only_messages_reach_the_podium(stage: int) -> None:
    ceremony = after((CueCalled(stage), 0.0))
    assert decide_scroll(ceremony, at(1), 1) is None
    assert decide_run(ceremony, at(1)) is None
    assert decide_pace(ceremony, at(1), 1) is None
    told = decide_message(ceremony, at(1), "2 MENIT LAGI")
    assert told is not None
    assert (told.stage, told.message) == (stage, "2 MENIT LAGI")


def test_a_message_stands_until_it_is_taken_away_and_never_stops_the_speech() -> None:
    running = after(ON, (Prompted(0, 1.0, 12.0), 5.0))
    told = decide_message(running, at(15), "  2 MENIT\x1b[2J LAGI\n")
    assert told == Prompted(0, 3.0, 12.0, "2 MENIT LAGI")
    said = after(ON, (told, 15.0))
    assert decide_message(said, at(20), "2 MENIT LAGI") is None
    gone = decide_message(said, at(20), "")
    assert gone is not None
    assert (gone.message, gone.line) == ("", 4.0)
    assert len(getattr(decide_message(said, at(20), "x" * 9999), "message", "")) == 80


def test_a_message_is_of_its_own_stage() -> None:
    next_speech = after(ON, (Prompted(0, 1.0, 12.0, "WAKTU HABIS"), 5.0), (CueCalled(3), 6.0))
    here = standing(next_speech, at(7))
    assert here is not None
    assert here.message == ""
    assert decide_prompt(next_speech, 0, 12) == Prompted(3, 0.0, 12.0)


@pytest.mark.parametrize(
    ("line", "speed", "found"),
    [(-1, 12, (0.0, 12.0)), (3.5, -2, (3.5, 0.0)), (2, 1e9, (2.0, FASTEST))],
)
def test_what_is_set_by_hand_stays_within_bounds(line, speed, found) -> None:
    decided = decide_prompt(after(ON), line, speed, "LANJUT")
    assert decided is not None
    assert (decided.line, decided.speed, decided.message) == (*found, "LANJUT")
    kept = decide_prompt(after(ON, (decided, 1.0)), 1, 2)
    assert kept is not None
    assert kept.message == "LANJUT"


def test_a_press_comes_after_the_one_before_though_the_clock_went_back() -> None:
    ceremony = after(ON, (Prompted(0, 5.0, 12.0), 3600.0))
    fact = decide_scroll(ceremony, at(10), -1)
    assert fact is not None
    moved = counts_from(ceremony, fact, at(10))
    both = evolve(ceremony, Entry("id-9", "G", 9, moved, "", fact))
    here = standing(both, at(10))
    assert here is not None
    assert here.line == 4.0
