"""The sharing beside a console: a process of its own, so that no scan waits for it."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.baton import sharing_baton

AGAIN = 5.0  # seconds until one that ended is started again
PATIENCE = 3.0  # seconds in which it may say goodbye


def needs_package() -> None:
    """Raises a sentence when nothing can be shared on this laptop."""
    if find_spec("nats") is None:
        raise CeremonyError("missing-package", command="pip install 'ceremony-tui[hub]'")


class Companion:
    """`ceremony share`. It ends with whoever started it, however that ends."""

    def __init__(self, file: Path, gate: str) -> None:
        self._file, self._gate = file, gate
        self._baton = sharing_baton(file)
        self._process: subprocess.Popen[bytes] | None = None
        self._begun = float("-inf")

    def start(self) -> None:
        """Begins to share through the file's hub; raises a sentence when a package is missing."""
        needs_package()
        self.look_after()

    @property
    def is_needed(self) -> bool:
        """Whether no process of this laptop shares the file, neither this one nor another's."""
        ended = self._process is None or self._process.poll() is not None
        return ended and self._baton.is_free()

    def look_after(self) -> None:
        """Starts it again when it has ended."""
        if not self.is_needed or monotonic() - self._begun < AGAIN:
            return
        self._begun = monotonic()
        command = [sys.executable, "-m", "ceremony_tui", "share", str(self._file), "--hub", "-"]
        command += ["--gate", self._gate]
        silent = subprocess.DEVNULL
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=silent, stderr=silent, start_new_session=True
        )
        assert self._process.stdin
        self._process.stdin.write(b"\n")  # no other JOIN than that of the file, if it still has one
        self._process.stdin.flush()  # it stays open: its end is the end of the sharing

    def close(self, patience: float = PATIENCE) -> None:
        """Ends it; `patience`: the seconds for which whoever asks can wait."""
        process, self._process = self._process, None
        self._begun = float("-inf")
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
