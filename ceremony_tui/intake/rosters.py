"""A roster file (CSV) -> attendees. Rows with a fault are rejected one by one, with the reason."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ceremony_tui.core.badge import compact, fold, is_nip, nip_faults, status_of
from ceremony_tui.core.plain import plain
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.errors import BadInput
from ceremony_tui.library import near

# Headers as offices write them, letters and digits only; the first is SIASN's own.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "nip": ("nipbaru", "nip", "nipnipppk", "nippppk", "nipppk", "nomorinduk"),
    "name": ("nama", "namalengkap", "namapegawai", "name"),
    "front": ("gelardepan",),
    "back": ("gelarbelakang",),
    "unit": (
        "unornama", "unitkerja", "opd", "skpd", "unit", "perangkatdaerah", "satuankerja",
        "instansi", "bidang",
    ),
    "position": ("jabatannama", "jabatan", "namajabatan", "position"),
    "rank": ("golakhirnama", "golongan", "gol", "pangkatgol", "pangkatgolongan", "pangkat", "rank"),
    "badge": ("kartuasnvirtual", "nomorkartu", "nokartu", "kartu", "badge", "nomorbadge"),
    "status": ("statuscpnspns", "statuspegawai", "status"),
}  # fmt: skip
REQUIRED = ("nip", "name", "unit")

_ROUNDED = re.compile(r"^\d[.,]?\d*[eE]\+?\d+$|^\d{15,}[.,]0+$")


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken. `row` counts as a spreadsheet does: the header is row 1."""

    row: int
    reason: str
    value: str
    cells: tuple[str, ...] = ()
    other: int = 0


@dataclass(frozen=True, slots=True)
class RosterReading:
    """What a roster file holds. `read` = people + rejected, always."""

    people: tuple[Attendee, ...]
    rejected: tuple[Reject, ...]
    warnings: tuple[tuple[int, str], ...]
    columns: Mapping[str, str]
    header: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        return len(self.people) + len(self.rejected)

    def against(self, roster: Roster) -> dict[str, int]:
        """How many people are new, changed or the same as on a roster."""
        known = [(person, roster.get(person.id)) for person in self.people]
        added = sum(before is None for _, before in known)
        unchanged = sum(person == before for person, before in known)
        return {
            "read": self.read,
            "added": added,
            "changed": len(known) - added - unchanged,
            "unchanged": unchanged,
            "rejected": len(self.rejected),
        }


def read_roster(
    path: Path, known: Roster | None = None, mapping: Mapping[str, str] | None = None
) -> RosterReading:
    """Reads a CSV file; people without a NIP keep the local number they have in `known`."""
    rows = csv_rows(path)
    first = next(rows, None)
    if first is None:
        raise BadInput("roster-empty", path=path)
    header = tuple(plain(cell) for cell in first[1])
    columns = _columns(path, header, mapping or {})
    reader = _Rows(columns, len(header), known or Roster())
    for number, cells in rows:
        reader.take(number, cells)
    if not reader.people and not reader.rejected:
        raise BadInput("roster-empty", path=path)
    return RosterReading(
        tuple(reader.people),
        tuple(reader.rejected),
        tuple(reader.warnings),
        {name: header[place] for name, place in columns.items()},
        header,
    )


