"""The one place above all screens where scans are caught, whatever has the focus."""

import asyncio
import sys
from collections.abc import Callable, Iterable

from textual import constants, events, on
from textual.app import App
from textual.driver import Driver

from ceremony_tui.core.badge import LONGEST
from ceremony_tui.desk import Desk
from ceremony_tui.scanners.keyboard import SHORTEST, Key, Scan, Wedge
from ceremony_tui.scanners.profile import Profile


def _driver() -> type[Driver] | None:
    """Textual's way to the terminal, made fit for a gate; None is its own, on Windows.

    Or it is the one that TEXTUAL_DRIVER asks for: to a browser.
    """
    if sys.platform == "win32" or constants.DRIVER:
        return None
    from ceremony_tui.ui.posix import SteadyDriver

    return SteadyDriver


class Scanning(App[object]):
    """An app in which a scan counts on every screen and never acts as keys."""

    ENABLE_COMMAND_PALETTE = False  # a scanner's 0x10 is its key

    def __init__(self, desk: Desk) -> None:
        super().__init__(driver_class=_driver())
        self.desk = desk
        self._wedge: Wedge[events.Key] = Wedge(lambda text: self.desk.is_code(text))
        self._silence: asyncio.TimerHandle | None = None
        self.overhear: Callable[[Key[events.Key]], object] | None = None
        """Is told every key, a scanner's and a person's alike: for the scanner test."""

    def go_by(self, profile: Profile) -> None:
        """Tells scans from keys as this scanner types, from the next key on."""
        self._wedge.profile = profile

    def scanned(self, text: str, *, typed: bool = False) -> None:
        """What to do with a text that was scanned, or typed by hand; each app says."""
        raise NotImplementedError

    def keeps(self, event: events.Event) -> bool:
        """Whether a lock keeps a key or a click for itself, so that nothing else gets it."""
        return False

    def take_back(self, keys: int) -> None:
        """So many of the last keys were the beginning of a scan after all."""

    @on(events.Resize)
    def _paint_anew(self) -> None:
        """A window pulled there and back at once has its old size, but has lost its picture."""
        self.refresh()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            key = Key(event.key, event.character or "", event.time, event)
            if self.overhear is not None:
                self.overhear(key)
            await self._handle(self._wedge.feed(key))
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            await self._paste(event)
        elif isinstance(event, events.MouseEvent) and not event.is_forwarded and self.keeps(event):
            return
        else:
            await super().on_event(event)

    async def _handle(self, found: Iterable[Scan | Key[events.Key]]) -> None:
        for item in found:
            if isinstance(item, Scan):
                self.take_back(item.keys)
                self.scanned(item.text, typed=item.typed)
            elif not self.keeps(item.event):
                await super().on_event(item.event)
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None
        wait = self._wedge.wait
        if wait is not None:
            # Not a Textual timer: each of those is a task, and every key of a scan would start one.
            loop = asyncio.get_running_loop()
            self._silence = loop.call_later(wait, self.call_later, self._silent)

    async def _silent(self) -> None:
        await self._handle(self._wedge.tick(events.Event().time))  # the clock that stamps keys

    async def _paste(self, event: events.Paste) -> None:
        """Some scanners paste. What is too short to be a code is nobody's scan.

        Where somebody edits, what is no badge of the roster is a person's own paste.
        """
        if getattr(self.screen, "EDITS", False) and not self.desk.is_code(event.text):
            await super().on_event(event)
            return
        for line in event.text[:LONGEST].splitlines():
            if self.desk.is_code(line) or len(line.strip()) >= SHORTEST:
                self.scanned(line)
