"""A unit's filled-in sheet (CSV or a spreadsheet) -> reasons for absence, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import ARRIVED, REASONS
from ceremony_tui.intake.columns import ALIASES, Columns, find_columns, find_rosters
from ceremony_tui.intake.nips import nip_of
from ceremony_tui.intake.people import Reject
from ceremony_tui.intake.sheets import Sheet, read_sheets, text_of

_TITLES: Mapping[str, tuple[str, ...]] = {
    "nip": (*ALIASES["nip"], "nomor", "id"),
    "name": ALIASES["name"],
    "code": ("kode", "status", "keterangan", "ket", "code"),
    "note": ("catatan", "alasan", "note"),
}
ASKED = tuple(_TITLES)
_KNOWN = frozenset(title for titles in _TITLES.values() for title in titles)


@dataclass(frozen=True, slots=True)
class Reason:
    """One row: H and T say that the person came after all."""

    row: int
    attendee: Attendee
    code: str
    note: str


class ReasonsReading(NamedTuple):
    """What the sheets of a file say. The cells of a reject are the texts of ASKED.

    `skipped`: the sheets that are hidden, or that ask for no reasons.
    """

    reasons: list[Reason]
    rejected: list[Reject]
    skipped: list[str]


def read_absences(path: Path, roster: Roster) -> ReasonsReading:
    """Rows with a code, by NIP or number; rows left blank are no answer. Faults are rejects."""

    def find(sheet: Sheet) -> Columns:
        return find_columns(path, sheet, {}, ("nip", "code"), _TITLES)

    reading, seen = ReasonsReading([], [], []), dict[str, int]()
    for sheet, columns in find_rosters(path, read_sheets(path, _KNOWN), find):
        if columns is None:
            reading.skipped.append(sheet.name)
            continue
        for number, texts, fault in _rows(sheet, columns):
            found = fault or _read(texts, number, roster, seen)
            if isinstance(found, Reason):
                seen[found.attendee.id] = number
                reading.reasons.append(found)
            else:
                why, value, other = found
                reading.rejected.append(Reject(number, why, value, texts, other, sheet.name))
    return reading


_Fault = tuple[str, str, int]
"""Why, the text that is at fault, and the row that has the same number."""


def _rows(sheet: Sheet, columns: Columns) -> Iterator[tuple[int, tuple[str, ...], _Fault | None]]:
    """The rows in which somebody wrote something, as the texts of ASKED."""
    width = len(columns.header)
    for number, cells, torn in sheet.rows():
        if number <= columns.row or columns.is_repeated(cells):
            continue
        line = [text_of(cell) for cell in cells]
        line += [""] * (width + 1 - len(line))
        texts = tuple(line[columns.places.get(name, width)] for name in ASKED)
        if torn:
            yield number, texts, ("lines", max(line, key=len)[:40], 0)
        elif sheet.loose and any(line[width:]):
            yield number, texts, ("columns", str(len(cells)), 0)
        elif any(texts[2:]):
            yield number, texts, None


def _read(
    texts: tuple[str, ...], number: int, roster: Roster, seen: Mapping[str, int]
) -> "Reason | _Fault":
    who, _, code, note = texts
    people = roster.match(read_badge(who))
    if len(people) != 1:
        return "excel" if nip_of(who)[1] == "excel" else "absence-person", who, 0
    if not code:
        return "absence-blank", note, 0
    if code.upper() not in REASONS | ARRIVED:
        return "absence-code", code, 0
    if people[0].id in seen:
        return "twice", who, seen[people[0].id]
    return Reason(number, people[0], code.upper(), note)
