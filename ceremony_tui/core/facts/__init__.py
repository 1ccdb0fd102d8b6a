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


@dataclass(frozen=True, slots=True)
class ClockCompared:
    """From now on the clock of the laptop that wrote this is `ahead` of the hub's: milliseconds.

    No time is rewritten; what the laptop records counts from that much earlier.
    """

    kind: ClassVar[str] = "clock-compared"
    version: ClassVar[int] = 1
    ahead: int


Fact = (
    Opened
    | Restarted
    | ClockCompared
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

# What moves the wall, or all gates at once: no gate may set the hours by which another counts who
# is late, nor the words that all are about to repeat. Laptops that share a ceremony leave it to the
# stage; who stands in for an official, is ready or signs is told wherever that person turns up.
LEADING = frozenset(
    fact.kind
    for fact in (CueCalled, ParticularsSet, PlanChosen, Prompted, Restarted, Reworded, TextSet)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with its place in the log. `at` is UTC; `number` runs within a gate (0: reread).

    `after` is set when the laptop's clock was wrong, or had gone back: the moment that counts.
    """

    id: str
    gate: str
    number: int
    at: datetime
    operator: str
    fact: Fact | Reread
    after: datetime | None = None

    @property
    def moment(self) -> datetime:
        """From when it counts."""
        return self.after or self.at

    @property
    def timed(self) -> bool:
        """Whether `at` says when it happened: what was written down from paper tells no hour."""
        return not isinstance(self.fact, CheckedIn) or self.fact.timed

    @property
    def order(self) -> tuple[datetime, str, int, str]:
        """The one order in which entries of any gates are read."""
        return (self.after or self.at, self.gate, self.number, self.id)


__all__ = [
    "FACTS",
    "LEADING",
    "AbsenceSet",
    "BadgeReplaced",
    "BadgesPrinted",
    "CheckedIn",
    "CheckedOut",
    "ClockCompared",
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
