"""The laptops that share a ceremony, as they announce themselves, and whether all is here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ceremony_tui.core.plain import plain

ANNOUNCE = 5.0  # seconds from one announcement to the next
SILENT = timedelta(seconds=15)  # three announcements were missed
SAME_CLOCK = timedelta(milliseconds=500)  # a difference no larger is that of the network
LIVE, AWAY = "live", "hub-away"
CLOSED = "hub-closed"  # its keeper has said so; no laptop looks for it any more
GOODBYE = "goodbye"  # the topic on which a hub's keeper says it, and nobody else can


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

    @property
    def is_plain(self) -> bool:
        """Whether it can be shown: who has the password may announce anything."""
        told = (*self.numbers, self.version)
        return all(plain(text) == text for text in told) and self.role in ("gate", "stage")


@dataclass(frozen=True, slots=True)
class Laptop:
    """Another laptop: what it announced and when, and how much of that is here."""

    announced: Announced
    heard: datetime
    held: Mapping[str, int] = field(default_factory=dict[str, int])
    """The last number of each of its gates that is here."""
    whole: bool = False
    """Whether all that it announced is here."""

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
    lost: datetime | None = None
    """When the hub was last there; None while it is, or when it never was."""

    def as_of(self, at: datetime) -> datetime:
        """The moment it tells of: now, or for good the one at which the hub was closed."""
        return self.at if self.state == CLOSED else at

    def is_live(self, at: datetime) -> bool:
        return self.state == LIVE and at - self.at <= SILENT

    def missing(self, at: datetime) -> tuple[Laptop, ...]:
        """The laptops of which something may be missing here."""
        at = self.as_of(at)
        return tuple(laptop for laptop in self.laptops if not laptop.is_final(at))

    def is_final(self, at: datetime) -> bool:
        """Whether the totals of this laptop are those of all that share the ceremony."""
        known = self.is_live(at) or self.state == CLOSED
        return known and not self.missing(at) and not self.alarms


def lost_since(before: Sharing | None, state: str) -> datetime | None:
    """When the hub was last there, as told by the note before and the state now."""
    if before is None or state == LIVE:
        return None
    return before.at if before.state == LIVE else before.lost
