"""What happens at the gates: who came, who left, who was refused and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class Verdict(StrEnum):
    """The answer to a scan. Only PRESENT and LATE add an attendance; LEFT ones end it."""

    PRESENT = "present"
    LATE = "late"
    ALREADY_PRESENT = "already-present"
    REREAD = "reread"
    NOT_ON_ROSTER = "not-on-roster"
    UNREADABLE = "unreadable"
    AMBIGUOUS = "ambiguous"
    NOT_OPEN = "not-open"
    CLOSED = "closed"
    RECORDED_ABSENT = "recorded-absent"
    REVOKED = "revoked"
    LEFT = "left"
    LEFT_EARLY = "left-early"
    ALREADY_LEFT = "already-left"


@dataclass(frozen=True, slots=True)
class BadgeReplaced:
    """From now on `old` admits nobody and `new` admits the attendee; either may be "".

    Of the attendee's signed badges only those from `serial` on admit anybody.
    """

    kind: ClassVar[str] = "badge-replaced"
    version: ClassVar[int] = 1
    attendee: str
    old: str
    new: str = ""
    reason: str = ""
    serial: int = 0


@dataclass(frozen=True, slots=True)
class RosterImported:
    """A roster file was taken in; counts are rows. A changed badge number is a replaced badge.

    `units` are pairs of a sub-unit and its office, as they were given with the file.
    """

    kind: ClassVar[str] = "roster-imported"
    version: ClassVar[int] = 1
    source: str
    read: int
    added: int
    changed: int
    unchanged: int
    rejected: int
    replaced: tuple[BadgeReplaced, ...] = ()
    units: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """An attendee came. `late_minutes` counts begun minutes after the limit.

    Not `timed`: written down from paper, at an hour that says nothing of when they came.
    """

    kind: ClassVar[str] = "checked-in"
    version: ClassVar[int] = 1
    attendee: str
    text: str
    late_minutes: int = 0
    why: str = ""  # why it was done by hand; "" for a scan
    typed: bool = False  # the badge's text came from a person's fingers
    timed: bool = True

    @property
    def verdict(self) -> Verdict:
        return Verdict.LATE if self.late_minutes else Verdict.PRESENT


@dataclass(frozen=True, slots=True)
class CheckedOut:
    """An attendee left. `early_minutes` counts begun minutes before the rightful end."""

    kind: ClassVar[str] = "checked-out"
    version: ClassVar[int] = 1
    attendee: str
    text: str
    early_minutes: int = 0
    why: str = ""  # why it was done by hand; "" for a scan
    typed: bool = False

    @property
    def verdict(self) -> Verdict:
        return Verdict.LEFT_EARLY if self.early_minutes else Verdict.LEFT


@dataclass(frozen=True, slots=True)
class ScanRefused:
    """A scan that adds no attendance. `first_*` say when and where the person first came.

    `foreign`: it was a signed badge of another ceremony.
    """

    kind: ClassVar[str] = "scan-refused"
    version: ClassVar[int] = 1
    verdict: Verdict
    text: str
    attendee: str = ""
    first_at: datetime | None = None
    first_gate: str = ""
    typed: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Reread:
    """The same badge still lies in view: answered as `of` was, and never recorded again."""

    kind: ClassVar[str] = "reread"
    version: ClassVar[int] = 1
    verdict: ClassVar[Verdict] = Verdict.REREAD
    entry: str
    of: CheckedIn | CheckedOut | ScanRefused
    text: str
    attendee: str = ""
    first_at: datetime | None = None
    first_gate: str = ""


@dataclass(frozen=True, slots=True)
class Voided:
    """A check-in, an arrival or a link was taken back. Both entries stay."""

    kind: ClassVar[str] = "voided"
    version: ClassVar[int] = 1
    entry: str
    attendee: str
    reason: str


@dataclass(frozen=True, slots=True)
class AbsenceSet:
    """Why somebody is not there, as a code of the tally; the latest counts, "" takes it back."""

    kind: ClassVar[str] = "absence-set"
    version: ClassVar[int] = 1
    attendee: str
    code: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class WalkedIn:
    """Somebody came who is not on the roster. `attendee` is made for them; it begins with TAMU-."""

    kind: ClassVar[str] = "walked-in"
    version: ClassVar[int] = 1
    attendee: str
    name: str
    unit: str
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """An arrival that stood alone (`entry`: a guest's, or a refused scan) was this attendee's.

    It counts from then as their check-in, at its own time and gate.
    """

    kind: ClassVar[str] = "linked"
    version: ClassVar[int] = 1
    entry: str
    attendee: str
    late_minutes: int = 0


Scan = CheckedIn | CheckedOut | ScanRefused | Reread
