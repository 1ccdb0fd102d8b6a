"""What was changed of the plan after the file was made."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from ceremony_tui.core.text.pledge import Text


@dataclass(frozen=True, slots=True)
class Hours:
    """The moments of a ceremony, as the script names them. They change together or not at all."""

    starts: datetime
    doors_open: datetime
    late_after: datetime
    doors_close: datetime
    leave_from: datetime | None = None
    leave_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParticularsSet:
    """Another title, organizer, place or other hours; None leaves one as it was.

    Who was late stays late: minutes are counted when somebody comes.
    """

    kind: ClassVar[str] = "particulars-set"
    version: ClassVar[int] = 1
    title: str | None = None
    organizer: str | None = None
    place: str | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class TextSet:
    """The whole text of a recitation was written anew, before it was recited."""

    kind: ClassVar[str] = "text-set"
    version: ClassVar[int] = 1
    stage: int
    text: Text
