"""A clicker's presses: doubles absorbed, the end of an item asks once more."""

from ceremony_tui.core.facts import CueCalled
from ceremony_tui.desk import Desk
from ceremony_tui.ui.clicker import Clicker, Pressed


def now(desk: Desk) -> CueCalled:
    fact = desk.ceremony.now
    assert fact is not None
    return fact


def test_the_first_press_begins_the_ceremony(desk: Desk) -> None:
    clicker = Clicker(desk)
    assert clicker.press(-1, 0) is Pressed.NOTHING
    assert clicker.press(1, 1) is Pressed.MOVED
    assert now(desk).stage == 0


def test_a_second_press_within_300_ms_is_the_same_press(desk: Desk) -> None:
    desk.call_stage(1)
    clicker = Clicker(desk)
    assert [clicker.press(1, at) for at in (1.0, 1.29, 1.6)] == [
        Pressed.MOVED,
        Pressed.NOTHING,
        Pressed.MOVED,
    ]


def test_a_key_held_down_is_one_press_however_long(desk: Desk) -> None:
    desk.call_stage(1)
    clicker = Clicker(desk)
    for tick in range(100):
        clicker.press(1, tick * 0.03)
    assert now(desk) == CueCalled(1, 1)


def test_back_right_after_forward_is_no_double(desk: Desk) -> None:
    desk.call_stage(1)
    clicker = Clicker(desk)
    clicker.press(1, 1.0)
    assert clicker.press(-1, 1.1) is Pressed.MOVED


def test_the_end_asks_and_a_step_back_forgets_the_question(desk: Desk) -> None:
    desk.call_stage(0)
    clicker = Clicker(desk)
    assert clicker.press(1, 1) is Pressed.ASKS
    assert clicker.press(-1, 2) is Pressed.NOTHING
    assert clicker.press(1, 3) is Pressed.ASKS
    assert clicker.press(1, 4) is Pressed.MOVED
    assert now(desk).stage == 1


def test_a_clicker_that_ran_over_the_end_can_come_back(desk: Desk) -> None:
    desk.call_stage(3)
    clicker = Clicker(desk)
    assert clicker.press(1, 1) is Pressed.NOTHING
    assert clicker.press(-1, 2) is Pressed.MOVED
    assert now(desk).stage == 2
