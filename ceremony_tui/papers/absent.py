"""Tidak hadir: who was expected and did not come."""

from ceremony_tui.core.tally import Presence, tally_all
from ceremony_tui.papers.paper import Asked, Paper, Row


def absent_paper(asked: Asked) -> Paper:
    """As many lines as the tally counts absent; people on service duty (TP) are not expected."""
    lines = asked.lines
    missing = (line for line in lines if not line.came and line.code != "TP")
    return Paper(
        title=asked.words("paper.absent"),
        at=asked.at,
        mark=asked.mark,
        heading=asked.heading(tally_all(lines)),
        letterhead=asked.letterhead,
        columns=asked.columns("number", "name", "nip", "unit", "position", "code", "note"),
        rows=tuple(_row(asked, number, line) for number, line in enumerate(missing, 1)),
        legend=asked.words("paper.legend"),
    )


def _row(asked: Asked, number: int, line: Presence) -> Row:
    person = line.attendee
    note = asked.ceremony.absence_note(person.id) if line.code != "S" else ""
    return (number, person.name, person.nip, person.unit, person.position, line.code, note)
