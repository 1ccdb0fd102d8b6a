"""Several laptops and a hub, all real but in one place: its server, their files, their sharing."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn, Entry, Opened, RosterImported
from ceremony_tui.core.join import Join, hub_key
from ceremony_tui.core.laptops import LIVE, Sharing
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.script import Kind, Script, Stage
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.log import Log
from ceremony_tui.sharing.hub import GATES, make_hub
from ceremony_tui.sharing.server import Server
from ceremony_tui.sharing.sessions import keep_sharing
from ceremony_tui.sharing.shared import Shared

LONG = bool(os.environ.get("CEREMONY_FAULTS"))
PATIENCE = 180.0 if LONG else 30.0  # seconds until a test gives up on laptops that agree


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def make_file(path: Path, people: int) -> None:
    """A ceremony whose doors are open now, with people N-0, N-1, … expected."""
    now = datetime.now(UTC)
    script = Script(
        "Upacara Uji", "Kabupaten Teluk Cempaka", "Halaman", "Asia/Makassar", now,
        now - timedelta(hours=6), now + timedelta(hours=12), now + timedelta(hours=12),
        stages=(Stage(Kind.RITE, "Pembukaan", 3), Stage(Kind.PRAYER, "Doa", 2)),
    )  # fmt: skip
    Log.make(path, new_id(now), script)
    desk = Desk(Log.open(path, origin="maker"))
    desk.record(Opened(script.title, "uji"))
    roster = [Attendee(f"N-{n}", f"Warga {n}", f"Dinas {n % 9}") for n in range(people)]
    desk.import_roster(roster, RosterImported("x.csv", people, people, 0, 0, 0))
    desk.close()


class HubHere:
    """A hub with its server, which may be killed, frozen, wiped, or put back to an older state."""

    def __init__(self, folder: Path, file: Path, listen: str = "127.0.0.1") -> None:
        log = Log.open(file)
        self.hub = make_hub(folder / "hub", hub_key(log.id), GATES, free_port())
        log.close()
        self._listen = listen
        self.start()

    def start(self) -> None:
        self.server = Server(self.hub, self._listen)
        self.server.wait()

    def join(self, role: str = "gate", port: int = 0) -> Join:
        join = self.hub.join(role, "127.0.0.1")
        return Join(role, "127.0.0.1", port or join.port, join.password, join.pin, join.key)

    def kill(self) -> None:
        self.server.process.kill()
        self.server.process.wait()

    def freeze(self) -> None:
        self.server.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.server.process.send_signal(signal.SIGCONT)

    @property
    def store(self) -> Path:
        return self.hub.folder / "store"

    def wipe(self) -> None:
        shutil.rmtree(self.store)

    def close(self) -> None:
        with suppress(OSError):
            self.thaw()
        self.server.close()


class LaptopHere:
    """A gate's laptop: its own copy of the file, its desk, and its sharing in a thread."""

    def __init__(self, name: str, source: Path, folder: Path, join: Join, ahead: float = 0) -> None:
        self.name, self.join = name, join
        self.path = folder / f"{name}.db"
        source_log = Log.open(source)
        source_log.backup(self.path)
        source_log.close()
        self._ahead = timedelta(seconds=ahead)
        self.desk = Desk(Log.open(self.path, origin=name), f"Gerbang {name}", now=self.now)
        self.sharing: Sharing | None = None
        self._thread: threading.Thread | None = None

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def connect(self) -> None:
        """Begins to share, in a loop of its own."""
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._share, name=self.name)
        self._thread.start()

    def _share(self) -> None:
        log = Log.open(self.path, origin=self.name)
        shared = Shared(log, self.join, self.now, new_id)
        shared.told = lambda sharing: setattr(self, "sharing", sharing)
        self._run = self._loop.create_task(keep_sharing(shared, self._stop))
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._run)
        if rest := asyncio.all_tasks(self._loop):  # of a line that was cut: they end with the loop
            for task in rest:
                task.cancel()
            self._loop.run_until_complete(asyncio.wait(rest))
        log.close()
        self._loop.close()

    def disconnect(self, *, suddenly: bool = False) -> None:
        """Ends the sharing, with a goodbye or `suddenly` as by a power cut."""
        if self._thread is not None and self._thread.is_alive():
            ending = self._run.cancel if suddenly else self._stop.set
            self._loop.call_soon_threadsafe(ending)
            self._thread.join()
        self._thread = None

    def is_live(self) -> bool:
        return self.sharing is not None and self.sharing.state == LIVE

    def scan(self, *people: int) -> None:
        for person in people:
            self.desk.scan(f"N-{person}")

    def flood(self, entries: int, gate: str = "") -> None:
        """Writes many check-ins in one go, as if they had been scanned while alone."""
        log = Log.open(self.path, origin=self.name)
        at = self.now()
        with log.writing():
            for number in range(entries):
                moment = at + timedelta(microseconds=number)
                fact = CheckedIn(f"N-{number}", f"N-{number}")
                log.append(new_id(moment), gate or self.desk.gate, moment, "", fact)
        log.close()

    def entries(self) -> list[Entry]:
        log = Log.open(self.path, write=False)
        found, _ = log.read()
        log.close()
        return found

    def count(self) -> int:
        return int(next(iter(self.desk._log.query("SELECT count(*) FROM log")))[0])

    def ceremony(self) -> Ceremony:
        desk = Desk(Log.open(self.path, write=False))
        desk.close()
        return desk.ceremony

    def close(self) -> None:
        self.disconnect()
        self.desk.close()


