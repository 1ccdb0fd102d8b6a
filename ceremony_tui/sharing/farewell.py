"""A hub's keeper asks who is there, and says goodbye before the hub is removed."""

import asyncio
from contextlib import suppress
from datetime import datetime

from ceremony_tui.core.laptops import GOODBYE, Announced
from ceremony_tui.sharing.line import Dated, Line, read_announced

PATIENCE = 3.0  # seconds in which laptops may answer

Told = dict[str, tuple[Announced, datetime | None]]
"""What each laptop told last, by origin, and when by the hub's clock; None: a moment ago."""


async def announced(line: Line) -> list[Announced]:
    """What every laptop told of itself last."""
    told: Told = {}
    heard = await line.listen_dated("laptop.*")
    while not heard.empty():
        await _hear(heard, told)
    return [laptop for laptop, _ in told.values()]


async def say_goodbye(line: Line) -> Told:
    """Tells every laptop that the hub is closed. Who has not `left` did not answer in time."""
    told: Told = {}
    heard = await line.listen_dated("laptop.*")
    await line.say(GOODBYE, b"")
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not heard.empty() or not all(laptop.left for laptop, _ in told.values()):
                await _hear(heard, told)
    return told


async def _hear(heard: asyncio.Queue[Dated], told: Told) -> None:
    topic, value, said = await heard.get()
    if laptop := read_announced(value):
        told[topic.rpartition(".")[2]] = laptop, said
