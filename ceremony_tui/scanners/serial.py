"""A scanner on a serial port (USB-COM): exact bytes, whatever window has the focus."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from ceremony_tui.core.badge import LONGEST
from ceremony_tui.errors import CeremonyError
from ceremony_tui.scanners.profile import IDLE

AGAIN = 1.0  # seconds between looks for a scanner that was unplugged
_ENDS = b"\r\n\t"


class SerialScanner:
    """Reads codes in a thread of its own until it is closed."""

    gone = "scanner.gone"

    def __init__(self, port: str) -> None:
        self.name = port
        self._closed = Event()
        self._serial = _library()
        self._thread = Thread(target=self._run, name=f"scanner {port}", daemon=True)

    def start(self, scanned: Callable[[str], object], plugged: Callable[[bool], object]) -> None:
        self._scanned = scanned
        self._plugged = plugged
        self._thread.start()

    def close(self) -> None:
        """Stops reading; returns when the thread has ended."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                with self._serial.Serial(self.name, timeout=IDLE) as port:
                    self._plugged(True)
                    self._listen(port)
            except (self._serial.SerialException, OSError):
                # Unplugged, or not yet plugged in: it may come back at any moment.
                self._plugged(False)
                self._closed.wait(AGAIN)

    def _listen(self, port: Any) -> None:
        code = bytearray()
        while not self._closed.is_set():
            read: bytes = port.read(max(1, port.in_waiting))
            for byte in read:
                if byte in _ENDS:
                    self._give(code)
                elif len(code) < LONGEST:
                    code.append(byte)
            if not read:  # a scanner without a terminator ends its code by silence
                self._give(code)

    def _give(self, code: bytearray) -> None:
        text = code.decode("utf-8", "surrogateescape")
        code.clear()
        if text.strip():
            self._scanned(text)


def _library() -> Any:
    try:
        import serial
    except ImportError:
        command = "pip install 'ceremony-tui[serial]'"
        raise CeremonyError("missing-package", command=command) from None
    return serial
