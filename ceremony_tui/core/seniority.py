"""Official order within a unit, as lists of personnel have it: by rank, not by alphabet.

PP 15/1979 (DUK) orders by rank, position, years of service, training, schooling and age. A roster
file tells the first two and, in the NIP, the last: this is how Setda Sultra's SIAP APEL sorts.
"""

import re
from collections.abc import Iterable

from ceremony_tui.core.roster import Attendee

_STATUS = {"PNS": 0, "CPNS": 1, "PPPK": 2, "PPPK PW": 3}
_RANK = re.compile(r"\b(IV|I{1,3})\s*[/.]?\s*([a-e])\b", re.IGNORECASE)
_ROMAN = re.compile(r"\b(X{0,1}(?:IX|IV|V?I{0,3}))\b")  # I to XIX: PPPK have I to XVII
_PNS_LEVELS = {"I": 1, "II": 2, "III": 3, "IV": 4}


def in_official_order(people: Iterable[Attendee]) -> list[Attendee]:
    """Units stay in the order in which they come first; within one the most senior is first."""
    people = list(people)
    units = {person.unit: place for place, person in reversed(list(enumerate(people)))}
    return sorted(people, key=lambda person: (units[person.unit], *_seniority(person)))


def _seniority(person: Attendee) -> tuple[int, bool, float, str]:
    heads = person.position.casefold().startswith("kepala")
    born = person.nip[:8] or "9"  # the older first; who has no NIP last
    return (_STATUS.get(person.status, 9), not heads, -_level(person.rank), born)


def _level(rank: str) -> float:
    """A rank as a number: III/b is 3.2, of a PPPK's IX 9; 0 when it cannot be told."""
    found = _RANK.search(rank)
    if found:
        return _PNS_LEVELS[found[1].upper()] + (ord(found[2].lower()) - ord("a") + 1) / 10
    return next((float(_number(roman)) for roman in _ROMAN.findall(rank) if roman), 0.0)


def _number(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in roman]
    after = [*values[1:], 0]
    return sum(-v if v < a else v for v, a in zip(values, after, strict=True))
