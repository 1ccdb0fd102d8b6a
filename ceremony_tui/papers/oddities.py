"""Perlu dilihat: cards that came oddly, for somebody to look at; no accusation."""

from collections.abc import Iterator
from datetime import timedelta

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.oddities import (
    ADULT,
    BURST_CARDS,
    BURST_GAP,
    PENSIONED,
    WALK,
    Seen,
    bursts,
    two_gates,
    unlikely_ages,
)
from ceremony_tui.papers.paper import Asked, Paper, Row
from ceremony_tui.words import Words


def oddities_paper(asked: Asked) -> Paper:
    """One line a person and oddity. No birth date stands on it: an age is only called unlikely."""
    words = asked.words
    found = (
        odd for odd in _found(asked.ceremony, words) if asked.unit in (None, odd[0].attendee.unit)
    )

    def row(number: int, seen: Seen, *told: str) -> Row:
        person, (title, detail) = seen.attendee, told
        who = (person.name, person.nip or person.id, person.unit)
        return (number, title, *who, asked.time(seen.at), seen.gate, detail)

    return Paper(
        title=words("paper.oddities"),
        at=asked.at,
        mark=asked.mark,
        heading=(*asked.heading(asked.whole), *_rules(words)),
        columns=asked.columns(
            *("number", "oddity", "name", "nip", "unit", "scanned", "gate", "detail")
        ),
        rows=tuple(row(number, *odd) for number, odd in enumerate(found, 1)),
    )


def _rules(words: Words) -> tuple[str, ...]:
    """How each was found, so that the reader can judge it."""
    return (
        words("oddity.not-accused"),
        words("oddity.burst-rule", cards=BURST_CARDS, seconds=_seconds(BURST_GAP, words)),
        words("oddity.two-gates-rule", seconds=int(WALK.total_seconds())),
        words("oddity.age-rule", youngest=ADULT, oldest=PENSIONED),
    )


def _found(ceremony: Ceremony, words: Words) -> Iterator[tuple[Seen, str, str]]:
    """Whose card at which scan, what that is called, and what was seen."""
    for run in bursts(ceremony):
        seconds = _seconds(run[-1].at - run[0].at, words)
        told = words("oddity.burst-seen", cards=len(run), seconds=seconds)
        for seen in run:
            yield seen, words("oddity.burst"), told
    for before, seen in two_gates(ceremony):
        seconds = _seconds(seen.at - before.at, words)
        told = words("oddity.two-gates-seen", gate=before.gate, seconds=seconds)
        yield seen, words("oddity.two-gates"), told
    for seen in unlikely_ages(ceremony):
        yield seen, words("oddity.age"), words("oddity.age-seen")


def _seconds(length: timedelta, words: Words) -> str:
    return words.decimal(length.total_seconds())
