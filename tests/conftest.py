"""A small ceremony that is real: its own file, its own clock."""

import os
import shutil
from asyncio import get_running_loop, sleep
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import scrypt
from pathlib import Path
from time import process_time

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.css.stylesheet import Stylesheet

from ceremony_tui.core import pin
from ceremony_tui.core.facts import Opened, RosterImported
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.script import Kind, Role, Script, Stage
from ceremony_tui.core.text.pledge import Mode, Text
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.words import Words, load

# Whatever the shell says: what a hundred programs and both workers load is compiled once.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

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


def made(path: Path, people: tuple[Attendee, ...], script: Script, clock: Clock) -> Path:
    Log.make(path, "0190-ceremony", script)
    desk = Desk(Log.open(path, origin="maker"), now=clock)
    desk.record(Opened(SCRIPT.title, "example"))
    desk.import_roster(people, RosterImported("x.csv", len(people), len(people), 0, 0, 0))
    desk.close()
    return path


@pytest.fixture
def make_file(tmp_path: Path, clock: Clock) -> MakeFile:
    """Makes a ceremony file with a roster and gives its path."""

    def make(
        name: str = "ikrar.db", people: tuple[Attendee, ...] = PEOPLE, script: Script = SCRIPT
    ) -> Path:
        return made(tmp_path / name, people, script, clock)

    return make


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: a copy of it costs a tenth."""
    clock = Clock(STARTS)
    clock.set("07:00")
    return made(tmp_path_factory.mktemp("original") / "ikrar.db", PEOPLE, SCRIPT, clock)


@pytest.fixture
def file(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path))


@pytest.fixture
def cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a PIN's seal is not what is tested: each would cost 50 ms."""
    monkeypatch.setattr(
        pin, "scrypt", lambda code, salt, **_: scrypt(code, salt=salt, n=2, r=1, p=1)
    )


@pytest.fixture
def desk(file: Path, clock: Clock):
    desk = Desk(Log.open(file, origin="laptop-1"), "Gerbang 1", "Rina", now=clock)
    yield desk
    desk.close()


SOON = 1 / 50  # seconds: what is drawn waits for the next of 60 pictures a second
IDLE = 1 / 1000  # seconds of work in which timers only looked


async def settled(_least: float = 0, most: float = 1) -> None:
    """Until an app has nothing left to do, and no key is held back that may begin a scan."""
    loop = get_running_loop()
    until = loop.time() + most
    pause = 0.0
    while loop.time() < until:
        worked = process_time()
        await sleep(pause)
        while loop._ready:
            await sleep(0)
        if getattr(active_app.get(), "_silence", None) is None:
            due = (timer.when() for timer in loop._scheduled if not timer.cancelled())
            looked = pause and process_time() - worked < IDLE
            if looked or min(due, default=until) > loop.time() + SOON:
                return
        pause = SOON


@pytest.fixture(autouse=True, scope="session")
def pilots_wait_until_it_is_done() -> None:
    """Textual's own wait until the processor was quiet for 20 ms, which others may prevent."""
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = settled


@pytest.fixture(autouse=True, scope="session")
def sheets_are_parsed_once() -> None:
    """Every app would parse them anew, which is a fifth of its opening."""
    parse, parsed = Stylesheet._parse_rules, {}

    def once(sheet: Stylesheet, *asked: object, **more: object) -> object:
        key = (frozenset(sheet._variables.items()), asked, frozenset(more.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *asked, **more)
        return parsed[key]

    Stylesheet._parse_rules = once
