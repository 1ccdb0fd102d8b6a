"""What is printed before the doors open: badges, and sheets to sign."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class BadgesPrinted:
    """Badges were made, of one unit or of all. `series` is of the key that signed them, or ""."""

    kind: ClassVar[str] = "badges-printed"
    version: ClassVar[int] = 1
    people: int
    unit: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True)
class SheetPrinted:
    """A unit's signature sheet was printed: its rows are `people`, and `sheet` is its number."""

    kind: ClassVar[str] = "sheet-printed"
    version: ClassVar[int] = 1
    sheet: str
    unit: str
    people: tuple[str, ...]
