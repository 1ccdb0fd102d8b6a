"""The laptops that share a ceremony, as they announce themselves, and whether all is here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ANNOUNCE = 5.0  # seconds from one announcement to the next
SILENT = timedelta(seconds=15)  # three announcements were missed
SAME_CLOCK = timedelta(milliseconds=500)  # a difference no larger is that of the network
LIVE = "live"


@dataclass(frozen=True, slots=True)
class Announced:
    """What a laptop tells of itself: the last number of each gate, and how much it has in all.

    `lengths` counts the entries of its logs by origin; `ahead` is by how many milliseconds its
    clock is ahead of the hub's; `left`: it has said goodbye, and nothing more will come.
    """

    numbers: Mapping[str, int]
    lengths: Mapping[str, int]
    version: str = ""
    role: str = "gate"
    ahead: int = 0
    left: bool = False


@dataclass(frozen=True, slots=True)
class Laptop:
    """Another laptop: what it announced and when, and how much of that is here."""

    announced: Announced
    heard: datetime
    held: Mapping[str, int] = field(default_factory=dict[str, int])
    """The last number of each of its gates that is here."""
    whole: bool = False
    """Whether all that it announced is here."""

    @property
    def name(self) -> str:
        return ", ".join(self.announced.numbers) or self.announced.role

    def is_final(self, at: datetime) -> bool:
        """Whether nothing can be missing: all is here, and it is heard or has said goodbye."""
        return self.whole and (self.announced.left or at - self.heard <= SILENT)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How the sharing goes: `live`, or the key of the sentence that says why not.

    `alarms` are sentences about logs that were refused, as (key, fields).
    """

    state: str
    at: datetime
    detail: str = ""
    here: Announced | None = None
    laptops: tuple[Laptop, ...] = ()
    alarms: tuple[tuple[str, dict[str, str]], ...] = ()

    def is_live(self, at: datetime) -> bool:
        return self.state == LIVE and at - self.at <= SILENT

    def missing(self, at: datetime) -> tuple[Laptop, ...]:
        """The laptops of which something may be missing here."""
        return tuple(laptop for laptop in self.laptops if not laptop.is_final(at))

    def is_final(self, at: datetime) -> bool:
        """Whether the totals of this laptop are those of all that share the ceremony."""
        return self.is_live(at) and not self.missing(at) and not self.alarms
