"""Daftar susulan: who of a unit still has to take the pledge, or to sign the pakta."""

from dataclasses import replace

from ceremony_tui.core.pledged import asks_signatures, pledged_at, took_part
from ceremony_tui.core.tally import Presence
from ceremony_tui.papers.attendance import head_of
from ceremony_tui.papers.paper import Asked, Paper, Row


def follow_up_paper(asked: Asked) -> Paper:
    """One line a person who owes one of the two; coming to the ceremony is a third thing."""
    pledged, signing = pledged_at(asked.ceremony), asks_signatures(asked.ceremony.script)
    owing: dict[str, list[tuple[Presence, Row]]] = {}
    for line in asked.lines:
        person = line.attendee
        took = took_part(asked.ceremony, person.id, pledged)
        signed = asked.ceremony.signature(person.id)
        if not took or (signing and signed is None):
            yes_or_no = asked.words("follow-up.yes" if took else "follow-up.no")
            day = asked.words.day(asked.ceremony.script.local(signed.at)) if signed else None
            none = asked.words("follow-up.no") if signing else "-"
            told = (line.code, yes_or_no, day or none)
            owing.setdefault(person.unit, []).append((line, told))
    sheets = tuple(
        _sheet(replace(asked, unit=unit), lines).without("unit") for unit, lines in owing.items()
    )
    whole = _sheet(asked, [line for lines in owing.values() for line in lines])
    return replace(whole, signatures=(), sheets=sheets)


def _sheet(asked: Asked, lines: list[tuple[Presence, Row]]) -> Paper:
    words = asked.words

    def row(number: int, line: Presence, told: Row) -> Row:
        person = line.attendee
        return (number, person.name, person.nip, person.unit, person.position, *told)

    return Paper(
        title=words("paper.follow-up"),
        at=asked.at,
        mark=asked.mark,
        heading=(*asked.heading(), *_meaning(asked)),
        letterhead=asked.letterhead,
        columns=asked.columns(
            *("number", "name", "nip", "unit", "position", "code", "pledged", "signed")
        ),
        rows=tuple(row(number, *line) for number, line in enumerate(lines, 1)),
        legend=words("paper.legend"),
        signatures=(head_of(asked, [line for line, _ in lines]),),
        label=asked.unit or "",
        words=words,
    )


def _meaning(asked: Asked) -> tuple[str, ...]:
    """What counts as having taken part, and that the pledge may not have been spoken at all."""
    pledged = pledged_at(asked.ceremony)
    if pledged is None:
        return (asked.words("follow-up.not-held"),)
    return (asked.said("pledged", pledged),)
