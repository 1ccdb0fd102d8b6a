"""People whom no office has numbered: the number they get here stays theirs."""

import re
from collections.abc import Collection, Iterable

from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.intake.sheets import letters


class Local:
    """Who has no NIP, and keeps the number they were given here: NON-0001 and on."""

    def __init__(self, known: Roster) -> None:
        self._known = known
        self._ids: dict[str, str] = {}
        self._free: dict[tuple[str, str], list[str]] = {}
        self._last = 0
        for person in known:
            self._last = max(self._last, _local_number(person.id))
            if code := person.nip or person.badge:
                self._ids[code] = person.id
            else:
                self._free.setdefault((letters(person.name), person.unit), []).append(person.id)

    def is_new(self, nips: Collection[str]) -> bool:
        """Whether none of these is anybody's on the roster, as a number or as an id."""
        return self._ids.keys().isdisjoint(nips) and not any(map(self._known.get, nips))

    def id_of(self, who: Attendee, unit: str, written: str) -> str:
        """The id that a person has, or gets: the NIP, else the badge number, else a local one.

        `unit` as the file has it, before it became an office; `written`: what stands where a NIP
        would.
        """
        if code := who.nip or who.badge:
            return self._ids.get(code, code)
        if self._known.get(written):
            return written
        for key in ((letters(who.name), who.unit), (letters(who.name), unit)):
            if self._free.get(key):
                return self._free[key].pop(0)
        self._last += 1
        return f"NON-{self._last:04d}"

    def grown(self, taken: Iterable[Attendee]) -> dict[str, str]:
        """Who has been given a NIP or a badge number since: the id they keep, by the new number.

        Only when one newcomer alone has the name and unit of one who is in no other row.
        """
        new: dict[tuple[str, str], list[str]] = {}
        for person in taken if any(self._free.values()) else ():
            if self._known.get(person.id) is None and (person.nip or person.badge):
                new.setdefault((letters(person.name), person.unit), []).append(person.id)
        pairs = ((new.get(key, []), left) for key, left in self._free.items())
        return {came[0]: left[0] for came, left in pairs if len(came) == len(left) == 1}


def _local_number(attendee_id: str) -> int:
    found = re.fullmatch(r"NON-(\d{1,9})", attendee_id)
    return int(found[1]) if found else 0
