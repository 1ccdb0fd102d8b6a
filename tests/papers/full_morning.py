"""A morning on which everything happened that a paper can tell of."""

from dataclasses import replace
from datetime import UTC, datetime

from small_ceremony import PEOPLE, SCRIPT, arrival, clock

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    AbsenceSet,
    Closed,
    CueCalled,
    Entry,
    Fact,
    Opened,
    ScanRefused,
    Signed,
    Verdict,
    Voided,
    WalkedIn,
)
from ceremony_tui.core.record import Record
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Kind, Role, Signer, Stage
from ceremony_tui.core.text.pledge import Mode, Text
from ceremony_tui.core.text.wording import text_hash

PLEDGE = Text(
    title="Ikrar Netralitas ASN",
    opening="Kami berikrar:",
    points=("Menjaga netralitas", "Menolak politik uang"),
    closing="Demikian ikrar ini.",
)
PLAN = replace(
    SCRIPT,
    roles=(
        Role("Inspektur Upacara", "Ridwan", "Sekretaris Daerah"),
        Role("Pembaca Ikrar", "Kartini"),
    ),
    stages=(
        Stage(Kind.RITE, "Penghormatan", 3, "Inspektur Upacara"),
        Stage(Kind.RECITATION, "Pembacaan Ikrar", 4, "Pembaca Ikrar", Mode.UNISON, PLEDGE),
        Stage(Kind.SIGNING, "Penandatanganan", 8, signers=(Signer("Ridwan", "Sekretaris Daerah"),)),
    ),
)
ARMAN, ROSMINI, ILHAM, WAHYUNI, YUSRAN = PEOPLE
HOSTILE = Attendee(
    "=1+1", '=HYPERLINK("http://x.example")', "Dinas Kesehatan", position="\x1b[31mMerah"
)
ACCENTED = Attendee("197905052006041904", "Łukasz Peña", "BKPSDM", "197905052006041904")
SICK = Attendee("199112122024212905", "Sitti Aisyah", "BKPSDM", "199112122024212905")
ON_DUTY = Attendee("NON-0002", "Irawati", "BKPSDM")
EVERYONE = (*PEOPLE, HOSTILE, ACCENTED, SICK, ON_DUTY)

AFTER = clock(10, 15)
HEAD = "0123456789abcdef" * 4


def entry(at: datetime, fact: Fact, gate: str = "Gerbang 1", operator: str = "Nurlina") -> Entry:
    at = at.astimezone(UTC)
    who = getattr(fact, "attendee", "") or getattr(fact, "stage", "")
    return Entry(f"{fact.kind} {who} {at:%H%M}", gate, 1, at, operator, fact)


def entries() -> tuple[Entry, ...]:
    """In the order of the log: before, during and after the ceremony."""
    past = len(PLAN.stages[1].cues) - 1
    mistaken = arrival(WAHYUNI, clock(7, 20))
    happened = (
        entry(clock(6, 0), Opened(PLAN.title, "contoh")),
        arrival(ROSMINI, clock(6, 47), "Gerbang 2"),
        arrival(ROSMINI, clock(6, 49), "Gerbang 1"),  # two gates, apart from each other
        entry(clock(6, 50), ScanRefused(Verdict.NOT_ON_ROSTER, "196001011980031999")),
        entry(clock(7, 10), WalkedIn("TAMU-1", "Tamu Agung", "BKN")),
        mistaken,
        entry(clock(7, 25), Voided(mistaken.id, WAHYUNI.id, "kartu orang lain")),
        arrival(ARMAN, clock(7, 30)),
        arrival(YUSRAN, clock(7, 43)),
        arrival(ACCENTED, clock(7, 59)),
        entry(clock(7, 31), CueCalled(0)),
        entry(clock(7, 45), CueCalled(1, text_hash=text_hash(PLEDGE))),
        entry(clock(7, 49), CueCalled(1, past)),
        entry(clock(7, 50), CueCalled(2)),
        entry(clock(7, 52), Signed(2, "Ridwan", "Sekretaris Daerah", 0)),
        entry(clock(7, 55), Signed(2, ARMAN.name, "Kepala Dinas", -1, ARMAN.id, ARMAN.id)),
        entry(clock(7, 58), CueCalled(3)),
        entry(clock(9, 5), AbsenceSet(SICK.id, "S", "surat dokter")),
        entry(clock(9, 6), AbsenceSet(ON_DUTY.id, "TP")),
        entry(clock(9, 7), AbsenceSet(ARMAN.id, "DL", "batal berangkat")),
        entry(clock(9, 30), Closed("rapat rekap", 8, 4)),
        entry(clock(9, 45), AbsenceSet(ILHAM.id, "C", "cuti tahunan, surat menyusul")),
    )
    return tuple(sorted(happened, key=lambda e: e.order))


def full_morning() -> tuple[Ceremony, Record]:
    told = entries()
    return evolve(Ceremony(PLAN, Roster(EVERYONE)), *told), Record(len(told), HEAD, lambda: told)
