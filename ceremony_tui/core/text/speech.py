"""A speech as its speaker reads it: a line a breath, and where the prompter stands by now."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Prompted
from ceremony_tui.core.script import Kind, Stage
from ceremony_tui.core.text.pledge import Cue, Mode, Text, Turn, split, syllables

FASTEST = 60.0  # lines a minute: nobody reads aloud faster
USUAL = 14.0  # lines a minute where there is no text to tell


def lines_of(stage: Stage) -> tuple[Cue, ...]:
    """What a speaker reads at this stage, line by line; nothing when it is no speech with a text.

    `point` counts the paragraphs.
    """
    return _lines(stage.text) if stage.kind is Kind.SPEECH and stage.text else ()


@lru_cache(maxsize=8)
def _lines(text: Text) -> tuple[Cue, ...]:
    """One breath each, with its stops: a voice falls at a full stop and not at a comma."""
    laid: list[Cue] = []
    for paragraph, part in enumerate((text.opening, *text.points, text.closing)):
        for breath in split(part, Mode.LISTEN, stops=True):
            n = syllables(breath)
            laid.append(Cue(breath, Turn.LISTEN, paragraph, n, n / 3.6 + 0.5))
    return tuple(laid)


def usual_pace(lines: tuple[Cue, ...]) -> float:
    """Lines a minute, whole, of a voice that speaks 3.6 syllables a second."""
    seconds = sum(line.seconds for line in lines)
    return min(FASTEST, max(1.0, float(round(60 * len(lines) / seconds)))) if lines else USUAL


def standing(ceremony: Ceremony, at: datetime) -> Prompted | None:
    """The prompter as it stands at a moment, its line run on until then; None outside a stage.

    A stage begins at its first line and waits to be started. A message is of its own stage.
    """
    now, stage, entry = ceremony.now, ceremony.stage, ceremony.prompt
    if now is None or stage is None:
        return None
    lines = lines_of(stage)
    fact = entry.fact if entry else None
    if entry is None or not isinstance(fact, Prompted) or fact.stage != now.stage:
        return Prompted(now.stage, speed=usual_pace(lines), paused=True)
    ran = 0.0 if fact.paused else max(0.0, fact.speed * ((at - entry.at) / timedelta(minutes=1)))
    return replace(fact, line=min(fact.line + ran, max(0.0, len(lines) - 1.0)))
