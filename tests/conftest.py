"""A small ceremony that is real: its own file, its own clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ceremony_tui.core.facts import Opened, RosterImported
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.script import Kind, Role, Script, Stage
from ceremony_tui.core.text.pledge import Mode, Text
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.words import Words, load

STARTS = datetime.fromisoformat("2023-10-28T07:30:00+08:00")

PEOPLE = (
    Attendee("196608011988031901", "Sitti Nurlina", "Dinas Kesehatan", "196608011988031901",
             "Perawat", "III/b", "A00001234567", "PNS"),
    Attendee("199009132025241902", "Bob [VIP]", "Dinas Kesehatan", "199009132025241902",
             status="PPPK"),
    Attendee("198501012010012903", "Ann [/b] Lee", "Inspektorat", "198501012010012903",
             "Auditor", "III/d", "B-77", "PNS"),
    Attendee("NON-0001", "Sukarni", "Inspektorat", badge="", status="Non-ASN"),
)  # fmt: skip

PLEDGE = Text(
    title="Ikrar",
    opening="kami berikrar:",
    points=("Menjaga netralitas", "Menolak politik uang"),
    closing="Demikian ikrar ini",
)

SCRIPT = Script(
    title="Upacara Contoh",
    organizer="Kabupaten Teluk Cempaka",
    place="Halaman Kantor",
    timezone="Asia/Makassar",
    starts=STARTS,
    doors_open=STARTS - timedelta(minutes=75),
    late_after=STARTS,
    doors_close=STARTS + timedelta(minutes=90),
    roles=(Role("Pembaca Ikrar", "Arifin"),),
    stages=(
        Stage(Kind.RITE, "Pembukaan", 3),
        Stage(Kind.RECITATION, "Ikrar", 4, "Pembaca Ikrar", Mode.ECHO, PLEDGE),
        Stage(Kind.SIGNING, "Penandatanganan", 10),
    ),
)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)

    def set(self, hour: str) -> None:
        """Sets the ceremony's own wall clock: "07:30" or "07:30:01"."""
        at = datetime.fromisoformat(f"{STARTS.date()}T{hour}").replace(tzinfo=STARTS.tzinfo)
        self.at = at.astimezone(UTC)


@pytest.fixture
def clock() -> Clock:
    clock = Clock(STARTS)
    clock.set("07:00")
    return clock


@pytest.fixture
def words() -> Words:
    return load("id")


MakeFile = Callable[..., Path]


@pytest.fixture
def make_file(tmp_path: Path, clock: Clock) -> MakeFile:
    """Makes a ceremony file with a roster and gives its path."""

    def make(
        name: str = "ikrar.db", people: tuple[Attendee, ...] = PEOPLE, script: Script = SCRIPT
    ) -> Path:
        path = tmp_path / name
        Log.make(path, "0190-ceremony", script)
        desk = Desk(Log.open(path, origin="maker"), now=clock)
        desk.record(Opened(SCRIPT.title, "example"))
        desk.import_roster(people, RosterImported("x.csv", len(people), len(people), 0, 0, 0))
        desk.close()
        return path

    return make


@pytest.fixture
def file(make_file: MakeFile) -> Path:
    return make_file()


@pytest.fixture
def desk(file: Path, clock: Clock):
    desk = Desk(Log.open(file, origin="laptop-1"), "Gerbang 1", "Rina", now=clock)
    yield desk
    desk.close()
