"""Upwards: a ceremony's counts to the province, every ten seconds, and nothing else."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

import msgspec

from ceremony_tui.core.figures import Figures
from ceremony_tui.core.join import Join
from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.line import Line

EVERY = 10.0  # seconds from one message to the next: 514 ceremonies send 51 a second


async def send_figures(
    join: Join,
    ceremony_id: str,
    look: Callable[[], Figures | None],
    stop: asyncio.Event,
    *,
    once: bool = False,
    failed: Callable[[CeremonyError], object] = lambda _: None,
) -> None:
    """Sends what `look` tells until `stop`, on a new line whenever one has ended."""
    topic = f"figures.{sha256(f'figures {ceremony_id}'.encode()).hexdigest()[:16]}"
    while not stop.is_set():
        try:
            line = await Line.open(join)
            try:
                while not stop.is_set():
                    figures = look()
                    if figures is not None:
                        await line.say(topic, msgspec.json.encode(figures))
                    if once:
                        return
                    await _rest(stop)
            finally:
                await line.close()
        except CeremonyError as error:
            if once:
                raise
            failed(error)
            await _rest(stop)


async def hear_figures(join: Join, heard: Callable[[str, Figures], object]) -> None:
    """Gives the last figures of every ceremony, and each new one, until the line ends."""
    line = await Line.open(join)
    try:
        told = await line.listen("figures.*")
        while True:
            asked = asyncio.ensure_future(told.get())
            await asyncio.wait({asked, line.ended}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                asked.cancel()
                line.ended.result()
            topic, value = asked.result()
            with suppress(msgspec.MsgspecError):  # another version's
                heard(topic, msgspec.json.decode(value, type=Figures))
    finally:
        await line.close()


async def _rest(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), EVERY)
