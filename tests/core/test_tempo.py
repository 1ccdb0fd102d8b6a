"""The time a recitation takes: expected at first, then as the presses tell."""

from dataclasses import replace
from datetime import timedelta

import pytest
from test_rundown import SCRIPT, called, minute

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CueCalled, Entry
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.script import Kind, Stage
from ceremony_tui.core.tempo import PRIOR, Tempo, tempo
from ceremony_tui.core.text.pledge import Mode, Text

TEXT = Text("Ikrar", opening="kami berikrar", points=("Setia", "Jujur", "Adil"))
PLEDGE = Stage(Kind.RECITATION, "Ikrar", 4, mode=Mode.ECHO, text=TEXT)
SECONDS = [cue.seconds for cue in PLEDGE.cues]


def recited(*calls: tuple[float, CueCalled]) -> Ceremony:
    """A pledge, then the same once more, called at these seconds."""
    script = replace(SCRIPT, stages=(PLEDGE, PLEDGE))
    entries = [
        Entry(f"{n}", "", n, minute(at / 60), "", fact) for n, (at, fact) in enumerate(calls)
    ]
    return evolve(Ceremony(script, Roster()), *entries)


def at_pace(pace: float, cues: int) -> Ceremony:
    """The title for five seconds, then so many cues, each so much slower than expected."""
    at, calls = 5.0, [(0.0, CueCalled(0))]
    for cue in range(1, cues + 1):
        calls.append((at, CueCalled(0, cue)))
        at += SECONDS[cue] * pace
    return recited(*calls)


def seen(ceremony: Ceremony, at: float) -> Tempo:
    found = tempo(ceremony, minute(at / 60))
    assert found is not None
    return found


@pytest.mark.parametrize("ceremony", [recited(), recited((0, CueCalled(2)))])
def test_nothing_is_told_when_no_stage_is_on(ceremony: Ceremony) -> None:
    assert tempo(ceremony, minute(1)) is None


def test_at_the_title_the_whole_text_is_still_to_come() -> None:
    now = seen(recited((0, CueCalled(0))), 7)
    assert now.rest.total_seconds() == pytest.approx(sum(SECONDS))
    assert (now.elapsed, now.filled) == (timedelta(seconds=7), 0.0)


def test_a_cue_fills_up_and_the_rest_shrinks_until_its_time_is_over() -> None:
    ceremony = recited((0, CueCalled(0)), (5, CueCalled(0, 1)))
    after = sum(SECONDS[2:])
    half = seen(ceremony, 5 + SECONDS[1] / 2)
    over = seen(ceremony, 5 + SECONDS[1] * 2)
    assert half.filled == pytest.approx(0.5)
    assert half.rest.total_seconds() == pytest.approx(after + SECONDS[1] / 2)
    assert over.filled == pytest.approx(2)
    assert over.rest.total_seconds() == pytest.approx(after)


@pytest.mark.parametrize("pace", [0.5, 1.0, 1.5])
def test_the_presses_teach_the_pace(pace: float) -> None:
    learnt = seen(at_pace(pace, len(SECONDS) - 1), 600).pace
    led = sum(SECONDS[1:-1])
    assert learnt == pytest.approx((PRIOR + led * pace) / (PRIOR + led))


def test_a_pause_and_a_slip_teach_nothing() -> None:
    assert seen(at_pace(4, 5), 600).pace == 1
    assert seen(at_pace(0.2, 5), 600).pace == 1


def test_what_was_taken_back_or_dark_teaches_nothing() -> None:
    slow = SECONDS[1] * 2
    undone = recited((0, CueCalled(0, 1)), (slow, CueCalled(0, 2, undo=True)))
    dark = recited((0, CueCalled(0, 1, blank=True)), (slow, CueCalled(0, 2, blank=True)))
    assert seen(undone, 60).pace == seen(dark, 60).pace == 1


def test_a_dark_wall_does_not_begin_the_cue_anew() -> None:
    calls = ((0, CueCalled(0, 1)), (1, CueCalled(0, 1, blank=True)), (2, CueCalled(0, 1)))
    assert seen(recited(*calls), 2).filled == pytest.approx(2 / SECONDS[1])


def test_a_stage_called_again_begins_anew() -> None:
    ceremony = recited((0, CueCalled(0)), (60, CueCalled(1)), (90, CueCalled(0)))
    assert seen(ceremony, 100).elapsed == timedelta(seconds=10)


def test_a_stage_without_phrases_goes_by_its_planned_minutes() -> None:
    now = tempo(called((0, CueCalled(0))), minute(4))  # three minutes are planned
    assert now == Tempo(timedelta(minutes=4), timedelta(minutes=-1), 0.0, 1.0)
