"""Signature sheets on paper: in which order they were printed, and the rows typed in afterwards.

A sheet's rows are what was printed, whatever the roster has become: each order is on record with
its people, under a number made of that order. The same order has the same number on any laptop,
another order another one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import SheetPrinted
from ceremony_tui.core.roster import Attendee

# "1-14", also with the dashes of a word processor, and as it is spoken: "1 s.d. 14", "1 sampai 14".
_TO = re.compile(r"\s*(?:[-\u2010-\u2015\u2212]|\bs\.?\s*/?\s*d\b\.?|\bsampai\b)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;]+")
_PART = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?\.?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet on record: its rows are `people`, the first of them row 1."""

    number: str
    unit: str
    at: datetime
    people: tuple[str, ...]

    def who(self, ceremony: Ceremony, rows: Iterable[int]) -> tuple[tuple[int, Attendee], ...]:
        """The attendees of these rows with their rows."""
        found = ((row, ceremony.roster.get(self.people[row - 1])) for row in rows)
        return tuple((row, attendee) for row, attendee in found if attendee)


def sheets(ceremony: Ceremony) -> tuple[Sheet, ...]:
    """Every sheet on record, unit by unit in official order, a unit's newest first."""
    found: dict[tuple[str, str], Sheet] = {}
    for entry in ceremony.printed:
        if isinstance(fact := entry.fact, SheetPrinted):
            sheet = Sheet(fact.sheet, fact.unit, entry.at, fact.people)
            found.setdefault((fact.unit, fact.sheet), sheet)
    units = {unit: place for place, unit in enumerate(p.unit for p in ceremony.roster)}
    newest = list(found.values())[::-1]
    return tuple(sorted(newest, key=lambda sheet: units.get(sheet.unit, len(units))))


def sheet_of(unit: str, people: Iterable[Attendee]) -> SheetPrinted:
    """The sheet of a unit whose rows are these attendees."""
    ids = tuple(person.id for person in people)
    order = sha256("\n".join((unit, *ids)).encode()).digest()
    return SheetPrinted(f"{int.from_bytes(order, 'big') % 100_000:05d}", unit, ids)


def sheets_of(ceremony: Ceremony, unit: str | None = None) -> Iterator[SheetPrinted]:
    """The sheets of one unit or of all, as the roster is now."""
    units: dict[str, list[Attendee]] = {}
    for person in ceremony.roster:
        if unit in (None, person.unit):
            units.setdefault(person.unit, []).append(person)
    return (sheet_of(name, people) for name, people in units.items())


@dataclass(frozen=True, slots=True)
class Rows:
    """Row numbers as typed, each once in order; else why not: a key of `words` and what was it."""

    numbers: tuple[int, ...] = ()
    fault: str = ""
    found: str = ""


def read_rows(text: str, last: int) -> Rows:
    """Reads "1-14 16 18" of a sheet that ends with row `last`."""
    numbers: set[int] = set()
    for part in filter(None, _BETWEEN.split(_TO.sub("-", text))):
        match = _PART.fullmatch(part)
        if match is None:
            return Rows(fault="rows-unread", found=part[:20])
        start, end = int(match[1]), int(match[2] or match[1])
        if not 1 <= start <= last or not 1 <= end <= last:
            return Rows(fault="rows-beyond", found=part)
        if end < start:
            return Rows(fault="rows-backwards", found=part)
        numbers.update(range(start, end + 1))
    return Rows(tuple(sorted(numbers)))
