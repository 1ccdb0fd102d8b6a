"""Two desks on one file, and a third on a copy, against a model of a morning in plain dicts.

More mornings than the suite has time for: `MORNINGS=500 pytest tests/test_desk_model.py`.
"""

import json
import os
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import PEOPLE, SCRIPT, STARTS, Clock
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ceremony_tui.cli import run
from ceremony_tui.core.arrivals import guests
from ceremony_tui.core.ceremony import HELPED, Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    CheckedIn,
    CheckedOut,
    Entry,
    Linked,
    Reread,
    RosterImported,
    ScanRefused,
    WalkedIn,
)
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.tally import attendance, tally_all, tally_units
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log, badge_key, merge

LEAVING = replace(
    SCRIPT,
    leave_from=STARTS + timedelta(minutes=90),
    leave_after=STARTS + timedelta(minutes=105),
)
TWINS = tuple(Attendee(f"NON-{n}", "Kembar", "Satpol PP", badge="KEMBAR") for n in (8, 9))
ROSTER = (*PEOPLE, *TWINS)
IDS = [person.id for person in ROSTER]
BADGES = ["A00001234567", "B-77", "BARU-1", "BARU-2", "KEMBAR"]
DAMAGED = [IDS[0][:17], IDS[0] + IDS[1], "\ufffd"]
GATES = ["Gerbang 1", "Gerbang 2"]

who, gates = st.sampled_from(IDS), st.sampled_from(GATES)
texts = st.sampled_from([*IDS, *IDS, *BADGES, "KTP-1", "KTP-2", *DAMAGED])
reasons = st.sampled_from(["S", "C", "TP", "TK", "", "XX"])
hours = st.sampled_from(
    ["06:14:59.9", "06:15:00", "07:29:59", "07:30:00.9", "07:30:01", "08:59:59", "09:00:00.9",
     "09:00:01", "09:14:59", "09:15:00"]
)  # fmt: skip
seconds = st.sampled_from([0.0, 0.001, 0.5, 2.5, 2.500001, 4, 61, 299, 301, 1200])
pick = st.integers(0, 10**6)


