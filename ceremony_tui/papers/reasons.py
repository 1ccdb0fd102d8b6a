"""Lembar keterangan: who of a unit did not come, for the unit to fill in why and to send back."""

from dataclasses import replace

from ceremony_tui.core.tally import PENDING, Presence
from ceremony_tui.papers.paper import Asked, Paper, Row

CHOICES = ("S", "I", "C", "DL", "TB", "TP", "TK", "H")


def reasons_paper(asked: Asked) -> Paper:
    """A sheet a unit. It comes back through `ceremony absences`, which reads it by its titles."""
    units: dict[str, list[Presence]] = {}
    for line in asked.lines:
        if not line.came:
            units.setdefault(line.attendee.unit, []).append(line)
    sheets = tuple(
        _sheet(replace(asked, unit=unit), lines).without("unit") for unit, lines in units.items()
    )
    whole = _sheet(asked, [line for lines in units.values() for line in lines])
    return replace(whole, sheets=sheets if len(sheets) > 1 else ())


def _sheet(asked: Asked, lines: list[Presence]) -> Paper:
    words = asked.words
    columns = asked.columns("nip", "name", "position", "unit", "code", "note")
    return Paper(
        title=words("paper.reasons"),
        at=asked.at,
        mark=asked.mark,
        heading=(*asked.heading(), words("reasons.task")),
        letterhead=asked.letterhead,
        columns=tuple(replace(c, choices=CHOICES) if c.key == "code" else c for c in columns),
        rows=tuple(_row(asked, line) for line in lines),
        legend=words("reasons.legend"),
        label=asked.unit or "",
        words=words,
    )


def _row(asked: Asked, line: Presence) -> Row:
    person = line.attendee
    note = asked.ceremony.absence_note(person.id) or None
    # TK without a word is what nobody answered yet.
    code = None if line.code == PENDING or (line.code == "TK" and not note) else line.code
    return (person.nip or person.id, person.name, person.position, person.unit, code, note)
