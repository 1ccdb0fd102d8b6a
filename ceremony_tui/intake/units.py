"""Which office a sub-unit belongs to: UNOR -> OPD, as the operator's own small file says."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from ceremony_tui.core.plain import plain
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.sheets import letters, read_sheets, text_of

_HEADS = frozenset({"unor", "unornama", "unorid", "opd", "skpd", "unit", "unitkerja", "induk"})


def read_units(path: Path) -> dict[str, str]:
    """Pairs from a TOML file (`"Puskesmas Sidamulya" = "Dinas Kesehatan"`) or a table's first two
    columns. The first of a pair is a unit's name or its UNOR ID; both are kept as they stand.
    """
    units: dict[str, str] = {}
    for row, unit, office in _toml(path) if path.suffix == ".toml" else _table(path):
        if not unit or not office:
            raise BadInput("units-fault", path=path, row=row)
        other = units.setdefault(unit, office)
        if other != office:
            raise BadInput("units-twice", path=path, row=row, unit=unit, other=other)
    return units


def _toml(path: Path) -> list[tuple[int, str, str]]:
    try:
        pairs = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BadInput("file-missing", path=path) from None
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput("file-unreadable", path=path, detail=error) from None
    return [
        (row, plain(unit), plain(office) if isinstance(office, str) else "")
        for row, (unit, office) in enumerate(pairs.items(), 1)
    ]


def _table(path: Path) -> list[tuple[int, str, str]]:
    sheet = read_sheets(path, _HEADS)[0]
    pairs: list[tuple[int, str, str]] = []
    for row, cells, _ in sheet.rows():
        unit, office = (text_of(cell) for cell in [*cells, "", ""][:2])
        if pairs or not {letters(unit), letters(office)} <= _HEADS:
            pairs.append((row, unit, office))
    return pairs


class Offices:
    """Looks up the office of a unit, by UNOR ID first; remembers which units nobody named."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self._offices = {letters(unit): office for unit, office in units.items()}
        self._named = {letters(office): office for office in units.values()}
        self._found: dict[tuple[str, str], str] = {}
        self.unmapped: dict[str, None] = {}

    def of(self, unit: str, unit_id: str = "") -> str:
        """The unit's office; the unit itself when there is none."""
        if not self._offices:
            return unit
        office = self._found.get((unit, unit_id))
        if office is None:
            name = letters(unit)
            office = self._offices.get(letters(unit_id)) or self._offices.get(name)
            office = office or self._named.get(name)  # an office itself, in one spelling
            if not office:
                office = unit
                if unit:
                    self.unmapped[unit] = None
            self._found[unit, unit_id] = office
        return office
