"""Presses of a presenter's clicker: doubles absorbed, the end of an item asks once more."""

from enum import Enum, auto

from ceremony_tui.core.facts import CueCalled
from ceremony_tui.desk import Desk

DEBOUNCE = 0.3  # seconds in which a second press in the same direction is the same press


class Pressed(Enum):
    """What a press did."""

    MOVED = auto()
    ASKS = auto()  # at the end: one more press goes to the next stage
    NOTHING = auto()


class Clicker:
    """Forward and back through the cues, and over the end of a stage by a second press."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[int, float] = (0, float("-inf"))
        self._asked: CueCalled | None = None

    def press(self, step: int, at: float) -> Pressed:
        """Goes one cue on (+1) or back (-1). `at` is the press's own time in seconds."""
        if self.is_double(step, at):
            return Pressed.NOTHING
        now, asked = self._desk.ceremony.now, self._asked
        self._asked = None
        if now is None:
            return _moved(step > 0 and self._desk.call_next_stage(1))
        if self._desk.call_cue(step):
            return Pressed.MOVED
        if now.stage >= len(self._desk.ceremony.script.stages):
            return _moved(step < 0 and self._desk.call_next_stage(step))
        if step < 0:
            return Pressed.NOTHING
        if asked == now:
            return _moved(self._desk.call_next_stage(step))
        self._asked = now
        return Pressed.ASKS

    def is_double(self, step: int, at: float) -> bool:
        """Whether this is still the press before: a key held down is one press, however long."""
        last_step, last_at = self._last
        self._last = (step, at)
        return step == last_step and at - last_at < DEBOUNCE


def _moved(called: object) -> Pressed:
    return Pressed.MOVED if called else Pressed.NOTHING
