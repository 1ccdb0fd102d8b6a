"""Anything that yields scanned text."""

from collections.abc import Callable
from typing import Protocol

from ceremony_tui.errors import BadInput


class Scanner(Protocol):
    """A device that is listened to from `start` until `close`.

    `scanned` gets each text; `plugged` is told True when the device is found and False when it is
    lost. Both may be called from another thread.
    """

    name: str
    gone: str
    """The key of the sentence that tells people it is lost."""

    def start(self, scanned: Callable[[str], object], plugged: Callable[[bool], object]) -> None:
        """Begins to listen; a device that is not there is waited for."""
        ...

    def close(self) -> None:
        """Stops listening; returns when nothing more will come."""
        ...


def find_scanner(value: str) -> Scanner | None:
    """The scanner that an operator named; None for the keyboard, which needs no listening to."""
    kind, _, which = value.partition(":")
    if value == "keyboard":
        return None
    if kind == "serial" and which:
        from ceremony_tui.scanners.serial import SerialScanner

        return SerialScanner(which)
    if kind == "camera" and which:
        from ceremony_tui.scanners.camera import CameraScanner

        return CameraScanner(which)
    raise BadInput("scanner-unknown", value=value[:60])
