"""Tidak hadir: who was expected and did not come."""

from datetime import datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.tally import Presence, tally_all
from ceremony_tui.papers.paper import Paper, Row, columns, heading, lines_of, mark_of
from ceremony_tui.words import Words


def absent_paper(ceremony: Ceremony, at: datetime, words: Words, unit: str | None = None) -> Paper:
    """As many lines as the tally counts absent; people on service duty (TP) are not expected."""
    lines = lines_of(ceremony, at, unit)
    missing = (line for line in lines if not line.came and line.code != "TP")
    return Paper(
        title=words("paper.absent"),
        at=at,
        mark=mark_of(ceremony, words),
        heading=heading(ceremony, at, words, unit, tally_all(lines)),
        columns=columns(words, "number", "name", "nip", "unit", "position", "code"),
        rows=tuple(_row(number, line) for number, line in enumerate(missing, 1)),
        legend=words("paper.legend"),
    )


def _row(number: int, line: Presence) -> Row:
    person = line.attendee
    return (number, person.name, person.nip, person.unit, person.position, line.code)
