"""The sharing beside a console: a process of its own, so that no scan waits for it."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

from ceremony_tui.core.join import Join
from ceremony_tui.errors import CeremonyError

AGAIN = 5.0  # seconds until one that ended is started again
PATIENCE = 3.0  # seconds in which it may say goodbye


class Companion:
    """`ceremony share`. It ends with whoever started it, however that ends."""

    def __init__(self, file: Path, gate: str) -> None:
        self._file, self._gate = file, gate
        self._join: Join | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = float("-inf")

    def start(self, join: Join) -> None:
        """Begins to share through this hub; raises a sentence when a package is missing."""
        self.close()
        if find_spec("nats") is None:
            raise CeremonyError("missing-package", command="pip install 'ceremony-tui[hub]'")
        self._join = join
        self.look_after()

    def look_after(self) -> None:
        """Starts it again when it has ended."""
        ended = self._process is None or self._process.poll() is not None
        if self._join is None or not ended or monotonic() - self._begun < AGAIN:
            return
        self._begun = monotonic()
        command = [sys.executable, "-m", "ceremony_tui", "share", str(self._file), "--hub", "-"]
        command += ["--gate", self._gate]
        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=silent, stderr=silent, start_new_session=True
        )
        # Not as an argument: those can be read by every user of the laptop.
        assert self._process.stdin
        self._process.stdin.write(f"{self._join.text}\n".encode())
        self._process.stdin.flush()  # it stays open: its end is the end of the sharing

    def close(self) -> None:
        process, self._process, self._join = self._process, None, None
        self._begun = float("-inf")
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
