"""A connection to a hub, a NATS server with JetStream. Any error ends it; nobody repairs it."""

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Any, Self

from ceremony_tui.core.join import Join
from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.trust import NAME, WAIT, library, named, trusted, where

OLDEST = (2, 12)  # nats-server: fsync before every answer, batches read without a consumer
_END = "204"  # the server's status after the last of what was asked for


class Connection:
    """Open until `ended` is set; that holds why."""

    def __init__(self, join: Join, client: Any) -> None:
        self.join = join
        self.client = client
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(cls, join: Join) -> Self:
        """Connects; every way in which that may fail is a sentence."""
        nats = library()
        logging.getLogger("asyncio").setLevel(logging.ERROR)  # it has warnings about TLS
        context = await trusted(join)
        line: Connection | None = None

        async def failed(error: Exception | None = None) -> None:
            if line is not None:
                line.end(named(error, join))

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
            raise named(error, join) from None
        line = cls(join, client)
        version = client.connected_server_version
        if (version.major, version.minor) < OLDEST:
            await line.close()
            raise CeremonyError("hub-old", version=str(client._server_info.get("version", "?")))
        return line

    async def close(self) -> None:
        self.end(None)
        self.ended.exception()  # it was seen
        await self.client.close()

    def end(self, error: CeremonyError | None) -> None:
        if not self.ended.done():
            self.ended.set_exception(error or CeremonyError("hub-away", **where(self.join)))

    async def ask(
        self, subject: str, data: bytes, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The server's answer. When none comes the line has ended, and says why."""
        asked = asyncio.ensure_future(
            self.client.request(subject, data, timeout=WAIT, headers=headers)
        )
        message = await self._unless_ended(asked)
        try:
            return json.loads(message.data)
        except ValueError:
            raise CeremonyError("hub-refused", detail=message.data[:40]) from None

    async def get(self, stream: str, wanted: dict[str, Any]) -> list[tuple[dict[str, str], bytes]]:
        """Messages of a stream. No consumer: a small one loses messages without an error."""
        inbox = self.client.new_inbox()
        answers: asyncio.Queue[Any] = asyncio.Queue()
        found: list[tuple[dict[str, str], bytes]] = []
        there = await self.client.subscribe(inbox, cb=answers.put)
        try:
            request = json.dumps(wanted).encode()
            await self.client.publish(f"$JS.API.DIRECT.GET.{stream}", request, reply=inbox)
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
            self.end(named(error, self.join))
            return self.ended.result()
        finally:
            asked.cancel()
