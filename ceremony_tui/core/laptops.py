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
SEEKING = "hub-seeking"
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
class Kept:
    """What is here of a laptop's log: so many entries, and the last number of each of its gates.

    `scanned`: the moment of its last scan at a gate; None when it only prepared, or led.
    """

    length: int
    numbers: Mapping[str, int] = field(default_factory=dict[str, int])
    scanned: datetime | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """A laptop's own file was merged here: all that it had written until then is here.

    `lengths` counts the entries of its logs in that file, by origin.
    """

    lengths: Mapping[str, int]
    at: datetime


_NOTHING = Kept(0)


@dataclass(frozen=True, slots=True)
class Laptop:
    """Another laptop: what it announced and when, and how much of that is here."""

    announced: Announced
    heard: datetime | None
    """None: never on this hub; it is known by its scans alone, which came another way."""
    held: Mapping[str, int] = field(default_factory=dict[str, int])
    """The last number of each of its gates that is here."""
    whole: bool = False
    """Whether all that it announced is here."""
    origin: str = ""
    brought: datetime | None = None
    """When its own file was merged here with all that is known of it, if it was not heard since."""

    @property
    def is_done(self) -> bool:
        """Whether nothing more will come: it has said goodbye, or its file was brought."""
        return self.announced.left or self.brought is not None

    @property
    def numbers(self) -> Mapping[str, int]:
        """The last number of each of its gates, as far as anybody knows."""
        return self.held if self.brought else self.announced.numbers

    def is_heard(self, at: datetime) -> bool:
        return self.heard is not None and at - self.heard <= SILENT

    def is_present(self, at: datetime) -> bool:
        return not self.announced.left and self.is_heard(at)

    def is_final(self, at: datetime) -> bool:
        """Whether nothing can be missing: all is here, and it is heard or no more will come."""
        return self.whole and (self.is_done or self.is_heard(at))


def other_laptops(
    own: str,
    heard: Mapping[str, tuple[Announced, datetime]],
    kept: Mapping[str, Kept],
    brought: Mapping[str, Brought],
    restarted: datetime | None = None,
) -> tuple[Laptop, ...]:
    """Every laptop, by origin, whose scans may count today, heard on this hub or not.

    What was scanned before the ceremony was `restarted` is nobody's to wait for.
    """

    def counts(log: Kept) -> bool:
        return log.scanned is not None and (restarted is None or log.scanned > restarted)

    lengths = {origin: log.length for origin, log in kept.items()}
    known = heard.keys() | {origin for origin, log in kept.items() if counts(log)}
    found: list[Laptop] = []
    for origin in sorted(known - {own}):
        here = kept.get(origin, _NOTHING)
        announced, at = heard.get(origin, (Announced(here.numbers, {}), None))
        whole = _covers(lengths, announced.lengths)
        merged = _brought(brought.get(origin), lengths, at) if whole else None
        found.append(Laptop(announced, at, here.numbers, whole, origin, merged))
    return tuple(found)


def _brought(
    brought: Brought | None, lengths: Mapping[str, int], heard: datetime | None
) -> datetime | None:
    """When a laptop's file was brought. One with less than is here is an old copy."""
    if brought is None or (heard is not None and heard > brought.at):
        return None
    here = {origin: lengths.get(origin, 0) for origin in brought.lengths}
    return brought.at if _covers(brought.lengths, here) else None


def _covers(have: Mapping[str, int], wanted: Mapping[str, int]) -> bool:
    return all(have.get(origin, 0) >= length for origin, length in wanted.items())


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

    @property
    def until(self) -> datetime:
        """Until when all is here, if it is final.

        What a laptop scans after it was heard last nobody else can know; one of which nothing
        more will come sets no limit.
        """
        limits = (laptop.heard for laptop in self.laptops if not laptop.is_done)
        return min((heard for heard in limits if heard), default=self.at)

    def present(self, at: datetime) -> int:
        """How many other laptops are there."""
        return sum(laptop.is_present(at) for laptop in self.laptops)


def lost_since(before: Sharing | None, state: str) -> datetime | None:
    """When the hub was last there, as told by the note before and the state now."""
    if before is None or state == LIVE:
        return None
    return before.at if before.state == LIVE else before.lost