class Model:
    """What an officer with a notebook would know. `order` is when an entry counts."""

    def __init__(self) -> None:
        self.admits = {(code, p.id): True for p in ROSTER for code in p.codes}
        self.badge = {person.id: person.badge for person in ROSTER}
        self.replaced: dict[str, list[str]] = {}
        self.came: dict[str, Entry] = {}
        self.left: dict[str, Entry] = {}
        self.helped: dict[str, Entry] = {}
        self.links: dict[str, Entry] = {}
        self.scans: list[tuple[str, Entry]] = []
        self.voided: set[str] = set()
        self.absent: dict[str, Entry] = {}
        self.stage: int | None = None
        self.refused = 0

    def take(self, entry: Entry) -> None:
        """Notes what was answered."""
        fact = entry.fact
        if isinstance(fact, CheckedIn | CheckedOut | ScanRefused):
            self.scans.append((fact.attendee or fact.text.casefold(), entry))
        if isinstance(fact, CheckedIn):
            self.came[entry.id] = entry
        elif isinstance(fact, CheckedOut):
            self.left[entry.id] = entry
        elif isinstance(fact, WalkedIn):
            self.helped[entry.id] = entry
        elif isinstance(fact, Linked):
            self.links[entry.id] = entry
        elif isinstance(fact, ScanRefused) and not fact.verdict.startswith("already"):
            self.refused += 1
            if fact.verdict in HELPED:
                self.helped[entry.id] = entry

    def counts(self, entry: str) -> bool:
        return entry not in self.voided

    def taken(self) -> dict[str, str]:
        """Arrivals that are linked, and to whom."""
        links = [entry.fact for entry in self.links.values() if self.counts(entry.id)]
        return {link.entry: link.attendee for link in links}  # type: ignore[union-attr]

    def first(self, person: str) -> Entry | None:
        came = [e for e in self.came.values() if e.fact.attendee == person]  # type: ignore[union-attr]
        came += [self.helped[arrival] for arrival, who in self.taken().items() if who == person]
        return min((e for e in came if self.counts(e.id)), key=lambda e: e.order, default=None)

    def out(self, person: str) -> Entry | None:
        first = self.first(person)
        left = [e for e in self.left.values() if e.fact.attendee == person and self.counts(e.id)]  # type: ignore[union-attr]
        left = [e for e in left if first and e.order > first.order]
        return min(left, key=lambda e: e.order, default=None)

    def reason(self, person: str) -> str:
        entry = self.absent.get(person)
        return entry.fact.code if entry else ""  # type: ignore[union-attr]

    def bearers(self, text: str) -> list[str]:
        return [p for p in IDS if self.admits.get((text, p))]

    def last(self, key: str, gate: str, kind: type = object) -> Entry | None:
        found = [e for k, e in self.scans if k == key and e.gate == gate]
        found = [e for e in found if isinstance(e.fact, kind)]
        return max(found, key=lambda e: e.order, default=None)

    def answers(self, text: str, gate: str, at: datetime) -> str:
        """The verdict that an officer with a notebook would give."""
        key, verdict = self._decide(text, gate, at)
        before = self.last(key, gate)
        if before is None or not timedelta(0) <= at - before.at <= timedelta(seconds=2.5):
            return verdict
        said = before.fact.verdict  # type: ignore[union-attr]
        told = {
            "present": ("already-present", "left", "left-early"),
            "late": ("already-present", "left", "left-early"),
            "left": ("already-left",),
            "left-early": ("already-left",),
        }
        return "reread" if verdict in told.get(said, (said,)) else verdict

    def _decide(self, text: str, gate: str, at: datetime) -> tuple[str, str]:
        people = self.bearers(text)
        if len(people) == 1:
            return people[0], self._admit(people[0], gate, at)
        gone = [p for p in self.replaced.get(text, []) if not self.admits.get((text, p))]
        if not people and gone:
            return gone[0], "revoked"
        verdict = "ambiguous" if people else "unreadable" if text in DAMAGED else "not-on-roster"
        return text.casefold(), verdict

    def _admit(self, person: str, gate: str, at: datetime) -> str:
        second = at.replace(microsecond=0)
        if self.first(person):
            if at < LEAVING.leave_from:
                return "already-present"
            if self.out(person):
                return "already-left"
            return "left-early" if second < LEAVING.leave_after else "left"
        if at < LEAVING.doors_open:
            return "not-open"
        if second > LEAVING.doors_close:
            return "closed"
        if self.reason(person) in ("S", "C"):
            told = self.last(person, gate, ScanRefused)
            confirmed = (
                told is not None
                and told.fact.verdict == "recorded-absent"  # type: ignore[union-attr]
                and timedelta(seconds=2.5) < at - told.at <= timedelta(minutes=5)
            )
            if not confirmed:
                return "recorded-absent"
        return "late" if second > LEAVING.late_after else "present"


