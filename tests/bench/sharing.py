"""Laptops that share: how long a scan takes to reach the other gate, and what it costs a scan."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from crowd import make_ceremony, to_come
from faults.laptops import HubHere, LaptopHere, shared_in_a_process
from measures import Goal, Times, tell, times_table

from ceremony_tui.core.facts import ScanRefused, Verdict

ALONE = 10_000  # entries that one gate wrote while nobody heard it
TIMES = 3  # such gates, one after the other
BACKLOG = 100_000
TWICE = 100  # badges read at one gate and then at another
PAUSE = 0.03  # seconds between two scans: six gates at a rush scan no faster


def wait_for(path: Path, entries: int) -> float:
    """The moment at which another program's file has so many entries."""
    with closing(sqlite3.connect(path)) as file:
        while file.execute("SELECT max(seq) FROM log").fetchone()[0] < entries:
            time.sleep(0.0005)
        return time.perf_counter()


def bench(folder: Path, scans: int) -> list[Goal]:
    source = folder / "source.db"
    make_ceremony(source, 20_000, to_come(20_000, 15_000))
    hub = HubHere(folder, source)
    try:
        return [*_gate_to_gate(folder, source, hub, scans), *_fresh(folder, source, hub)]
    finally:
        hub.close()


def _gate_to_gate(folder: Path, source: Path, hub: HubHere, scans: int) -> list[Goal]:
    names = ("1", "2", "single", *(f"far {n}" for n in range(TIMES)))
    here, there, single, *far = (LaptopHere(n, source, folder, hub.join()) for n in names)
    programs = [shared_in_a_process(one) for one in (here, there)]
    nips = [person.nip for person in to_come(20_000, 15_000)]
    time.sleep(3)
    across: list[float] = []
    times: dict[str, list[float]] = {"with": [], "without": [], "catching up": [], "beside": []}

    def scan(laptop: LaptopHere, number: int, into: str) -> float:
        begun = time.perf_counter()
        laptop.desk.scan(nips[number])
        ended = time.perf_counter()
        times[into].append(ended - begun)
        return ended

    for number in range(scans):
        scan(single, number, "without")
        time.sleep(PAUSE / 2)
        ended = scan(here, number, "with")
        across.append(wait_for(there.path, here.count()) - ended)
        time.sleep(PAUSE / 2)
    warned = 0
    for number in range(TWICE):
        here.desk.scan(nips[-1 - number])
        time.sleep(0.05)
        fact = there.desk.scan(nips[-1 - number]).fact
        warned += isinstance(fact, ScanRefused) and fact.verdict is Verdict.ALREADY_PRESENT
    number = scans
    for laptop in far:
        laptop.flood(ALONE)
        programs.append(shared_in_a_process(laptop))
        awaited = here.count() + ALONE
        wait_for(here.path, awaited - ALONE + 1)  # it has begun
        while here.count() < awaited:
            scan(single, number, "beside")
            time.sleep(PAUSE / 2)
            scan(here, number, "catching up")
            awaited += 1
            number += 1
            time.sleep(PAUSE / 2)
    for program in programs:
        program.kill()
        program.wait()
    for laptop in (here, there, single, *far):
        laptop.desk.close()
    told = {name: Times(name, tuple(taken)) for name, taken in times.items()}
    gap = Times("gate to gate", tuple(across))
    tell(times_table("A scan recorded, and known at the other gate", [*told.values(), gap]))
    return [
        Goal("gate to gate, median", gap.median, 20, unit="ms"),
        Goal("gate to gate, p99", gap.p99, 60, unit="ms"),
        Goal("warned at the second gate, 50 ms later", warned / TWICE, 0.98, least=True, unit=""),
        Goal("scan, median: sharing / alone", told["with"].median / told["without"].median, 1.1),
        Goal(
            f"scan, p99: {ALONE:,} entries coming in / alone",
            told["catching up"].p99 / told["beside"].p99,
            2,
        ),
    ]


def _fresh(folder: Path, source: Path, hub: HubHere) -> list[Goal]:
    names = ("busy", "fresh")
    busy, fresh = (LaptopHere(n, source, folder, hub.join()) for n in names)
    busy.flood(BACKLOG)
    begun = time.perf_counter()
    program = shared_in_a_process(busy)
    while not _hub_has(hub, busy):
        time.sleep(0.05)
    drained = time.perf_counter() - begun
    program.kill()
    program.wait()
    begun, wanted = time.perf_counter(), fresh.count() + BACKLOG
    program = shared_in_a_process(fresh)
    took = wait_for(fresh.path, wanted) - begun
    program.kill()
    program.wait()
    for laptop in (busy, fresh):
        laptop.desk.close()
    return [
        Goal(f"{BACKLOG:,} entries given to the hub", drained, float("inf"), unit="s"),
        Goal(f"a fresh gate reads {BACKLOG:,} entries", took, 3, unit="s"),
    ]


def _hub_has(hub: HubHere, laptop: LaptopHere) -> bool:
    import asyncio

    from ceremony_tui.sharing.line import Line

    async def ask() -> int:
        line = await Line.open(hub.join())
        try:
            held = await line.has()
        finally:
            await line.close()
        origin = laptop.desk._log.origin
        return held[origin].count if origin in held else 0

    return asyncio.run(ask()) >= BACKLOG
