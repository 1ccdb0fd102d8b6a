"""How the recap stands, in sentences: open or closed, corrected, purged, kept how long."""

from datetime import date, datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.closing import closing, corrections, kept_too_long, why_changed
from ceremony_tui.core.facts import Closed, Purged
from ceremony_tui.core.script import Script
from ceremony_tui.words import Words


def said(script: Script, words: Words, key: str, moment: datetime, **fields: str) -> str:
    """A sentence of a paper with a moment in it, as clocks at the ceremony show it."""
    moment = script.local(moment)
    clock = words.clock(moment, script.timezone)
    return words(f"paper.{key}", date=words.date(moment), clock=clock, **fields)


def closed_told(ceremony: Ceremony, words: Words) -> tuple[str, ...]:
    """Who closed the recap and when, with which figures, and what was corrected since."""
    script, told = ceremony.script, list[str]()
    closed = closing(ceremony)
    if closed and isinstance(fact := closed.fact, Closed):
        counts = {"present": fact.present, "expected": fact.expected}
        fields = {key: words.number(count) for key, count in counts.items()}
        who, why = closed.operator or "-", fact.reason
        told.append(said(script, words, "closed", closed.at, who=who, why=why, **fields))
    corrected = corrections(ceremony)
    if corrected:
        last, number = corrected[-1], words.number(len(corrected))
        who, why = last.operator or "-", why_changed(last.fact) or "-"
        told.append(said(script, words, "corrected", last.at, number=number, who=who, why=why))
    if ceremony.purged and isinstance(fact := ceremony.purged.fact, Purged):
        number = words.number(fact.corrections)
        told.append(said(script, words, "purged", ceremony.purged.at, number=number))
    return tuple(told)


def kept_told(ceremony: Ceremony, at: datetime, words: Words) -> tuple[str, ...]:
    """A reminder that personal data lies here still. How long it may, only the office knows."""
    closed = closing(ceremony)
    today = ceremony.script.local(at).date()
    days = (today - ceremony.script.local(ceremony.script.starts).date()).days
    if ceremony.purged is not None or days < 1:
        return ()
    until = closed.fact.keep_until if closed and isinstance(closed.fact, Closed) else ""
    if until and kept_too_long(ceremony, today):
        ended = date.fromisoformat(until)
        return (words("closing.expired", date=words.day(ended)),)
    return () if until else (words("closing.kept", days=words.number(days)),)
