"""A line to a hub: what it has, pushing, reading, and the last value of each topic."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ceremony_tui.core.join import Join
from ceremony_tui.core.laptops import Announced
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log.exchange import Batch, Refused
from ceremony_tui.log.file import PODIUM
from ceremony_tui.sharing.connection import Connection

AT_ONCE = 64  # batches asked for in one request
WAITING, LARGEST = 100, 10_000  # values of the moment that nobody has looked at yet; bytes of one
_TAKEN = 10071  # the server's code: somebody else was faster


@dataclass(frozen=True, slots=True)
class Held:
    """How much of a log a hub has: entry `count`, known by `mark`, is the last of it.

    `place` is where the message with it lies at the hub; 0 is before the first.
    """

    count: int = 0
    place: int = 0
    mark: str = ""


NOTHING = Held()


Arrived = asyncio.Queue[tuple[str, Batch | None]]
Dated = tuple[str, bytes, datetime | None]


class Line(Connection):
    """The four calls, and what keeps them company."""

    def __init__(self, join: Join, client: Any) -> None:
        super().__init__(join, client)
        self._root = f"ceremony.{join.key}"
        self._entries, self._last = streams(join.key)
        self.scans: Arrived = asyncio.Queue()
        """What gates push while this line is open: (origin, batch), None for a damaged one."""
        self.cues: Arrived = asyncio.Queue()
        """The same of podiums."""

    # --- entries --------------------------------------------------------------------------

    async def has(self) -> dict[str, Held]:
        """What the hub really has, by origin."""
        topics = [f"{self._root}.scan.*", f"{self._root}.cue.*"]
        found = await self.get(self._entries, {"multi_last": topics, "batch": 10_000})
        return {_origin(headers): _held(headers) for headers, _ in found}

    async def push(self, batch: Batch, after: Held) -> Held | None:
        """Gives entries to the hub, on its disk when this returns.

        `after`: what the hub has of that log. None when it has something else by now.
        """
        headers = {
            "Nats-Msg-Id": f"{batch.origin}:{batch.first}:{batch.last}:{batch.mark}",
            "Nats-Expected-Last-Subject-Sequence": str(after.place),
        }
        topic = "cue" if batch.origin.startswith(PODIUM) else "scan"
        subject = f"{self._root}.{topic}.{batch.origin}"
        data = msgspec.json.encode(batch)
        if len(data) > self.client.max_payload:
            raise Refused("share-large", gate=batch.entries[0].gate, number=batch.first)
        answer = await self.ask(subject, data, headers)
        if "error" in answer:
            if answer["error"].get("err_code") == _TAKEN:
                return None
            raise CeremonyError("hub-refused", detail=_why(answer))
        return Held(batch.last, int(answer["seq"]), batch.mark)

    async def read(self, origin: str, start: int) -> AsyncIterator[tuple[Held, Batch]]:
        """A log as the hub has it, from the message that lies at `start`."""

        def ask(place: int) -> "asyncio.Future[list[tuple[dict[str, str], bytes]]]":
            wanted = {"seq": place, "next_by_subj": f"{self._root}.*.{origin}", "batch": AT_ONCE}
            asked = asyncio.ensure_future(self.get(self._entries, wanted))
            # Who has stopped reading will not ask how it went, and nobody else shall be told.
            asked.add_done_callback(lambda done: done.cancelled() or done.exception())
            return asked

        asked = ask(max(1, start))
        try:
            while found := await asked:
                if len(found) == AT_ONCE:  # the hub looks for what follows while this is written
                    asked = ask(_held(found[-1][0]).place + 1)
                for headers, data in found:
                    batch = _batch(origin, data)
                    if batch is None:
                        raise CeremonyError("share-damaged", origin=origin)
                    yield _held(headers), batch
                if len(found) < AT_ONCE:
                    return
        finally:
            asked.cancel()

    async def subscribe(self) -> None:
        """From now on `scans` and `cues` get what others push."""
        for topic, arrived in (("scan", self.scans), ("cue", self.cues)):

            async def take(message: Any, arrived: Arrived = arrived) -> None:
                origin = str(message.subject).rpartition(".")[2]
                arrived.put_nowait((origin, _batch(origin, message.data)))

            await self.client.subscribe(f"{self._root}.{topic}.*", cb=take)

    # --- last values ----------------------------------------------------------------------

    async def say(self, topic: str, value: bytes) -> None:
        """Sets the last value of a topic, at the hub and with all who listen."""
        answer = await self.ask(f"{self._root}.say.{topic}", value)
        if "error" in answer:
            raise CeremonyError("hub-refused", detail=_why(answer))

    async def listen(self, topics: str) -> asyncio.Queue[tuple[str, bytes]]:
        """The last value of every such topic, and each new one, as (topic, value)."""
        heard: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        await self._listen(topics, lambda told: heard.put_nowait(told[:2]))
        return heard

    async def listen_dated(self, topics: str) -> asyncio.Queue[Dated]:
        """The same, with when each last value was said by the hub's clock; None: just now."""
        heard: asyncio.Queue[Dated] = asyncio.Queue()
        await self._listen(topics, heard.put_nowait)
        return heard

    async def _listen(self, topics: str, put: Callable[[Dated], object]) -> None:
        skip = len(f"{self._root}.say.")

        async def take(message: Any) -> None:
            put((str(message.subject)[skip:], message.data, None))

        await self.client.subscribe(f"{self._root}.say.{topics}", cb=take)
        wanted = {"multi_last": [f"{self._root}.say.{topics}"], "batch": 10_000}
        for headers, data in await self.get(self._last, wanted):
            said = _moment(headers["Nats-Time-Stamp"])
            put((headers["Nats-Subject"][skip:], data, said))

    # --- the moment -----------------------------------------------------------------------

    async def say_now(self, topic: str, value: bytes) -> None:
        """Tells who listens at this moment; the hub keeps nothing of it."""
        saying = self.client.publish(f"{self._root}.now.{topic}", value)
        await self._unless_ended(asyncio.ensure_future(saying))

    async def listen_now(self, topics: str) -> asyncio.Queue[tuple[str, bytes]]:
        """What is said on such topics from now on, as (topic, value); never many."""
        heard: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(WAITING)
        skip = len(f"{self._root}.now.")

        async def take(message: Any) -> None:
            if len(message.data) <= LARGEST and not heard.full():
                heard.put_nowait((str(message.subject)[skip:], message.data))

        await self.client.subscribe(f"{self._root}.now.{topics}", cb=take)
        return heard

    # --- clocks ---------------------------------------------------------------------------

    async def ahead(self, now: Callable[[], datetime]) -> timedelta:
        """By how much this laptop's clock is ahead of the hub's: the best of three looks."""
        looks = [await self._look_at_clock(now) for _ in range(3)]
        return min(looks)[1]

    async def _look_at_clock(self, now: Callable[[], datetime]) -> tuple[timedelta, timedelta]:
        before = now()
        answer = await self.ask(f"$JS.API.STREAM.INFO.{self._last}", b"")
        took = now() - before
        if "ts" not in answer:  # it has started a moment ago, and has no stores yet
            raise CeremonyError("hub-refused", detail=_why(answer))
        return took, before + took / 2 - _moment(str(answer["ts"]))

    # --- stores, for their keeper ---------------------------------------------------------

    async def make_store(self, name: str, topics: list[str], **more: object) -> None:
        """Makes a store unless it is there. What is in it cannot be deleted one by one."""
        wanted = {"name": name, "subjects": topics, "storage": "file", "allow_direct": True}
        wanted |= {"deny_delete": True, "deny_purge": True, **more}
        answer = await self.ask(f"$JS.API.STREAM.CREATE.{name}", json.dumps(wanted).encode())
        if "error" in answer:
            raise CeremonyError("hub-refused", detail=_why(answer))


