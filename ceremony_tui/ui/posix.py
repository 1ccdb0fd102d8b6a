"""The terminal of Linux and macOS, where Textual's own driver gives way.

Loaded on those systems only: it alone may import what Windows does not have.
"""

import codecs
import os
import select
import termios
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic

from textual._time import get_time
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

BREATH = 0.25  # seconds of silence after which what comes is something new
FLOOD = 8192  # characters at once, and a second: 400 badges; no scanner is so fast


class SteadyDriver(LinuxDriver):
    """Lives through floods, lost bytes, sleep and hang-ups, and leaves the terminal clean."""

    def start_application_mode(self) -> None:
        self._ready: list[Message] = []
        mend(self.fileno)
        super().start_application_mode()
        self._raw = termios.tcgetattr(self.fileno)

    def _sigtstp_application(self, *_: object) -> None:
        """Asked to sleep, maybe while a lock is held that leaving the terminal needs."""
        self._loop.call_soon_threadsafe(self._sleep)

    def _sigcont_application(self, *_: object) -> None:
        """Woken. Textual would start all over: a second reader, and a raw terminal in the end."""
        self._loop.call_soon_threadsafe(self._wake)

    def _sleep(self) -> None:
        super()._sigtstp_application()  # pyright: ignore[reportUnknownMemberType]

    def _wake(self) -> None:
        if self._must_signal_resume:  # it was asked to sleep, and had left the terminal
            self.resume_application_mode()
        elif self._key_thread is not None and self._key_thread.is_alive():
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)  # a shell had it meanwhile
            self._app.refresh()

    def run_input_thread(self) -> None:
        """Textual's own dies of one byte that is not UTF-8, and spins when the window closes."""
        parser, inflow = XTermParser(self._debug), Inflow()
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            text = ""
            if self._more(0.1):
                data = self._read()
                if not data:
                    self._app.call_later(self._app.exit)
                    return
                text = decode(data)
            text = inflow.take(text, monotonic())
            if text:  # nothing would be the end
                self._pass_on(parser.feed(text))
            self._pass_on(parser.tick())

    def _more(self, wait: float = 0) -> bool:
        return bool(select.select([self.fileno], [], [], wait)[0])

    def _read(self) -> bytes:
        """All that has come; nothing when the window was closed."""
        data = b""
        with suppress(OSError):
            while (more := os.read(self.fileno, 4096)) and len(data) < FLOOD:
                data += more
                if not self._more():
                    break
        return data

    def _pass_on(self, messages: Iterable[Message]) -> None:
        """Together and with one time: what came at once is no slower on a busy laptop."""
        now = get_time()
        for message in messages:
            message.time = now
            self.process_message(message)
        if self._ready:
            self._loop.call_soon_threadsafe(self._deliver, self._ready)
            self._ready = []

    def send_message(self, message: Message) -> None:
        self._ready.append(message)

    def _deliver(self, messages: list[Message]) -> None:
        for message in messages:
            self._app.post_message(message)


class Inflow:
    """What comes in, without what no scanner could have sent; and no paste stays open."""

    def __init__(self) -> None:
        self._last = float("-inf")
        self._level = 0.0
        self._flooded = self._pasting = False
        self._tail = ""

    def take(self, text: str, at: float) -> str:
        """What of a text goes on. Ask at silence too, with nothing: an open paste is then ended."""
        closing = ""
        if at - self._last > BREATH:
            if self._flooded or self._pasting:
                closing = BRACKETED_PASTE_END
            self._flooded = self._pasting = False
            self._level = 0.0
        if not text:
            return closing
        self._level = max(0.0, self._level - FLOOD * (at - self._last)) + len(text)
        self._last = at
        self._flooded = self._flooded or self._level > FLOOD
        if self._flooded:
            return closing
        seen = self._tail + text
        self._tail = seen[1 - len(BRACKETED_PASTE_START) :]
        start, end = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        if start != end:
            self._pasting = start > end
        return closing + text


def mend(terminal: int) -> None:
    """Undoes what a killed console left behind: Textual gives a terminal back as it found it."""
    with suppress(termios.error):
        settings = termios.tcgetattr(terminal)
        if not settings[3] & (termios.ECHO | termios.ICANON):
            settings[0] |= termios.ICRNL | termios.IXON
            settings[3] |= termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG
            termios.tcsetattr(terminal, termios.TCSANOW, settings)
