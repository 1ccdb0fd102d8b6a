"""What is wrong with a display, to the second."""

from dataclasses import replace
from datetime import timedelta

import pytest
from test_rundown import called, minute

from ceremony_tui.core.displays import GONE, GONE_AWAY, Report, faults, missed
from ceremony_tui.core.facts import CueCalled

CEREMONY = called((0, CueCalled(0)), (1, CueCalled(1)))
NOW = minute(2)
RIGHT = Report("wall", NOW, 240, 67, entry=CEREMONY.calls[-1].id, capital=0.118, metres=3.0)


def ago(seconds: float):
    return NOW - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (RIGHT, []),
        (replace(RIGHT, at=ago(3)), []),
        (replace(RIGHT, at=ago(3.1)), ["stale"]),
        (replace(RIGHT, at=ago(5), where="Layar"), []),  # on another laptop: it takes longer
        (replace(RIGHT, at=ago(5.1), where="Layar"), ["stale"]),
        (replace(RIGHT, entry="before"), ["different"]),
        (replace(RIGHT, entry="before", at=ago(9)), ["stale"]),  # it cannot know better
        (replace(RIGHT, resized=ago(29)), ["resized"]),
        (replace(RIGHT, resized=ago(30)), []),
        (replace(RIGHT, entry="", resized=ago(1)), ["different", "resized"]),
    ],
)
def test_what_is_wrong(report: Report, told: list[str]) -> None:
    assert list(faults(CEREMONY, report, NOW)) == told


@pytest.mark.parametrize(("seconds", "told"), [(1.0, []), (1.1, ["different"])])
def test_a_display_has_a_second_to_follow(seconds: float, told: list[str]) -> None:
    at = minute(1) + timedelta(seconds=seconds)
    before = replace(RIGHT, entry=CEREMONY.calls[0].id, at=at)
    assert list(faults(CEREMONY, before, at)) == told
    away = replace(before, where="Layar")
    assert list(faults(CEREMONY, away, at)) == []
    later = at + timedelta(seconds=2)
    assert list(faults(CEREMONY, replace(away, at=later), later)) == told


def test_whoever_lags_two_calls_behind_is_told_at_once() -> None:
    ceremony = called((0, CueCalled(0)), (1, CueCalled(1)), (2, CueCalled(1, 1)))
    at = minute(2)
    shown = [replace(RIGHT, entry=call.id, at=at) for call in ceremony.calls]
    assert [list(faults(ceremony, wall, at)) for wall in shown] == [["different"], [], []]
    assert list(faults(called((2, CueCalled(0))), replace(RIGHT, entry="", at=at), at)) == []


def test_before_anything_is_called_nothing_can_be_different() -> None:
    assert list(faults(called(), replace(RIGHT, entry=""), NOW)) == []


def test_a_capital_letter_is_read_from_two_hundred_times_its_height() -> None:
    assert RIGHT.reads_to == pytest.approx(200 * 0.118 * 3)
    assert replace(RIGHT, metres=0).reads_to == 0


@pytest.mark.parametrize(
    ("silent", "listed"),
    [
        (replace(RIGHT, id="a", at=ago(9)), True),
        (replace(RIGHT, id="a", at=NOW - GONE), False),  # long gone
        (
            replace(RIGHT, id="a", at=NOW - GONE, columns=80, where="Layar"),
            True,
        ),  # it may be back with its hub
        (replace(RIGHT, id="a", at=NOW - GONE_AWAY, columns=80, where="Layar"), False),
        (replace(RIGHT, id="a", at=ago(9), columns=80), True),  # of another size: another wall
        (replace(RIGHT, id="a", at=ago(21)), False),  # opened again since
        (replace(RIGHT, id="a", at=ago(9), podium=True), True),
    ],
)
def test_a_silent_display_is_missed_until_one_is_opened_in_its_place(
    silent: Report, listed: bool
) -> None:
    living = replace(RIGHT, id="b", opened=ago(20))
    assert missed([silent, living], NOW) == ((living, silent) if listed else (living,))
