"""The log as a whole, for papers that show or vouch for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ceremony_tui.core.facts import Entry


@dataclass(frozen=True, slots=True)
class Record:
    """How many entries there are, one hash over the ends of all chains, and how to read them.

    `read` gives every entry, in order. A large log takes a moment, and most papers need it not.
    """

    count: int = 0
    head: str = ""
    read: Callable[[], Sequence[Entry]] = tuple
