"""From the scanner's bytes to the painted answer, through a terminal."""

import json
import random
import shutil
import sys
import time
from pathlib import Path

from crowd import PROGRAM, make_ceremony, to_come
from measures import Goal, Times, tell, times_table
from seen import COLUMNS, Seen

from ceremony_tui.core.badge import mask_nip
from ceremony_tui.core.roster import Attendee
from ceremony_tui.letters.bigtext import big

SIZES = (1_000, 10_000, 100_000)
REST = 0.04  # seconds in which a contender comes to rest before the next one's turn
CONTENDERS = Path(__file__).with_name("contenders")


def picture(person: Attendee) -> str:
    """As many cells, and the same shapes, as the gate paints for somebody who is welcome."""
    rows = [*big("✓ HADIR", COLUMNS - 2, 9).rows, "", *big(person.name, COLUMNS - 2, 6).rows]
    rows += ["", person.unit, f"{person.position} · {person.rank}", mask_nip(person.nip), "HADIR"]
    rows = rows[:21] + [""] * (21 - len(rows))
    rows.append(f" 9.500 / 10.000 hadir {person.nip[-4:]}".ljust(COLUMNS))
    rows += [f" 07.12 ✓ HADIR  {person.name} · {person.unit}"] * 5
    return "\n".join(row.center(COLUMNS) for row in rows)


def bench(folder: Path, scans: int) -> list[Goal]:
    """All contenders in turn, scan by scan, so that what disturbs one disturbs all."""
    # The same people at every size: letters of a name are larger or smaller work.
    awaited = to_come(SIZES[0], scans)
    seen: list[Seen] = []
    for count in SIZES:
        file, name = folder / f"{count}.db", f"console, {count:,} people"
        make_ceremony(file, count, awaited)
        seen.append(Seen(name, (*PROGRAM, "run", str(file)), "orang/menit"))
    pictures = folder / "pictures.json"
    pictures.write_text(json.dumps({p.nip: picture(p) for p in awaited}), encoding="utf-8")
    for name in ("minimal", "echo"):
        file = folder / f"{name}.db"
        shutil.copy(folder / f"{SIZES[1]}.db", file)
        command = sys.executable, str(CONTENDERS / f"{name}.py"), str(file), str(pictures)
        seen.append(Seen(name, command, "READY"))
    times: dict[str, list[float]] = {one.name: [] for one in seen}
    painted: dict[str, list[int]] = {one.name: [] for one in seen}
    time.sleep(1)
    for person in awaited:
        for one in random.sample(seen, len(seen)):
            shows = person.nip if one.name == "echo" else person.name
            times[one.name].append(one.scan(person.nip, shows))
            painted[one.name].append(len(one.frame))
            time.sleep(REST + random.random() * 0.02)
    for one in seen:
        one.close()
    told = {
        name: Times(f"{name} ({sorted(painted[name])[scans // 2]:,} bytes)", tuple(taken))
        for name, taken in times.items()
    }
    tell(times_table("Scan to painted frame, 100x30", told.values()))
    small, middle, large = (told[f"console, {count:,} people"] for count in SIZES)
    least, echo = told["minimal"], told["echo"]
    return [
        Goal("frame, median: 10k people / minimal Textual", middle.median / least.median, 1.3),
        Goal("frame, p99: 10k people / minimal Textual", middle.p99 / least.p99, 1.5),
        Goal("frame, median: 100k / 1k people", large.median / small.median, 1.2),
        Goal("frame, p99: 100k / 1k people", large.p99 / small.p99, 1.2),
        Goal("frame, median: 10k people / raw echo", middle.median / echo.median, float("inf")),
    ]
