"""What a ceremony tells the province: counts, never a name, and no small group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ceremony_tui.core.tally import Tally

SMALL = 5  # a group of fewer people may be recognised; it is told as a part of `other`
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Figures:
    """One ceremony's counts as of a moment. `groups` are disjoint and add up to all its people."""

    title: str
    organizer: str
    at: datetime
    people: int
    groups: Mapping[str, int] = field(default_factory=dict[str, int])
    final: bool = False
    rehearsal: bool = False

    @property
    def present(self) -> int:
        """At least so many came: on time and late, where that may be told."""
        return self.groups.get("H", 0) + self.groups.get("T", 0)


@dataclass(frozen=True, slots=True)
class Sum:
    """The figures of many ceremonies: how many there are, and of how many people who came."""

    ceremonies: int = 0
    people: int = 0
    present: int = 0
    final: int = 0


def total(figures: Iterable[Figures]) -> Sum:
    """All ceremonies together, but for rehearsals."""
    held = [one for one in figures if not one.rehearsal]
    return Sum(
        len(held),
        sum(one.people for one in held),
        sum(one.present for one in held),
        sum(one.final for one in held),
    )


def figures_of(
    tally: Tally, title: str, organizer: str, at: datetime, *, final: bool, rehearsal: bool
) -> Figures | None:
    """The figures that may be told; None of a ceremony that is itself a small group."""
    people = tally.by_code.total()
    if people < SMALL:
        return None
    return Figures(title, organizer, at, people, grouped(tally.by_code), final, rehearsal)


def grouped(counts: Mapping[str, int]) -> dict[str, int]:
    """The groups with the small ones put together, and as many more as hide them.

    A group alone under `other` could be computed from the sum: it takes the next smallest along.
    """
    left = sorted((count, code) for code, count in counts.items() if count)
    other = [left.pop(0) for _ in range(sum(count < SMALL for count, _ in left))]
    while left and other and (len(other) < 2 or sum(count for count, _ in other) < SMALL):
        other.append(left.pop(0))
    told = {code: count for count, code in left}
    return told | ({OTHER: sum(count for count, _ in other)} if other else {})
