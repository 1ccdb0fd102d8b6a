"""A roster file -> attendees. Rows with a fault are rejected one by one, with the reason."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypedDict

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import RosterImported
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.seniority import in_official_order
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.columns import KNOWN, REQUIRED, Columns, find_columns, find_rosters
from ceremony_tui.intake.people import People, Reject, Remark
from ceremony_tui.intake.sheets import Rows, Sheet, letters, read_sheets
from ceremony_tui.intake.units import Offices
from ceremony_tui.library import near

Watch = Callable[[Rows, int], Iterable[tuple[int, object, bool]]]
"""Passes rows on while somebody watches; the number is about how many there are, 0: unknown."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the operator says about a file beside its name.

    `columns`: the title of a field's column, by field. `sheet`: only this one. `unit`: of all rows
    when there is no such column. `units`: UNOR -> OPD. `by_15_digits`: a NIP that a spreadsheet
    has rounded may be that of the one person on the roster whom its 15 digits and name fit.
    `ranked`: official order is computed, instead of kept as the file has it.
    """

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    sheet: str = ""
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict[str, str])
    by_15_digits: bool = False
    ranked: bool = False


class Counts(TypedDict):
    """Rows: read = added + changed + unchanged + rejected."""

    read: int
    added: int
    changed: int
    unchanged: int
    rejected: int


class SheetRead(NamedTuple):
    """What was done with one sheet; `columns` is None for one that was passed over."""

    name: str
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class RosterReading:
    """What a roster file holds. `read` = people + rejected, always."""

    people: tuple[Attendee, ...]
    rejected: tuple[Reject, ...]
    warnings: tuple[Remark, ...]
    sheets: tuple[SheetRead, ...]
    unmapped: tuple[str, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def read(self) -> int:
        return len(self.people) + len(self.rejected)

    @property
    def columns(self) -> dict[str, str]:
        """The titles of the columns that were read, by field."""
        found = [sheet.columns.titles for sheet in self.sheets if sheet.columns]
        return {name: title for titles in reversed(found) for name, title in titles.items()}

    @property
    def dropped(self) -> tuple[str, ...]:
        """The titles of the columns that are not kept."""
        titles = (title for s in self.sheets if s.columns for title in s.columns.dropped)
        return tuple(dict.fromkeys(titles))

    @property
    def skipped(self) -> tuple[str, ...]:
        """The names of the sheets that carry no roster, or that are hidden."""
        return tuple(sheet.name for sheet in self.sheets if sheet.columns is None)

    @property
    def fitting(self) -> int:
        """How many of the rejected would be somebody's by their first 15 digits."""
        return sum(bool(reject.fits) for reject in self.rejected)

    def against(self, roster: Roster) -> Counts:
        """How many people are new, changed or the same as on a roster."""
        people = self.people if len(roster) else ()
        known = [(p, before) for p in people if (before := roster.get(p.id))]
        unchanged = sum(person == before for person, before in known)
        return {
            "read": self.read,
            "added": len(self.people) - len(known),
            "changed": len(known) - unchanged,
            "unchanged": unchanged,
            "rejected": len(self.rejected),
        }

    def fact(self, source: str, state: Ceremony) -> RosterImported:
        """That this file, by this name, was taken in."""
        held = state.units

        new = tuple(pair for pair in self.wishes.units.items() if held.get(pair[0]) != pair[1])
        return RosterImported(source, **self.against(state.roster), units=new)

    def order(self, roster: Roster) -> tuple[str, ...]:
        """The ids in a new official order; () when newcomers go after those already there.

        A file with everybody in it says the order anew; one with a few people does not.
        """
        if self.wishes.ranked:
            after = {person.id: person for person in (*roster, *self.people)}
            return tuple(person.id for person in in_official_order(after.values()))
        if not len(roster):
            return ()
        ids = tuple(person.id for person in self.people)
        return ids if {person.id for person in roster} <= set(ids) else ()


def read_roster(
    path: Path,
    known: Roster | None = None,
    wishes: Wishes | None = None,
    watch: Watch | None = None,
) -> RosterReading:
    """Reads every visible sheet that carries a roster, or the one asked for.

    People without a NIP keep the local number they have in `known`.
    """
    wishes = wishes or Wishes()
    titles = KNOWN | {letters(title) for title in wishes.columns.values()}
    offices = Offices(wishes.units)
    people = People(known or Roster(), offices, wishes.unit, by_15_digits=wishes.by_15_digits)
    sheets: list[SheetRead] = []
    for sheet, columns in _rosters(path, read_sheets(path, titles), wishes):
        sheets.append(SheetRead(sheet.name, columns))
        if columns is not None:
            rows = sheet.rows()
            people.take(sheet, columns, watch(rows, sheet.lines) if watch else rows)
    people.settle()
    if not people.taken and not people.rejected:
        raise BadInput("roster-empty", path=path)
    return RosterReading(
        tuple(people.taken.values()),
        tuple(people.rejected.values()),
        tuple(people.remarks),
        tuple(sheets),
        tuple(offices.unmapped),
        wishes,
    )


def _rosters(
    path: Path, sheets: list[Sheet], wishes: Wishes
) -> Iterable[tuple[Sheet, Columns | None]]:
    """The sheets with their headers, or the one sheet asked for."""
    required = [name for name in REQUIRED if name != "unit" or not wishes.unit]
    if wishes.sheet:
        names, name = [sheet.name for sheet in sheets], wishes.sheet
        if name not in names:
            raise BadInput("sheet-unknown", path=path, name=name, near=near(name, names))
        sheets = [sheet for sheet in sheets if sheet.name == name]

    def find(sheet: Sheet) -> Columns:
        return find_columns(path, sheet, wishes.columns, required)

    return find_rosters(path, sheets, find, hidden=bool(wishes.sheet))
