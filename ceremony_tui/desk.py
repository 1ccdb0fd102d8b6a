"""The narrow waist: decide, record, evolve. Everything that happens passes here."""

import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVarTuple
from uuid import UUID

from ceremony_tui.core import rules
from ceremony_tui.core.badge import is_nip, read_badge
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.closing import lacks_a_name
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import LEADING, BadgesPrinted, Entry, Fact, Reread, RosterImported
from ceremony_tui.core.join import read_join
from ceremony_tui.core.record import Record
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import NOBODY, Imported, Log, Notes, badge_key, give_badge_key, record_of


def new_id(at: datetime) -> str:
    """A UUIDv7 (RFC 9562): unique anywhere, and sorted by its millisecond."""
    stamp = int(at.timestamp() * 1000) << 80
    return str(
        UUID(int=stamp | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62))
    )


def utc_now() -> datetime:
    return datetime.now(UTC)


def written(path: Path) -> Record:
    """A ceremony file's log as a whole; any thread may ask."""
    return record_of(path)


P = ParamSpec("P")
Q = TypeVarTuple("Q")

Decide = Callable[[Ceremony, datetime], Fact | Reread | None]


class Desk(Notes):
    """A gate's or an operator's seat at an open ceremony file."""

    def __init__(
        self,
        log: Log,
        gate: str = "",
        operator: str = "",
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(log)
        self.gate = gate
        self.operator = operator
        self.now = now
        self._place = 0
        self._roster: Roster | None = None
        self.ceremony = Ceremony(log.script, log.roster(), badge_key(log))
        self._catch_up()

    def scan(self, text: str, *, typed: bool = False) -> Entry:
        """Answers a text, scanned or typed. When this returns, the answer is on disk."""
        return self.scan_all(text, typed=typed)[0]

    def scan_all(self, *texts: str, typed: bool = False) -> list[Entry]:
        """Answers texts that came together, in one write. When this returns, all are on disk."""

        def decide(text: str) -> Decide:
            return lambda c, at: rules.decide_scan(c, text, self.gate, at, typed=typed)

        entries = self.record_all(*map(decide, texts))
        return [entry for entry in entries if entry]  # a scan always has an answer

    def check_in_by_hand(self, attendee: str, why: str) -> Entry | None:
        """Checks somebody in without a badge; None when they are there already, or unknown."""
        return self._record(lambda c, at: rules.decide_by_hand(c, attendee, why, at))

    def walk_in(self, name: str, unit: str, nip: str = "") -> Entry | None:
        """Takes in somebody who is not on the roster; None without a name."""
        return self._record(
            lambda c, at: rules.decide_walk_in(c, f"TAMU-{new_id(at)[-8:]}", name, unit, nip, at)
        )

    def check_out_by_hand(self, attendee: str, why: str) -> Entry | None:
        """Lets somebody leave without a badge; None when they are not there, or need not scan."""
        return self._record(lambda c, at: rules.decide_out_by_hand(c, attendee, why, at))

    def link(self, entry: str, attendee: str) -> Entry | None:
        """Says whose a guest's arrival or a refused scan was; None when it is nobody's to take."""
        return self._record(lambda c, _: rules.decide_link(c, entry, attendee))

    def replace_badge(self, attendee: str, old: str, new: str, reason: str) -> Entry | None:
        """Takes a badge out of use, or gives another; None when nothing would change."""
        return self._record(lambda c, _: rules.decide_badge(c, attendee, old, new, reason))

    def void(self, entry: str, reason: str) -> Entry | None:
        """Takes a check-in back; None without a reason, or when no such check-in counts."""
        return self._record(lambda c, _: rules.decide_void(c, entry, reason))

    def set_absence(self, attendee: str, code: str, note: str = "") -> Entry | None:
        """Puts a reason for absence on file; None for an unknown person or code."""
        return self._record(lambda c, _: rules.decide_absence(c, attendee, code, note))

    def call(
        self, decide: Callable[Concatenate[Ceremony, P], Fact | None], *args: P.args, **kw: P.kwargs
    ) -> Entry | None:
        """Asks a rule and records its answer; None when nothing would change."""
        return self._record(lambda c, _: decide(c, *args, **kw))

    def call_each(
        self, decide: Callable[[Ceremony, *Q], Fact | None], each: Iterable[tuple[*Q]]
    ) -> list[Entry]:
        """Asks a rule about each of these, in one act; what changed nothing is no entry."""

        def asked(args: tuple[*Q]) -> Decide:
            return lambda c, _: decide(c, *args)

        return list(filter(None, self.record_all(*map(asked, each), at=self.now())))

    def call_stage(self, stage: int) -> Entry | None:
        """Goes to a stage of the run of show; None when there is none such."""
        return self.call(rules.decide_stage, stage)

    def call_next_stage(self, step: int) -> Entry | None:
        """Goes one stage on or back; None at either end."""
        return self.call(rules.decide_next_stage, step)

    def call_cue(self, step: int) -> Entry | None:
        """Goes one cue on or back within the stage; None at either end."""
        return self.call(rules.decide_cue, step)

    def cover(self, cover: str = "blank") -> Entry | None:
        """Covers the wall or uncovers it: `blank`, `title` or `held`."""
        return self.call(rules.decide_cover, cover)

    def import_roster(
        self, people: Collection[Attendee], fact: RosterImported, order: Collection[str] = ()
    ) -> Entry | None:
        """Takes attendees in; those known by id are changed, nobody is removed."""

        def write(ceremony: Ceremony, _at: datetime) -> Fact:
            self._roster = ceremony.roster.updated(people, order)
            return replace(fact, replaced=rules.replaced_badges(ceremony.roster, people))

        return self._record(write, Imported(tuple(people), tuple(order)))

    def badge_key(self) -> bytes:
        """What signs the badges of this ceremony; the file of an older program gets its own now."""
        if not self.ceremony.key:
            give_badge_key(self._log)
            self.ceremony = replace(self.ceremony, key=badge_key(self._log))
        return self.ceremony.key

    def record(self, fact: Fact) -> Entry | None:
        """Adds a fact that needs no decision."""
        return self._record(lambda _c, _at: fact)

    def _record(self, decide: Decide, imported: Imported = NOBODY) -> Entry | None:
        return self.record_all(decide, imported=imported)[0]

    def record_all(
        self, *decides: Decide, at: datetime | None = None, imported: Imported = NOBODY
    ) -> list[Entry | None]:
        """Records what each decides, in one write; at one moment, if one is given."""
        before = self.ceremony, self._place
        try:
            with self._log.writing():
                self._catch_up()
                return [self._write(decide, at or self.now(), imported) for decide in decides]
        except BaseException:
            self.ceremony, self._place = before  # what the disk refused never happened
            self._roster = None
            raise

    def _write(self, decide: Decide, at: datetime, imported: Imported) -> Entry | None:
        fact = decide(self.ceremony, at)
        if fact is None or lacks_a_name(self.ceremony, fact, self.operator):
            return None
        if isinstance(fact, Reread):
            return Entry(fact.entry, self.gate, 0, at, self.operator, fact)
        if fact.kind in LEADING and (joined := self.join()) and joined.role != "stage":
            raise CeremonyError("stage-only")
        ahead = self._log.ahead(fact)
        at = rules.counts_from(self.ceremony, fact, at - ahead) + ahead
        entry = self._log.append(new_id(at), self.gate, at, self.operator, fact, imported)
        return next(read for read in self._catch_up() if read.id == entry.id)

    def refresh(self) -> bool:
        """Takes in what other windows and merges have written; whether anything was."""
        return self._log.changed() and bool(self._catch_up())

    def is_code(self, text: str) -> bool:
        """Whether a text is a badge of the roster, a signed one, a NIP or a JOIN: it is no PIN."""
        badge = read_badge(text)
        code = any(map(is_nip, badge.codes)) or bool(badge.signed or self.ceremony.bearers(badge))
        return code or read_join(text) is not None

    @property
    def ceremony_id(self) -> str:
        return self._log.id

    def close(self) -> None:
        self._log.close()

    def _catch_up(self) -> list[Entry]:
        entries, self._place = self._log.read(after=self._place)
        if not entries:
            return []
        if any(isinstance(entry.fact, RosterImported) for entry in entries):
            # What was taken in here need not be read again.
            roster, self._roster = self._roster or self._log.roster(), None
            self.ceremony = replace(self.ceremony, roster=roster)
        if any(isinstance(entry.fact, BadgesPrinted) for entry in entries):
            self.ceremony = replace(self.ceremony, key=badge_key(self._log))
        self.ceremony = evolve(self.ceremony, *entries)
        return entries
