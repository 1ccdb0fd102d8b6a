"""Killed at any cue, console, display or podium: on restart each stands where it stood."""

import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest
from e2e.terminal import House, Terminal, nip

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.words import load

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and a terminal")

KILLS = int(os.environ.get("CEREMONY_KILLS", "3"))
F4, NEXT, NEXT_STAGE = b"\x1bOS", b"\x1b[6~", b"n"
LOW = {"columns": 60, "rows": 6}  # too low for big letters: the words can be read
WORDS = load("id")

Shows = Callable[[Terminal, Ceremony], bool]


def on_console(window: Terminal, state: Ceremony) -> bool:
    """Its list of cues has the mark at this one."""
    stage, now = state.stage, state.now
    assert stage is not None
    assert now is not None
    return WORDS("pledge.place", cue=now.cue, of=len(stage.cues) - 1) in window.text


def on_display(window: Terminal, state: Ceremony) -> bool:
    assert state.cue is not None
    return {state.cue.text, WORDS(f"turn.{state.cue.turn}")} <= _rows(window)


def on_podium(window: Terminal, state: Ceremony) -> bool:
    assert state.cue is not None
    spoken = f"▶ {state.cue.text}" in _rows(window)
    return spoken and WORDS(f"turn.{state.cue.turn}") in window.text


def _rows(window: Terminal) -> set[str]:
    return {row.strip() for row in window.text.splitlines()}


WINDOWS: dict[str, tuple[dict[str, int], Shows]] = {
    "display": (LOW, on_display),
    "run": ({"columns": 100, "rows": 30}, on_console),
    "podium": (LOW, on_podium),
}


def test_a_killed_window_opens_at_the_same_cue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = House(tmp_path, [(nip(1), "Warga", "Dinas Uji", "K-1")])
    with closing(Desk(Log.open(house.file, origin="test"), "Gerbang 9")) as desk:
        desk.call_stage(1)
        open_ = {
            name: house.terminal(name, house.file, **size) for name, (size, _) in WINDOWS.items()
        }
        took: dict[str, list[float]] = {name: [] for name in WINDOWS}
        try:
            open_["run"].wait_for("Pindai kartu")
            open_["run"].press(F4)
            for kill in range(KILLS):
                _go_on(desk, open_)
                name = list(WINDOWS)[kill % len(WINDOWS)]
                before = desk.ceremony.now
                open_[name].kill()
                took[name].append(_restarted(house, name, open_[name], desk.ceremony))
                desk.refresh()
                assert desk.ceremony.now == before
        finally:
            for window in open_.values():
                window.kill()
                window.close()
    told = (f"{name} {max(times):.2f} s" for name, times in took.items() if times)
    with capsys.disabled():
        sys.stdout.write(f"\n{KILLS} windows killed; slowest to the same cue: {', '.join(told)}\n")


def _go_on(desk: Desk, windows: dict[str, Terminal]) -> None:
    """To the next cue, as the operator goes there, until every window shows it."""
    stage, now = desk.ceremony.stage, desk.ceremony.now
    assert stage is not None
    assert now is not None
    if now.cue + 1 == len(stage.cues):
        desk.call_stage(1)
    windows["run"].press(NEXT)
    goes_on = desk.ceremony.now
    windows["run"].wait_for(lambda: desk.refresh() or desk.ceremony.now != goes_on, "the press")
    for name, (_, shows) in WINDOWS.items():
        window = windows[name]
        window.wait_for(lambda s=shows, w=window: s(w, desk.ceremony), f"{name} at the cue")


def _restarted(house: House, name: str, window: Terminal, state: Ceremony) -> float:
    """Seconds from the start of the program until it shows the cue."""
    _, shows = WINDOWS[name]
    window.screen.reset()
    begun = perf_counter()
    window.start(*house.command(name, house.file))
    if name == "run":
        window.wait_for("Pindai kartu")
        window.press(F4)
    window.wait_for(lambda: shows(window, state), f"{name} at the cue again")
    return perf_counter() - begun