def read_announced(value: bytes) -> Announced | None:
    """What a laptop tells of itself; None when nobody can say what that is."""
    try:
        told = msgspec.json.decode(value, type=Announced)
    except msgspec.MsgspecError:  # another version's
        return None
    return told if told.is_plain else None


def _why(answer: Mapping[str, Any]) -> str:
    """What the server says of a refusal."""
    return str(answer.get("error", {}).get("description", "?"))


def streams(key: str) -> tuple[str, str]:
    """The hub's two stores of a ceremony: of entries, and of last values."""
    return f"ENTRIES-{key}", f"LAST-{key}"


def _moment(text: str) -> datetime:
    """A moment as the server writes it, in nanoseconds."""
    return datetime.fromisoformat(text[:26].rstrip("Z") + "+00:00")


def _held(headers: Mapping[str, str]) -> Held:
    _, _, last, mark = headers.get("Nats-Msg-Id", ":::").split(":")
    return Held(int(last or 0), int(headers["Nats-Sequence"]), mark)


def _origin(headers: Mapping[str, str]) -> str:
    return headers["Nats-Subject"].rpartition(".")[2]


def _batch(origin: str, data: bytes) -> Batch | None:
    try:
        batch = msgspec.json.decode(data, type=Batch)
    except msgspec.MsgspecError:
        return None
    return batch if batch.origin == origin and batch.first > 0 and batch.entries else None
