"""The rows of a roster -> attendees: who each is, who is there twice, whose number is ruined."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

from ceremony_tui.core.badge import fold, nip_faults, status_of
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.intake.columns import ALIASES, Columns
from ceremony_tui.intake.local import Local
from ceremony_tui.intake.nips import (
    KEPT,
    are_rounded,
    by_kept_digits,
    is_anothers,
    is_same_name,
    kept_digits,
    may_be_rounded,
    nip_of,
)
from ceremony_tui.intake.sheets import Cells, Sheet, letters, text_of, texts_of
from ceremony_tui.intake.units import Offices

FIELDS = tuple(ALIASES)
_NIP, _UNIT, _TOLD = (FIELDS.index(name) for name in ("nip", "unit", "status"))


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken. `row` counts as a spreadsheet does: the first row is 1.

    `cells` are the texts of FIELDS, and then what stood beyond the header. `other`: the row that
    has the same number. `fits`: who on the roster has the 15 digits and the name.
    """

    row: int
    reason: str
    value: str
    cells: tuple[str, ...] = ()
    other: int = 0
    sheet: str = ""
    fits: str = ""


class Remark(NamedTuple):
    """Something odd about a row that was taken all the same."""

    row: int
    reason: str
    sheet: str = ""


class _Who(NamedTuple):
    """An attendee to whom no id was given yet."""

    name: str
    unit: str
    nip: str
    position: str
    rank: str
    badge: str
    status: str


class _Row(NamedTuple):
    """A row on its way: its place in the whole file, where it stands, its texts, who it is."""

    place: int
    sheet: str
    number: int
    cells: tuple[str, ...]
    who: _Who


