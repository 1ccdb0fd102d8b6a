"""Daftar hadir: everyone on the roster, who came and who did not."""

from datetime import datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.tally import Presence, tally_all
from ceremony_tui.papers.paper import Paper, Row, columns, heading, lines_of, mark_of
from ceremony_tui.words import Words


def attendance_paper(
    ceremony: Ceremony, at: datetime, words: Words, unit: str | None = None
) -> Paper:
    """One line a person, in the order of the roster; with the leaving when the script asks it."""
    leaving = ("left", "inside", "early_minutes") if ceremony.script.leave_from else ()
    lines = lines_of(ceremony, at, unit)

    def row(number: int, line: Presence) -> Row:
        person = line.attendee
        came = words.time(ceremony.script.local(line.at)) if line.at else None
        who = (person.name, person.nip, person.rank, person.position, person.unit)
        arrival = (came, line.gate, line.code, line.late_minutes or None)
        left = words.time(ceremony.script.local(line.left)) if line.left else None
        inside = int(line.inside.total_seconds() // 60) if line.inside is not None else None
        return (number, *who, *arrival, *(left, inside, line.early_minutes or None)[: len(leaving)])

    return Paper(
        title=words("paper.attendance"),
        at=at,
        mark=mark_of(ceremony, words),
        heading=heading(ceremony, at, words, unit, tally_all(lines)),
        columns=columns(
            words,
            *("number", "name", "nip", "rank", "position", "unit"),
            *("time", "gate", "code", "late_minutes", *leaving),
        ),
        rows=tuple(row(number, line) for number, line in enumerate(lines, 1)),
        legend=words("paper.legend"),
    )
