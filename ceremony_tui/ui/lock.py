"""The lock of the console: while it is shut, keys and clicks do nothing but enter the PIN.

Scanning is caught above it and goes on. It never sees a scan, and the log never sees the PIN.
"""

from enum import Enum, auto
from math import ceil

from ceremony_tui.core.pin import LONGEST, is_pin, wait_after
from ceremony_tui.desk import Desk
from ceremony_tui.words import Words


class _Asks(Enum):
    NOTHING = auto()
    PIN = auto()  # to open
    NEW = auto()  # to be set
    AGAIN = auto()  # the new one once more: a PIN with a slip in it opens to nobody


class Lock:
    """Shut from the start when the ceremony has a PIN."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._typed = self._new = ""
        self._wrong = 0
        self._until = float("-inf")
        self._asks = _Asks.NOTHING
        self._says = ""
        if desk.has_pin:
            self.shut()

    @property
    def is_on(self) -> bool:
        """Whether keys are its own: it is shut, or a PIN is being set."""
        return self._asks is not _Asks.NOTHING

    def shut(self) -> None:
        """Shuts; asks for a PIN to be set when there is none."""
        self._ask(_Asks.PIN if self._desk.has_pin else _Asks.NEW)

    def press(self, key: str, char: str | None, at: float) -> None:
        """Takes a key. `at` is the key's own time in seconds."""
        if at < self._until:
            return
        if key == "enter":
            typed, self._typed = self._typed, ""
            self._enter(typed, at)
        elif key == "backspace":
            self._typed = self._typed[:-1]
        elif key == "escape":
            self._typed = ""
            if self._asks is not _Asks.PIN:
                self._ask(_Asks.NOTHING)
        elif char and char.isascii() and char.isdigit() and len(self._typed) <= LONGEST:
            self._typed += char

    def take_back(self, keys: int) -> None:
        """The last keys were the beginning of a scan."""
        if keys:
            self._typed = self._typed[:-keys]

    def is_pin(self, text: str, at: float) -> bool:
        """Whether a text is the PIN, typed as fast as a scan or into another line; it opens."""
        if not is_pin(text) or self._desk.is_code(text) or not self._desk.opens(text):
            return False
        if self._asks is _Asks.PIN and at >= self._until:
            self._open()
        return True

    def told(self, words: Words, at: float) -> str:
        """What it asks for, in a line; "" when it is open."""
        if not self.is_on:
            return ""
        if at < self._until:
            return words("lock.wait", count=self._wrong, seconds=ceil(self._until - at))
        return words(f"lock.{self._says}", dots="•" * len(self._typed) + "▏")

    def _enter(self, typed: str, at: float) -> None:
        match self._asks:
            case _Asks.PIN:
                self._try(typed, at)
            case _Asks.NEW if not is_pin(typed):
                self._says = "short"
            case _Asks.NEW if self._desk.is_code(typed):
                self._says = "code"  # typing it would check that person in
            case _Asks.NEW:
                self._new = typed
                self._ask(_Asks.AGAIN)
            case _Asks.AGAIN if typed == self._new:
                self._desk.set_pin(typed)
                self._ask(_Asks.PIN)
            case _:
                self._ask(_Asks.NEW)
                self._says = "different"

    def _try(self, typed: str, at: float) -> None:
        if not typed:
            self._says = "pin"
        elif self._desk.opens(typed):
            self._open()
        else:
            self._wrong += 1
            self._says = "wrong"
            self._until = at + wait_after(self._wrong)

    def _open(self) -> None:
        self._wrong = 0
        self._ask(_Asks.NOTHING)

    def _ask(self, asks: _Asks) -> None:
        self._asks = asks
        self._says = asks.name.lower()
        self._typed = ""
        if asks is not _Asks.AGAIN:
            self._new = ""
