"""The run of show against the clock: what is on, what is next, how far behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CueCalled
from ceremony_tui.core.script import Stage


@dataclass(frozen=True, slots=True)
class Line:
    """One stage of the run of show. `began` is None until it is called."""

    number: int  # from 1, as it is printed
    stage: Stage
    planned: datetime
    began: datetime | None
    ended: datetime | None

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
        lines.append(Line(index + 1, stage, planned, began.get(index), ended.get(index)))
        planned += timedelta(minutes=stage.minutes)
    return tuple(lines)


def behind(ceremony: Ceremony, at: datetime) -> timedelta:
    """How late the ceremony runs by now; negative when it is early, zero before it begins."""
    for line in rundown(ceremony):
        if line.is_on and line.began is not None:
            over = line.over(at) or timedelta(0)
            return line.began - line.planned + max(over, timedelta(0))
    return timedelta(0)
