"""One session with a hub. It believes nothing it remembers, and any error ends it."""

import asyncio
from collections.abc import Awaitable, Iterator

from ceremony_tui.core.laptops import LIVE
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log.exchange import Batch, Gap, Refused
from ceremony_tui.log.file import PODIUM
from ceremony_tui.sharing.line import NOTHING, Arrived, Held, Line
from ceremony_tui.sharing.presence import Presence
from ceremony_tui.sharing.shared import Shared
from ceremony_tui.sharing.writer import Writer

POLL = 0.005  # seconds between looks for new entries
AT_ONCE = 8  # batches that are taken in together


class Session:
    """Pushes what the hub lacks, takes in what this laptop lacks, then both as it comes."""

    def __init__(self, shared: Shared, line: Line) -> None:
        self._shared, self._line = shared, line
        self._exchange = shared.exchange
        self._hub: dict[str, Held] = {}
        self._writer = Writer(self._exchange)
        self._presence = Presence(shared, line)

    async def run(self, stop: asyncio.Event, *, once: bool) -> None:
        """Goes on until `stop`, goodbye or an error; with `once` until both have everything."""
        await self._line.subscribe()
        await self._presence.begin()
        await self._ask()
        if once:
            for cues in (True, False):
                await self._catch_up(cues=cues)
            await self._give()
        else:
            works = (self._watch(), self._receive(), *self._presence.works())
            await until_one_ends(self._line.ended, asyncio.ensure_future(stop.wait()), *works)
        await self._presence.leave()

    # --- what this laptop has -------------------------------------------------------------

    async def _watch(self) -> None:
        """Pushes what is written here, as soon as it is."""
        await self._give()
        while True:
            await asyncio.sleep(POLL)
            if self._shared.log.changed():
                self._exchange.look()
                await self._give()

    async def _ask(self) -> None:
        """What the hub really has. Where it has something else, two laptops wrote one log."""
        self._hub = await self._line.has()
        for origin, held in self._hub.items():
            here = self._exchange.mark(origin, held.count)
            if here and here != held.mark and origin not in self._shared.refused:
                gate = ", ".join(self._exchange.numbers(origin))
                error = CeremonyError("share-cloned", gate=gate, number=held.count)
                self._shared.refuse(origin, error)

    async def _give(self) -> None:
        """Pushes this laptop's logs, then what the hub has forgotten of others'."""
        own, stage = self._shared.own, self._shared.join.role == "stage"
        for origin in dict.fromkeys((*own, *self._exchange.origins())):
            if stage or not origin.startswith(PODIUM):
                await self._push(origin)

    async def _push(self, origin: str) -> None:
        while origin not in self._shared.refused:
            held = self._hub.get(origin, NOTHING)
            batch = self._exchange.after(origin, held.count)
            if batch is None:
                return
            try:
                pushed = await self._line.push(batch, held)
            except Refused as error:
                self._shared.refuse(origin, error)
                return
            if pushed:
                self._hub[origin] = pushed
            else:  # somebody else was faster: with the same, or with something else
                await self._ask()

    # --- what others have -----------------------------------------------------------------

    async def _receive(self) -> None:
        """Cues first, also while many scans come in: a whole courtyard waits for them."""
        await self._catch_up(cues=True)
        cues = self._take_as_it_comes(self._line.cues)
        await until_one_ends(self._line.ended, cues, self._receive_scans())

    async def _receive_scans(self) -> None:
        await self._catch_up(cues=False)
        self._shared.become(LIVE)
        self._presence.caught_up.set()
        await self._take_as_it_comes(self._line.scans)

    async def _catch_up(self, *, cues: bool) -> None:
        for origin, held in tuple(self._hub.items()):  # pushing goes on meanwhile
            wanted = origin.startswith(PODIUM) is cues
            if wanted and held.count > self._exchange.length(origin):
                await self._read(origin)

    async def _take_as_it_comes(self, arrived: Arrived) -> None:
        while True:
            found = [await arrived.get()]
            while not arrived.empty() and len(found) < AT_ONCE:
                found.append(arrived.get_nowait())
            await self._take(*found)

    async def _read(self, origin: str) -> None:
        """Reads on where it ended last time, if the hub still has that there; else all."""
        known = self._shared.read_to.get(origin, NOTHING)
        found: list[tuple[str, Batch | None]] = []
        async for held, batch in self._line.read(origin, known.place):
            if known.place and (held.place, held.mark) != (known.place, known.mark):
                self._shared.read_to.pop(origin)
                await self._read(origin)
                return
            known = NOTHING
            found.append((origin, batch))
            if self._writer.is_careful or len(found) == AT_ONCE:
                await self._take(*found)
                found.clear()
                self._shared.read_to[origin] = held
            if origin in self._shared.refused:
                return
        if found:
            await self._take(*found)
        self._shared.log.settle()  # not while the first one is scanned
        if self._hub[origin].count > self._exchange.length(origin):
            self._shared.read_to.pop(origin, None)
            raise Gap("share-gap", origin=origin)

    async def _take(self, *found: tuple[str, Batch | None]) -> None:
        """Writes what came, but for logs that are refused, now or before."""
        good = [(o, batch) for o, batch in found if o not in self._shared.refused]
        try:
            await self._writer.write([*self._whole(good)])
        except Refused as error:
            if len(good) == 1:
                self._shared.refuse(good[0][0], error)
            else:
                for one in good:
                    await self._take(one)

    def _whole(self, found: list[tuple[str, Batch | None]]) -> Iterator[Batch]:
        for origin, batch in found:
            if batch is None:
                self._shared.refuse(origin, CeremonyError("share-damaged", origin=origin))
            else:
                yield batch
                known = self._hub.get(origin, NOTHING)
                if batch.last > known.count:  # its place is asked for when it is needed
                    self._hub[origin] = Held(batch.last, known.place, batch.mark)


async def until_one_ends(ended: "asyncio.Future[None]", *works: Awaitable[object]) -> None:
    """Does several things at once until one of them ends, or fails, or the line has ended."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait({*tasks, ended}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
