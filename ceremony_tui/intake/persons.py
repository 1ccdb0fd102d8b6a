"""The rows below a header -> who each says it is: column by column, as most columns are plain."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

from ceremony_tui.core.badge import status_of
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.intake.columns import ALIASES, Columns
from ceremony_tui.intake.nips import nip_of
from ceremony_tui.intake.sheets import Cells, letters, texts_of
from ceremony_tui.intake.units import Offices

FIELDS = tuple(ALIASES)
SOME = 128  # rows that are read together: one odd cell makes the rest of them slower


class Persons(NamedTuple):
    """Some rows as they stand, and read: the texts of FIELDS, who it is, the fault of the NIP.

    `torn`: whether rows were swallowed by a quote. The people's id is the NIP as it is written.
    """

    numbers: tuple[int, ...]
    cells: tuple[Cells, ...]
    torn: tuple[bool, ...]
    texts: tuple[tuple[str, ...], ...]
    people: tuple[Attendee, ...]
    faults: tuple[str, ...]

    @property
    def are_whole(self) -> bool:
        """Whether each has a NIP, a name and a unit, and nothing that is wrong with them."""
        odd = any(self.torn) or any(self.faults)
        return not odd and all(p.nip and p.name and p.unit for p in self.people)


class Reader:
    """Reads the rows of one sheet. `unit`: of all, where no column tells it."""

    def __init__(self, columns: Columns, known: Roster, offices: Offices, unit: str) -> None:
        self._columns = columns
        self._known = known
        self._offices = offices
        self._unit = "" if "unit" in columns.places else unit
        self._statuses: dict[tuple[str, str], str] = {}

    def read(self, rows: Iterable[Any]) -> Iterator[Persons]:
        """The rows below the header, as `Sheet.rows` gives them, some at a time."""
        pick = _picker(self._columns)
        below = (row for row in rows if row[0] > self._columns.row)
        while some := list(islice(below, SOME)):
            numbers, cells, torn = zip(*some, strict=True)
            columns = [texts_of(column) for column in zip(*map(pick, cells), strict=True)]
            texts = tuple(zip(*columns, strict=True))
            yield Persons(numbers, cells, torn, texts, *self._people(*columns))

    def _people(self, written: Cells, name: Cells, *rest: Cells) -> Any:
        front, back, sub, sub_id, position, rank, badge, told = rest
        nips, faults = zip(*map(nip_of, written), strict=True)
        if "nip" in faults:
            nips, faults = zip(*map(self._local, written, nips, faults), strict=True)
        people = map(
            Attendee,
            nips,
            map(_full_name, name, front, back) if any(front) or any(back) else name,
            map(self._office, sub, sub_id),
            nips,
            # Few units, positions and ranks, in many rows: each is kept in memory once.
            map(intern, position),
            map(intern, rank),
            badge,
            map(self._status, nips, faults, told),
        )
        return tuple(people), faults

    def _local(self, written: str, nip: str, fault: str) -> tuple[str, str]:
        """No NIP and no fault where a local number stands, from a list of this program."""
        return ("", "") if fault == "nip" and self._known.get(written) else (nip, fault)

    def _office(self, sub: str, sub_id: str) -> str:
        return intern(self._offices.of(sub or self._unit, sub_id))

    def _status(self, nip: str, fault: str, told: str) -> str:
        if fault:
            return ""
        status = self._statuses.get((nip[12:14], told))
        if status is None:
            status = self._statuses[nip[12:14], told] = _status(nip, told)
        return status


def _picker(columns: Columns) -> Callable[[Cells], Cells]:
    """Gives a row's cells in the order of FIELDS; "" where there is none."""
    width = len(columns.header)
    get = itemgetter(*(columns.places.get(name, width) for name in FIELDS))

    def pick(cells: Cells) -> Cells:
        if len(cells) == width:
            return get([*cells, ""])
        blank = [""] * (width + 1 - min(width, len(cells)))
        return get([*cells[:width], *blank])

    return pick


def _full_name(name: str, front: str, back: str) -> str:
    """A name with the titles that stand in columns of their own."""
    if front and not name.casefold().startswith(front.casefold()):
        name = f"{front} {name}" if name else ""
    if back and name and not name.casefold().endswith(back.casefold()):
        name = f"{name}, {back}"
    return name


def _status(nip: str, told: str) -> str:
    """PNS, CPNS, PPPK or PPPK PW; what the NIP says counts more than a column."""
    by_nip, told = status_of(nip), letters(told)
    if "paruh" in told or told == "pppkpw":
        return "PPPK PW"
    if not nip:
        return "Non-ASN"
    return "CPNS" if by_nip == "PNS" and told in ("c", "cpns") else by_nip
