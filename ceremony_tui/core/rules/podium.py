"""The questions of the podium: how the speech goes on, and what its speaker is told.

Each takes the ceremony and returns a fact, or None when nothing would change.
"""

from dataclasses import replace
from datetime import datetime
from math import floor

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Prompted
from ceremony_tui.core.plain import plain
from ceremony_tui.core.text.speech import FASTEST, lines_of, standing

SLOWEST = 1.0  # lines a minute; to stand still is another key
LONGEST = 80  # letters of a message: what can be read at a glance


def decide_prompt(
    ceremony: Ceremony,
    line: float,
    speed: float,
    message: str | None = None,
    *,
    paused: bool = False,
) -> Prompted | None:
    """Where the speech at the podium stands and how fast it runs; `message` None: the one before.

    None outside a stage.
    """
    now, before = ceremony.now, ceremony.prompt
    if now is None or ceremony.stage is None:
        return None
    fact = before.fact if before else None
    said = fact.message if isinstance(fact, Prompted) and fact.stage == now.stage else ""
    speed = min(max(speed, 0.0), FASTEST)
    told = said if message is None else plain(message)[:LONGEST]
    return Prompted(now.stage, max(0.0, line), speed, told, paused)


def decide_scroll(ceremony: Ceremony, at: datetime, lines: int) -> Prompted | None:
    """So many whole lines on, or back; running or not as before. None at either end."""
    here = _reading(ceremony, at)
    if here is None or ceremony.stage is None:
        return None
    last = len(lines_of(ceremony.stage)) - 1
    line = float(min(max(0, floor(here.line) + lines), last))
    return replace(here, line=line) if line != here.line else None


def decide_run(ceremony: Ceremony, at: datetime) -> Prompted | None:
    """Start the speech where it stands, or stop it there; None where there is none to read."""
    here = _reading(ceremony, at)
    return replace(here, paused=not here.paused) if here else None


def decide_pace(ceremony: Ceremony, at: datetime, step: float) -> Prompted | None:
    """Faster or slower by so many lines a minute, from where it stands; None at either end."""
    here = _reading(ceremony, at)
    if here is None:
        return None
    speed = min(max(SLOWEST, here.speed + step), FASTEST)
    return replace(here, speed=speed) if speed != here.speed else None


def decide_message(ceremony: Ceremony, at: datetime, message: str) -> Prompted | None:
    """Tell the speaker something, "" to take it away; None outside a stage, or when it is so."""
    here, told = standing(ceremony, at), plain(message)[:LONGEST]
    return replace(here, message=told) if here and told != here.message else None


def _reading(ceremony: Ceremony, at: datetime) -> Prompted | None:
    """The prompter, if there is something to read."""
    return standing(ceremony, at) if ceremony.stage and lines_of(ceremony.stage) else None
