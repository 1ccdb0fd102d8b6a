"""What the speaker sees, in words: one picture of the podium for every moment of a ceremony."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.rules import decide_next_stage
from ceremony_tui.core.rundown import rundown
from ceremony_tui.core.script import Stage, whole_second
from ceremony_tui.core.text.pledge import Turn
from ceremony_tui.core.text.speech import lines_of, standing
from ceremony_tui.words import Words

NOTHING = -1.0  # the line of a text of which nothing was said yet


@dataclass(frozen=True, slots=True)
class Podium:
    """`lines` are what is read, each with the number of its paragraph, and `line` the one being
    spoken. `spent` is None when no stage is on.
    """

    title: str
    who: str = ""
    clock: str = ""
    spent: timedelta | None = None
    planned: timedelta = timedelta(0)
    lines: tuple[tuple[str, int], ...] = ()
    line: float = NOTHING
    state: str = ""
    message: str = ""
    following: str = ""
    mark: str = ""
    keys: str = ""

    @property
    def left(self) -> timedelta:
        """What is left of the planned time; negative when it is over."""
        return self.planned - (self.spent or timedelta(0))


def podium(ceremony: Ceremony, words: Words, at: datetime) -> Podium:
    """What the podium shows at this moment."""
    script, now, stage = ceremony.script, ceremony.now, ceremony.stage
    clock = words.clock(script.local(at), script.timezone)
    mark = words("ui.rehearsal") if ceremony.rehearsal else ""
    after = _following(ceremony, words)
    if now is None or stage is None:
        title = words("wall.thanks") if now else script.title
        return Podium(title, clock=clock, following=after, mark=mark)
    by = script.role(stage.by)
    began = rundown(ceremony)[now.stage].began
    prompt = standing(ceremony, at)
    lines, line, state = _read(ceremony, stage, words, at)
    return Podium(
        stage.title,
        by.holder or by.name if by else "",
        clock,
        max(timedelta(0), whole_second(at) - began) if began else timedelta(0),
        timedelta(minutes=stage.minutes),
        lines,
        line,
        state,
        prompt.message if prompt else "",
        after,
        mark,
        words("podium.keys") if lines_of(stage) else "",
    )


def _following(ceremony: Ceremony, words: Words) -> str:
    """The next stage that is held, or the end; nothing after it."""
    coming, stages = decide_next_stage(ceremony, 1), ceremony.script.stages
    if coming is None:
        return ""
    is_last = coming.stage >= len(stages)
    title = words("rundown.end") if is_last else stages[coming.stage].title
    return words("podium.next", title=title)


def _read(
    ceremony: Ceremony, stage: Stage, words: Words, at: datetime
) -> tuple[tuple[tuple[str, int], ...], float, str]:
    """The lines, the one being spoken, and how it goes: of a speech, or of what all recite."""
    speech, here = lines_of(stage), standing(ceremony, at)
    if speech and here:
        key = "podium.waits" if here.paused else "podium.runs"
        state = words(key, speed=words.number(round(here.speed)))
        return tuple((line.text, line.point) for line in speech), here.line, state
    now = ceremony.now.cue if ceremony.now else 0
    spoken = [n for n, cue in enumerate(stage.cues) if n and cue.text and stage.phrase(n) == n]
    line = sum(n <= stage.phrase(now) for n in spoken) - 1
    turn = stage.cues[min(now, len(stage.cues) - 1)].turn
    state = words(f"turn.{turn}") if turn is not Turn.TITLE else ""
    return tuple((stage.cues[n].text, stage.cues[n].point) for n in spoken), float(line), state
