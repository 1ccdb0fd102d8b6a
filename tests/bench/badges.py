"""Ten thousand badges on sheets, beside a bare loop of qrcode and reportlab."""

import os
import subprocess
import sys
from pathlib import Path

from crowd import PROGRAM, make_ceremony, people
from measures import Goal, Times, tell, times_table

PEOPLE = 10_000
ROUNDS = 3
BARE = Path(__file__).with_name("contenders") / "sheets.py"


def bench(folder: Path, _scans: int) -> list[Goal]:
    file, roster = folder / "ikrar.db", folder / "roster.tsv"
    make_ceremony(file, PEOPLE, [])
    rows = (f"{p.id}\t{p.name}\t{p.unit}" for p in people(PEOPLE))
    roster.write_text("\n".join(rows), encoding="utf-8")
    ours = (*PROGRAM, "badges", str(file), "--out", str(folder / "ours.pdf"))
    commands = {
        "ceremony badges": ours,
        "ceremony badges --signed": (*ours, "--signed"),
        "bare loop": (sys.executable, str(BARE), str(folder / "bare.pdf"), str(roster)),
    }
    spent = {name: list[tuple[float, float]]() for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            spent[name].append(_spent(command))
    told = [Times(name, tuple(s for s, _ in rounds)) for name, rounds in spent.items()]
    tell(times_table(f"{PEOPLE:,} badges, seconds of CPU", told))
    plain, signed, bare = (min(times.seconds) for times in told)
    memory = max(mb for rounds in list(spent.values())[:2] for _, mb in rounds)
    return [
        Goal("badges: 10,000 plain / bare loop", plain / bare, 1.3),
        Goal("badges: 10,000 signed / bare loop", signed / bare, 1.3),
        Goal("badges: memory of 10,000", memory, 200, unit="MB"),
    ]


def _spent(command: tuple[str, ...]) -> tuple[float, float]:
    """Seconds of CPU and megabytes at most of a program."""
    program = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    assert program.returncode == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
