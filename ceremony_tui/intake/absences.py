"""A unit's filled-in sheet (CSV) -> reasons for absence, row by row."""

from dataclasses import dataclass
from pathlib import Path

from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.plain import plain
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import ARRIVED, REASONS
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.rosters import ALIASES, Reject, csv_rows, letters

CODE = ("kode", "status", "keterangan", "ket", "code")
NOTE = ("catatan", "alasan", "note")


@dataclass(frozen=True, slots=True)
class Reason:
    """One row: H and T say that the person came after all."""

    row: int
    attendee: Attendee
    code: str
    note: str


def read_absences(path: Path, roster: Roster) -> tuple[list[Reason], list[Reject]]:
    """Rows with a code, by NIP or number; rows without one are left out. Faults are rejects."""
    rows = csv_rows(path)
    first = next(rows, None)
    if first is None:
        raise BadInput("roster-empty", path=path)
    titles = [letters(cell) for cell in first[1]]

    def place(names: tuple[str, ...], title: str) -> int:
        found = next((titles.index(name) for name in names if name in titles), None)
        if found is None:
            listed = ", ".join(first[1])
            raise BadInput("roster-no-column", path=path, row=1, column=title, columns=listed)
        return found

    who, what = place((*ALIASES["nip"], "nomor", "id"), "NIP"), place(CODE, "Kode")
    note = next((titles.index(name) for name in NOTE if name in titles), -1)
    reasons: list[Reason] = []
    rejects: list[Reject] = []
    seen: dict[str, int] = {}
    for number, cells in rows:
        text, code, told = (
            plain(cells[n]) if 0 <= n < len(cells) else "" for n in (who, what, note)
        )
        people = roster.match(read_badge(text))
        if not code:
            continue
        if len(people) != 1:
            rejects.append(Reject(number, "absence-person", text, (text, code, told)))
        elif code.upper() not in REASONS | ARRIVED:
            rejects.append(Reject(number, "absence-code", code, (text, code, told)))
        elif people[0].id in seen:
            rejects.append(Reject(number, "twice", text, (text, code, told), seen[people[0].id]))
        else:
            seen[people[0].id] = number
            reasons.append(Reason(number, people[0], code.upper(), told))
    return reasons, rejects
