"""The rows of a roster -> attendees: who each is, who is there twice, whose number is ruined."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ceremony_tui.core.badge import fold, nip_faults
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.intake.columns import Columns
from ceremony_tui.intake.local import Local
from ceremony_tui.intake.nips import (
    KEPT,
    are_rounded,
    by_kept_digits,
    is_anothers,
    is_same_name,
    kept_digits,
    may_be_rounded,
)
from ceremony_tui.intake.persons import FIELDS, Persons, Reader
from ceremony_tui.intake.sheets import Cells, Sheet, text_of, texts_of
from ceremony_tui.intake.units import Offices

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
    """A row on its way: its place in the whole file, its texts, who it is."""

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
        self._fresh = 0
        self.taken: dict[int, Attendee] = {}
        self.rejected: dict[int, Reject] = {}
        self.remarks: list[Remark] = []

    def take(self, sheet: Sheet, columns: Columns, rows: Iterable[Any]) -> None:
        """Takes the rows below a sheet's header, as `Sheet.rows` gives them."""
        reader = Reader(columns, self._known, self._offices, self._unit)
        width, first = len(columns.header), True
        before = self._last
        self._sheets.append((before, sheet.name))
        for some in reader.read(rows):
            places = [before + number for number in some.numbers]
            self._last = places[-1]
            wide = sheet.loose and max(map(len, some.cells)) > width
            if not first and not wide and some.are_whole and self._take_new(places, some):
                continue
            each = zip(places, *some[1:], strict=True)
            for place, cells, torn, texts, who, fault in each:
                if (first or fault == "nip" or not who.nip) and columns.is_repeated(cells):
                    first = False
                    continue
                first = False
                surplus = texts_of(cells[width:]) if wide else ()
                self._judge(_Row(place, texts + surplus, who), cells, torn, fault)

    def _take_new(self, places: list[int], some: Persons) -> bool:
        """Takes newcomers in who share no code; False, and nothing done, when these are not such.

        What `_take` would do one by one, in less time: most of a long file is like this.
        """
        nips = [person.nip for person in some.people]
        badges = [fold(person.badge) for person in some.people if person.badge]
        codes = {*nips, *badges}
        alone = len(codes) == len(nips) + len(badges) and codes.isdisjoint(self._codes)
        if not alone or not self._local.is_new(nips) or any(map(nip_faults, nips)):
            return False
        self._codes |= codes
        self._used.update(zip(nips, places, strict=True))
        self.taken.update(zip(places, some.people, strict=True))
        self._fresh += len(nips)
        rows = zip(places, some.texts, some.people, strict=True)
        self._suspects += [_Row(*row) for row in rows if may_be_rounded(row[2].nip)]
        return True

    def _judge(self, row: _Row, cells: Cells, torn: bool, fault: str) -> None:
        who = row.who
        if torn:
            self._reject(row, "lines", max(map(text_of, cells), key=len)[:40])
        elif any(row.texts[len(FIELDS) :]):
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

    def _take(self, row: _Row) -> None:
        place, texts, who = row
        id_ = self._local.id_of(who, texts[_UNIT], texts[_NIP])
        used = self._used.setdefault(id_, place)
        if used != place:
            why = "twice" if self.taken[used].unit == who.unit else "two-units"
            self._reject(row, why, id_, other=self._where(used)[1])
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
                    self._suspects.append(row)
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
                self._reject(row, fault, row.who.nip, fits=fit)
                continue
            who = replace(row.who, id=known.nip, nip=known.nip, status=known.status)
            self._take(row._replace(who=who))
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

    def _reject(self, row: _Row, why: str, value: str, *, other: int = 0, fits: str = "") -> None:
        sheet, number = self._where(row.place)
        self.rejected[row.place] = Reject(number, why, value, row.texts, other, sheet, fits)

    def _remark(self, place: int, reason: str) -> None:
        sheet, number = self._where(place)
        self.remarks.append(Remark(number, reason, sheet))

    def _where(self, place: int) -> tuple[str, int]:
        """The sheet of a place in the whole file, and the row's number there."""
        before, sheet = next(begun for begun in reversed(self._sheets) if begun[0] < place)
        return sheet, place - before


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
