"""What the audience sees, in words: one picture of the wall for every moment of a ceremony."""

from dataclasses import dataclass
from datetime import datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CueCalled
from ceremony_tui.core.pledge import Cue, Turn
from ceremony_tui.core.script import Stage
from ceremony_tui.words import Words


@dataclass(frozen=True, slots=True)
class Sight:
    """What is painted depends on nothing else.

    `turn` gives the colours; `phrase` is as large as the largest size at which every phrase of
    `item` fits, so that letters never jump within one item; `below` stands dim in the bottom
    sixth, `progress` on the last row.
    """

    turn: Turn
    banner: str = ""
    phrase: str = ""
    below: str = ""
    progress: str = ""
    item: tuple[str, ...] = ()
    blank: bool = False


def sight(ceremony: Ceremony, words: Words, at: datetime) -> Sight:
    """What the wall shows at this moment."""
    now, shown = ceremony.now, ceremony.shown
    if now and now.blank:
        return Sight(Turn.TITLE, blank=True)
    stages = ceremony.script.stages
    if shown is None or shown.stage >= len(stages):
        return _outside(ceremony, words, over=shown is not None)
    return of_cue(ceremony, words, shown.stage, 0 if now and now.title else shown.cue)


def of_cue(ceremony: Ceremony, words: Words, number: int, at: int) -> Sight:
    """What the wall shows at a cue of a stage, if nothing covers it."""
    stage = ceremony.script.stages[number]
    cue = stage.cues[min(at, len(stage.cues) - 1)]
    return Sight(
        cue.turn,
        banner=words(f"turn.{cue.turn}") if cue.turn is not Turn.TITLE else "",
        phrase=cue.text,
        below=_coming(stage, cue, at),
        progress=_marked(ceremony, words, _point(stage, cue, words)),
        item=tuple(dict.fromkeys(cue.text for cue in stage.cues[1:])) if at else (),
    )


def following(ceremony: Ceremony) -> CueCalled | None:
    """Where the next press leads: the next cue, or the title of the next stage that is held."""
    now, script = ceremony.now, ceremony.script
    if now and now.stage < len(script.stages) and now.cue + 1 < len(script.stages[now.stage].cues):
        return CueCalled(now.stage, now.cue + 1)
    after = range(now.stage + 1 if now else 0, len(script.stages))
    return next((CueCalled(stage) for stage in after if script.has(stage)), None)


def _outside(ceremony: Ceremony, words: Words, *, over: bool) -> Sight:
    """Before the first stage and after the last."""
    script = ceremony.script
    return Sight(
        Turn.TITLE,
        banner=_marked(
            ceremony, words, words("wall.present", count=words.number(ceremony.present))
        ),
        phrase=words("wall.thanks") if over else script.title,
        below=f"{words.date(script.starts)} · {script.place}",
    )


def _coming(stage: Stage, cue: Cue, at: int) -> str:
    """The next phrase. After the leader comes the same phrase: nothing new to read."""
    coming = stage.cues[at + 1] if at + 1 < len(stage.cues) else cue
    return "" if coming.text == cue.text else coming.text


def _point(stage: Stage, cue: Cue, words: Words) -> str:
    points = len(stage.text.points) if stage.text else 0
    return words("wall.point", point=cue.point, of=points) if 1 <= cue.point <= points else ""


def _marked(ceremony: Ceremony, words: Words, told: str) -> str:
    mark = words("ui.rehearsal") if ceremony.rehearsal else ""
    return " · ".join(filter(None, (mark, told)))
