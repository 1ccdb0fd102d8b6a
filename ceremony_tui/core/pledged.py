"""Hadir, ikut ikrar, pakta ditandatangani: three different things, and who still owes one."""

from datetime import datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CueCalled
from ceremony_tui.core.script import Kind, Script

_PLEDGE = "ikrar"


def pledge_stage(script: Script) -> int | None:
    """Which stage is the pledge: the last recitation that is called one, else the last of all."""
    texts = [(n, stage.text) for n, stage in enumerate(script.stages) if stage.text]
    called = [n for n, text in texts if text and _PLEDGE in text.title.casefold()]
    return max(called or [n for n, _ in texts], default=None)


def pledged_at(ceremony: Ceremony) -> datetime | None:
    """When the last words of the pledge were shown; None while they were not."""
    stage = pledge_stage(ceremony.script)
    if stage is None:
        return None
    last = len(ceremony.script.stages[stage].cues) - 1
    for entry in ceremony.calls:
        fact = entry.fact
        if isinstance(fact, CueCalled) and (fact.stage, fact.cue) == (stage, last):
            return entry.at
    return None


def took_part(ceremony: Ceremony, attendee: str, pledged: datetime | None) -> bool:
    """Whether somebody was there when the last words of the pledge were shown.

    No badge tells who spoke: who had come and had not left counts as having taken part. Nobody
    who signed on paper is late.
    """
    came = ceremony.check_in(attendee)
    if came is None or pledged is None:
        return False
    if came.timed and came.at > pledged:
        return False
    left = ceremony.check_out(attendee)
    return left is None or left.at > pledged


def asks_signatures(script: Script) -> bool:
    """Whether the ceremony has a stage at which people sign."""
    return any(stage.kind is Kind.SIGNING for stage in script.stages)
