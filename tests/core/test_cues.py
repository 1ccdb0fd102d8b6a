"""Leading a ceremony: what covers the wall, what takes a press back, what mends a phrase."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rundown import SCRIPT, minute

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CueCalled, Entry, Fact, Reworded
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.rules import (
    decide_cover,
    decide_cue,
    decide_next_stage,
    decide_place,
    decide_reword,
    decide_stage,
    decide_undo,
)
from ceremony_tui.core.script import Kind, Stage
from ceremony_tui.core.text.pledge import Mode, Text
from ceremony_tui.core.text.wording import text_hash

ECHO = Stage(
    Kind.RECITATION, "Ikrar", 4, mode=Mode.ECHO,
    text=Text("Ikrar", opening="kami berikrar:",
              points=("Menolak ajaran kebencian, serta berita bohong.", "Setia.")),
)  # fmt: skip
UNISON = replace(ECHO, mode=Mode.UNISON)
STAGES = (Stage(Kind.RITE, "Pembukaan", 3), ECHO, UNISON, Stage(Kind.PRAYER, "Doa", 2))
START = Ceremony(replace(SCRIPT, stages=STAGES), Roster())

Rule = Callable[[Ceremony], Fact | None]


def after(ceremony: Ceremony, *rules: Rule) -> Ceremony:
    """The ceremony after these questions were asked and answered, a minute apart."""
    for rule in rules:
        fact = rule(ceremony)
        if fact is not None:
            number = len(ceremony.calls) + len(ceremony.edits)
            entry = Entry(f"{number:03d}", "", number, minute(number), "", fact)
            ceremony = evolve(ceremony, entry)
    return ceremony


def stage(number: int) -> Rule:
    return lambda c: decide_stage(c, number)


def cue(step: int) -> Rule:
    return lambda c: decide_cue(c, step)


def cover(name: str) -> Rule:
    return lambda c: decide_cover(c, name)


def reword(at: tuple[int, int], phrase: str) -> Rule:
    return lambda c: decide_reword(c, *at, phrase)


UNDO: Rule = decide_undo


class TestCovers:
    @pytest.mark.parametrize("name", ["blank", "title", "held"])
    def test_before_the_ceremony_begins_there_is_nothing_to_cover(self, name: str) -> None:
        assert decide_cover(START, name) is None

    @pytest.mark.parametrize("name", ["blank", "title", "held"])
    def test_covered_and_uncovered_it_stands_where_it_stood(self, name: str) -> None:
        begun = after(START, stage(1), cue(1))
        covered = after(begun, cover(name))
        assert getattr(covered.now, name)
        assert after(covered, cover(name)).now == begun.now

    @pytest.mark.parametrize("name", ["blank", "title", "held"])
    def test_moving_leaves_the_cover_on(self, name: str) -> None:
        moved = after(START, stage(1), cover(name), cue(1), cue(1))
        assert getattr(moved.now, name)
        assert moved.now
        assert moved.now.cue == 2

    def test_blank_and_title_take_each_others_place(self) -> None:
        both = after(START, stage(1), cue(1), cover("blank"), cover("title"))
        assert both.now == CueCalled(1, 1, title=True)
        assert after(both, cover("blank")).now == CueCalled(1, 1, blank=True)

    @pytest.mark.parametrize("name", ["blank", "held"])
    def test_another_stage_flashes_on_no_covered_wall(self, name: str) -> None:
        assert getattr(after(START, stage(1), cover(name), stage(2)).now, name)
        assert getattr(after(START, stage(3), cover(name), stage(4)).now, name)

    def test_another_stage_comes_with_a_title_of_its_own(self) -> None:
        assert after(START, stage(1), cue(1), cover("title"), stage(2)).now == decide_stage(
            START, 2
        )

    def test_a_held_wall_stays_while_the_operator_goes_on(self) -> None:
        held = after(START, stage(1), cue(1), cover("held"), cue(1), cue(1))
        assert held.shown == CueCalled(1, 1)
        assert held.now
        assert held.now.cue == 3
        freed = after(held, cover("held"))
        assert freed.shown == freed.now == CueCalled(1, 3)

    def test_a_held_wall_can_be_blanked(self) -> None:
        dark = after(START, stage(1), cue(1), cover("held"), cue(1), cover("blank"))
        assert dark.now
        assert dark.now.blank
        assert dark.now.held
        assert dark.shown == CueCalled(1, 1)


class TestUndo:
    def test_the_first_press_cannot_be_taken_back(self) -> None:
        assert decide_undo(START) is None
        assert decide_undo(after(START, stage(1))) is None

    def test_a_press_is_taken_back_wherever_it_led(self) -> None:
        lost = after(START, stage(1), cue(1), stage(3), UNDO)
        assert lost.now == CueCalled(1, 1, undo=True)

    def test_pressed_again_it_goes_further_back(self) -> None:
        back = after(START, stage(0), stage(1), cue(1), cue(1), UNDO, UNDO, UNDO)
        assert back.now
        assert (back.now.stage, back.now.cue) == (0, 0)
        assert decide_undo(back) is None

    def test_what_was_pressed_after_it_is_taken_back_first(self) -> None:
        again = after(START, stage(1), cue(1), UNDO, cue(1), cue(1), UNDO)
        assert again.now
        assert again.now.cue == 1

    def test_a_mended_phrase_is_taken_back_before_the_press_that_came_before_it(self) -> None:
        mended = after(START, stage(1), cue(1), reword((1, 1), "kami bersumpah"))
        whole = after(mended, UNDO)
        assert whole.script.stages[1].cues == ECHO.cues
        assert whole.now == CueCalled(1, 1)
        back = after(whole, UNDO)
        assert back.now is not None
        assert (back.now.cue, back.now.undo) == (0, True)
        assert after(whole, UNDO).script.stages[1].cues == ECHO.cues

    @given(st.lists(st.sampled_from([stage(0), stage(1), cue(1), cue(-1), cover("blank")])))
    @settings(max_examples=40)
    def test_as_many_as_were_pressed_lead_back_to_the_first(self, presses: list[Rule]) -> None:
        pressed = after(START, stage(2), *presses)
        first = after(pressed, *[UNDO] * len(pressed.calls))
        assert first.now
        assert (first.now.stage, first.now.cue) == (2, 0)


class TestPlaces:
    @pytest.mark.parametrize("place", [(-1, 0), (4, 0), (1, -1), (0, 1), (1, 99)])
    def test_there_is_no_such_place(self, place: tuple[int, int]) -> None:
        assert decide_place(START, *place) is None

    def test_the_title_of_a_recitation_names_its_words(self) -> None:
        assert decide_place(START, 1, 0) == CueCalled(1, 0, text_hash=text_hash(ECHO.text))  # type: ignore[arg-type]
        assert decide_place(START, 1, 2) == CueCalled(1, 2)

    def test_stages_under_the_open_sky_are_passed_over_indoors(self) -> None:
        stages = (STAGES[0], replace(STAGES[1], outdoors=True), STAGES[2])
        wet = Ceremony(replace(SCRIPT, stages=stages, indoors=True), Roster())
        assert after(wet, stage(0)).script.has(1) is False
        forth = after(wet, stage(0), lambda c: decide_next_stage(c, 1))
        assert forth.now
        assert forth.now.stage == 2
        back = after(forth, lambda c: decide_next_stage(c, -1))
        assert back.now
        assert back.now.stage == 0
        assert after(back, stage(1)).now == decide_stage(wet, 1)  # who chooses it gets it


class TestWording:
    def test_leader_and_crowd_get_the_mended_phrase_and_nothing_else_moves(self) -> None:
        at = next(n for n, c in enumerate(ECHO.cues) if "ajaran" in c.text)
        mended = after(START, stage(1), reword((1, at + 1), "Menolak ujaran kebencian"))
        cues = mended.script.stages[1].cues
        assert [c.text for c in cues[at : at + 2]] == ["Menolak ujaran kebencian"] * 2
        assert [c.turn for c in cues] == [c.turn for c in ECHO.cues]
        assert [c for c in cues if c.text != "Menolak ujaran kebencian"] == [
            c for c in ECHO.cues if "ajaran" not in c.text
        ]

    def test_the_log_says_what_stood_there_and_what_stands_there_now(self) -> None:
        at = next(n for n, c in enumerate(ECHO.cues) if "ajaran" in c.text)
        fact = decide_reword(START, 1, at + 1, "  Menolak\x1b[2J ujaran|kebencian ")
        assert fact == Reworded(1, at, ECHO.cues[at].text, "Menolak ujaran kebencian")

    @pytest.mark.parametrize("phrase", ["", "  ", "|", "kami berikrar"])
    def test_an_empty_phrase_or_the_same_changes_nothing(self, phrase: str) -> None:
        assert decide_reword(START, 1, 1, phrase) is None

    @pytest.mark.parametrize("place", [(9, 0), (1, 99), (-1, 0)])
    def test_a_phrase_of_nowhere_is_not_mended(self, place: tuple[int, int]) -> None:
        assert decide_reword(START, *place, "x") is None

    @pytest.mark.parametrize("number", [1, 2])
    def test_the_words_recited_and_their_hash_follow_and_no_sign_is_lost(self, number: int) -> None:
        cues = START.script.stages[number].cues
        at = next(n for n, c in enumerate(cues) if "ajaran" in c.text)
        right = cues[at].text.replace("ajaran", "ujaran")
        mended = after(START, stage(number), reword((number, at), right))
        words = replace(
            ECHO.text,  # type: ignore[type-var]
            points=("Menolak ujaran kebencian, serta berita bohong.", "Setia."),
        )
        assert mended.script.stages[number].recited == words
        called = decide_stage(mended, number)
        assert called
        assert called.text_hash == text_hash(words)

    def test_a_phrase_that_stands_twice_is_mended_where_it_was_meant(self) -> None:
        twice = replace(ECHO, text=Text("Ikrar", points=("setia | setia | jujur", "adil")))
        start = Ceremony(replace(SCRIPT, stages=(twice,)), Roster())
        second = [n for n, c in enumerate(twice.cues) if c.text == "setia"][2]
        mended = after(start, stage(0), reword((0, second), "taat"))
        assert mended.script.stages[0].recited.points[0] == "setia taat jujur"  # type: ignore[union-attr]

    def test_the_last_wording_counts_in_any_order_of_arrival(self) -> None:
        entries = [
            Entry(f"{n}", "", n, minute(n), "", fact)
            for n, fact in enumerate(
                [Reworded(1, 1, "kami berikrar", "kami bersumpah"),
                 Reworded(1, 1, "kami bersumpah", "kami berjanji")]
            )
        ]  # fmt: skip
        there, back = evolve(START, *entries), evolve(evolve(START, entries[1]), entries[0])
        assert there == back
        assert there.script.stages[1].cues[1].text == "kami berjanji"
        assert there.planned == START.script
