"""Going to a place by typing it."""

from dataclasses import replace

import pytest
from test_rundown import SCRIPT

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CueCalled, Entry
from ceremony_tui.core.jump import jumps
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.script import Kind, Stage
from ceremony_tui.core.text.pledge import Mode, Text

PLEDGE = Stage(
    Kind.RECITATION, "Ikrar", 4, mode=Mode.ECHO,
    text=Text("Ikrar Netralitas", opening="kami berikrar", points=("Menolak politik uang",)),
)  # fmt: skip
CREED = replace(PLEDGE, title="Pancasila", text=Text("Pancasila", opening="kami setia"))
STAGES = (Stage(Kind.RITE, "Pembukaan", 1), PLEDGE, CREED)
AT_PLEDGE = evolve(
    Ceremony(replace(SCRIPT, stages=STAGES), Roster()),
    Entry("1", "", 1, SCRIPT.starts, "", CueCalled(1)),
)


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("3", [(1, 3), (2, 0)]),  # a phrase of this stage before another stage
        ("0", [(1, 0)]),
        ("3.1", [(2, 1)]),
        ("1 0", [(0, 0)]),
        ("1", [(1, 1), (0, 0)]),
        ("99", []),
        ("9.1", []),
        ("0.1", []),
        ("uang", [(1, 3)]),  # the leader's, not once more where all repeat it
        ("UANG menolak", [(1, 3)]),
        ("kami", [(1, 1), (2, 1)]),  # this stage first, then those after it
        ("pembukaan", [(0, 0)]),  # and those before it last
        ("tidak ada", []),
        ("", []),
        ("   ", []),
    ],
)
def test_where_it_leads(typed: str, places: list[tuple[int, int]]) -> None:
    assert [(call.stage, call.cue) for call in jumps(AT_PLEDGE, typed)] == places


@pytest.mark.parametrize("at", [None, CueCalled(3)])
def test_before_the_first_stage_and_after_the_last_words_still_lead_somewhere(
    at: CueCalled | None,
) -> None:
    entries = [Entry("1", "", 1, SCRIPT.starts, "", at)] if at else []
    ceremony = evolve(Ceremony(replace(SCRIPT, stages=STAGES), Roster()), *entries)
    assert next(jumps(ceremony, "uang")) == CueCalled(1, 3)


def test_a_number_that_no_phrase_here_has_is_a_stage() -> None:
    entry = Entry("1", "", 1, SCRIPT.starts, "", CueCalled(0))
    ceremony = evolve(Ceremony(replace(SCRIPT, stages=STAGES), Roster()), entry)
    assert next(jumps(ceremony, "2")) == CueCalled(1, 0)
