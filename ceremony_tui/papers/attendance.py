"""Daftar hadir: everyone on the roster, who came and who did not, a sheet a unit to sign."""

from collections import Counter
from dataclasses import replace

from ceremony_tui.core.personnel import Group, group_of, leads
from ceremony_tui.core.tally import CODES, Presence, Tally, tally_all
from ceremony_tui.papers.paper import Asked, Column, Paper, Row, Signature, Table

_KEYS = (
    "number", "name", "nip", "rank", "position", "unit", "time", "gate", "code", "late_minutes",
)  # fmt: skip
_LEAVING = ("left", "inside", "early_minutes")


def attendance_paper(asked: Asked) -> Paper:
    """One line a person, in official order; with the leaving when the script asks it."""
    lines = asked.lines
    units: dict[str, list[Presence]] = {}
    for line in lines:
        units.setdefault(line.attendee.unit, []).append(line)
    return Paper(
        title=asked.words("paper.attendance"),
        at=asked.at,
        mark=asked.mark,
        heading=asked.heading(tally_all(lines)),
        columns=_columns(asked),
        rows=tuple(_row(asked, number, line) for number, line in enumerate(lines, 1)),
        legend=asked.words("paper.legend"),
        sheets=tuple(_sheet(asked, unit, people) for unit, people in units.items()),
    )


def _sheet(whole: Asked, unit: str, lines: list[Presence]) -> Paper:
    """The list of one unit, for its head to sign: the unit stands in the kop, not in a column."""
    asked = replace(whole, unit=unit)
    return Paper(
        title=asked.words("paper.attendance"),
        at=asked.at,
        mark=asked.mark,
        heading=asked.heading(tally_all(tuple(lines))),
        columns=_columns(asked),
        rows=tuple(_row(asked, number, line) for number, line in enumerate(lines, 1)),
        legend=asked.words("paper.legend"),
        letterhead=asked.letterhead,
        more=(recap_box(asked, lines),),
        signatures=(head_of(asked, lines),),
        label=unit,
        words=asked.words,
    ).without("unit")


def _columns(asked: Asked) -> tuple[Column, ...]:
    leaving = _LEAVING if asked.ceremony.script.leave_from else ()
    return asked.columns(*_KEYS, *leaving)


def _row(asked: Asked, number: int, line: Presence) -> Row:
    person = line.attendee
    who = (person.name, person.nip, person.rank, person.position, person.unit)
    arrival = (asked.time(line.at), line.gate, line.code, line.late_minutes or None)
    if not asked.ceremony.script.leave_from:
        return (number, *who, *arrival)
    inside = int(line.inside.total_seconds() // 60) if line.inside is not None else None
    return (number, *who, *arrival, asked.time(line.left), inside, line.early_minutes or None)


def recap_box(asked: Asked, lines: list[Presence]) -> Table:
    """The counts of a unit, apart for each group of personnel that it has, and their sums."""
    words = asked.words
    tallies = {group: Tally("", Counter[str]()) for group in Group}
    for line in lines:
        tallies[group_of(line.attendee)].by_code[line.code] += 1
    whole = tally_all(tuple(lines))

    def row(said: str, tally: str) -> Row:
        counts = (_count(tallies[group], tally) for group in Group)
        return (said, *counts, _count(whole, tally))

    return Table(
        columns=(
            Column("count", words("paper.column-count"), "text", 26),
            *(Column(group.name.lower(), group.value, "number", 9) for group in Group),
            Column("all", words("paper.total"), "number", 9),
        ),
        rows=(
            row(words("paper.people"), "people"),
            *(row(words(f"code.{code}"), code) for code in CODES if code != "B" or whole.pending),
        ),
    )


def _count(tally: Tally, what: str) -> int:
    return tally.people if what == "people" else tally.by_code[what]


def head_of(asked: Asked, lines: list[Presence]) -> Signature:
    """Who signs for a unit: its head when the roster names one, else a line to write on."""
    words = asked.words
    head = next((line.attendee for line in lines if leads(line.attendee)), None)
    day = words.day(asked.ceremony.script.local(asked.at))
    above = (f"{'.' * 22}, {day}", words("paper.known"))
    if head is None:
        return Signature((*above, words("paper.head-of", unit=asked.unit)), "", "NIP.")
    return Signature((*above, head.position), head.name, f"NIP. {head.nip}")
