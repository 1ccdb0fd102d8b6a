"""Keys with their times, and what a wedge in an app makes of them."""

from collections.abc import Callable, Iterable, Iterator

from ceremony_tui.core.badge import is_nip, read_badge
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.scanners.keyboard import Key, Scan, Wedge
from ceremony_tui.scanners.profile import PLAIN, Profile

NIP = "196608011988031901"
BADGE = "A00001234567"
SHORT = "B-77"
ROSTER = Roster(
    (
        Attendee(NIP, "Sitti Nurlina", "Dinas Kesehatan", NIP, badge=BADGE),
        Attendee("NON-0001", "Sukarni", "Inspektorat", badge=SHORT),
    )
)
NAMES = {
    "\r": "enter", "\n": "ctrl+j", "\t": "tab", "\x02": "ctrl+b", "\x03": "ctrl+c",
    "\x10": "ctrl+p", "\x11": "ctrl+q", "\x1d": "ctrl+right_square_bracket", "\x7f": "backspace",
    "\x1b": "escape", " ": "space",
}  # fmt: skip

Press = Key[int]
Found = Scan | Press


def known(text: str) -> bool:
    """What the app asks: a badge of the roster, or a NIP."""
    badge = read_badge(text)
    return any(map(is_nip, badge.codes)) or bool(ROSTER.match(badge))


def presses(text: str, at: float = 0.0, gap: float = 0.0) -> list[Press]:
    """The keys of a text, `gap` seconds from one to the next."""
    return [
        Key(NAMES.get(char, char), char, at + place * gap, place) for place, char in enumerate(text)
    ]


def play(
    keys: Iterable[Press], known: Callable[[str], bool] = known, profile: Profile = PLAIN
) -> list[Found]:
    """What the keys bring to light in an app that ticks whenever `wait` has run out."""
    wedge: Wedge[int] = Wedge(known, profile)
    found: list[Found] = []
    now = 0.0
    for key in keys:
        found += silence(wedge, now, key.at)
        found += wedge.feed(key)
        now = key.at
    return found + list(silence(wedge, now, float("inf")))


def silence(wedge: Wedge[int], now: float, until: float) -> Iterator[Found]:
    while (wait := wedge.wait) is not None and now + wait < until:
        now += wait + 1e-6  # no timer fires early
        yield from wedge.tick(now)


def scans(found: list[Found]) -> list[str]:
    return [item.text for item in found if isinstance(item, Scan)]


def keys(found: list[Found]) -> list[Press]:
    return [item for item in found if isinstance(item, Key)]
