"""What happens when the doors are shut: the recap is closed, and one day the people are purged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Closed:
    """The recap was closed; what changes a count from then on is a correction.

    `present` of `expected` had come. `keep_until` is until when the office keeps the personal
    data, an ISO date, "" when it has not said.
    """

    kind: ClassVar[str] = "closed"
    version: ClassVar[int] = 1
    reason: str
    expected: int
    present: int
    keep_until: str = ""


@dataclass(frozen=True, slots=True)
class Purged:
    """Personal data was removed. What is left are the counts of each unit, by code of the tally.

    And how many guests there were, and how many corrections the closed recap had.
    """

    kind: ClassVar[str] = "purged"
    version: ClassVar[int] = 1
    reason: str
    units: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    guests: int = 0
    corrections: int = 0
