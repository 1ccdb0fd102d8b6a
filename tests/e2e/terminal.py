"""A real terminal for a real program: a pty, its screen read through pyte, and a ceremony file."""

import csv
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

import pyte

from ceremony_tui.cli import run
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

PROGRAM = (sys.executable, "-m", "ceremony_tui")
PATIENCE = 20.0  # seconds until a test gives up on a screen; a good run needs a tenth of one


class Terminal:
    """A program in a terminal of its own. Leaving the `with` kills what still runs."""

    def __init__(
        self, *command: str, env: Mapping[str, str], columns: int = 100, rows: int = 30
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.output = b""  # everything ever painted
        self._stream = pyte.ByteStream(self.screen)
        self._fd, self._side = pty.openpty()
        termios.tcsetwinsize(self._side, (rows, columns))
        self.settings = termios.tcgetattr(self._side)
        self._env = env
        self.start(*command)

    def start(self, *command: str) -> None:
        """Runs another program in the same terminal, when the one before has ended."""
        self.process = subprocess.Popen(
            command,
            stdin=self._side,
            stdout=self._side,
            stderr=self._side,
            env=self._env,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.kill()
        self.close()

    def close(self) -> None:
        """Closes the window."""
        for fd in (self._side, self._fd):
            with suppress(OSError):  # closed before
                os.close(fd)
        self._side = self._fd = -1

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def text(self) -> str:
        """The screen as it stands, row under row."""
        return "\n".join(self.screen.display)

    def press(self, *keys: bytes | str) -> None:
        """Types; everything given in one call arrives at once."""
        data = memoryview(b"".join(k.encode() if isinstance(k, str) else k for k in keys))
        while data:
            data = data[os.write(self._fd, data) :]

    def wait_for(
        self, what: str | Callable[[], object], why: str = "", timeout: float = PATIENCE
    ) -> None:
        """Reads until a text is on the screen, or something is true."""
        seen = (lambda: what in self.text) if isinstance(what, str) else what
        deadline = monotonic() + timeout
        while not seen():
            left, code = deadline - monotonic(), self.process.poll()
            if not self.read(max(0, min(left, 0.1))) and not seen():
                assert left > 0, f"{why or what!r} was not seen within {timeout} s:\n{self.text}"
                assert code is None, f"{why or what!r}: ended with {code}:\n{self.text}"

    def silent_for(self, seconds: float) -> None:
        """Types nothing for a while, and reads on."""
        deadline = monotonic() + seconds
        while (left := deadline - monotonic()) > 0:
            self.read(left)

    def read(self, timeout: float = 0.0) -> bool:
        """Takes in what was painted; whether there was anything within the time."""
        if not select.select([self._fd], [], [], timeout)[0]:
            return False
        data = os.read(self._fd, 65536)
        self.output += data
        self._stream.feed(data)
        return True

    def wait(self, timeout: float = PATIENCE) -> int:
        """Waits for the program to end by itself; its exit code."""
        self.wait_for(lambda: self.process.poll() is not None, "the end of the program", timeout)
        self._read_all()
        return self.process.returncode

    def kill(self) -> None:
        """SIGKILL: no goodbye. What was painted until then is still read."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._read_all()

    def resize(self, columns: int, rows: int) -> None:
        """Pulls at the window's corner."""
        self.screen.resize(rows, columns)
        termios.tcsetwinsize(self._fd, (rows, columns))

    def settings_now(self) -> list[Any]:
        """The line's settings: echo, line editing, signals."""
        return termios.tcgetattr(self._side)

    def _read_all(self) -> None:
        while self._fd >= 0 and self.read():
            pass


def assert_left_clean(terminal: Terminal) -> None:
    """The terminal is as it was before the program ran."""
    assert terminal.settings_now() == terminal.settings
    for mode in (1049, 2004, 1000, 1003, 1006):  # other screen, paste marks, mouse
        on, off = b"\x1b[?%dh" % mode, b"\x1b[?%dl" % mode
        assert terminal.output.rfind(off) > terminal.output.rfind(on), mode
    assert terminal.output.rfind(b"\x1b[?25h") > terminal.output.rfind(b"\x1b[?25l")


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


# --- A ceremony file, made as an operator makes it --------------------------------------------

Person = tuple[str, str, str, str]  # NIP, name, unit, badge number


def nip(number: int) -> str:
    """A NIP of nobody: no real serial is 900 or more. One for each number, 0 to 99,999."""
    born = date(1970, 1, 1) + timedelta(days=number // 100)
    return f"{born:%Y%m%d}202001{number % 2 + 1}9{number % 100:02d}"


class House:
    """A folder with a ceremony whose doors are open now, whatever the hour, and its commands."""

    def __init__(self, folder: Path, people: Iterable[Person]) -> None:
        self.folder = folder
        self.file = folder / "ikrar.db"
        self.env = {
            **{key: value for key, value in os.environ.items() if key not in ("LINES", "COLUMNS")},
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            "TERM": "xterm-256color",
            "PYTHONIOENCODING": "utf-8",
        }
        roster = folder / "pegawai.csv"
        with roster.open("w", encoding="utf-8", newline="") as sheet:
            rows = csv.writer(sheet)
            rows.writerow(("NIP", "Nama", "Unit Kerja", "Nomor Kartu"))
            rows.writerows(people)
        script = folder / "naskah.toml"
        script.write_text(_script(datetime.now(ZoneInfo("Asia/Makassar"))), encoding="utf-8")
        self.run("new", self.file, "--script", script, "--roster", roster)

    def command(self, *arguments: object) -> tuple[str, ...]:
        return (*PROGRAM, *map(str, arguments))

    def run(self, *arguments: object) -> str:
        """Runs a command that must succeed, here: a program's start takes longer; its stdout."""
        out, talk = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(talk):
            code = run([*map(str, arguments)])
        assert code == 0, talk.getvalue()
        return out.getvalue()

    def terminal(self, *arguments: object, columns: int = 100, rows: int = 30) -> Terminal:
        return Terminal(*self.command(*arguments), env=self.env, columns=columns, rows=rows)

    def call_first_phrase(self) -> None:
        """The ceremony stands at the pledge's first phrase, as another seat has called it."""
        with closing(Desk(Log.open(self.file, origin="test"))) as desk:
            desk.call_stage(1)
            desk.call_cue(1)

    def log(self) -> list[dict[str, Any]]:
        """Every entry in the file."""
        return [json.loads(line) for line in self.run("log", self.file, "--json").splitlines()]

    def scans(self) -> list[dict[str, Any]]:
        """Every scan's entry, answered well or not."""
        return [e for e in self.log() if e["kind"] in ("checked-in", "scan-refused")]

    def scanned(self) -> list[str]:
        """The text of every scan."""
        return [entry["fact"]["text"] for entry in self.scans()]

    def present(self) -> list[str]:
        """Who was checked in, by id, in order."""
        return [e["fact"]["attendee"] for e in self.scans() if e["kind"] == "checked-in"]

    def stage(self) -> dict[str, Any]:
        """Where the ceremony stands."""
        return json.loads(self.run("status", self.file, "--json"))["stage"]


def _script(now: datetime) -> str:
    opens, closes = now - timedelta(hours=6), now + timedelta(hours=12)
    return f"""
[ceremony]
title = "Upacara Uji"
organizer = "Kabupaten Teluk Cempaka"
place = "Halaman Kantor"
starts = {now.isoformat(timespec="seconds")}
timezone = "Asia/Makassar"
doors_open = {opens:%H:%M:%S}
late_after = {closes:%H:%M:%S}
doors_close = {closes:%H:%M:%S}

[[role]]
name = "Pembaca Ikrar"
holder = "Arifin"

[[stage]]
kind = "rite"
title = "Pembukaan"
minutes = 3

[[stage]]
kind = "recitation"
title = "Ikrar"
minutes = 4
by = "Pembaca Ikrar"
mode = "echo"
text = {{ title = "Ikrar", opening = "kami berikrar", points = ["Setia", "Jujur", "Adil"] }}

[[stage]]
kind = "prayer"
title = "Doa"
minutes = 2
"""
