"""The disk fails: full, read-only, pulled out, swapped. Red, and nobody is welcomed."""

import shutil
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from e2e.terminal import House, Terminal
from faults.gate import CODES, PEOPLE, SMALL, counted, needs_terminal, open_house

pytestmark = needs_terminal

F2, F4 = "\x1bOQ", "\x1bOS"
ALONE = ("unshare", "--user", "--map-root-user", "--mount")
Act = Callable[[], object]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return open_house(tmp_path)


def refused_then_recorded(gate: Terminal, take: Act, give: Act) -> None:
    """While the file is taken away nobody is welcomed; whoever was refused is named till then."""
    gate.wait_for("Pindai kartu")
    gate.press(CODES[0], "\r")
    gate.wait_for(counted(1))
    take()
    gate.press(CODES[1], "\r")
    gate.wait_for("TIDAK TERCATAT")
    gate.press(F4)
    gate.wait_for("Belum dimulai")
    gate.wait_for("TIDAK TERCATAT")
    gate.press(F2)  # painted anew, and it still says so
    gate.wait_for(counted(1))
    gate.wait_for(f"pindai ulang: {PEOPLE[1][1]}")
    assert not [row for row in gate.screen.display if "✓" in row and PEOPLE[1][1] in row]
    give()
    gate.press(CODES[2], "\r")
    gate.wait_for(counted(2))
    gate.press(CODES[1], "\r")
    gate.wait_for(counted(3))
    gate.wait_for(lambda: "TIDAK TERCATAT" not in gate.text, "the failure is over")


def holds_all_three(house: House) -> None:
    assert house.present() == [CODES[n] for n in (0, 2, 1)]
    house.run("verify", house.file)


class Stick:
    """A small disk that exists for one program only; the kernel lends a way in."""

    def __init__(self, gate: Terminal, mount: Path, file: str) -> None:
        self.gate, self.mount = gate, mount
        self.seen = Path(f"/proc/{gate.pid}/root{mount}")
        self.file = self.seen / file

    def do(self, *command: object) -> None:
        into = ("nsenter", "-t", self.gate.pid, "-U", "-m", "--preserve-credentials")
        subprocess.run([str(part) for part in (*into, *command)], check=True)

    def fill(self) -> None:
        with (self.seen / "ballast").open("wb", buffering=0) as file:
            size = 65536
            while size:
                try:
                    file.write(bytes(size))
                except OSError:
                    size //= 2

    def free(self) -> None:
        (self.seen / "ballast").unlink()

    def pull_out(self) -> None:
        self.do("umount", "--lazy", self.mount)

    def put_back(self) -> None:
        self.do("mount", "--bind", f"{self.mount}-port", self.mount)

    def copy_to(self, house: House) -> None:
        for name in (self.file.name, f"{self.file.name}-wal"):
            shutil.copy(self.seen / name, house.folder / name)


def _try_alone(mounts: str) -> None:
    try:
        subprocess.run((*ALONE, "sh", "-c", mounts), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no mount namespace here: no disk can be made")


@contextmanager
def on_a_stick(house: House) -> Generator[Stick]:
    """The console with its file on a stick of one megabyte."""
    mount = house.folder / "stick"
    port = Path(f"{mount}-port")
    mount.mkdir()
    port.mkdir()
    tmpfs = f"mount -t tmpfs -o size=1m none {port} && mount --bind {port} {mount}"
    _try_alone(tmpfs)
    script = f'{tmpfs} && cp "$0" {mount} && exec "$@"'
    command = house.command("run", mount / house.file.name)
    command = (*ALONE, "sh", "-c", script, str(house.file), *command)
    with Terminal(*command, env=house.env, **SMALL) as gate:
        yield Stick(gate, mount, house.file.name)


def test_the_disk_is_full(house: House) -> None:
    with on_a_stick(house) as stick:
        refused_then_recorded(stick.gate, stick.fill, stick.free)
        stick.copy_to(house)
    holds_all_three(house)


def test_the_stick_is_pulled_out_and_put_back(house: House) -> None:
    with on_a_stick(house) as stick:
        refused_then_recorded(stick.gate, stick.pull_out, stick.put_back)
        stick.copy_to(house)
    holds_all_three(house)


def test_the_disk_refuses_every_write(house: House) -> None:
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux can change a running program's limits")
    with house.terminal("run", house.file, **SMALL) as gate:
        _, hard = resource.prlimit(gate.pid, resource.RLIMIT_FSIZE)

        def allow(size: int) -> None:
            resource.prlimit(gate.pid, resource.RLIMIT_FSIZE, (size, hard))

        refused_then_recorded(gate, lambda: allow(0), lambda: allow(resource.RLIM_INFINITY))
    holds_all_three(house)


def test_the_file_vanishes_and_comes_back(house: House) -> None:
    away = house.folder / "dicabut.db"
    with house.terminal("run", house.file, **SMALL) as gate:
        refused_then_recorded(
            gate, lambda: house.file.rename(away), lambda: away.rename(house.file)
        )
    holds_all_three(house)


def test_another_file_takes_the_place(house: House) -> None:
    """Its copy takes no scan that the console has; the console takes none into the old one."""
    away, copy = house.folder / "lama.db", house.folder / "salinan.db"
    house.run("backup", house.file, copy)

    def swap() -> None:
        house.file.rename(away)
        shutil.copy(copy, house.file)

    with house.terminal("run", house.file, **SMALL) as gate:
        refused_then_recorded(gate, swap, lambda: away.replace(house.file))
    holds_all_three(house)


def test_a_file_that_can_only_be_read_opens_no_console(house: House) -> None:
    """Rights alone would not do: the superuser has them all."""
    closed = (
        f"mount --bind {house.folder} {house.folder} && mount -o remount,bind,ro {house.folder}"
    )
    _try_alone(closed)
    command = (*ALONE, "sh", "-c", f'{closed} && exec "$@"', "", *house.command("run", house.file))
    with Terminal(*command, env=house.env) as gate:
        assert gate.wait() == 1
        assert "Traceback" not in gate.text
        assert f"{house.file.name}: tidak dapat dibuka" in "".join(gate.screen.display)
        assert b"\x1b[?1049h" not in gate.output