class People:
    """Takes rows one by one and remembers what earlier ones used up; `settle` ends it.

    `taken` and `rejected` are by the place of their row in the whole file.
    """

    def __init__(
        self, known: Roster, offices: Offices, unit: str = "", *, by_15_digits: bool = False
    ) -> None:
        self._known = known
        self._offices = offices
        self._unit = unit
        self._by_15_digits = by_15_digits
        self._digits = by_kept_digits(known)
        self._local = Local(known)
        self._used: dict[str, int] = {}
        self._rows: list[tuple[str, int]] = []  # sheet and number of each place
        self._codes: set[str] = set()
        self._ruined: list[tuple[_Row, str]] = []
        self._suspects: list[_Row] = []
        self._statuses: dict[tuple[str, str], str] = {}
        self._fresh = 0
        self.taken: dict[int, Attendee] = {}
        self.rejected: dict[int, Reject] = {}
        self.remarks: list[Remark] = []

    def take(self, sheet: Sheet, columns: Columns, rows: Iterable[Any]) -> None:
        """Takes the rows below a sheet's header, as `Sheet.rows` gives them."""
        pick, width, first = _picker(columns), len(columns.header), True
        unit = "" if "unit" in columns.places else self._unit
        for number, cells, torn in rows:
            if number <= columns.row:
                continue
            if first:
                first = False
                if columns.is_repeated(cells):
                    continue
            texts = texts_of(pick(cells))
            surplus = texts_of(cells[width:]) if sheet.loose and len(cells) > width else ()
            who, fault = self._read(texts, unit)
            if (fault == "nip" or not who.nip) and columns.is_repeated(cells):
                continue
            row = _Row(len(self._rows), sheet.name, number, (*texts, *surplus), who)
            self._rows.append((sheet.name, number))
            if torn:
                self._reject(row, "lines", max(map(text_of, cells), key=len)[:40])
            elif any(surplus):
                self._reject(row, "columns", str(len(cells)))
            elif not who.name:
                self._reject(row, "no-name", who.nip)
            elif not who.unit:
                self._reject(row, "no-unit", who.name)
            elif fault == "excel":
                self._ruined.append((row, fault))
            elif fault:
                self._reject(row, fault, who.nip)
            else:
                self._take(row)

    def _read(self, texts: tuple[str, ...], unit: str) -> tuple[_Who, str]:
        """Who a row says it is, still without an id, and what is wrong with the NIP."""
        written, name, front, back, sub, sub_id, position, rank, badge, told = texts
        nip, fault = nip_of(written)
        if fault == "nip" and self._known.get(written):
            nip, fault = "", ""  # a local number, from a list of this program
        if front and not name.casefold().startswith(front.casefold()):
            name = f"{front} {name}" if name else ""
        if back and name and not name.casefold().endswith(back.casefold()):
            name = f"{name}, {back}"
        office = self._offices.of(sub or unit, sub_id)
        # Few units, positions and ranks, in many rows: each is kept in memory once.
        office, position, rank = intern(office), intern(position), intern(rank)
        status = self._statuses.get((nip[12:14], told))
        if status is None:
            status = self._statuses[nip[12:14], told] = _status(nip, told)
        return _Who(name, office, nip, position, rank, badge, status), fault

    def _take(self, row: _Row) -> None:
        who = row.who
        code, written, unit = who.nip or who.badge, row.cells[_NIP], row.cells[_UNIT]
        id_ = self._local.id_of(who.name, unit, code, written, who.unit)
        used = self._used.setdefault(id_, row.place)
        if used != row.place:
            same = self.taken[used].unit == who.unit
            other = self._rows[used][1]
            self._reject(row, "twice" if same else "two-units", id_, other=other)
            return
        known = self._known.get(id_)
        self.taken[row.place] = Attendee(id_, *(_updated(row, known) if known else who))
        if who.nip:
            if known is None:
                self._fresh += 1
                if may_be_rounded(who.nip):
                    self._suspects.append(row)
            for fault in nip_faults(who.nip):
                self._remark(row, fault)
        codes = {id_, who.nip or id_, fold(who.badge) or id_}
        if not codes.isdisjoint(self._codes):  # one code on two people is ambiguous at the gate
            self._remark(row, "badge")
        self._codes.update(codes)

    def settle(self) -> None:
        """Decides what one row alone could not tell. No row comes after this."""
        self._take_out_rounded()
        fresh: set[str] = set()
        if self._ruined:
            fresh = {p.nip[:KEPT] for p in self.taken.values() if not self._known.get(p.id)}
        fits = [self._fits(row.who) for row, _ in self._ruined]
        for (row, fault), known in zip(self._ruined, fits, strict=True):
            # Another of the file may be the one whom the 15 digits mean.
            alone = known and fits.count(known) == 1 and known.nip[:KEPT] not in fresh
            if not known or not alone or known.id in self._used or not self._by_15_digits:
                fit = known.id if known and alone and known.id not in self._used else ""
                self._reject(row, fault, row.who.nip, fits=fit)
                continue
            who = row.who._replace(nip=known.nip, status=known.status)
            self._take(row._replace(who=who))
            self._remark(row, "rounded")
        for new, kept in self._local.grown(self.taken.values()).items():
            place = self._used[new]
            self.taken[place] = replace(self.taken[place], id=kept)
            sheet, number = self._rows[place]
            self.remarks.append(Remark(number, "grown", sheet))
        if self._ruined:  # decided last, they are told in their place
            self.taken = dict(sorted(self.taken.items()))
            self.rejected = dict(sorted(self.rejected.items()))

    def _take_out_rounded(self) -> None:
        """Takes back the numbers that a binary fraction has ruined."""
        many = are_rounded(len(self._suspects), self._fresh)
        out = [row for row in self._suspects if many or is_anothers(row.who.nip, self._digits)]
        numbers = {row.who.nip for row in out}
        for row in out:
            del self.taken[row.place], self._used[row.who.nip]
            self._ruined.append((row, "float"))
        places = {(row.sheet, row.number) for row in out}
        self.remarks = [r for r in self.remarks if (r.sheet, r.row) not in places]
        for place, reject in self.rejected.items():
            if reject.value in numbers and reject.reason in ("twice", "two-units"):
                self.rejected[place] = replace(reject, reason="float", other=0)

    def _fits(self, who: _Who) -> Attendee | None:
        """The one on the roster whom the 15 digits and the name mean."""
        people = self._digits.get(kept_digits(who.nip), [])
        return people[0] if len(people) == 1 and is_same_name(people[0].name, who.name) else None

    def _reject(self, row: _Row, why: str, value: str, *, other: int = 0, fits: str = "") -> None:
        rejected = Reject(row.number, why, value, row.cells, other, row.sheet, fits)
        self.rejected[row.place] = rejected

    def _remark(self, row: _Row, reason: str) -> None:
        self.remarks.append(Remark(row.number, reason, row.sheet))


def _picker(columns: Columns) -> Callable[[Cells], Cells]:
    """Gives a row's cells in the order of FIELDS; "" where there is none."""
    width = len(columns.header)
    get = itemgetter(*(columns.places.get(name, width) for name in FIELDS))

    def pick(cells: Cells) -> Cells:
        blank = [""] * (width + 1 - min(width, len(cells)))
        return get([*cells[:width], *blank])

    return pick


def _updated(row: _Row, known: Attendee) -> _Who:
    """Who the row says it is; what it leaves blank stays as it is known."""
    who = row.who
    told = row.cells[_TOLD] or who.nip not in ("", known.nip)
    return who._replace(
        nip=who.nip or known.nip,
        position=who.position or known.position,
        rank=who.rank or known.rank,
        badge=who.badge or known.badge,
        status=who.status if told else known.status,
    )


def _status(nip: str, told: str) -> str:
    """PNS, CPNS, PPPK or PPPK PW; what the NIP says counts more than a column."""
    by_nip, told = status_of(nip), letters(told)
    if "paruh" in told or told == "pppkpw":
        return "PPPK PW"
    if not nip:
        return "Non-ASN"
    return "CPNS" if by_nip == "PNS" and told in ("c", "cpns") else by_nip
