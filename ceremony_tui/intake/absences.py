"""A unit's filled-in sheet (CSV or a spreadsheet) -> reasons for absence, row by row."""

from dataclasses import dataclass
from pathlib import Path

from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import REASONS
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.columns import ALIASES
from ceremony_tui.intake.people import Reject
from ceremony_tui.intake.sheets import HEAD, letters, read_sheets, text_of

WHO = (*ALIASES["nip"], "nomor", "id")
CODE = ("kode", "status", "keterangan", "ket", "code")
NOTE = ("catatan", "alasan", "note")
ARRIVED = frozenset({"H", "T"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One row: H and T say that the person came after all."""

    row: int
    attendee: Attendee
    code: str
    note: str


def read_absences(path: Path, roster: Roster) -> tuple[list[Reason], list[Reject]]:
    """Rows with a code, by NIP or number; rows without one are left out. Faults are rejects."""
    sheet = read_sheets(path, {*WHO, *CODE, *NOTE})[0]
    rows = [(number, [text_of(cell) for cell in cells]) for number, cells, _ in sheet.rows()]
    header, places = _header(path, rows)
    reasons: list[Reason] = []
    rejects: list[Reject] = []
    for number, cells in rows:
        text, code, told = (cells[n] if 0 <= n < len(cells) else "" for n in places)
        if number <= header or not code:
            continue
        people = roster.match(read_badge(text))
        if len(people) != 1:
            rejects.append(Reject(number, "absence-person", text))
        elif code.upper() not in REASONS | ARRIVED:
            rejects.append(Reject(number, "absence-code", code))
        else:
            reasons.append(Reason(number, people[0], code.upper(), told))
    return reasons, rejects


def _header(path: Path, rows: list[tuple[int, list[str]]]) -> tuple[int, list[int]]:
    """The row of the header, and where person, code and note stand; -1 for no notes."""
    for number, cells in rows:
        titles = [letters(cell) for cell in cells]
        places = [
            next((titles.index(name) for name in names if name in titles), -1)
            for names in (WHO, CODE, NOTE)
        ]
        if number <= HEAD and min(places[:2]) >= 0:
            return number, places
    if not rows:
        raise BadInput("roster-empty", path=path)
    number, cells = rows[0]
    has_who = any(letters(cell) in WHO for cell in cells)
    column, listed = "Kode" if has_who else "NIP", ", ".join(cells)
    raise BadInput("roster-no-column", path=path, row=number, column=column, columns=listed)
