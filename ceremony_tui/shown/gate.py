"""What the gate is told of a scan: the same for the screen, the command line and the JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ceremony_tui.core.badge import mask
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn, CheckedOut, Entry, Reread, ScanRefused, Verdict
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.script import Script
from ceremony_tui.words import Words


@dataclass(frozen=True, slots=True)
class Answer:
    """A scan's answer in words. Moments carry the ceremony's own offset."""

    entry: str
    at: datetime
    gate: str
    verdict: Verdict
    shown_as: Verdict
    text: str
    message: str
    attendee: Attendee | None = None
    first_at: datetime | None = None
    first_gate: str = ""
    late_minutes: int | None = None
    typed: bool = False

    @property
    def who(self) -> str:
        """Name and unit, or the text of nobody's badge with its numbers hidden."""
        person = self.attendee
        return f"{person.name} · {person.unit}" if person else mask(self.text)

    def json(self) -> Mapping[str, object]:
        """One line of `ceremony scan --json`."""
        person = self.attendee
        keys = ("id", "nip", "name", "unit", "position")
        first = self.first_at
        return {
            "entry": self.entry,
            "at": self.at.isoformat(timespec="milliseconds"),
            "gate": self.gate,
            "verdict": self.verdict,
            "attendee": {key: getattr(person, key) for key in keys} if person else None,
            "first": first
            and {"at": first.isoformat(timespec="milliseconds"), "gate": self.first_gate},
            "late_minutes": self.late_minutes,
            "text": self.text,
            "message": self.message,
        }


def answer(entry: Entry, ceremony: Ceremony, words: Words) -> Answer | None:
    """Puts a scan's entry into words; None for an entry that is no scan.

    A reread keeps the look of the scan it repeats, so that nobody takes it for a refusal.
    """
    fact = entry.fact
    if not isinstance(fact, (CheckedIn, CheckedOut, ScanRefused, Reread)):
        return None
    repeated = fact.of if isinstance(fact, Reread) else fact
    local = ceremony.script.local
    first_at, first_gate, late, early = None, "", None, 0
    if isinstance(fact, CheckedIn):
        late = fact.late_minutes or None
    elif isinstance(fact, CheckedOut):
        early, came = fact.early_minutes, ceremony.check_in(fact.attendee)
        first_at, first_gate = (local(came.at), came.gate) if came else (None, "")
    elif fact.first_at:
        first_at, first_gate = local(fact.first_at), fact.first_gate
    clock = partial(_clock, ceremony.script, words, entry.at)
    told = "foreign" if isinstance(fact, ScanRefused) and fact.foreign else fact.verdict
    return Answer(
        entry=entry.id,
        at=local(entry.at),
        gate=entry.gate,
        verdict=fact.verdict,
        shown_as=repeated.verdict,
        text=fact.text,
        message=words(
            f"message.{told}",
            at=clock(entry.at),
            minutes=late or early,
            first=clock(first_at) if first_at else "",
            gate=first_gate,
            opens=clock(ceremony.script.doors_open),
            closes=clock(ceremony.script.doors_close),
            before=words(f"verdict.{repeated.verdict}"),
            reason=words(f"reason.{ceremony.absence(fact.attendee) or 'none'}"),
        ),
        attendee=ceremony.roster.get(fact.attendee),
        first_at=first_at,
        first_gate=first_gate,
        late_minutes=late,
        typed=not isinstance(fact, Reread) and fact.typed,
    )


def _clock(script: Script, words: Words, now: datetime, moment: datetime) -> str:
    """The time, and the day too when it is another one."""
    now, moment = script.local(now), script.local(moment)
    told = words.clock(moment, script.timezone)
    return told if moment.date() == now.date() else f"{words.date(moment)}, {told}"
