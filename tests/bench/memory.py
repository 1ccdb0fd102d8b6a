"""How much memory the console holds once it is open and has answered scans."""

import sys
from pathlib import Path

from crowd import PROGRAM, make_ceremony, to_come
from measures import Goal
from seen import Seen

PEOPLE = 10_000


def bench(folder: Path, scans: int) -> list[Goal]:
    awaited = to_come(PEOPLE, scans)
    make_ceremony(folder / "ikrar.db", PEOPLE, awaited)
    hello = Path(__file__).with_name("contenders") / "hello.py"
    bare = Seen("hello", (sys.executable, str(hello)), "READY")
    console = Seen("console", (*PROGRAM, "run", str(folder / "ikrar.db")), "orang/menit")
    opened = _resident(console)
    for person in awaited:
        console.scan(person.nip, person.name)
    ours, least = _resident(console), _resident(bare)
    bare.close()
    console.close()
    return [
        Goal(f"memory just opened: {opened:.0f} / {least:.0f} MB", opened / least, 2),
        Goal(f"memory after {scans} scans: {ours:.0f} / {least:.0f} MB", ours / least, 2),
    ]


def _resident(program: Seen) -> float:
    for line in Path(f"/proc/{program.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError(program.name)