@cache
def _blank() -> bytes:
    """A file as it is made, before anybody has opened it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.db"
        Log.make(path, "0190-ceremony", LEAVING)
        return path.read_bytes()


class Morning(RuleBasedStateMachine):
    """What happens in a morning, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "ikrar.db"
        self.copy = self.path.with_name("copy.db")
        self.clock = Clock(STARTS)
        self.clock.set("07:00")
        self.path.write_bytes(_blank())
        self.desks = {gate: self._desk(gate) for gate in GATES}
        self.desk.import_roster(ROSTER, RosterImported("x.csv", 6, 6, 0, 0, 0))
        self.reader = Log.open(self.path, write=False)
        self.model = Model()
        self.elsewhere: list[Entry] = []
        self.answered: set[str] = set()
        self.last = IDS[0], GATES[0]

    @property
    def desk(self) -> Desk:
        return self.desks[GATES[0]]

    def _desk(self, gate: str) -> Desk:
        log = Log.open(self.path, origin="laptop-1")
        log._connection.execute("PRAGMA synchronous = OFF")  # nobody pulls a plug here
        return Desk(log, gate, now=self.clock)

    def teardown(self) -> None:
        out = StringIO()
        with redirect_stdout(out):
            assert run(["status", str(self.path), "--json"]) == 0
        told, ceremony = json.loads(out.getvalue()), self.desk.ceremony
        tally = tally_all(attendance(ceremony, self.clock()))
        assert told["present"] == tally.present
        assert told["late"] == tally.late
        assert told["refused"] == ceremony.refused
        assert told["walk_ins"] == len(guests(ceremony))
        assert told["expected"] == tally.expected
        for open_ in (*self.desks.values(), self.reader):
            open_.close()
        self.folder.cleanup()

    def note(self, entry: Entry | None) -> Entry | None:
        """Notes an entry as it stands in the file, in its laptop's own order."""
        if entry is None:
            return None
        (entry,) = (found for found in self.reader.read()[0] if found.id == entry.id)
        self.model.take(entry)
        self.answered.add(entry.id)
        return entry

    # --- time -----------------------------------------------------------------------------

    @rule(seconds=seconds)
    def time_passes(self, seconds: float) -> None:
        self.clock.pass_(seconds=seconds)

    @rule(hour=hours, person=who, gate=gates)
    def somebody_comes_at_that_second(self, hour: str, person: str, gate: str) -> None:
        """Often later than before; sometimes the clock was put right."""
        self.clock.set(hour)
        self._scan(person, gate)

    # --- the lane -------------------------------------------------------------------------

    @rule(text=texts, gate=gates)
    def somebody_scans(self, text: str, gate: str) -> None:
        self._scan(text, gate)

    @rule(people=st.lists(st.tuples(who, gates), min_size=1, max_size=3), after=seconds)
    def people_come(self, people: list[tuple[str, str]], after: float) -> None:
        for person, gate in people:
            self._scan(person, gate)
            self.clock.pass_(seconds=after)

    @rule(times=st.lists(seconds, min_size=1, max_size=3))
    def the_last_one_scans_again(self, times: list[float]) -> None:
        for after in times:
            self.clock.pass_(seconds=after)
            self._scan(*self.last)

    def _scan(self, text: str, gate: str) -> None:
        self.last = text, gate
        expected = self.model.answers(text, gate, self.clock())
        entry = self.desks[gate].scan(text)
        assert entry.fact.verdict == expected  # type: ignore[union-attr]
        if isinstance(entry.fact, Reread):
            assert entry.id in self.answered
        else:
            self.note(entry)

    # --- the help desk --------------------------------------------------------------------

    @rule(person=who, gate=gates)
    def somebody_is_checked_in_by_hand(self, person: str, gate: str) -> None:
        came = self.model.first(person)
        entry = self.note(self.desks[gate].check_in_by_hand(person, "kartu tertinggal"))
        assert (entry is None) == (came is not None)

    @rule(person=who, gate=gates)
    def somebody_leaves_by_hand(self, person: str, gate: str) -> None:
        inside = self.model.first(person) is not None and self.model.out(person) is None
        entry = self.note(self.desks[gate].check_out_by_hand(person, "sakit"))
        assert (entry is not None) == inside

    @rule(nip=st.sampled_from(["", "KTP-1", IDS[0], "KEMBAR"]), gate=gates)
    def a_guest_comes(self, nip: str, gate: str) -> None:
        people = self.model.bearers(nip)
        came = len(people) == 1 and self.model.first(people[0]) is not None
        entry = self.note(self.desks[gate].walk_in("Tamu", "BKN", nip))
        assert (entry is None) == came
        if entry is not None:
            assert isinstance(entry.fact, CheckedIn if len(people) == 1 else WalkedIn)

    @rule(pick=pick, reason=st.sampled_from(["salah orang", " "]), gate=gates)
    def something_is_taken_back(self, pick: int, reason: str, gate: str) -> None:
        self._void(self.desks[gate], pick, reason)

    def _void(self, desk: Desk, pick: int, reason: str) -> Entry | None:
        known = sorted(self.answered) or ["nothing"]
        target, model = known[pick % len(known)], self.model
        can = {*model.came, *model.left, *model.helped, *model.links} - model.voided
        entry = desk.void(target, reason)
        if desk in self.desks.values():
            assert (entry is not None) == (target in can and bool(reason.strip()))
        if entry is not None:
            self.answered.add(entry.id)
            model.voided.add(target)
        return entry

    @rule(pick=pick, person=who, gate=gates)
    def an_arrival_is_linked(self, pick: int, person: str, gate: str) -> None:
        model = self.model
        known = sorted(model.helped) or ["nothing"]
        arrival = known[pick % len(known)]
        alone = arrival in model.helped.keys() - model.taken().keys() - model.voided
        twice = alone and isinstance(model.helped[arrival].fact, ScanRefused)
        can = alone and not (twice and model.first(person))
        entry = self.note(self.desks[gate].link(arrival, person))
        assert (entry is not None) == can

    @rule(person=who, code=reasons, gate=gates)
    def a_reason_is_put_on_file(self, person: str, code: str, gate: str) -> None:
        entry = self.note(self.desks[gate].set_absence(person, code))
        assert (entry is None) == (code == "XX")
        if entry is not None:
            self.model.absent[person] = entry
            self.last = person, gate

    # --- badges and rosters ---------------------------------------------------------------

    @rule(person=who, pick=pick, new=st.sampled_from(["", *BADGES]), gate=gates)
    def a_badge_is_replaced(self, person: str, pick: int, new: str, gate: str) -> None:
        own = ["", *(code for code, p in self.model.admits if p == person)]
        old = own[pick % len(own)]
        taken = set(self.model.bearers(new)) - {person} if new else set()
        entry = self.note(self.desks[gate].replace_badge(person, old, new, "hilang"))
        assert (entry is None) == (old == new or bool(taken))
        if entry is not None:
            self._replaced(person, old, new)

    @rule(pick=pick, badge=st.sampled_from(["", *BADGES]))
    def a_roster_comes_with_another_badge_number(self, pick: int, badge: str) -> None:
        person = replace(ROSTER[pick % len(ROSTER)], badge=badge)
        self.note(self.desk.import_roster([person], RosterImported("y.csv", 1, 0, 1, 0, 0)))
        old, self.model.badge[person.id] = self.model.badge[person.id], badge
        if old != badge:
            self._replaced(person.id, old, badge)

    def _replaced(self, person: str, old: str, new: str) -> None:
        for code, admits in ((old, False), (new, True)):
            if code:
                self.model.admits[code, person] = admits
                self.model.replaced.setdefault(code, []).append(person)

    # --- the run of show ------------------------------------------------------------------

    @rule(stage=st.integers(0, 3), gate=gates)
    def a_stage_is_called(self, stage: int, gate: str) -> None:
        assert self.note(self.desks[gate].call_stage(stage))
        self.model.stage = stage

    # --- files ----------------------------------------------------------------------------

    @rule(gate=gates)
    def a_desk_is_closed_and_opened(self, gate: str) -> None:
        self.desks[gate].close()
        self.desks[gate] = self._desk(gate)

    @precondition(lambda self: not self.copy.exists())
    @rule()
    def a_copy_goes_to_another_gate(self) -> None:
        log = Log.open(self.path)
        log.backup(self.copy)
        log.close()

    @precondition(lambda self: self.copy.exists())
    @rule(text=texts, person=who, code=st.sampled_from(["S", "TP"]), pick=pick)
    def the_other_gate_works_alone(self, text: str, person: str, code: str, pick: int) -> None:
        desk = Desk(Log.open(self.copy, origin="laptop-2"), GATES[0], now=self.clock)
        entry = desk.scan(text)
        self.elsewhere += [] if isinstance(entry.fact, Reread) else [entry]
        if found := desk.set_absence(person, code):
            self.elsewhere.append(found)
        came = sorted(e.id for e in desk.ceremony.latest)
        if found := desk.void(came[pick % len(came)], "di gerbang lain"):
            self.elsewhere.append(found)
        desk.close()

    @precondition(lambda self: self.copy.exists())
    @rule()
    def the_copy_comes_back(self) -> None:
        mine, other = Log.open(self.path), Log.open(self.copy, write=False)
        assert merge(mine, other) == len(self.elsewhere)
        assert merge(mine, other) == 0
        for log in (mine, other):
            log.close()
        for entry in filter(None, map(self.note, self.elsewhere)):
            fact = entry.fact
            if fact.kind == "voided":
                self.model.voided.add(fact.entry)
            elif fact.kind == "absence-set":
                before = self.model.absent.get(fact.attendee)
                if before is None or before.order < entry.order:
                    self.model.absent[fact.attendee] = entry
        self.elsewhere = []

    # --- what always holds ----------------------------------------------------------------

    @invariant()
    def both_desks_see_the_same_and_the_file_says_so(self) -> None:
        one, two = self.desks.values()
        one.refresh()
        two.refresh()
        assert one.ceremony == two.ceremony
        entries, _ = self.reader.read()
        assert {entry.id for entry in entries} - {entries[0].id} == self.answered
        for order in (entries, entries[::-1]):
            assert (
                evolve(Ceremony(LEAVING, one._log.roster(), badge_key(one._log)), *order)
                == one.ceremony
            )
        assert one._log.verify() is None

    @invariant()
    def who_came_is_whom_the_model_has(self) -> None:
        ceremony, model = self.desk.ceremony, self.model
        for person in IDS:
            first, out = model.first(person), model.out(person)
            entry, left = ceremony.check_in(person), ceremony.check_out(person)
            assert (entry and entry.order) == (first and first.order)
            assert (left and left.order) == (out and out.order)
            assert ceremony.absence(person) == model.reason(person)
        now = ceremony.now
        assert (now and now.stage) == model.stage
        assert ceremony.refused == model.refused
        guest = [e for e in model.helped.values() if isinstance(e.fact, WalkedIn)]
        alone = [e for e in guest if model.counts(e.id) and e.id not in model.taken()]
        assert len(guests(ceremony)) == len(alone)

    @invariant()
    def the_counts_add_up(self) -> None:
        ceremony, at = self.desk.ceremony, self.clock()
        lines = attendance(ceremony, at)
        tally = tally_all(lines)
        came = {p: first for p in IDS if (first := self.model.first(p))}
        late = [e for e in came.values() if e.at.replace(microsecond=0) > LEAVING.late_after]
        codes = tally.by_code
        assert tally.expected == codes.total() - codes["TP"] == len(IDS) - codes["TP"]
        assert ceremony.present == tally.present == len(came)
        assert tally.late == len(late)
        assert sum(unit.expected for unit in tally_units(lines)) == tally.expected
        closed = at.replace(microsecond=0) > LEAVING.doors_close
        for line in lines:
            person = line.attendee.id
            missing = self.model.reason(person) or ("TK" if closed else "B")
            assert line.code == (missing if person not in came else "HT"[came[person] in late])


TestMorning = Morning.TestCase
TestMorning.settings = settings(
    max_examples=int(os.environ.get("MORNINGS", "20")),
    stateful_step_count=50,
    deadline=None,
    derandomize="MORNINGS" not in os.environ,
)
