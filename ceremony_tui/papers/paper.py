"""What a paper is, and what every paper of a ceremony has in common."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property, partial
from typing import Literal

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.record import Record
from ceremony_tui.core.tally import Presence, Tally, attendance, sum_of, tallies, tally_units
from ceremony_tui.papers.standing import closed_told, said
from ceremony_tui.words import Words, load

ColumnKind = Literal["text", "nip", "number", "percent", "seconds", "time", "code", "note"]
Cell = str | int | float | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is for programs and never translated; `title` is for people; `width` in characters.

    `seconds` are how long something was: people read them in words.
    A `note` is a text for which a printed page leaves room, to be written by hand.
    `choices` are what somebody may fill in, where a cell is left for that.
    """

    key: str
    title: str
    kind: ColumnKind = "text"
    width: int = 12
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titled columns. The totals are a row of their own, after the others."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: Row | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A value for each label: upright over time, or lying, one line a label, as shares of `of`."""

    title: str
    labels: tuple[str, ...]
    values: tuple[int, ...]
    of: tuple[int, ...] = ()

    @property
    def upright(self) -> bool:
        return not self.of


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines above the space for it, the name, the line below."""

    above: tuple[str, ...]
    name: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One table under a heading and what stands around it, in the order of these fields.

    `at` is the moment the paper tells of; `mark` says what it must not be taken for, or nothing.
    `letterhead` is the kop of a printed page. When `prose` is the whole of what a person reads,
    the paper is `spoken` and its table is for programs. `more` are small tables beneath. A paper
    with `sheets` is printed as those, one a unit, and its own table is all of theirs.
    """

    title: str
    at: datetime
    mark: str
    heading: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    totals: Row | None = None
    legend: str = ""
    letterhead: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    spoken: bool = False
    charts: tuple[Chart, ...] = ()
    more: tuple[Table, ...] = ()
    closing: str = ""
    signatures: tuple[Signature, ...] = ()
    sheets: "tuple[Paper, ...]" = ()
    label: str = ""
    words: Words = field(default_factory=partial(load, "id"), repr=False)

    @property
    def table(self) -> Table:
        return Table(self.columns, self.rows, self.totals)

    @property
    def read_table(self) -> Table | None:
        """The table that a person reads; None when there is none, or the prose says it."""
        return self.table if self.columns and not self.spoken else None

    def without(self, key: str) -> "Paper":
        """The paper without a column: what its heading says already."""
        kept = [place for place, column in enumerate(self.columns) if column.key != key]
        columns = tuple(self.columns[place] for place in kept)
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        return replace(self, columns=columns, rows=rows)


class Privacy(StrEnum):
    """How much of people a paper tells: all, names with masked numbers, or counts alone."""

    FULL = "full"
    MASKED = "masked"
    PUBLIC = "public"


@dataclass(frozen=True)  # without slots: what is counted once is kept
class Asked:
    """What a paper is made from: the ceremony or one unit of it, as of a moment, for a reader."""

    ceremony: Ceremony
    at: datetime
    words: Words
    unit: str | None = None
    privacy: Privacy = Privacy.FULL
    record: Record = field(default_factory=Record)
    unfinished: str = ""
    """Whose scans are not here yet, in a sentence; "" when everybody's may be."""

    @cached_property
    def lines(self) -> tuple[Presence, ...]:
        """The attendance list in the order of the roster, of one unit when it is named."""
        lines = attendance(self.ceremony, self.at)
        return tuple(line for line in lines if self.unit in (None, line.attendee.unit))

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """One tally a unit, or of the one that is named."""
        if self.ceremony.purged is None:
            return tally_units(self.lines)
        kept = tallies(self.ceremony, self.at)
        return tuple(tally for tally in kept if self.unit in (None, tally.unit))

    @cached_property
    def whole(self) -> Tally:
        """All that is asked of in one tally."""
        return sum_of(self.tallies)

    @property
    def mark(self) -> str:
        """What this paper must not be taken for: a real ceremony's, or a final one."""
        not_final = self.words("paper.not-final") if self.unfinished else ""
        return " · ".join(filter(None, (self.rehearsal, not_final)))

    @property
    def rehearsal(self) -> str:
        """The mark of a paper on which no figure can be missing."""
        return self.words("paper.rehearsal") if self.ceremony.rehearsal else ""

    @property
    def letterhead(self) -> tuple[str, ...]:
        organizer = self.ceremony.script.organizer
        return (organizer, self.unit) if self.unit is not None else (organizer,)

    def heading(self, tally: Tally | None = None) -> tuple[str, ...]:
        """Which ceremony, where and when; as of which moment; who was expected and came."""
        script, words = self.ceremony.script, self.words
        lines = (
            self.mark,
            script.title,
            script.organizer,
            self.said("where-when", script.starts, place=script.place),
            words("paper.of-unit", unit=self.unit) if self.unit is not None else "",
            self.said("as-of", self.at),
            totals(tally, words) if tally else "",
            *self.closed(),
        )
        return tuple(line for line in lines if line)

    def closed(self) -> tuple[str, ...]:
        """Whose scans are missing, who closed the recap, and what happened to it since."""
        standing = closed_told(self.ceremony, self.words)
        return (self.unfinished, *standing) if self.unfinished else standing

    def said(self, key: str, moment: datetime, **fields: str) -> str:
        """A sentence of a paper with a moment in it, as clocks at the ceremony show it."""
        return said(self.ceremony.script, self.words, key, moment, **fields)

    def time(self, moment: datetime | None) -> str | None:
        """The time of day at the ceremony; None for none."""
        return self.words.time(self.ceremony.script.local(moment)) if moment else None

    def columns(self, *keys: str) -> tuple[Column, ...]:
        """The columns of these keys, titled in the reader's language."""
        return columns(self.words, *keys)


Compose = Callable[[Asked], Paper]
"""Makes one kind of paper."""


_LAYOUT: dict[str, tuple[ColumnKind, int]] = {
    "number": ("number", 6),
    "name": ("text", 36),
    "nip": ("nip", 22),
    "rank": ("text", 15),
    "position": ("text", 30),
    "unit": ("text", 44),
    "time": ("time", 13),
    "gate": ("text", 14),
    "code": ("code", 8),
    "late_minutes": ("number", 20),
    "left": ("time", 13),
    "inside": ("number", 14),
    "early_minutes": ("number", 14),
    "people": ("number", 9),
    "expected": ("number", 9),
    "present": ("number", 9),
    "late": ("number", 10),
    "absent": ("number", 12),
    "percent": ("percent", 10),
    "oddity": ("text", 18),
    "scanned": ("time", 13),
    "detail": ("text", 44),
    "there": ("text", 8),
    "note": ("note", 30),
    "report": ("text", 90),
    "conflict": ("text", 22),
    "first": ("text", 24),
    "second": ("text", 24),
    "gap_seconds": ("seconds", 12),
    "stage": ("text", 44),
    "by": ("text", 30),
    "began": ("time", 10),
    "ended": ("time", 10),
    "came": ("text", 10),
    "pledged": ("text", 12),
    "signed": ("text", 18),
    "place": ("number", 8),
    "moment": ("text", 20),
    "operator": ("text", 16),
    "what": ("text", 18),
    "told": ("text", 60),
    "part": ("text", 26),
}


def columns(words: Words, *keys: str) -> tuple[Column, ...]:
    """The columns of these keys, titled in the reader's language."""
    return tuple(Column(key, words(f"paper.column-{key}"), *_LAYOUT[key]) for key in keys)


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