def wait_until(true: Callable[[], object], what: str, patience: float = PATIENCE) -> float:
    """Seconds until something is true."""
    begun = monotonic()
    while not true():
        assert monotonic() - begun < patience, what
        sleep(0.005)
    return monotonic() - begun


def settle(*laptops: LaptopHere, entries: int) -> float:
    """Seconds until all laptops have so many entries."""
    return wait_until(
        lambda: all(laptop.count() >= entries for laptop in laptops),
        f"{entries} wanted, there are {[laptop.count() for laptop in laptops]}, "
        f"{[laptop.sharing and laptop.sharing.state for laptop in laptops]}",
    )


def agree(one: LaptopHere, two: LaptopHere, *, least: int) -> int:
    """Waits until two laptops have the same entries, so many at least; how many."""

    def same() -> bool:
        if not one.count() == two.count() >= least:
            return False
        ids = [{entry.id for entry in laptop.entries()} for laptop in (one, two)]
        return ids[0] == ids[1] and len(ids[0]) >= least

    wait_until(same, "they do not agree")
    return one.count()


def assert_one_truth(*laptops: LaptopHere, entries: int) -> None:
    """Nothing lost, nothing twice, the same ceremony and the same firsts; every chain holds."""
    first, *others = laptops
    ids = [entry.id for entry in first.entries()]
    assert len(ids) == len(set(ids)) == entries
    truth = first.ceremony()
    firsts = _firsts(truth)
    for laptop in others:
        assert {entry.id for entry in laptop.entries()} == set(ids)
        ceremony = laptop.ceremony()
        assert _firsts(ceremony) == firsts
        assert ceremony == truth
    for laptop in laptops:
        log = Log.open(laptop.path, write=False)
        assert log.verify() is None
        log.close()


def _firsts(ceremony: Ceremony) -> list[tuple[str, str]]:
    came: Iterable[tuple[str, Entry | None]] = (
        (person.id, ceremony.check_in(person.id)) for person in ceremony.roster
    )
    return [(person, entry.id) for person, entry in came if entry]


class Wire:
    """A network that can be cut: what goes to `port` passes through here, or nowhere."""

    def __init__(self, target: int) -> None:
        self._target = target
        self.cut = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                if self._listener.fileno() < 0:
                    return
                continue
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if self.cut:
                    continue  # as when the cable is out: nobody is told
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.close()

    def close(self) -> None:
        for end in (self._listener, *self._open):
            with suppress(OSError):
                end.close()


class Network:
    """A network of its own with a cable to this one, which can be pulled out. Needs root."""

    near, far = "10.77.0.1", "10.77.0.2"

    def __init__(self, name: str = "ceremony") -> None:
        self._name, self._cable = name, f"{name}0"
        self.command = ("ip", "netns", "exec", name)
        self._ip("netns", "add", name)
        self._ip("link", "add", self._cable, "type", "veth", "peer", "name", "eth0", "netns", name)
        self._ip("addr", "add", f"{self.near}/24", "dev", self._cable)
        self._ip("-n", name, "addr", "add", f"{self.far}/24", "dev", "eth0")
        self._ip("-n", name, "link", "set", "eth0", "up")
        self.plug(True)

    def plug(self, there: bool) -> None:
        self._ip("link", "set", self._cable, "up" if there else "down")

    def close(self) -> None:
        self._ip("netns", "del", self._name)

    @staticmethod
    def _ip(*arguments: str) -> None:
        subprocess.run(("ip", *arguments), check=True, capture_output=True)


def shared_in_a_process(
    laptop: LaptopHere, *inside: str, host: str = "127.0.0.1"
) -> "subprocess.Popen[bytes]":
    """`ceremony share` as a program of its own, `inside` a network; it can be killed."""
    program = (
        "import sys, asyncio; from datetime import UTC, datetime; from pathlib import Path\n"
        "from ceremony_tui.core.join import read_join; from ceremony_tui.desk import new_id\n"
        "from ceremony_tui.log import Log; from ceremony_tui.sharing.sessions import keep_sharing\n"
        "from ceremony_tui.sharing.shared import Shared\n"
        "path, origin, code = sys.argv[1:]\n"
        "log = Log.open(Path(path), origin=origin)\n"
        "shared = Shared(log, read_join(code), lambda: datetime.now(UTC), new_id)\n"
        "asyncio.run(keep_sharing(shared, asyncio.Event()))\n"
    )
    arguments = (str(laptop.path), laptop.name, replace(laptop.join, host=host).text)
    return subprocess.Popen([*inside, sys.executable, "-c", program, *arguments])
