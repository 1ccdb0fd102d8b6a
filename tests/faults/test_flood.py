"""What no scanner sends: megabytes of text, noise on the line. The next scan is answered."""

import sys
from pathlib import Path

import pytest
from e2e.terminal import House, Terminal
from faults.gate import (
    CODES,
    PEOPLE,
    SMALL,
    needs_terminal,
    open_house,
    scan_until,
    scan_until_answered,
)

pytestmark = needs_terminal

LETTER = b"kami berikrar: n, p, q, b. y ?\r\n"  # its letters are keys somewhere
FLOOD = LETTER * (10_000_000 // len(LETTER))
PASTE = (b"\x1b[200~", b"\x1b[201~")
MEMORY = 40_000  # kilobytes more than before
NOISE = {
    "a byte that is no UTF-8": b"\xff",
    "half a letter": b"\xe2\x82",
    "nothing at all": b"\0" * 50,
    "an arrow cut off": b"\x1b[",
    "a title that never ends": b"\x1b]0;x",
    "a device's answer": b"\x1bP1$r0m\x1b\\",
    "a mouse that is nowhere": b"\x1b[<999;9999;9999M\x1b[<",
    "a place off the screen": b"\x1b[99999;99999R",
    "modes that it did not ask for": b"\x1b[?2026;1$y\x1b[?2048;0$y\x1b[?9999;9$y",
    "a paste that never ends": b"\x1b[200~abc",
    "the end of no paste": b"\x1b[201~",
    "a code with keys of control in it": b"\x11y\x0347\x1b11\x7f08\x11\x1b\x1b[Z",
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return open_house(tmp_path)


def most_memory(terminal: Terminal) -> int:
    """Kilobytes at its peak; 0 where the kernel does not tell."""
    if sys.platform != "linux":
        return 0
    lines = Path(f"/proc/{terminal.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def only_scans_since(house: House, before: int) -> bool:
    return {e["kind"] for e in house.log()[before:]} <= {"checked-in", "scan-refused"}


@pytest.mark.parametrize("marked", [True, False], ids=["a-paste", "as-keys"])
def test_ten_megabytes_at_the_gate(house: House, marked: bool) -> None:
    before = len(house.log())
    with house.terminal("run", house.file, **SMALL) as gate:
        gate.wait_for("Pindai kartu")
        memory = most_memory(gate)
        begin, end = PASTE if marked else (b"", b"")
        gate.press(begin, FLOOD, end)
        scan_until_answered(gate, 0)
        assert "Tutup konsol ini?" not in gate.text
        assert most_memory(gate) - memory < MEMORY
    assert house.present() == CODES[:1]
    assert only_scans_since(house, before)


@pytest.mark.parametrize("marked", [True, False], ids=["a-paste", "as-keys"])
def test_ten_megabytes_at_the_display(house: House, marked: bool) -> None:
    before = len(house.log())
    with house.terminal("display", house.file, columns=40, rows=6) as wall:
        wall.wait_for("Upacara Uji")
        memory = most_memory(wall)
        begin, end = PASTE if marked else (b"", b"")
        wall.press(begin, FLOOD, end)

        scan_until(wall, 0, lambda: "1 hadir" in wall.text, "one person on the wall")
        assert most_memory(wall) - memory < MEMORY
    assert house.present() == CODES[:1]
    assert only_scans_since(house, before)


def test_noise_on_the_line_stops_no_gate(house: House) -> None:
    with house.terminal("run", house.file, **SMALL) as gate:
        gate.wait_for("Pindai kartu")
        for number, noise in enumerate(NOISE.values()):
            gate.press(noise)
            scan_until_answered(gate, number)
        assert "Tutup konsol ini?" not in gate.text
    assert house.present() == CODES[: len(NOISE)]
    assert len(PEOPLE) > len(NOISE)
