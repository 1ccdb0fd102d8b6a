"""Finding people as officers name them: part of a name, a unit, the tail of a NIP."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, islice

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


PORTION = 1000  # people who are looked at in one go
FEW, MANY = 10, 1000  # words or numbers that a part of one stands in, until it is a common part


def fold_name(text: str) -> str:
    """A name without case, accents, titles and dots, in one spelling."""
    folded = " ".join(part for part in map(_fold_part, text.split()) if part)
    return _ODE.sub(r"\1ode", folded) if "ode" in folded else folded


_ODE = re.compile(r"\b(la|wa) ode\b")
_DOTS = re.compile(r"(?<=\w)[.'\u2018\u2019](?=\w)")  # S.Pd -> spd, Ma'ruf -> maruf


@lru_cache(maxsize=1 << 14)  # names are made of few parts
def _fold_part(part: str) -> str:
    plain = unicodedata.normalize("NFKD", part.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words: list[str] = re.findall(r"\w+", _DOTS.sub("", plain))
    return " ".join(_SPELLINGS.get(word, word) for word in words if word not in _TITLES)


class Finder:
    """People ready to be found; made once for a roster.

    Names share their words: each word is looked at once, and knows who has it. Numbers are
    everybody's own: they lie in one long text.
    """

    def __init__(self, people: Iterable[Attendee]) -> None:
        self._people = tuple(people)
        self._lines: list[str] = []
        having: dict[str, list[int]] = {}
        unit = cache(fold_name)
        codes: list[tuple[int, str]] = []
        for place, person in enumerate(self._people):
            code = " ".join(person.codes).casefold()
            codes.append((place, code))
            named = f"{fold_name(person.name)} {unit(person.unit)}"
            self._lines.append(f" {named} {code} ")
            for word in set(named.split()):
                having.setdefault(word, []).append(place)
        self._having = having
        self._lists = list(having.values())
        self._words = _Texts(enumerate(having))
        self._numbers = _Texts(codes)
        self._marked = _Texts((place, code) for place, code in codes if not code.isdigit())
        self._alike: dict[tuple[str, int], list[str]] = {}
        for word in having:
            self._alike.setdefault((word[0], len(word)), []).append(word)

    def find(self, text: str, limit: int = 50) -> tuple[Attendee, ...]:
        """People who fit every word, in official order; those with a typing error come after."""
        words = fold_name(text).split()
        if not words:
            return ()
        digits = compact(text)
        if digits.isdigit():
            return tuple(
                self._people[place] for place in islice(self._numbers.holding(digits), limit)
            )
        having = {word: self._who_has(word) for word in words}
        found = list(islice(self._who_fits(having, {}), limit))
        slips = {word: self._slips(word) for word in words} if len(found) < limit else {}
        if any(slips.values()):
            for word, others in slips.items():
                having[word] = [*having[word], *(self._having[other] for other in others)]
            exact = set(found)
            near = (place for place in self._who_fits(having, slips) if place not in exact)
            found += islice(near, limit - len(found))
        return tuple(self._people[place] for place in found)

    def _who_fits(
        self, having: Mapping[str, Sequence[Sequence[int]]], slips: Mapping[str, Sequence[str]]
    ) -> Iterator[int]:
        """The places of those who have every word, or one of its slips: the rarest leads."""
        lines = self._lines
        rarest = min(having, key=lambda word: sum(map(len, having[word])))
        lists = having[rarest]
        places = lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))
        before = -1
        # Those of the first portions are often enough.
        for begin in range(0, len(places), PORTION):
            fit: Sequence[int] = places[begin : begin + PORTION]
            for word in having:
                if word == rarest and len(places) < len(lines):
                    continue
                forms = [word, *(f" {slip} " for slip in slips.get(word, ()))]
                kept = {place for form in forms for place in fit if form in lines[place]}
                fit = [place for place in fit if place in kept]
            for place in fit:
                if place != before:
                    yield place
                before = place

    def _who_has(self, word: str) -> Sequence[Sequence[int]]:
        """Lists of places in order that hold everybody who has the word; for a common one, all."""
        numbers = islice(self._words.holding(word), MANY)
        codes = self._numbers if word.isdigit() else self._marked
        coded = list(islice(codes.holding(word), MANY))
        having = [*(self._lists[number] for number in numbers), coded]
        shared = len(having) > FEW and sum(map(len, having)) > len(self._people) // FEW
        if shared or len(having) > MANY or len(coded) == MANY:
            return [range(len(self._people))]
        return having

    def _slips(self, word: str) -> Sequence[str]:
        """Words with at most one letter wrong; a short word would be another one."""
        if len(word) <= 3:
            return ()
        lengths = (len(word) - 1, len(word), len(word) + 1)
        alike = (self._alike.get((word[0], length), ()) for length in lengths)
        # One error leaves the half before it as it was, or nearly the half behind it.
        half = len(word) // 2
        head, tail = word[:half], word[half + 1 :]
        return [
            other
            for other in chain.from_iterable(alike)
            if (other.startswith(head) or other.endswith(tail))
            and word not in other
            and _one_off(word, other)
        ]


class _Texts:
    """Many short texts in one long one, each with the place of its person."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        kept = list(texts)
        self._places = [place for place, _ in kept]
        self._whole = "\n".join(text for _, text in kept)
        self._begins = list(accumulate((len(text) + 1 for _, text in kept), initial=0))

    def holding(self, part: str) -> Iterator[int]:
        """The places of the texts that have this part, in order."""
        at = self._whole.find(part)
        while at >= 0:
            number = bisect_right(self._begins, at) - 1
            yield self._places[number]
            at = self._whole.find(part, self._begins[number + 1])


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
