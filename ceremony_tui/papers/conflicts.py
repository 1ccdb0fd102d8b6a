"""Ganda: people of whom two entries say different things, and which of them counts."""

from ceremony_tui.core.conflicts import Conflict, conflicts
from ceremony_tui.core.facts import Entry
from ceremony_tui.core.script import Script
from ceremony_tui.papers.paper import Asked, Paper, Row
from ceremony_tui.words import Words


def conflicts_paper(asked: Asked) -> Paper:
    """Gates that were apart let one badge in twice; a reason was on file for somebody who came."""
    words, script = asked.words, asked.ceremony.script
    every = conflicts(asked.ceremony)
    found = (found for found in every if asked.unit in (None, found.attendee.unit))

    def row(number: int, conflict: Conflict) -> Row:
        person, kind = conflict.attendee, conflict_kind(conflict)
        who = (person.name, person.nip or person.id, person.unit)
        first, second = _places(conflict, script, words)
        gap = None if conflict.gap is None else int(conflict.gap.total_seconds())
        return (number, words(kind), *who, first, second, gap, words(f"{kind}-counts"))

    return Paper(
        title=words("paper.conflicts"),
        at=asked.at,
        mark=asked.mark,
        heading=(*asked.heading(asked.whole), words("conflict.meaning"), words("conflict.gap")),
        letterhead=asked.letterhead,
        columns=asked.columns(
            *("number", "conflict", "name", "nip", "unit", "first", "second"),
            *("gap_seconds", "detail"),
        ),
        rows=tuple(row(number, conflict) for number, conflict in enumerate(found, 1)),
    )


def conflict_kind(conflict: Conflict) -> str:
    """The key of the words for what it is."""
    return "conflict.twice" if conflict.twice else "conflict.absent"


def conflict_told(conflict: Conflict, script: Script, words: Words) -> str:
    """Who it is, when and at which gates, and how long was between where that is known."""
    first, second = _places(conflict, script, words)
    told = words("conflict.told", name=conflict.attendee.name, first=first, second=second)
    gap = conflict.gap
    return told if gap is None else words("conflict.apart", told=told, gap=words.lasting(gap))


def _places(conflict: Conflict, script: Script, words: Words) -> tuple[str, str]:
    """Hour and gate of both entries, as far as they tell them."""

    def place(entry: Entry) -> str:
        hour = words.time(script.local(entry.at)) if entry.timed else ""
        return " · ".join(filter(None, (hour, entry.gate)))

    return place(conflict.first), place(conflict.second)
