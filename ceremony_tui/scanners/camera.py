"""A camera as a scanner: a webcam by its number, or a video file that is played once."""

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any

from ceremony_tui.core.badge import escape
from ceremony_tui.errors import BadInput, CeremonyError

AGAIN = 2.0  # seconds between looks for a camera that was unplugged
NO_LIBRARY, NO_PICTURE = 1, 3  # how the lens ends; 1 is Python's own when an import fails
_CAMERAS = 100  # no laptop has more; a longer number is the name of a file
_LENS = (sys.executable, "-m", "ceremony_tui.scanners.lens")
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A small picture of what the camera sees: red, green and blue bytes, row after row."""

    size: tuple[int, int]
    rgb: bytes


class CameraScanner:
    """Listens to `lens`, the program that looks through the camera, in a thread of its own.

    The lens runs beside the console: what a camera's libraries print, hold up or break is theirs.
    When it ends the camera was lost, and a new lens is tried until one sees something.
    """

    def __init__(self, source: str, speed: float = 1) -> None:
        self._live = source.isascii() and source.isdigit() and int(source) < _CAMERAS
        video = Path(source).absolute()
        if not self._live and not video.is_file():
            raise BadInput("file-missing", path=Path(source))
        self.name = f"camera:{source}" if self._live else escape(video.name)
        self.gone = "scanner.no-camera" if self._live else "scanner.ended"
        self.glimpse: Glimpse | None = None
        self._watched = source if self._live else str(video)
        self._speed = str(speed)
        self._closed = Event()
        self._lens: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._run, name=f"scanner {self.name}", daemon=True)
        self._check()

    def start(self, scanned: Callable[[str], object], plugged: Callable[[bool], object]) -> None:
        self._scanned = scanned
        self._plugged = plugged
        self._thread.start()

    def close(self) -> None:
        """Stops looking; returns when lens and thread have ended."""
        self._closed.set()
        if self._lens is not None:
            self._lens.kill()
        if self._thread.is_alive():
            self._thread.join()

    def _check(self) -> None:
        """Whether there is something to look through, before a screen is opened for it."""
        with self._open("look") as lens:
            lens.communicate()
        if lens.returncode == NO_PICTURE:
            raise BadInput("video-unreadable", path=Path(self._watched))
        if lens.returncode:
            command = "pip install 'ceremony-tui[camera]'"
            raise CeremonyError("missing-package", command=command)

    def _open(self, task: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            (*_LENS, task, self._watched, self._speed),
            cwd=_PACKAGE.parent,  # modules are looked for there, not where the operator stands
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _run(self) -> None:
        while not self._closed.is_set():
            with suppress(OSError), self._open("watch") as self._lens:
                if self._closed.is_set():  # before there was a lens to kill
                    self._lens.kill()
                assert self._lens.stdout
                self._listen(self._lens.stdout)
            self.glimpse = None
            if self._closed.is_set():
                return
            self._plugged(False)
            if not self._live:
                return
            self._closed.wait(AGAIN)

    def _listen(self, lens: IO[bytes]) -> None:
        for number, line in enumerate(lens):
            if number == 0:
                self._plugged(True)
            with suppress(ValueError):  # cut off in the middle, or a library's own chatter
                self._take(json.loads(line))

    def _take(self, seen: dict[str, Any]) -> None:
        if "text" in seen:
            self._scanned(seen["text"])
        else:
            self.glimpse = _glimpse(seen)


def _glimpse(seen: dict[str, Any]) -> Glimpse:
    return Glimpse((seen["width"], seen["height"]), b64decode(seen["rgb"]))
