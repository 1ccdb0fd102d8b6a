"""Another program holds the file: red within a second or two, and the next scan works."""

import sqlite3
from contextlib import closing
from pathlib import Path

from e2e.terminal import House
from faults.gate import CODES, PEOPLE, SMALL, counted, needs_terminal, open_house

pytestmark = needs_terminal

BOUNDED = 4.0  # seconds until it is red: less than a command's own patience


def test_the_file_is_locked_by_another_program(tmp_path: Path) -> None:
    house: House = open_house(tmp_path)
    with (
        house.terminal("run", house.file, **SMALL) as gate,
        closing(sqlite3.connect(house.file, isolation_level=None)) as other,
    ):
        gate.wait_for("Pindai kartu")
        other.execute("BEGIN IMMEDIATE")
        gate.press(CODES[0], "\r")
        gate.wait_for(f"pindai ulang: {PEOPLE[0][1]}", timeout=BOUNDED)
        gate.wait_for("TIDAK TERCATAT")
        gate.press(CODES[1], "\r")
        gate.wait_for(f"pindai ulang: {PEOPLE[1][1]}, {PEOPLE[0][1]}", timeout=BOUNDED)
        assert "✓" not in gate.text
        other.execute("ROLLBACK")
        gate.press(CODES[2], "\r")
        gate.wait_for(counted(1))
        gate.press(CODES[0], "\r")
        gate.wait_for(counted(2))
        gate.wait_for(f"pindai ulang: {PEOPLE[1][1]}")
        gate.press(CODES[1], "\r")
        gate.wait_for(counted(3))
        gate.wait_for(lambda: "pindai ulang" not in gate.text, "nobody is named any more")
    assert house.present() == [CODES[n] for n in (2, 0, 1)]
