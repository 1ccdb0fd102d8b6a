"""What the speaker sees, in words, at every kind of moment."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import PEOPLE, SCRIPT, STARTS

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CueCalled, Entry, Fact, Opened, PlanChosen, Prompted
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.script import Kind, Stage
from ceremony_tui.core.text.pledge import Text
from ceremony_tui.shown.podium import NOTHING, podium
from ceremony_tui.words import Words

SPEECH = Stage(
    Kind.SPEECH, "Amanat", 10, "Pembaca Ikrar",
    text=Text("Amanat", points=("Saudara sekalian,", "Terima kasih.")),
)  # fmt: skip
FLAG = Stage(Kind.RITE, "Pengibaran Bendera", 3, outdoors=True)
PLAN = replace(SCRIPT, stages=(*SCRIPT.stages, SPEECH, FLAG))
TALK = len(SCRIPT.stages)


def after(*facts: tuple[Fact, float]) -> Ceremony:
    """A ceremony in which these happened, each at its second."""
    entries = (
        Entry(f"id-{n}", "G", n, STARTS + timedelta(seconds=s), "", fact)
        for n, (fact, s) in enumerate(facts, 1)
    )
    return evolve(Ceremony(PLAN, Roster(PEOPLE)), *entries)


def at(seconds: float):
    return STARTS + timedelta(seconds=seconds)


def test_within_a_second_there_is_nothing_to_paint_while_no_text_runs(words: Words) -> None:
    ceremony = after((CueCalled(TALK), 0))
    assert podium(ceremony, words, at(8.2)) == podium(ceremony, words, at(8.9))
    assert podium(ceremony, words, at(8.2)) != podium(ceremony, words, at(9.1))


def test_a_speech_has_its_lines_its_time_and_what_comes_next(words: Words) -> None:
    ceremony = after((CueCalled(TALK), 0), (Prompted(TALK, 0, 12, "LANJUT"), 60))
    seen = podium(ceremony, words, at(62.5))
    assert (seen.title, seen.who) == ("Amanat", "Arifin")
    assert seen.lines == (("Saudara sekalian,", 1), ("Terima kasih.", 2))
    assert seen.line == pytest.approx(0.5)
    assert (seen.spent, seen.left) == (timedelta(seconds=62), timedelta(seconds=538))
    assert seen.message == "LANJUT"
    assert seen.state == "▶ 12 baris/menit"
    assert seen.following == "BERIKUTNYA: Pengibaran Bendera"
    assert seen.keys
    assert podium(ceremony, words, at(700)).left == timedelta(seconds=-100)


def test_when_it_rains_what_is_left_out_does_not_come_next(words: Words) -> None:
    ceremony = after((CueCalled(TALK), 0), (PlanChosen(indoors=True), 1))
    assert podium(ceremony, words, at(2)).following == "BERIKUTNYA: SELESAI"


def test_a_reader_sees_each_phrase_once_and_whose_turn_it_is(words: Words) -> None:
    title = podium(after((CueCalled(1), 0)), words, at(1))
    assert [text for text, _ in title.lines[:3]] == ["kami berikrar", "Satu", "Menjaga netralitas"]
    assert (title.line, title.state, title.keys) == (NOTHING, "", "")
    for cue, line, turn in ((1, 0, "DENGARKAN"), (2, 0, "IKUTI BERSAMA-SAMA"), (3, 1, "DENGARKAN")):
        seen = podium(after((CueCalled(1, cue), 0)), words, at(1))
        assert (seen.line, seen.state) == (line, turn)


@pytest.mark.parametrize(
    ("facts", "title", "following"),
    [
        ((), "Upacara Contoh", "BERIKUTNYA: Pembukaan"),
        (((CueCalled(5), 0),), "Terima kasih", ""),
        (((CueCalled(0), 0),), "Pembukaan", "BERIKUTNYA: Ikrar"),
    ],
)
def test_elsewhere_it_says_what_is_on_and_what_comes(facts, title, following, words) -> None:
    seen = podium(after(*facts), words, at(1))
    assert (seen.title, seen.following, seen.lines, seen.message) == (title, following, (), "")
    assert (seen.spent is None) == (title != "Pembukaan")


@pytest.mark.parametrize("facts", [(), ((CueCalled(TALK), 0),), ((CueCalled(9), 0),)])
def test_a_rehearsal_says_so_at_the_podium(facts, words: Words) -> None:
    assert podium(after(*facts), words, at(1)).mark == ""
    opened = Opened("Gladi", "x", rehearsal=True)
    assert podium(after((opened, 0), *facts), words, at(1)).mark == "GLADI"
