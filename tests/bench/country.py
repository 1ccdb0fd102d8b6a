"""A whole country at once: 514 ceremonies of four gates each send their figures to one server."""

import asyncio
import os
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random, random

import msgspec
from crowd import people, script_of_today
from faults.laptops import free_port
from measures import Goal, Times, tell, times_table

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import Entry
from ceremony_tui.core.figures import Figures, figures_of
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.rules import decide_scan
from ceremony_tui.core.script import Script
from ceremony_tui.core.tally import attendance, tally_all
from ceremony_tui.desk import utc_now
from ceremony_tui.sharing.hub import FIGURES, make_hub
from ceremony_tui.sharing.line import Line
from ceremony_tui.sharing.server import Server

CEREMONIES, GATES, PEOPLE = 514, 4, 1000
AGAIN = 0.02  # of those who are scanned have been before
EVERY = 10.0  # seconds from one message of a ceremony to its next
LASTS = 30.0  # seconds that are watched
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def used(pid: int) -> tuple[float, float]:
    """CPU seconds, and MiB at the peak, of a program; zeros where the kernel does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0, 0.0
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    return (int(fields[11]) + int(fields[12])) / TICKS, peak / 1024


def bench(folder: Path, _scans: int) -> list[Goal]:
    server = Server(make_hub(folder / "province", "", FIGURES, free_port()), "127.0.0.1")
    server.wait()
    try:
        begun = time.process_time()
        regencies, screen = asyncio.run(_day(server))
        ours = time.process_time() - begun
        cpu, memory = used(server.process.pid)
    finally:
        server.close()
    tell(times_table("A ceremony's figures, from sent to seen", [Times("figures", screen.day)]))
    scanned = sum(regency.seen for regency in regencies)
    wrong = sum(regency.here != screen.last[regency.topic].present for regency in regencies)
    free = float("inf")
    return [
        Goal("ceremonies seen of 514", len(screen.last), CEREMONIES, least=True, unit=""),
        Goal("ceremonies whose last figures are not what its gates let in", wrong, 0, unit=""),
        Goal(
            "scans a second", scanned / LASTS, round(0.98 * CEREMONIES * GATES), least=True, unit=""
        ),
        Goal("figures a second", len(screen.day) / LASTS, free, unit=""),
        Goal("CPU of the server", 100 * cpu / LASTS, free, unit="%"),
        Goal("CPU of all gates, senders and the screen", 100 * ours / LASTS, free, unit="%"),
        Goal("memory of the server", memory, free, unit="MiB"),
    ]


class Regency:
    """A ceremony whose four gates let people in, each one a second, as the core decides."""

    def __init__(self, number: int, script: Script, roster: Roster) -> None:
        self.topic, self.seen = f"figures.{number:016x}", 0
        self._organizer, self._chance = f"Kabupaten {number}", Random(number)
        self.ceremony, self._ids = Ceremony(script, roster), [person.id for person in roster]

    def scan(self, gate: int) -> None:
        """Somebody who comes now, or now and then somebody who came before."""
        again = self._chance.random() < AGAIN
        who = self._ids[self._chance.randrange(self.ceremony.present + 1) if again else self.here]
        at, name = utc_now(), f"Gerbang {gate + 1}"
        fact = decide_scan(self.ceremony, who, name, at)
        self.seen += 1
        self.ceremony = evolve(self.ceremony, Entry(f"{self.seen}", name, self.seen, at, "", fact))

    @property
    def here(self) -> int:
        return self.ceremony.present

    def figures(self) -> Figures:
        at, script = utc_now(), self.ceremony.script
        tally = tally_all(attendance(self.ceremony, at))
        told = figures_of(tally, script.title, self._organizer, at, final=False, rehearsal=False)
        assert told
        return told


@dataclass
class Screen:
    """The province's: the last figures of each ceremony, and how long each took to come."""

    last: dict[str, Figures] = field(default_factory=dict[str, Figures])
    sent: dict[tuple[str, datetime], float] = field(
        default_factory=dict[tuple[str, datetime], float]
    )
    took: list[float] = field(default_factory=list[float])
    day: tuple[float, ...] = ()

    async def look(self, line: Line) -> None:
        heard = await line.listen("figures.*")
        while True:
            topic, value = await heard.get()
            figures = msgspec.json.decode(value, type=Figures)
            self.last[topic] = figures
            self.took.append(time.perf_counter() - self.sent[topic, figures.at])


async def _day(server: Server) -> tuple[list[Regency], Screen]:
    sender, watcher = (server.hub.join(role, "127.0.0.1") for role in FIGURES)
    lines = [await Line.open(join) for join in (watcher, *[sender] * CEREMONIES)]
    screen = Screen()
    looking = asyncio.ensure_future(screen.look(lines[0]))
    script, roster = script_of_today(), Roster(people(PEOPLE))
    regencies = [Regency(number, script, roster) for number in range(CEREMONIES)]
    end = time.monotonic() + LASTS

    async def gate(regency: Regency, number: int) -> None:
        due = time.monotonic() + random()
        while due < end:
            await asyncio.sleep(due - time.monotonic())
            regency.scan(number)
            due += 1

    async def tell_on(regency: Regency, line: Line) -> None:
        due = time.monotonic() + EVERY * random()
        while due < end:
            await asyncio.sleep(due - time.monotonic())
            await tell_once(regency, line)
            due += EVERY

    async def tell_once(regency: Regency, line: Line) -> None:
        figures = regency.figures()
        screen.sent[regency.topic, figures.at] = time.perf_counter()
        await line.say(regency.topic, msgspec.json.encode(figures))

    pairs = list(zip(regencies, lines[1:], strict=True))
    gates = (gate(regency, number) for regency in regencies for number in range(GATES))
    await asyncio.gather(*gates, *(tell_on(*pair) for pair in pairs))
    screen.day = tuple(screen.took)
    for pair in pairs:  # when the last one is in, the screen must say what the gates counted
        await tell_once(*pair)
    await asyncio.sleep(0.5)
    looking.cancel()
    for line in lines:
        await line.close()
    return regencies, screen
