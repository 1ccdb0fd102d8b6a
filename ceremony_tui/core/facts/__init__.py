"""What can happen. A fact is only ever added; a refusal is a fact too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, get_args

from ceremony_tui.core.facts.afterwards import Closed, Purged
from ceremony_tui.core.facts.gate import (
    AbsenceSet,
    BadgeReplaced,
    CheckedIn,
    CheckedOut,
    Linked,
    Reread,
    RosterImported,
    Scan,
    ScanRefused,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.facts.paper import BadgesPrinted, SheetPrinted
from ceremony_tui.core.facts.plan import Hours, ParticularsSet, TextSet
from ceremony_tui.core.facts.stage import (
    CueCalled,
    PlanChosen,
    Prompted,
    Reworded,
    RoleSet,
    Signed,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The ceremony was made: the first fact of every file."""

    kind: ClassVar[str] = "opened"
    version: ClassVar[int] = 1
    title: str
    script: str
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Restarted:
    """What was done until now was a rehearsal and counts no more; its entries stay in the log.

    Preparation stays: roster, badges, reasons for absence, who has which role, mended words.
    """

    kind: ClassVar[str] = "restarted"
    version: ClassVar[int] = 1
    reason: str


Fact = (
    Opened
    | Restarted
    | RosterImported
    | CheckedIn
    | CheckedOut
    | ScanRefused
    | Voided
    | AbsenceSet
    | WalkedIn
    | Linked
    | BadgeReplaced
    | BadgesPrinted
    | SheetPrinted
    | CueCalled
    | RoleSet
    | PlanChosen
    | Reworded
    | ParticularsSet
    | TextSet
    | Signed
    | Prompted
    | Closed
    | Purged
)

FACTS: Mapping[str, type[Fact]] = {fact.kind: fact for fact in get_args(Fact)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with its place in the log. `at` is UTC; `number` runs within a gate (0: reread).

    `after` is set when the laptop's clock had gone back: it comes after that moment all the same.
    """

    id: str
    gate: str
    number: int
    at: datetime
    operator: str
    fact: Fact | Reread
    after: datetime | None = None

    @property
    def order(self) -> tuple[datetime, str, int, str]:
        """The one order in which entries of any gates are read."""
        return (self.after or self.at, self.gate, self.number, self.id)


__all__ = [
    "FACTS",
    "AbsenceSet",
    "BadgeReplaced",
    "BadgesPrinted",
    "CheckedIn",
    "CheckedOut",
    "Closed",
    "CueCalled",
    "Entry",
    "Fact",
    "Hours",
    "Linked",
    "Opened",
    "ParticularsSet",
    "PlanChosen",
    "Prompted",
    "Purged",
    "Reread",
    "Restarted",
    "Reworded",
    "RoleSet",
    "RosterImported",
    "Scan",
    "ScanRefused",
    "SheetPrinted",
    "Signed",
    "TextSet",
    "Verdict",
    "Voided",
    "WalkedIn",
]
