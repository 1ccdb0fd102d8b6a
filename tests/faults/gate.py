"""A gate at which things go wrong: its people, its screen, and a scan that must get through."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from e2e.terminal import House, Terminal, nip

needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")

PEOPLE = [(nip(n), f"Warga {n:03d}", "Dinas Uji", f"KTU-{n:03d}") for n in range(100)]
CODES = [person[0] for person in PEOPLE]
SMALL = {"columns": 60, "rows": 16}  # too small for big letters: the words can be read


def open_house(folder: Path) -> House:
    return House(folder, PEOPLE)


def counted(number: int) -> str:
    """The gate's own count on the screen."""
    return f" {number} / {len(PEOPLE)} hadir"


def scan_until_answered(gate: Terminal, number: int) -> None:
    name = PEOPLE[number][1]
    scan_until(gate, number, lambda: f"{name} · Dinas" in gate.text, f"an answer to {name}")


def scan_until(window: Terminal, number: int, seen: Callable[[], bool], what: str) -> None:
    """Scans as a person does whom nothing answers: again. A repeat is quiet."""

    def scanned_again() -> bool:
        window.press(CODES[number], "\r")
        patience = monotonic() + 0.6
        while not seen() and monotonic() < patience:
            window.read(0.05)
        return seen()

    window.wait_for(scanned_again, what)
