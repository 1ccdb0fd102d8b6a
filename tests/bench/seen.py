"""A program in a pty whose frames are timed; nothing of them is interpreted."""

import fcntl
import os
import pty
import select
import signal
import subprocess
import termios
from collections.abc import Sequence
from time import perf_counter

FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
CAN_FRAMES = b"\x1b[?2026;2$y"  # the answer of a terminal that paints whole frames
ROWS, COLUMNS = 30, 100
PATIENCE = 60.0


class Seen:
    """`ready` is what the program shows when it can be used."""

    def __init__(self, name: str, command: Sequence[str], ready: str) -> None:
        self.name = name
        self.frame = b""  # the one that was waited for
        self._fd, side = pty.openpty()
        termios.tcsetwinsize(side, (ROWS, COLUMNS))
        env = {k: v for k, v in os.environ.items() if k not in ("LINES", "COLUMNS")}
        self._process = subprocess.Popen(
            command, stdin=side, stdout=side, stderr=side, start_new_session=True,
            env=env | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"},
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(side)
        self._wait(b"$p" if "echo" not in name else ready.encode())
        os.write(self._fd, CAN_FRAMES)
        if "echo" not in name:
            self._wait(ready.encode())

    @property
    def pid(self) -> int:
        return self._process.pid

    def press(self, keys: bytes) -> None:
        os.write(self._fd, keys)

    def fileno(self) -> int:
        return self._fd

    def scan(self, nip: str, shows: str) -> float:
        """Types a code and Enter at once; seconds until a whole frame with the text is out."""
        self.drain()
        begun = perf_counter()
        os.write(self._fd, f"{nip}\r".encode())
        return self._wait(shows.encode(), framed=True) - begun

    def _wait(self, text: bytes, *, framed: bool = False) -> float:
        seen = b""
        deadline = perf_counter() + PATIENCE
        while select.select([self._fd], [], [], max(0, deadline - perf_counter()))[0]:
            seen += os.read(self._fd, 1 << 16)
            at = perf_counter()
            found = seen.find(text)
            if found >= 0 and (not framed or seen.find(FRAME_ENDS, found) >= 0):
                self.frame = seen[seen.rfind(FRAME_BEGINS, 0, found) :]
                return at
        raise TimeoutError(f"{self.name}: {text!r} never came; last: {seen[-2000:]!r}")

    def drain(self) -> None:
        """Takes what was painted meanwhile, so that no clock's tick waits for room."""
        while select.select([self._fd], [], [], 0)[0]:
            os.read(self._fd, 1 << 16)

    def close(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._fd)
