"""Daftar hadir: everyone on the roster, who came and who did not."""

from datetime import datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.tally import Presence, tally_all
from ceremony_tui.papers.paper import Paper, Row, columns, heading, lines_of, local, mark_of
from ceremony_tui.words import Words


def attendance_paper(
    ceremony: Ceremony, at: datetime, words: Words, unit: str | None = None
) -> Paper:
    """One line a person, in the order of the roster."""
    lines = lines_of(ceremony, at, unit)

    def row(number: int, line: Presence) -> Row:
        person = line.attendee
        came = words.time(local(line.at, ceremony)) if line.at else None
        who = (person.name, person.nip, person.rank, person.position, person.unit)
        return (number, *who, came, line.gate, line.code, line.late_minutes or None)

    return Paper(
        title=words("paper.attendance"),
        at=at,
        mark=mark_of(ceremony, words),
        heading=heading(ceremony, at, words, unit, tally_all(lines)),
        columns=columns(
            words,
            *("number", "name", "nip", "rank", "position", "unit"),
            *("time", "gate", "code", "late_minutes"),
        ),
        rows=tuple(row(number, line) for number, line in enumerate(lines, 1)),
        legend=words("paper.legend"),
    )
