"""A serial scanner over a pair of pseudo-terminals: exact texts, gone and back again."""

import os
import sys
from collections.abc import Generator
from pathlib import Path
from queue import Queue

import pytest

from ceremony_tui.cli import run
from ceremony_tui.errors import CeremonyError
from ceremony_tui.scanners import serial as room
from ceremony_tui.scanners.serial import SerialScanner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")

CODES = [f"1986092620150519{n:02d}" for n in range(20)]
PATIENCE = 10


class Cable:
    """A port with a name that stays while what hangs on it is pulled out and put back."""

    def __init__(self, folder: Path) -> None:
        self.port = folder / "ttyUSB0"
        self.scans: Queue[str] = Queue()
        self.plugged: Queue[bool] = Queue()
        self._ends: tuple[int, int] | None = None

    def plug(self) -> None:
        import tty

        self._ends = os.openpty()
        tty.setraw(self._ends[1])
        self.port.symlink_to(os.ttyname(self._ends[1]))

    def pull(self) -> None:
        self.port.unlink()
        for end in self._ends or ():
            os.close(end)
        self._ends = None

    def send(self, content: bytes) -> None:
        assert self._ends
        os.write(self._ends[0], content)

    def read(self, count: int) -> list[str]:
        return [self.scans.get(timeout=PATIENCE) for _ in range(count)]


@pytest.fixture
def cable(tmp_path: Path, monkeypatch) -> Generator[Cable]:
    monkeypatch.setattr(room, "AGAIN", 0.01)
    cable = Cable(tmp_path)
    cable.plug()
    scanner = SerialScanner(str(cable.port))
    scanner.start(cable.scans.put, cable.plugged.put)
    assert cable.plugged.get(timeout=PATIENCE)
    yield cable
    scanner.close()
    if cable._ends:
        cable.pull()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t"], ids=repr)
def test_twenty_codes_in_one_write_are_twenty_scans_in_order(cable: Cable, end: bytes) -> None:
    cable.send(b"".join(code.encode() + end for code in CODES))
    assert cable.read(20) == CODES
    assert cable.scans.empty()


def test_a_code_without_a_terminator_ends_by_silence(cable: Cable) -> None:
    cable.send(CODES[0].encode())
    assert cable.read(1) == [CODES[0]]
    cable.send(CODES[1].encode())
    assert cable.read(1) == [CODES[1]]


def test_bytes_that_are_no_text_are_kept(cable: Cable) -> None:
    cable.send(b"\xff" + CODES[0].encode() + b"\r")
    assert cable.read(1) == ["\udcff" + CODES[0]]


def test_pulled_out_and_put_back_it_reads_on(cable: Cable) -> None:
    cable.send(CODES[0].encode() + b"\r")
    assert cable.read(1) == [CODES[0]]
    cable.pull()
    assert cable.plugged.get(timeout=PATIENCE) is False
    cable.plug()
    while not cable.plugged.get(timeout=PATIENCE):
        pass  # it looks again and again until the port is there
    cable.send(CODES[1].encode() + b"\r")
    assert cable.read(1) == [CODES[1]]


def test_a_port_that_is_not_there_yet_is_waited_for(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(room, "AGAIN", 0.01)
    cable = Cable(tmp_path)
    scanner = SerialScanner(str(cable.port))
    scanner.start(cable.scans.put, cable.plugged.put)
    assert cable.plugged.get(timeout=PATIENCE) is False
    cable.plug()
    while not cable.plugged.get(timeout=PATIENCE):
        pass
    cable.send(CODES[2].encode() + b"\n")
    assert cable.read(1) == [CODES[2]]
    scanner.close()
    cable.pull()


def test_a_missing_library_is_answered_with_the_install_command(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "serial", None)
    with pytest.raises(CeremonyError) as refused:
        SerialScanner("COM3")
    assert refused.value.fields["command"] == "pip install 'ceremony-tui[serial]'"


@pytest.mark.parametrize(
    "scanner", ["camera", "camera:", "serial", "serial:", "keyboard:x", "COM3"]
)
def test_an_unknown_scanner_is_refused(file: Path, capsys, scanner: str) -> None:
    assert run(["run", str(file), "--scanner", scanner]) == 2
    assert "serial:PORT" in capsys.readouterr().err
