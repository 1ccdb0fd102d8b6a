"""Ganda: people of whom two entries say different things, and which of them counts."""

from collections.abc import Iterator

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn, Entry
from ceremony_tui.core.roster import Attendee
from ceremony_tui.papers.paper import Asked, Paper, Row


def conflicts_paper(asked: Asked) -> Paper:
    """Gates that were apart let one badge in twice; a reason was on file for somebody who came."""
    words = asked.words
    people = (p for p in asked.ceremony.roster if asked.unit in (None, p.unit))
    found = (found for person in people for found in _conflicts(asked.ceremony, person))

    def row(number: int, person: Attendee, kind: str, told: tuple[Entry, Entry]) -> Row:
        first, second = (f"{asked.time(entry.at)} · {entry.gate}" for entry in told)
        who = (person.name, person.nip or person.id, person.unit)
        said = words(f"conflict.{kind}"), words(f"conflict.{kind}-counts")
        return (number, said[0], *who, first, second, said[1])

    return Paper(
        title=words("paper.conflicts"),
        at=asked.at,
        mark=asked.mark,
        heading=(*asked.heading(asked.whole), words("conflict.meaning")),
        letterhead=asked.letterhead,
        columns=asked.columns(
            *("number", "conflict", "name", "nip", "unit", "first", "second", "detail")
        ),
        rows=tuple(row(number, *conflict) for number, conflict in enumerate(found, 1)),
    )


def _conflicts(
    ceremony: Ceremony, person: Attendee
) -> Iterator[tuple[Attendee, str, tuple[Entry, Entry]]]:
    """Each further check-in, and a reason for absence, beside the check-in that counts."""
    first = ceremony.check_in(person.id)
    if first is None:
        return
    for entry in ceremony.scans.get(person.id, ()):
        came = isinstance(entry.fact, CheckedIn) and entry.id not in ceremony.voided
        if came and entry.id != first.id:
            yield person, "twice", (first, entry)
    reason = ceremony.absences.get(person.id)
    if reason and ceremony.absence(person.id):
        yield person, "absent", (first, reason)
