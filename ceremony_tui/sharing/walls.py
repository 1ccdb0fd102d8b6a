"""Displays that stand on other laptops: each laptop tells of its own, the stage notes them."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic

import msgspec

from ceremony_tui.core.displays import Report
from ceremony_tui.core.walls import Walls, told
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import Notes
from ceremony_tui.sharing.line import Line
from ceremony_tui.sharing.shared import Shared

LOOK = 0.2  # seconds between looks at what the displays here have noted
EVERY = 1.0  # seconds until the same is told again: they live
NOTE = 0.1  # seconds between notes of what others told, however much that is
LONGEST = 16  # characters of a laptop's name
LAPTOPS = 8  # of which displays are noted; a stage has one or two
_NEVER = datetime.min.replace(tzinfo=UTC)


class WallsTold:
    """What stands here and elsewhere, for as long as a session."""

    def __init__(self, shared: Shared, line: Line) -> None:
        self._shared, self._line = shared, line
        self._notes = Notes(shared.log)
        self._leads = shared.join.role == "stage"
        self._said: tuple[Report, ...] = ()
        self._said_at = float("-inf")
        self._heard: dict[str, tuple[Report, ...]] = {}
        """What was told since it was last noted, by laptop."""

    async def begin(self) -> None:
        """The stage listens from now on: what a display showed before is worth nothing."""
        if self._leads:
            self._wall = await self._line.listen_now("wall.*")

    def works(self) -> tuple[Coroutine[None, None, None], ...]:
        """What goes on at once, until it fails."""
        return self._tell(), *((self._hear(), self._note()) if self._leads else ())

    # --- what stands here -----------------------------------------------------------------

    async def _tell(self) -> None:
        while True:
            await self._say()
            await asyncio.sleep(LOOK)

    async def leave(self) -> None:
        """Takes back a display that was closed with the sharing; others will be missed."""
        if self._said:
            await self._say()

    async def _say(self) -> None:
        """Tells what the displays here show, when that has changed or was told a while ago."""
        try:
            reports = self._notes.reports()
        except CeremonyError:  # a busy disk: the next look is soon
            return
        where = ", ".join(self._shared.announced().numbers)
        walls = told(reports, self._shared.now(), where)
        shown = tuple(replace(report, at=_NEVER) for report in walls.reports)
        if shown != self._said or (shown and monotonic() - self._said_at >= EVERY):
            self._said, self._said_at = shown, monotonic()
            topic = f"wall.{self._shared.log.origin}"
            await self._line.say_now(topic, msgspec.json.encode(walls))

    # --- what stands elsewhere, for the stage ---------------------------------------------

    async def _hear(self) -> None:
        while True:
            topic, value = await self._wall.get()
            laptop = topic.rpartition(".")[2]
            named = laptop.isascii() and laptop.isalnum() and len(laptop) <= LONGEST
            if not named or laptop == self._shared.log.origin:
                continue
            with suppress(msgspec.MsgspecError):  # another version's
                walls = msgspec.json.decode(value, type=Walls)
                self._heard[laptop] = walls.heard(laptop, self._shared.now())

    async def _note(self) -> None:
        """A laptop tells of all its displays: one that is missing there was closed."""
        while True:
            await asyncio.sleep(NOTE)
            with suppress(CeremonyError):
                self._write()

    def _write(self) -> None:
        heard, self._heard = self._heard, {}
        if not heard:
            return
        now, notes = self._shared.now(), self._notes
        known = {report.id: report for report in notes.reports() if report.where}
        laptops = dict.fromkeys(map(_laptop, known))
        with self._shared.log.writing():
            for laptop, reports in heard.items():
                if laptop in laptops or len(laptops) < LAPTOPS:
                    laptops[laptop] = None
                    for report in reports:
                        notes.report(report)
            told = {report.id for reports in heard.values() for report in reports}
            for name, report in known.items():
                if report.is_gone(now) or (_laptop(name) in heard and name not in told):
                    notes.drop_report(name)


def _laptop(display: str) -> str:
    return display.partition("-")[0]