def csv_rows(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that are not blank, with their number in the file."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInput("file-missing", path=path) from None
    except OSError as error:
        raise BadInput("file-unreadable", path=path, detail=error.strerror) from None
    if b"\0" in raw:
        raise BadInput("roster-encoding", path=path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # Excel's "CSV" on Windows
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=head.count)
    csv.field_size_limit(10_000)
    number = 0
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(rows, 1):
            if number == 1 and cells and cells[0].casefold().startswith("sep="):
                continue  # a line that tells Excel the delimiter
            if any(cell.strip() for cell in cells):
                yield number, tuple(cells)
    except csv.Error:
        raise BadInput("roster-quote", path=path, row=number + 1) from None


def _columns(path: Path, header: tuple[str, ...], mapping: Mapping[str, str]) -> dict[str, int]:
    """Which column holds which field, by --map first, then by the known headers."""
    plain = [letters(title) for title in header]
    columns: dict[str, int] = {}
    for name, title in mapping.items():
        if name not in ALIASES:
            raise BadInput("map-unknown", name=name, near=near(name, list(ALIASES)))
        if letters(title) not in plain:
            listed = ", ".join(header)
            raise BadInput("roster-no-column", path=path, row=1, column=title, columns=listed)
        columns[name] = plain.index(letters(title))
    for name, aliases in ALIASES.items():
        found = next((plain.index(alias) for alias in aliases if alias in plain), None)
        if found is not None:
            columns.setdefault(name, found)
    for name in REQUIRED:
        if name not in columns:
            listed = ", ".join(header)
            wanted = {"nip": "NIP", "name": "Nama", "unit": "Unit Kerja"}[name]
            raise BadInput("roster-no-column", path=path, row=1, column=wanted, columns=listed)
    return columns


class _Rows:
    """Takes rows one by one and remembers what earlier ones used up."""

    def __init__(self, columns: Mapping[str, int], width: int, known: Roster) -> None:
        self._columns = columns
        self._width = width
        self._ids: dict[str, int] = {}
        self._codes: set[str] = set()
        self._local: dict[tuple[str, str], list[str]] = {}
        for person in known:
            if not person.nip and not person.badge:
                self._local.setdefault((person.name, person.unit), []).append(person.id)
        self._last = max((_local_number(p.id) for p in known), default=0)
        self.people: list[Attendee] = []
        self.rejected: list[Reject] = []
        self.warnings: list[tuple[int, str]] = []

    def take(self, row: int, cells: tuple[str, ...]) -> None:
        def reject(reason: str, value: str = "", other: int = 0) -> None:
            self.rejected.append(Reject(row, reason, value, cells, other))

        if len(cells) > self._width and any(cell.strip() for cell in cells[self._width :]):
            return reject("columns", str(len(cells)))
        if any("\n" in cell.strip() for cell in cells):
            # A quote that is closed lines later has swallowed the people in between.
            return reject("lines", plain(max(cells, key=len))[:40])
        person = self._person(cells)
        if not person.name:
            return reject("no-name")
        if not person.unit:
            return reject("no-unit", person.name)
        fault = _nip_fault(person.nip)
        if fault:
            return reject(fault, person.nip)
        person = replace(person, id=person.nip or person.badge or self._local_id(person))
        if person.id in self._ids:
            return reject("twice", person.id, self._ids[person.id])
        self._ids[person.id] = row
        self._warn(row, person)
        return self.people.append(person)

    def _person(self, cells: tuple[str, ...]) -> Attendee:
        def cell(name: str) -> str:
            place = self._columns.get(name, -1)
            return plain(cells[place]) if 0 <= place < len(cells) else ""

        front, back = cell("front"), cell("back")
        name = f"{front} {cell('name')}".strip()
        nip = _nip(cell("nip"))
        return Attendee(
            id="",
            name=f"{name}, {back}" if name and back else name,
            unit=cell("unit"),
            nip=nip,
            position=cell("position"),
            rank=cell("rank"),
            badge=cell("badge"),
            status=status_of(nip) or ("Non-ASN" if not nip else ""),
        )

    def _local_id(self, person: Attendee) -> str:
        known = self._local.get((person.name, person.unit))
        if known:
            return known.pop(0)
        self._last += 1
        return f"NON-{self._last:04d}"

    def _warn(self, row: int, person: Attendee) -> None:
        for fault in nip_faults(person.nip) if person.nip else ():
            self.warnings.append((row, fault))
        codes = {fold(code) for code in person.codes}
        if codes & self._codes:  # the same code on two people is ambiguous at the gate
            self.warnings.append((row, "badge"))
        self._codes |= codes


def _nip(text: str) -> str:
    """A NIP in digits; "" for what offices write when there is none."""
    if _ROUNDED.match(text):
        return text
    digits = compact(text.upper().removeprefix("NIP").strip(" .:"))
    return "" if digits in ("", "0") else digits


def _nip_fault(nip: str) -> str:
    if not nip:
        return ""
    if _ROUNDED.match(nip) or (is_nip(nip) and "serial" in nip_faults(nip)):
        return "excel"
    return "" if is_nip(nip) else "nip"


def _local_number(attendee_id: str) -> int:
    found = re.fullmatch(r"NON-(\d{1,9})", attendee_id)
    return int(found[1]) if found else 0


def letters(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())
