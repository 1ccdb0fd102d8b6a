"""How fast a recitation goes: what was expected, what the presses tell, how long it still takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CueCalled, Entry
from ceremony_tui.core.script import Stage
from ceremony_tui.core.text.pledge import Mode

PRIOR = 20.0  # seconds at the expected pace that the presses have to outweigh
ODD = 3.0  # a phrase that took so many times longer, or shorter, was a pause or a slip


@dataclass(frozen=True, slots=True)
class Tempo:
    """The stage that is on. `rest` is negative when it takes longer than expected.

    `filled` tells how much of its expected time the cue has used: 1.0 is all of it, 0.0 also for
    a cue of which nothing is expected. `pace` is 1.0 as expected, 1.2 a fifth slower.
    """

    elapsed: timedelta
    rest: timedelta
    filled: float
    pace: float


def tempo(ceremony: Ceremony, at: datetime) -> Tempo | None:
    """How the stage that is on goes by now; None when none is."""
    now, stage = ceremony.now, ceremony.stage
    if now is None or stage is None:
        return None
    began, cue_began = _began(ceremony.calls, now)
    elapsed = max(at - began, timedelta(0))
    if len(stage.cues) == 1:
        return Tempo(elapsed, timedelta(minutes=stage.minutes) - elapsed, 0.0, 1.0)
    pace = _pace(ceremony, stage.mode)
    spent = max((at - cue_began).total_seconds(), 0.0)
    expected = stage.cues[now.cue].seconds * pace
    after = sum(cue.seconds for cue in stage.cues[now.cue + 1 :]) * pace
    rest = timedelta(seconds=after + max(expected - spent, 0.0))
    return Tempo(elapsed, rest, spent / expected if expected else 0.0, pace)


def _began(calls: tuple[Entry, ...], now: CueCalled) -> tuple[datetime, datetime]:
    """When this visit of the stage began, and when its cue was first called in it."""
    began = cue_began = calls[-1].at
    same_cue = True
    for entry in reversed(calls):
        fact = entry.fact
        if not isinstance(fact, CueCalled) or fact.stage != now.stage:
            break
        began = entry.at
        same_cue = same_cue and fact.cue == now.cue
        if same_cue:  # blanking the wall and showing it again does not begin it anew
            cue_began = entry.at
    return began, cue_began


def _pace(ceremony: Ceremony, mode: Mode | None) -> float:
    """Seconds needed for each second expected, as today's presses in this mode tell."""
    took = expected = PRIOR
    for stage, cue, seconds in _presses(ceremony):
        planned = stage.cues[cue].seconds
        if stage.mode is mode and planned / ODD <= seconds <= planned * ODD:
            took += seconds
            expected += planned
    return took / expected


def _presses(ceremony: Ceremony) -> Iterator[tuple[Stage, int, float]]:
    """Every phrase that was led to its end: its stage, its cue, and the seconds it took."""
    stages = ceremony.script.stages
    for entry, following in pairwise(ceremony.calls):
        call, after = entry.fact, following.fact
        if isinstance(call, CueCalled) and isinstance(after, CueCalled) and call.cue:
            onward = after.stage == call.stage and after.cue == call.cue + 1
            if onward and not (after.undo or call.blank):
                yield stages[call.stage], call.cue, (following.at - entry.at).total_seconds()
