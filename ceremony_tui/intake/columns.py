"""The header of a roster: which column holds what, wherever in the first rows it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ceremony_tui.errors import BadInput
from ceremony_tui.intake.sheets import HEAD, Cells, Sheet, letters, text_of
from ceremony_tui.library import near

# Headers as offices write them, letters and digits only; the first is SIASN's own.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "nip": ("nipbaru", "nip", "nipnipppk", "nippppk", "nipppk", "nomorinduk", "nipnrp", "nrpnip"),
    "name": ("nama", "namalengkap", "namapegawai", "namapns", "namaasn", "name"),
    "front": ("gelardepan",),
    "back": ("gelarbelakang",),
    "unit": (
        "unornama", "unitkerja", "opd", "skpd", "unit", "perangkatdaerah", "unitorganisasi",
        "satuankerja", "instansi", "bidang",
    ),
    "unit-id": ("unorid",),
    "position": ("jabatannama", "jabatan", "namajabatan", "position"),
    "rank": (
        "golakhirnama", "golongan", "gol", "golruang", "pangkatgol", "pangkatgolongan",
        "pangkatgolonganruang", "pangkatgolruang", "pangkat", "rank",
    ),
    "badge": ("kartuasnvirtual", "nomorkartu", "nokartu", "kartu", "badge", "nomorbadge"),
    "status": ("statuscpnspns", "statuspegawai", "statuskepegawaian", "status"),
}  # fmt: skip
TITLES: Mapping[str, str] = {
    "nip": "NIP", "name": "Nama", "front": "Gelar Depan", "back": "Gelar Belakang",
    "unit": "Unit Kerja", "unit-id": "UNOR ID", "position": "Jabatan", "rank": "Golongan",
    "badge": "Nomor Kartu", "status": "Status Pegawai", "code": "Kode", "note": "Catatan",
}  # fmt: skip
REQUIRED = ("nip", "name", "unit")
KNOWN = frozenset(alias for aliases in ALIASES.values() for alias in aliases)

# Titles of this program's own list of rejected rows: they say where a row came from, and why.
OWN = ("Baris asal", "Alasan ditolak")
_COUNTED = frozenset({"no", "nomor", "nourut", "nomorurut", *map(letters, OWN)})


@dataclass(frozen=True, slots=True)
class Columns:
    """A header: where each field stands, its titles, and the row it was found in."""

    places: Mapping[str, int]
    header: tuple[str, ...]
    row: int

    @property
    def titles(self) -> dict[str, str]:
        """The title of each field's column."""
        return {name: self.header[place] for name, place in self.places.items()}

    @property
    def dropped(self) -> tuple[str, ...]:
        """The titles of the columns that nobody needs here, and that are not kept."""
        used = set(self.places.values())
        titles = (title for n, title in enumerate(self.header) if n not in used)
        return tuple(title for title in titles if title and letters(title) not in _COUNTED)

    def is_repeated(self, cells: Cells) -> bool:
        """Whether a row is no person's: the header once more, or the numbers (1) (2) (3) below."""
        texts = [text_of(cell) for cell in cells]
        heads = [(place, self.header[place]) for place in self.places.values()]
        if sum(texts[place : place + 1] == [title] for place, title in heads) > 1:
            return True
        told = [text.strip("() .") for text in texts if text]
        return len(told) > 1 and told == [str(n) for n in range(1, len(told) + 1)]


def find_columns(
    path: Path,
    sheet: Sheet,
    mapping: Mapping[str, str],
    required: Sequence[str] = REQUIRED,
    aliases: Mapping[str, tuple[str, ...]] = ALIASES,
) -> Columns:
    """The header of a sheet, in its first 20 rows. Refuses when no row has what is required."""
    for name in mapping:
        if name not in aliases:
            raise BadInput("map-unknown", name=name, near=near(name, list(aliases)))
    best, most = Columns({}, (), 1), -1
    for row, cells, _ in sheet.rows():
        if row > HEAD and best.header:
            break
        columns = _columns(row, cells, mapping, aliases)
        found = sum(name in columns.places for name in required)
        if found > most:
            best, most = columns, found
        if found == len(required):
            break
    for name in (*mapping, *required):
        if name not in best.places:
            if not best.header:
                raise BadInput("roster-empty", path=path)
            wanted = mapping.get(name, TITLES[name])
            listed = ", ".join(title for title in best.header if title)
            told = {"row": best.row, "column": wanted, "columns": listed[:300]}
            raise BadInput("roster-no-column", path=path, **told, header=best.header)
    return best


def find_rosters(
    path: Path, sheets: Sequence[Sheet], find: Callable[[Sheet], Columns], *, hidden: bool = False
) -> list[tuple[Sheet, Columns | None]]:
    """Sheets with the header that `find` finds in each; None for one that has none.

    And for a hidden one, if not asked otherwise. When none has one, the first says what it lacks.
    """
    found: list[tuple[Sheet, Columns | None]] = []
    refusal: BadInput | None = None
    for sheet in sheets:
        columns = None
        if hidden or not sheet.hidden:
            try:
                columns = find(sheet)
            except BadInput as error:
                if error.key not in ("roster-no-column", "roster-empty"):
                    raise
                # What a sheet lacks says more than that another is empty.
                if refusal is None or refusal.key == "roster-empty":
                    refusal = error
        found.append((sheet, columns))
    if all(columns is None for _, columns in found):
        raise refusal or BadInput("roster-empty", path=path)
    return found


def _columns(
    row: int, cells: Cells, mapping: Mapping[str, str], aliases: Mapping[str, tuple[str, ...]]
) -> Columns:
    """What a row would be as a header, by --map first, then by the known titles."""
    header = tuple(map(text_of, cells))
    plain = [letters(title) for title in header]
    places = {
        name: plain.index(letters(title))
        for name, title in mapping.items()
        if letters(title) in plain
    }
    for name, known in aliases.items():
        found = (plain.index(alias) for alias in known if alias in plain)
        place = next((place for place in found if place not in places.values()), None)
        if place is not None and name not in mapping:
            places[name] = place
    return Columns(places, header, row)
