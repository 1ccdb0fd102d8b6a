"""A line to a hub, a NATS server with JetStream. Any error ends the line; nobody repairs it."""

import asyncio
import json
import logging
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ceremony_tui.core.join import Join, pin_of
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log.exchange import Batch
from ceremony_tui.log.file import PODIUM

NAME = "ikrar-hub"  # in every hub's certificate: a hotspot gives another address every morning
OLDEST = (2, 12)  # nats-server: fsync before every answer, batches read without a consumer
WAIT = 4.0  # seconds within which a hub answers, or is taken for gone
AT_ONCE = 64  # batches asked for in one request
_END = "204"  # the server's status after the last of what was asked for
_TAKEN = 10071  # the server's code: somebody else was faster


@dataclass(frozen=True, slots=True)
class Held:
    """How much of a log a hub has: entry `count`, known by `mark`, is the last of it.

    `place` is where the message with it lies at the hub; 0 is before the first.
    """

    count: int = 0
    place: int = 0
    mark: str = ""


class Line:
    """An open line, until `ended` is set; it holds why."""

    def __init__(self, join: Join, client: Any) -> None:
        self.join = join
        self._client = client
        self._root = f"ceremony.{join.key}"
        self._entries, self._last = streams(join.key)
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.arrived: asyncio.Queue[tuple[str, Batch | None]] = asyncio.Queue()
        """What is pushed while this line is open: (origin, batch), None for a damaged one."""

    @classmethod
    async def open(cls, join: Join) -> "Line":
        """Connects; every way in which that may fail is a sentence."""
        nats = library()
        logging.getLogger("asyncio").setLevel(logging.ERROR)  # it has warnings about TLS
        context = await _trusted(join)
        line: Line | None = None

        async def failed(error: Exception | None = None) -> None:
            if line is not None:
                line.end(_named(error, join))

        try:
            client = await nats.connect(
                f"tls://{join.host}:{join.port}",
                user=join.role,
                password=join.password,
                tls=context,
                tls_hostname=NAME,
                tls_handshake_first=True,  # else a hub that speaks in the clear is spoken with
                allow_reconnect=False,
                no_echo=True,
                connect_timeout=WAIT,
                ping_interval=5,
                max_outstanding_pings=2,
                error_cb=failed,
                disconnected_cb=failed,
                closed_cb=failed,
            )
        except (nats.errors.Error, OSError, TimeoutError) as error:
            raise _named(error, join) from None
        line = cls(join, client)
        version = client.connected_server_version
        if (version.major, version.minor) < OLDEST:
            await line.close()
            raise CeremonyError("hub-old", version=str(client._server_info.get("version", "?")))
        return line

    async def close(self) -> None:
        self.end(None)
        self.ended.exception()  # it was seen
        await self._client.close()

    def end(self, error: CeremonyError | None) -> None:
        if not self.ended.done():
            self.ended.set_exception(error or CeremonyError("hub-away", **_where(self.join)))

    # --- entries --------------------------------------------------------------------------

    async def has(self) -> dict[str, Held]:
        """What the hub really has, by origin."""
        topics = [f"{self._root}.scan.*", f"{self._root}.cue.*"]
        found = await self._get(self._entries, {"multi_last": topics, "batch": 10_000})
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
        answer = await self._ask(subject, msgspec.json.encode(batch), headers)
        if "error" in answer:
            if answer["error"].get("err_code") == _TAKEN:
                return None
            raise CeremonyError("hub-refused", detail=str(answer["error"].get("description")))
        return Held(batch.last, int(answer["seq"]), batch.mark)

    async def read(self, origin: str, start: int) -> AsyncIterator[tuple[Held, Batch]]:
        """A log as the hub has it, from the message that lies at `start`."""
        place = max(1, start)
        while True:
            wanted = {"seq": place, "next_by_subj": f"{self._root}.*.{origin}", "batch": AT_ONCE}
            found = await self._get(self._entries, wanted)
            for headers, data in found:
                held, batch = _held(headers), _batch(origin, data)
                if batch is None:
                    raise CeremonyError("share-damaged", origin=origin)
                yield held, batch
                place = held.place + 1
            if len(found) < AT_ONCE:
                return

    async def subscribe(self) -> None:
        """From now on `arrived` gets what others push."""

        async def take(message: Any) -> None:
            origin = str(message.subject).rpartition(".")[2]
            self.arrived.put_nowait((origin, _batch(origin, message.data)))

        for topic in ("scan", "cue"):
            await self._client.subscribe(f"{self._root}.{topic}.*", cb=take)

    # --- last values ----------------------------------------------------------------------

    async def say(self, topic: str, value: bytes) -> None:
        """Sets the last value of a topic, at the hub and with all who listen."""
        answer = await self._ask(f"{self._root}.say.{topic}", value)
        if "error" in answer:
            raise CeremonyError("hub-refused", detail=str(answer["error"].get("description")))

    async def listen(self, topics: str) -> asyncio.Queue[tuple[str, bytes]]:
        """The last value of every such topic, and each new one, as (topic, value)."""
        heard: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        skip = len(f"{self._root}.say.")

        async def take(message: Any) -> None:
            heard.put_nowait((str(message.subject)[skip:], message.data))

        await self._client.subscribe(f"{self._root}.say.{topics}", cb=take)
        wanted = {"multi_last": [f"{self._root}.say.{topics}"], "batch": 10_000}
        for headers, data in await self._get(self._last, wanted):
            heard.put_nowait((headers["Nats-Subject"][skip:], data))
        return heard

    async def ahead(self, now: Callable[[], datetime]) -> timedelta:
        """By how much this laptop's clock is ahead of the hub's: the best of three looks."""
        looks = [await self._look_at_clock(now) for _ in range(3)]
        return min(looks)[1]

    async def _look_at_clock(self, now: Callable[[], datetime]) -> tuple[timedelta, timedelta]:
        before = now()
        answer = await self._ask(f"$JS.API.STREAM.INFO.{self._last}", b"")
        took = now() - before
        theirs = datetime.fromisoformat(str(answer["ts"])[:26].rstrip("Z") + "+00:00")
        return took, before + took / 2 - theirs

    # --- stores, for their keeper ---------------------------------------------------------

    async def make_store(self, name: str, topics: list[str], **more: object) -> None:
        """Makes a store unless it is there. What is in it cannot be deleted one by one."""
        wanted = {"name": name, "subjects": topics, "storage": "file", "allow_direct": True}
        wanted |= {"deny_delete": True, "deny_purge": True, **more}
        answer = await self._ask(f"$JS.API.STREAM.CREATE.{name}", json.dumps(wanted).encode())
        if "error" in answer:
            raise CeremonyError("hub-refused", detail=str(answer["error"].get("description")))

    # --- asking ---------------------------------------------------------------------------

    async def _ask(
        self, subject: str, data: bytes, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The server's answer. When none comes the line has ended, and says why."""
        asked = asyncio.ensure_future(
            self._client.request(subject, data, timeout=WAIT, headers=headers)
        )
        message = await self._unless_ended(asked)
        try:
            return json.loads(message.data)
        except ValueError:
            raise CeremonyError("hub-refused", detail=message.data[:40]) from None

    async def _get(self, stream: str, wanted: dict[str, Any]) -> list[tuple[dict[str, str], bytes]]:
        """Messages of a stream. No consumer: a small one loses messages without an error."""
        inbox = self._client.new_inbox()
        answers: asyncio.Queue[Any] = asyncio.Queue()
        found: list[tuple[dict[str, str], bytes]] = []
        there = await self._client.subscribe(inbox, cb=answers.put)
        try:
            request = json.dumps(wanted).encode()
            await self._client.publish(f"$JS.API.DIRECT.GET.{stream}", request, reply=inbox)
            while True:
                message = await self._unless_ended(asyncio.ensure_future(answers.get()))
                headers: dict[str, str] = message.headers or {}
                if headers.get("Status") in (_END, "404"):
                    return found
                if "Status" in headers:
                    raise CeremonyError("hub-refused", detail=headers.get("Description", ""))
                found.append((headers, message.data))
        finally:
            if not self.ended.done():
                await there.unsubscribe()

    async def _unless_ended(self, asked: "asyncio.Future[Any]") -> Any:
        either = asyncio.FIRST_COMPLETED
        try:
            await asyncio.wait({asked, self.ended}, timeout=WAIT, return_when=either)
            if self.ended.done() or not asked.done():
                self.end(None)
                return self.ended.result()
            return asked.result()
        except CeremonyError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the client raises, the line is over
            self.end(_named(error, self.join))
            return self.ended.result()
        finally:
            asked.cancel()


def streams(key: str) -> tuple[str, str]:
    """The hub's two stores of a ceremony: of entries, and of last values."""
    return f"ENTRIES-{key}", f"LAST-{key}"


def library() -> Any:
    try:
        import nats
    except ImportError:
        command = "pip install 'ceremony-tui[hub]'"
        raise CeremonyError("missing-package", command=command) from None
    return nats


async def _trusted(join: Join) -> ssl.SSLContext:
    """A context that trusts one certificate: the one of which the JOIN code tells."""

    def look() -> str:
        return ssl.get_server_certificate((join.host, join.port), timeout=WAIT)

    try:
        certificate = await asyncio.to_thread(look)
    except ssl.SSLError as error:
        clear = "WRONG_VERSION_NUMBER" in str(error) or "RECORD_LAYER" in str(error)
        raise CeremonyError("hub-clear" if clear else "hub-away", **_where(join)) from None
    except (OSError, ValueError):
        raise CeremonyError("hub-away", **_where(join)) from None
    if pin_of(ssl.PEM_cert_to_DER_cert(certificate)) != join.pin:
        raise CeremonyError("hub-other", **_where(join))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=certificate)
    return context


def _named(error: Exception | None, join: Join) -> CeremonyError:
    told = str(error).lower()
    if "authorization" in told:
        return CeremonyError("hub-password", **_where(join))
    if "permissions violation" in told:
        return CeremonyError("hub-rights", detail=told.partition("violation for ")[2])
    return CeremonyError("hub-away", **_where(join))


def _where(join: Join) -> dict[str, object]:
    return {"host": join.host, "port": join.port}


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
