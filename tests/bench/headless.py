"""Durable scans a second of a gate without a screen."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from crowd import PROGRAM, make_ceremony, to_come
from measures import Goal, Times, tell, times_table

PEOPLE = 10_000
PORTION = 10  # lines that one contender answers before it is the other one's turn


class Gate:
    """A program that reads a code a line and answers a line each."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.seconds: list[float] = []

    def scan(self, nips: Sequence[str]) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        begun = perf_counter()
        stdin.write("".join(f"{nip}\n" for nip in nips))
        stdin.flush()
        for nip in nips:
            assert nip in stdout.readline()
        self.seconds.append((perf_counter() - begun) / len(nips))

    def close(self) -> None:
        self._process.communicate()


def bench(folder: Path, scans: int) -> list[Goal]:
    awaited = to_come(PEOPLE, scans * PORTION)
    make_ceremony(folder / "gate.db", PEOPLE, awaited)
    shutil.copy(folder / "gate.db", folder / "bare.db")
    bare = Path(__file__).with_name("contenders") / "bare.py"
    gates = {
        "ceremony scan --json": Gate(
            *PROGRAM, "scan", str(folder / "gate.db"), "--gate", "Gerbang 1", "--json"
        ),
        "bare commits of the row": Gate(sys.executable, str(bare), str(folder / "bare.db")),
    }
    portions = [awaited[n : n + PORTION] for n in range(0, len(awaited), PORTION)]
    for portion in portions:
        for gate in gates.values():
            gate.scan([person.nip for person in portion])
    for gate in gates.values():
        gate.close()
    # The first portion waits for the program to start.
    told = [Times(name, tuple(gate.seconds[1:])) for name, gate in gates.items()]
    tell(times_table(f"One durable scan, {PORTION} in a row, {PEOPLE:,} people", told))
    ours, least = (len(times.seconds) / sum(times.seconds) for times in told)
    return [Goal("headless scans a second / bare commits", ours / least, 0.7, least=True)]
