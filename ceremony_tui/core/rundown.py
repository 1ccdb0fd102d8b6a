"""The run of show against the clock: what is on, what is next, how far behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from ceremony_tui.core.ceremony import Ceremony, standing
from ceremony_tui.core.facts import CueCalled
from ceremony_tui.core.script import Role, Stage


@dataclass(frozen=True, slots=True)
class Line:
    """One stage of the run of show. `began` is None until it is called.

    A stage that is skipped takes no time: the next one is planned for the same moment.
    """

    number: int  # from 1, as it is printed
    stage: Stage
    planned: datetime
    began: datetime | None
    ended: datetime | None
    skipped: bool = False  # left out by the rain plan

    @property
    def is_on(self) -> bool:
        return self.began is not None and self.ended is None

    def over(self, at: datetime) -> timedelta | None:
        """How much longer than planned it took, or takes by now; negative when shorter."""
        if self.began is None:
            return None
        return (self.ended or at) - self.began - timedelta(minutes=self.stage.minutes)


def rundown(ceremony: Ceremony) -> tuple[Line, ...]:
    """Every stage with its planned and its last real times."""
    began: dict[int, datetime] = {}
    ended: dict[int, datetime] = {}
    on: int | None = None
    for entry in ceremony.calls:
        fact = entry.fact
        if isinstance(fact, CueCalled) and fact.stage != on:
            if on is not None:
                ended[on] = entry.at
            on = fact.stage
            began[on] = entry.at
            ended.pop(on, None)
    lines: list[Line] = []
    planned = ceremony.script.starts
    for index, stage in enumerate(ceremony.script.stages):
        held, times = ceremony.script.has(index), (began.get(index), ended.get(index))
        lines.append(Line(index + 1, stage, planned, *times, skipped=not held))
        planned += timedelta(minutes=stage.minutes if held else 0)
    return tuple(lines)


def behind(ceremony: Ceremony, at: datetime) -> timedelta:
    """How late the ceremony runs by now; negative when it is early, zero before it begins."""
    for line in rundown(ceremony):
        if line.is_on and line.began is not None:
            over = line.over(at) or timedelta(0)
            return line.began - line.planned + max(over, timedelta(0))
    return timedelta(0)


def remaining(ceremony: Ceremony, at: datetime) -> timedelta:
    """How long the ceremony still takes if every stage keeps to its minutes from now on."""
    now, script = ceremony.now, ceremony.script
    on = now.stage if now else -1
    after = range(on + 1, len(script.stages))
    rest = timedelta(minutes=sum(script.stages[n].minutes for n in after if script.has(n)))
    for line in rundown(ceremony):
        over = line.over(at)
        if line.is_on and over is not None:
            rest -= min(over, timedelta(0))
    return rest


def unready(ceremony: Ceremony, ahead: int = 3) -> tuple[Role, ...]:
    """Whose turn is now or within the next stages, and who is not ready."""
    now, script = ceremony.now, ceremony.script
    on = max(now.stage, 0) if now else 0
    held = (n for n in range(on, len(script.stages)) if script.has(n))
    names = dict.fromkeys(script.stages[n].by for n in islice(held, ahead + 1))
    roles = (script.role(name) for name in names)
    return tuple(role for role in roles if role and not role.ready)


def shown_since(ceremony: Ceremony) -> datetime | None:
    """Since when the wall stands at its cue; None before the first.

    Covering the wall, or a wrong press that was taken back, does not begin a cue anew.
    """
    at: datetime | None = None
    shown = ceremony.shown
    for entry in reversed(standing(ceremony.calls)):
        call = entry.fact
        if isinstance(call, CueCalled) and shown:
            if (call.stage, call.cue) == (shown.stage, shown.cue):
                at = entry.at
            elif at is not None or not call.held:
                break
    return at
