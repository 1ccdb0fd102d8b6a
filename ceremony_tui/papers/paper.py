"""What a paper is, and what every paper of a ceremony has in common."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.tally import Presence, Tally, attendance
from ceremony_tui.words import Words

ColumnKind = Literal["text", "nip", "number", "percent", "time"]
Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is for programs and never translated; `title` is for people; `width` in characters."""

    key: str
    title: str
    kind: ColumnKind = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Paper:
    """One table under a heading, its legend beneath.

    `at` is the moment the paper tells of; `mark` says that it is of a rehearsal, or nothing.
    """

    title: str
    at: datetime
    mark: str
    heading: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row | None = None
    legend: str = ""


class Compose(Protocol):
    """Makes one kind of paper, of the whole ceremony or of one unit."""

    def __call__(
        self, ceremony: Ceremony, at: datetime, words: Words, unit: str | None = None
    ) -> Paper: ...


_LAYOUT: dict[str, tuple[ColumnKind, int]] = {
    "number": ("number", 6),
    "name": ("text", 36),
    "nip": ("nip", 22),
    "rank": ("text", 15),
    "position": ("text", 30),
    "unit": ("text", 44),
    "time": ("time", 13),
    "gate": ("text", 14),
    "code": ("text", 8),
    "late_minutes": ("number", 20),
    "left": ("time", 13),
    "inside": ("number", 14),
    "early_minutes": ("number", 14),
    "people": ("number", 9),
    "expected": ("number", 9),
    "percent": ("percent", 10),
    "oddity": ("text", 18),
    "scanned": ("time", 13),
    "detail": ("text", 44),
    "there": ("text", 8),
    "note": ("text", 30),
}


def columns(words: Words, *keys: str) -> tuple[Column, ...]:
    """The columns of these keys, titled in the reader's language."""
    return tuple(Column(key, words(f"paper.column-{key}"), *_LAYOUT[key]) for key in keys)


def lines_of(ceremony: Ceremony, at: datetime, unit: str | None) -> tuple[Presence, ...]:
    """The attendance list, of one unit when it is named."""
    lines = attendance(ceremony, at)
    return lines if unit is None else tuple(p for p in lines if p.attendee.unit == unit)


def mark_of(ceremony: Ceremony, words: Words) -> str:
    """What tells a paper of a rehearsal from a real one."""
    return words("paper.rehearsal") if ceremony.rehearsal else ""


def heading(
    ceremony: Ceremony, at: datetime, words: Words, unit: str | None, tally: Tally
) -> tuple[str, ...]:
    """Which ceremony, where and when; as of which moment; who was expected and came."""
    script = ceremony.script

    def said(key: str, moment: datetime, **fields: str) -> str:
        moment = script.local(moment)
        clock = words.clock(moment, script.timezone)
        return words(f"paper.{key}", date=words.date(moment), clock=clock, **fields)

    lines = (
        mark_of(ceremony, words),
        script.title,
        script.organizer,
        said("where-when", script.starts, place=script.place),
        words("paper.of-unit", unit=unit) if unit is not None else "",
        said("as-of", at),
        totals(tally, words),
    )
    return tuple(line for line in lines if line)


def totals(tally: Tally, words: Words) -> str:
    """Expected, present, late and absent in one sentence that adds up."""
    return words(
        "paper.totals",
        expected=words.number(tally.expected),
        present=words.number(tally.present),
        late=words.number(tally.late),
        absent=words.number(tally.absent),
        percent=words.percent(tally.percent),
    )
