"""From a press of the clicker in the console to the new frame on the wall; windows at rest."""

import os
import select
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from crowd import PROGRAM, people
from measures import Goal, Times, tell, times_table
from seen import FRAME_ENDS, PATIENCE, Seen

from ceremony_tui.core.facts import Opened, RosterImported
from ceremony_tui.core.script import Kind
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.intake.scripts import read_script
from ceremony_tui.log import Log
from ceremony_tui.rehearsal import rehearsed

PRESSES = 100
GAP = 0.5  # seconds between presses: a second one within 0.3 is the same press
AHEAD = 6.0  # seconds in which the wall has painted the cues to come
REST = 10.0  # seconds over which windows at rest are watched
F4, FORWARD = b"\x1bOS", b"\x1b[6~"
POLL = Path(__file__).with_name("contenders") / "poll.py"


def bench(folder: Path, scans: int) -> list[Goal]:
    desk = _opened(folder / "ikrar.db")
    windows = {
        name: Seen(name, (*PROGRAM, command, str(desk.path)), ready)
        for name, command, ready in (
            ("console", "run", "orang/menit"),
            ("display", "display", FRAME_ENDS.decode()),
            ("podium", "podium", "BERIKUTNYA"),
        )
    }
    bare = Seen("bare loop, echo", (sys.executable, str(POLL), str(desk.path)), "READY")
    windows["console"].press(F4)
    _drained(AHEAD, *windows.values())
    wall: list[float] = []
    least: list[float] = []
    for _ in range(min(scans, PRESSES)):
        shown, seen = _pressed(desk, windows["console"], windows["display"], bare)
        wall.append(shown)
        least.append(seen)
        _drained(GAP, *windows.values(), bare)
    told = Times("frame on the wall", tuple(wall)), Times("bare data_version loop", tuple(least))
    tell(times_table("Press in the console to the wall", told))
    _drained(AHEAD, *windows.values())
    used = _at_rest({**windows, "bare loop": bare})
    for window in (*windows.values(), bare):
        window.close()
    ours, loop = told
    return [
        Goal("press to the wall, median", ours.median, 70, unit="ms"),
        Goal("press to the wall, p99", ours.p99, 150, unit="ms"),
        Goal("press to the wall, median: wall / bare loop", ours.median / loop.median, 2.5),
        Goal("press to the wall, p99: wall / bare loop", ours.p99 / loop.p99, 2.8),
        *(Goal(f"{name} at rest", share, 2, unit="% of a core") for name, share in used.items()),
    ]


def _opened(path: Path) -> Desk:
    """A ceremony that stands at the pledge."""
    script = rehearsed(read_script("muna-barat-2023"), datetime.now(UTC))
    Log.make(path, new_id(datetime.now(UTC)), script)
    desk = Desk(Log.open(path, origin="bench"), "Gerbang 1")
    desk.record(Opened(script.title, "bench"))
    desk.import_roster(people(1000), RosterImported("x.csv", 1000, 1000, 0, 0, 0))
    desk.call_stage(_pledge(desk))
    return desk


def _pledge(desk: Desk) -> int:
    stages = desk.ceremony.script.stages
    recited = (n for n, stage in enumerate(stages) if stage.kind is Kind.RECITATION)
    return max(recited, key=lambda n: len(stages[n].cues))


def _pressed(desk: Desk, console: Seen, display: Seen, bare: Seen) -> tuple[float, float]:
    """Seconds until a whole frame is out of the display, and until the bare loop has spoken."""
    desk.refresh()
    now, stage = desk.ceremony.now, desk.ceremony.stage
    if now and stage and now.cue + 1 == len(stage.cues):
        desk.call_stage(now.stage)
        _drained(GAP, console, display, bare)
    begun = perf_counter()
    console.press(FORWARD)
    seen = {display: b"", bare: b""}
    took: dict[Seen, float] = {}
    ends = {display: FRAME_ENDS, bare: b"#\r\n"}
    while len(took) < 2:
        if perf_counter() - begun > PATIENCE:
            raise TimeoutError(f"not shown: {seen}")
        for window in select.select([console, display, bare], [], [], PATIENCE)[0]:
            data = os.read(window.fileno(), 1 << 16)
            at = perf_counter() - begun
            if window in seen:
                seen[window] += data
                if window not in took and ends[window] in seen[window]:
                    took[window] = at
    return took[display], took[bare]


def _drained(seconds: float, *windows: Seen) -> None:
    """Lets time pass, and takes what is painted meanwhile."""
    until = perf_counter() + seconds
    while (left := until - perf_counter()) > 0:
        for window in select.select(windows, [], [], left)[0]:
            os.read(window.fileno(), 1 << 16)


def _at_rest(windows: dict[str, Seen]) -> dict[str, float]:
    """Percent of a core that each takes while nothing happens."""
    before = {name: _spent(window) for name, window in windows.items()}
    begun = perf_counter()
    _drained(REST, *windows.values())
    passed = perf_counter() - begun
    return {
        name: 100 * (_spent(window) - before[name]) / passed for name, window in windows.items()
    }


def _spent(window: Seen) -> float:
    """Seconds of a processor that a program has taken."""
    fields = Path(f"/proc/{window.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
