"""An app at a desk: the console and the display alike. It alone asks; screens watch the state."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from textual import events
from textual.dom import DOMNode
from textual.reactive import var

from ceremony_tui.core.badge import escape, mask, read_badge
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Prompted, Verdict
from ceremony_tui.core.rules import decide_undo
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.scanners import Scanner
from ceremony_tui.shown.gate import Answer, answer
from ceremony_tui.sounds import SOUNDS, Sound
from ceremony_tui.ui.chime import Chime
from ceremony_tui.ui.clicker import Bounce, Clicker, Pressed
from ceremony_tui.ui.keys import spoken
from ceremony_tui.ui.scanning import Scanning
from ceremony_tui.words import Words

P = ParamSpec("P")
T = TypeVar("T")

REFRESH = 0.05  # seconds between looks at what other windows have written


class Seat(Scanning):
    """Messages go up to it as actions; `ceremony`, `answer` and `failure` come down."""

    # Never compared by value: that would be to look at everybody for every scan.
    ceremony: var[Ceremony | None] = var(None, always_update=True)
    answer: var[Answer | None] = var(None, always_update=True)
    failure: var[str] = var("")
    asked: var[str] = var("")
    """What a lock asks of whoever types; "" when nothing is locked."""
    lost: var[tuple[str, ...]] = var(())
    """Whom the disk refused, by name or code, until they are scanned again."""

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__(desk)
        self.words = words
        desk.is_code("")  # who bears which badge is looked up once now, not at the first scan
        self.clicker = Clicker(desk)
        self._stages = Bounce()
        self.chime = Chime(self)
        self.scanner: Scanner | None = None
        self._plugged: bool | None = None
        self._bindings = spoken(self._bindings, words)
        self.set_reactive(Seat.ceremony, desk.ceremony)

    def listen_to(self, scanner: Scanner) -> None:
        """Takes scans from a device too, from when the app runs until it ends."""
        self.scanner = scanner

    def _on_plugged(self, there: bool) -> None:
        if there != self._plugged:
            self._plugged = there
            severity = "information" if there else "warning"
            self.notify(self.scanner_state, severity=severity, markup=False)

    @property
    def scanner_state(self) -> str:
        """In a sentence whether the device is there; "" when there is none but the keyboard."""
        if self.scanner is None:
            return ""
        keys = {None: "scanner.awaited", True: "scanner.there", False: self.scanner.gone}
        return self.words(keys[self._plugged], port=self.scanner.name)

    def on_unmount(self) -> None:
        self.chime.close()
        if self.scanner is not None:
            self.scanner.close()

    @classmethod
    def keyed(cls) -> list[type[DOMNode]]:
        """Everything that declares keys, for the help page and the README."""
        return [cls]

    def on_mount(self) -> None:
        self.set_interval(REFRESH, self._refresh)
        if self.scanner is not None:
            later = self.call_later  # they come from another thread
            self.scanner.start(partial(later, self.scanned), partial(later, self._on_plugged))
        for name in ("SIGTERM", "SIGHUP"):  # leave the terminal as it was found
            with suppress(AttributeError, NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), self.exit)

    def _refresh(self) -> None:
        self.ask(self.desk.refresh, again=False)

    def ask(self, question: Callable[[], T], *, again: bool = True) -> T | None:
        """Asks the desk. If nothing could be written the screen says so, and nothing else changes.

        `again`: a person asked, so an old failure is over when this works.
        """
        try:
            done = question()
        except CeremonyError as error:
            self.failed(error)
            return None
        if again:
            self.failure = ""
        self._show_state()
        return done

    def _show_state(self) -> None:
        if self.ceremony is not self.desk.ceremony:
            self.ceremony = self.desk.ceremony

    def failed(self, error: CeremonyError) -> None:
        told = self.words.error(error, short=True)
        if told != self.failure:
            self.failure = told
            self.chime.ring(Sound.REFUSED)

    def scanned(self, text: str, *, typed: bool = False) -> None:
        """scan -> decode -> decide -> record -> show."""
        try:
            entry = self.desk.scan(text, typed=typed)
        except CeremonyError as error:
            self.failed(error)
            self.answer = None
            self.lost = (*self._others(text), self._who(text))
            self.chime.ring(Sound.REFUSED)
            return
        self.failure = ""
        if self.lost:
            self.lost = self._others(text)
        # Each of these paints: the answer first, it is what the officer waits for.
        self.answer = answer(entry, self.desk.ceremony, self.words)
        self._show_state()
        if self.answer and self.answer.verdict is not Verdict.REREAD:
            self.chime.ring(SOUNDS[self.answer.verdict])

    def _others(self, text: str) -> tuple[str, ...]:
        """Whom the disk refused, without the one of this text."""
        return tuple(name for name in self.lost if name != self._who(text))

    def _who(self, text: str) -> str:
        people = self.desk.ceremony.bearers(read_badge(text))
        return people[0].name if len(people) == 1 else mask(escape(text))[:40]

    def action_cue(self, step: int) -> None:
        """A clicker's press: one cue on (+1) or back (-1)."""
        at = events.Event().time
        if self.ask(lambda: self.clicker.press(step, at)) is Pressed.ASKS:
            self.notify(self.words("pledge.end"), timeout=4, markup=False)

    def action_cover(self, cover: str) -> None:
        """Covers the wall or uncovers it: `blank`, `title` or `held`."""
        self.ask(lambda: self.desk.cover(cover))

    def action_undo(self) -> None:
        """Takes the last press back, wherever it led."""
        if self.ask(lambda: self.desk.call(decide_undo)) is None:
            self.notify(self.words("pledge.no-undo"), timeout=3, markup=False)

    def prompt(
        self,
        decide: Callable[Concatenate[Ceremony, datetime, P], Prompted | None],
        *args: P.args,
        **kw: P.kwargs,
    ) -> None:
        """Asks a rule of the podium, as it stands at this moment."""
        self.ask(lambda: self.desk.call(decide, self.desk.now(), *args, **kw))

    def action_next_stage(self, step: int) -> None:
        if not self._stages.is_same(step, events.Event().time):
            self.ask(lambda: self.desk.call_next_stage(step))

    def action_nothing(self) -> None:
        """A key that a scanner may send and that must do nothing."""
