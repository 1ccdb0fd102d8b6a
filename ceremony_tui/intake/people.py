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


class _Row(NamedTuple):
    """A row that has to wait for the others: its place in the whole file, its texts, who it is."""

    place: int
    texts: tuple[str, ...]
    who: Attendee


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
        self._sheets: list[tuple[int, str]] = []  # the place before the first of each, and its name
        self._last = 0
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
        before = place = self._last
        self._sheets.append((before, sheet.name))
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
            place = before + number
            texts += surplus
            if torn:
                self._reject(place, texts, "lines", max(map(text_of, cells), key=len)[:40])
            elif any(surplus):
                self._reject(place, texts, "columns", str(len(cells)))
            elif not who.name:
                self._reject(place, texts, "no-name", who.nip)
            elif not who.unit:
                self._reject(place, texts, "no-unit", who.name)
            elif fault == "excel":
                self._ruined.append((_Row(place, texts, who), fault))
            elif fault:
                self._reject(place, texts, fault, who.nip)
            else:
                self._take(place, texts, who)
        self._last = place

    def _read(self, texts: tuple[str, ...], unit: str) -> tuple[Attendee, str]:
        """Who a row says it is, by the NIP for the time being, and what is wrong with that."""
        written, name, front, back, sub, sub_id, position, rank, badge, told = texts
        nip, fault = nip_of(written)
        if fault == "nip" and self._known.get(written):
            nip, fault = "", ""  # a local number, from a list of this program
        if front and not name.casefold().startswith(front.casefold()):
            name = f"{front} {name}" if name else ""
        if back and name and not name.casefold().endswith(back.casefold()):
            name = f"{name}, {back}"
        office = self._offices.of(sub or unit, sub_id)
        status = self._statuses.get((nip[12:14], told))
        if status is None:
            status = self._statuses[nip[12:14], told] = _status(nip, told)
        # Few units, positions and ranks, in many rows: each is kept in memory once.
        office, position, rank = intern(office), intern(position), intern(rank)
        return Attendee(nip, name, office, nip, position, rank, badge, status), fault

    def _take(self, place: int, texts: tuple[str, ...], who: Attendee) -> None:
        id_ = self._local.id_of(who, texts[_UNIT], texts[_NIP])
        used = self._used.setdefault(id_, place)
        if used != place:
            why = "twice" if self.taken[used].unit == who.unit else "two-units"
            self._reject(place, texts, why, id_, other=self._where(used)[1])
            return
        known = self._known.get(id_)
        if known:
            self.taken[place] = _updated(known, who, texts[_TOLD])
        else:
            self.taken[place] = who if who.id == id_ else replace(who, id=id_)
        if nip := who.nip:
            if known is None:
                self._fresh += 1
                if may_be_rounded(nip):
                    self._suspects.append(_Row(place, texts, who))
            for fault in nip_faults(nip):
                self._remark(place, fault)
        badge = fold(who.badge) if who.badge else id_
        codes = {id_, nip or id_, badge}
        if not codes.isdisjoint(self._codes):  # one code on two people is ambiguous at the gate
            self._remark(place, "badge")
        self._codes |= codes

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
                self._reject(row.place, row.texts, fault, row.who.nip, fits=fit)
                continue
            who = replace(row.who, id=known.nip, nip=known.nip, status=known.status)
            self._take(row.place, row.texts, who)
            self._remark(row.place, "rounded")
        for new, kept in self._local.grown(self.taken.values()).items():
            place = self._used[new]
            self.taken[place] = replace(self.taken[place], id=kept)
            self._remark(place, "grown")
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
        places = {self._where(row.place) for row in out}
        self.remarks = [r for r in self.remarks if (r.sheet, r.row) not in places]
        for place, reject in self.rejected.items():
            if reject.value in numbers and reject.reason in ("twice", "two-units"):
                self.rejected[place] = replace(reject, reason="float", other=0)

    def _fits(self, who: Attendee) -> Attendee | None:
        """The one on the roster whom the 15 digits and the name mean."""
        people = self._digits.get(kept_digits(who.nip), [])
        return people[0] if len(people) == 1 and is_same_name(people[0].name, who.name) else None

    def _reject(
        self,
        place: int,
        texts: tuple[str, ...],
        why: str,
        value: str,
        *,
        other: int = 0,
        fits: str = "",
    ) -> None:
        sheet, number = self._where(place)
        self.rejected[place] = Reject(number, why, value, texts, other, sheet, fits)

    def _remark(self, place: int, reason: str) -> None:
        sheet, number = self._where(place)
        self.remarks.append(Remark(number, reason, sheet))

    def _where(self, place: int) -> tuple[str, int]:
        """The sheet of a place in the whole file, and the row's number there."""
        before, sheet = next(begun for begun in reversed(self._sheets) if begun[0] < place)
        return sheet, place - before


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


def _updated(known: Attendee, who: Attendee, told: str) -> Attendee:
    """Who a row says it is; what it leaves blank stays as it is known. `told`: the status."""
    new = told or who.nip not in ("", known.nip)
    return Attendee(
        id=known.id,
        name=who.name,
        unit=who.unit,
        nip=who.nip or known.nip,
        position=who.position or known.position,
        rank=who.rank or known.rank,
        badge=who.badge or known.badge,
        status=who.status if new else known.status,
    )


def _status(nip: str, told: str) -> str:
    """PNS, CPNS, PPPK or PPPK PW; what the NIP says counts more than a column."""
    by_nip, told = status_of(nip), letters(told)
    if "paruh" in told or told == "pppkpw":
        return "PPPK PW"
    if not nip:
        return "Non-ASN"
    return "CPNS" if by_nip == "PNS" and told in ("c", "cpns") else by_nip
