"""Told to end, hung up, put to sleep, killed: green is in the file, the terminal is left clean."""

import os
import re
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from e2e.terminal import House, Terminal, assert_left_clean
from faults.gate import CODES, PEOPLE, SMALL, counted, needs_terminal, open_house

pytestmark = needs_terminal

CTRL_Q, CTRL_Z = "\x11", "\x1a"
ASLEEP = 1.5  # seconds: longer than a half-typed code is remembered
WELCOMED = re.compile(rb"Warga \d{3}")
NAMES = {name: code for code, name, _, _ in PEOPLE}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return open_house(tmp_path)


@contextmanager
def console(house: House) -> Generator[Terminal]:
    with house.terminal("run", house.file, **SMALL) as gate:
        gate.wait_for("Pindai kartu")
        yield gate


def leave(gate: Terminal) -> None:
    gate.press(CTRL_Q)
    gate.wait_for("Tutup konsol ini?")
    gate.press("y")
    assert gate.wait() == 0


def holds_all_welcomed(gate: Terminal, house: House) -> None:
    welcomed = {NAMES[name.decode()] for name in WELCOMED.findall(gate.output)}
    present = house.present()
    assert welcomed
    assert welcomed <= set(present)
    assert len(present) == len(set(present))
    assert "utuh" in house.run("verify", house.file)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_told_to_end_while_scanning_it_leaves_the_terminal_as_it_was(
    house: House, name: str
) -> None:
    with console(house) as gate:
        for code in CODES:
            gate.press(code, "\r")
        gate.wait_for(lambda: WELCOMED.search(gate.output), "somebody welcomed")
        os.kill(gate.pid, getattr(signal, name))
        gate.wait()
        assert_left_clean(gate)
        holds_all_welcomed(gate, house)


def test_the_window_is_closed_while_scanning(house: House) -> None:
    with console(house) as gate:
        for code in CODES:
            gate.press(code, "\r")
        gate.wait_for(lambda: WELCOMED.search(gate.output), "somebody welcomed")
        gate.close()
        gate.process.wait(20)
        holds_all_welcomed(gate, house)


def test_what_is_scanned_while_it_sleeps_is_recorded_when_it_wakes(house: House) -> None:
    with console(house) as gate:
        gate.press(CODES[0], "\r")
        gate.wait_for(counted(1))
        os.kill(gate.pid, signal.SIGSTOP)
        for code in CODES[1:20]:
            gate.press(code, "\r")
        gate.silent_for(ASLEEP)
        assert "Warga 001" not in gate.text
        os.kill(gate.pid, signal.SIGCONT)
        gate.wait_for(counted(20))
        leave(gate)
        assert_left_clean(gate)
    assert house.present() == CODES[:20]


def test_a_shell_had_the_terminal_while_it_slept(house: House) -> None:
    """It is asked to sleep, so it leaves the terminal; then it comes back and scans on."""
    with console(house) as gate:
        os.kill(gate.pid, signal.SIGTSTP)
        gate.wait_for(lambda: gate.settings_now() == gate.settings, "the terminal as it was")
        told: list[int] = []  # the system tells only once

        def asleep() -> object:
            told.append(os.waitpid(gate.pid, os.WNOHANG | os.WUNTRACED)[0])
            return any(told)

        gate.wait_for(asleep, "it sleeps")
        os.kill(gate.pid, signal.SIGCONT)
        gate.wait_for(lambda: gate.settings_now() != gate.settings, "its own terminal")
        gate.press(CODES[0], "\r")
        gate.wait_for(counted(1))
        leave(gate)
        assert_left_clean(gate)


def test_no_key_puts_it_to_sleep(house: House) -> None:
    with console(house) as gate:
        gate.press(CTRL_Z)
        gate.press(CODES[0], "\r")
        gate.wait_for(f"{PEOPLE[0][1]} · Dinas")


def test_after_a_kill_the_next_console_puts_the_terminal_right(house: House) -> None:
    with console(house) as gate:
        gate.kill()
        assert gate.settings_now() != gate.settings
        gate.screen.reset()
        gate.start(*house.command("run", house.file))
        gate.wait_for("Pindai kartu")
        leave(gate)
        assert_left_clean(gate)


def test_a_terminal_that_stands_still_loses_no_scan(house: House) -> None:
    """Somebody marks text with the mouse: nothing is painted until it is let go."""
    with console(house) as gate:
        for code in CODES:
            gate.press(code, "\r")
        gate.wait_for(counted(len(CODES)))
    assert house.present() == CODES


def test_the_window_is_made_tiny_and_large_again_while_scanning(house: House) -> None:
    with console(house) as gate:
        gate.press(*(f"{code}\r" for code in CODES[:5]))
        gate.resize(20, 5)
        gate.press(*(f"{code}\r" for code in CODES[5:10]))
        gate.wait_for(lambda: len(house.present()) == 10, "ten in the file")
        gate.wait_for(f"{PEOPLE[9][1]}  ")  # small as it is, it tells who was the last
        gate.press(*(f"{code}\r" for code in CODES[10:15]))
        gate.resize(**SMALL)
        gate.wait_for(counted(15))
        gate.wait_for(f"{PEOPLE[14][1]} · Dinas")
        gate.resize(20, 5)
        gate.resize(**SMALL)  # at once: as large as it was, but the terminal has lost the picture
        assert f"{PEOPLE[14][1]} · Dinas" not in gate.text
        gate.wait_for(f"{PEOPLE[14][1]} · Dinas")
        leave(gate)
        assert_left_clean(gate)
    assert house.present() == CODES[:15]
