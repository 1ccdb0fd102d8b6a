"""A NIP as an office's file has it. What a spreadsheet has ruined is told, never guessed.

A spreadsheet keeps 15 digits of a number and makes the rest zeros. A program that reads it as a
binary fraction makes them a wrong ending instead: of these numbers it knows every 32nd.
"""

import re
from collections.abc import Iterable, Mapping

from ceremony_tui.core.badge import compact, is_nip
from ceremony_tui.core.roster import Attendee
from ceremony_tui.intake.sheets import letters

KEPT = 15  # digits that a spreadsheet keeps
_ROUNDED = re.compile(r"^\d[.,]?\d*[eE]\+?\d+$|^\d{15,}[.,]0+$")
_STEP = 32  # from 1.44E+17 to 2.88E+17, which are the births from 1442 to 2882
_FEW = 3  # numbers that may end so by chance

# What offices write where there is no NIP.
_NONE = frozenset({
    "", "0", "na", "nihil", "tidakada", "tdkada", "belumada", "nonasn", "honorer", "thl", "ptt",
})  # fmt: skip


def nip_of(text: str) -> tuple[str, str]:
    """A NIP in digits, and the fault of one that cannot be used; "" when there is none."""
    if is_nip(text):
        return text, "excel" if text.endswith("000") else ""
    if letters(text) in _NONE:
        return "", ""
    if _ROUNDED.match(text):
        return text, "excel"
    digits = compact(text.upper().removeprefix("NIP").strip(" .:"))
    if is_nip(digits):
        return digits, "excel" if digits.endswith("000") else ""
    return digits, "nip" if digits else ""


def kept_digits(nip: str) -> str:
    """The 15 digits that a ruined NIP still tells; "" when it tells fewer."""
    digits = re.sub(r"\D", "", re.split("[eE]", nip)[0])
    return digits[:KEPT] if len(digits) >= KEPT else ""


def by_kept_digits(people: Iterable[Attendee]) -> dict[str, list[Attendee]]:
    """People by the first 15 digits of their NIP, and of what a binary fraction makes of it."""
    found: dict[str, list[Attendee]] = {}
    for person in people:
        if is_nip(person.nip):
            for digits in {person.nip[:KEPT], str(int(float(person.nip)))[:KEPT]}:
                found.setdefault(digits, []).append(person)
    return found


def may_be_rounded(nip: str) -> bool:
    """Whether a binary fraction can stand for this number: one in 32 can, by chance."""
    return int(nip[-5:]) % _STEP == 0


def is_anothers(nip: str, people: Mapping[str, list[Attendee]]) -> bool:
    """Whether a number is what a binary fraction makes of a NIP that somebody bears."""
    return any(
        person.nip != nip and int(float(person.nip)) == int(nip)
        for person in people.get(nip[:KEPT], ())
    )


def are_rounded(rounded: int, of: int) -> bool:
    """Whether so many numbers of a file that may be rounded are too many for chance."""
    return rounded >= _FEW and 4 * rounded > of


def is_same_name(one: str, other: str) -> bool:
    """Whether two names share a word; titles and initials are no words."""
    return bool(_name_words(one) & _name_words(other))


def _name_words(name: str) -> set[str]:
    bare = re.sub(r"\b\w+\.", " ", name.partition(",")[0].casefold())
    return {word for word in re.findall(r"\w+", bare) if len(word) > 2} - {"drs", "dra"}
