"""Who is expected: the attendees, found by badge."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ceremony_tui.core.badge import Badge, fold, mask_nip
from ceremony_tui.core.signed import Signed, person_of


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person of the roster. `id` is the NIP, else the badge number, else NON-0001 and on."""

    id: str
    name: str
    unit: str
    nip: str = ""
    position: str = ""
    rank: str = ""
    badge: str = ""
    status: str = ""

    @property
    def masked(self) -> str:
        """The NIP without the birth date it tells, or the id: what others may see."""
        return mask_nip(self.nip) if self.nip else self.id

    @property
    def codes(self) -> tuple[str, ...]:
        """Every text that a badge of this person may carry."""
        return tuple(code for code in dict.fromkeys((self.id, self.nip, self.badge)) if code)


class Roster:
    """The attendees in official order. Never changes; a new import makes a new one."""

    def __init__(self, attendees: Iterable[Attendee] = ()) -> None:
        self._by_id = {attendee.id: attendee for attendee in attendees}
        self._by_person: dict[bytes, dict[str, tuple[str, ...]]] = {}

    @cached_property
    def _by_code(self) -> dict[str, tuple[str, ...]]:
        """Who may bear a code. Made when a badge is first looked up: an import never does."""
        found: dict[str, tuple[str, ...]] = {}
        for id_, attendee in self._by_id.items():
            for code in {fold(id_), fold(attendee.nip), fold(attendee.badge)} - {""}:
                before = found.get(code)
                found[code] = (*before, id_) if before else (id_,)
        return found

    def __iter__(self) -> Iterator[Attendee]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Roster) and self._by_id == other._by_id

    __hash__ = None  # type: ignore[assignment]

    def updated(self, people: Iterable[Attendee], order: Iterable[str] = ()) -> "Roster":
        """With these people, known or new; in the order of these ids, or newcomers at the end."""
        by_id = self._by_id | {person.id: person for person in people}
        ahead = {id_: by_id[id_] for id_ in order if id_ in by_id}
        return Roster((ahead | by_id).values())

    def get(self, attendee_id: str) -> Attendee | None:
        return self._by_id.get(attendee_id)

    def match(self, badge: Badge) -> tuple[Attendee, ...]:
        """The people a badge may stand for: one is an answer, two are ambiguous."""
        whole, *inside = badge.codes or ("",)
        found = self._by_code.get(whole, ())
        if not found:
            found = tuple(dict.fromkeys(i for code in inside for i in self._by_code.get(code, ())))
        return tuple(self._by_id[i] for i in found)

    def signed(self, key: bytes, badge: Signed) -> Attendee | None:
        """Whose signed badge this is; None when this key has not signed it for any of them.

        The people are looked through once for a key: 10,000 of them take 30 ms.
        """
        if not key:
            return None  # anybody could sign with no key
        if key not in self._by_person:
            people: dict[str, tuple[str, ...]] = {}
            for attendee in self._by_id:
                person = person_of(key, attendee)
                people[person] = (*people.get(person, ()), attendee)
            self._by_person = {key: people}
        candidates = self._by_person[key].get(badge.person, ())
        return next((self._by_id[id_] for id_ in candidates if badge.is_of(key, id_)), None)
