"""Who is there: this laptop tells of itself, and hears the others and the hub's goodbye."""

import asyncio
from collections.abc import Coroutine

import msgspec

from ceremony_tui.core.laptops import ANNOUNCE, CLOSED, GOODBYE
from ceremony_tui.sharing.line import Line, read_announced
from ceremony_tui.sharing.shared import Shared
from ceremony_tui.sharing.walls import WallsTold

TELL = 0.5  # seconds between notes of how it goes


class Presence:
    """A laptop among others, for as long as a session."""

    def __init__(self, shared: Shared, line: Line) -> None:
        self._shared, self._line = shared, line
        self._walls = WallsTold(shared, line)
        self.caught_up = asyncio.Event()
        """Set as soon as all that the hub had is here."""

    async def begin(self) -> None:
        """Compares clocks, and listens from now on."""
        shared = self._shared
        shared.ahead = await self._line.ahead(shared.now)
        for origin in shared.own:
            at = shared.now()
            shared.exchange.compare_clock(shared.ahead, at, shared.new_id(at), origin)
        self._heard = await self._line.listen_dated("laptop.*")
        while not self._heard.empty():  # before anybody is told that all is here
            await self._hear_next()
        self._goodbye = await self._line.listen(GOODBYE)
        await self._walls.begin()

    def works(self) -> tuple[Coroutine[None, None, None], ...]:
        """What goes on at once; the first that ends is the end of the session."""
        alone = self._announce(), self._hear(), self._until_goodbye(), self._tell()
        return *alone, *self._walls.works()

    async def leave(self) -> None:
        """Says goodbye: nothing more will come of this laptop."""
        await self._walls.leave()
        await self._say(left=True)
        if self._shared.state != CLOSED:
            self._shared.become("hub-left")

    async def _announce(self) -> None:
        while True:
            await self._say()
            await asyncio.sleep(ANNOUNCE)

    async def _say(self, *, left: bool = False) -> None:
        told = msgspec.json.encode(self._shared.announced(left=left))
        await self._line.say(f"laptop.{self._shared.log.origin}", told)

    async def _hear(self) -> None:
        while True:
            await self._hear_next()

    async def _hear_next(self) -> None:
        topic, value, said = await self._heard.get()
        if announced := read_announced(value):
            self._shared.hear(topic.rpartition(".")[2], announced, said)

    async def _until_goodbye(self) -> None:
        """Ends when the hub's keeper closes it; what the hub has is taken first."""
        await self._goodbye.get()
        await self.caught_up.wait()
        self._shared.become(CLOSED)

    async def _tell(self) -> None:
        while not self._shared.has_moved:
            await asyncio.sleep(TELL)
            self._shared.tell()
