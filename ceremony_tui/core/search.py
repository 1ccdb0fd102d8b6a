"""Finding people as officers name them: part of a name, a unit, the tail of a NIP."""

import re
import unicodedata
from collections.abc import Iterable

from ceremony_tui.core.badge import compact
from ceremony_tui.core.roster import Attendee

# Titles say what somebody is, not who; they are left out on both sides.
_TITLES = frozenset(
    {
        "h", "hj", "dr", "drs", "dra", "ir", "prof", "ns", "apt",
        "se", "sh", "sp", "skm", "skep", "spd", "ssos", "sstp", "sip", "sag", "spi", "skom",
        "amd", "ama", "mm", "mh", "mt", "mp", "mkes", "mpd", "msi", "map", "mkom", "msc", "ma",
    }
)  # fmt: skip
# In Muna and Buton the names La Ode and Wa Ode are written in many ways.
_SPELLINGS = {
    "lm": "laode muhammad",
    "ld": "laode",
    "wd": "waode",
    "muh": "muhammad",
    "moh": "muhammad",
    "mohammad": "muhammad",
    "muhamad": "muhammad",
    "st": "sitti",
    "siti": "sitti",
}


def fold_name(text: str) -> str:
    """A name without case, accents, titles and dots, in one spelling."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"(?<=\w)[.'\u2018\u2019](?=\w)", "", plain)  # S.Pd -> spd, Ma'ruf -> maruf
    plain = " ".join(re.findall(r"\w+", plain))
    plain = re.sub(r"\b(la|wa) ode\b", r"\1ode", plain)
    words = (_SPELLINGS.get(word, word) for word in plain.split() if word not in _TITLES)
    return " ".join(words)


class Finder:
    """People ready to be found; made once for a roster."""

    def __init__(self, people: Iterable[Attendee]) -> None:
        self._lines = [
            (f" {fold_name(p.name)} {fold_name(p.unit)} {p.badge.casefold()} {p.id.casefold()} ", p)
            for p in people
        ]

    def find(self, text: str, limit: int = 50) -> tuple[Attendee, ...]:
        """People who fit every word, in official order; those with a typing error come after."""
        words = fold_name(text).split()
        digits = compact(text)
        if not words:
            return ()
        if digits.isdigit():
            found = [p for _, p in self._lines if digits in p.nip or digits in p.badge]
            return tuple(found[:limit])
        exact = [p for line, p in self._lines if all(word in line for word in words)]
        if len(exact) >= limit:
            return tuple(exact[:limit])
        near = [p for line, p in self._lines if _nearly(words, line) and p not in exact]
        return tuple((exact + near)[:limit])


def _nearly(words: list[str], line: str) -> bool:
    """Whether every word stands in the line, with at most one letter wrong in a longer one."""
    return all(
        word in line or (len(word) > 3 and any(_one_off(word, other) for other in line.split()))
        for word in words
    )


def _one_off(word: str, other: str) -> bool:
    """One letter changed, left out, added, or two neighbours swapped."""
    if abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    start = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, others = word[start:], other[start:]
    swapped = rest[1::-1] + rest[2:] if len(rest) > 1 else rest
    return rest[1:] in (others[1:], others) or rest == others[1:] or swapped == others
