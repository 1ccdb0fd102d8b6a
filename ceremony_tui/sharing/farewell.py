"""A hub's keeper asks who is there, and says goodbye before the hub is removed."""

import asyncio
from contextlib import suppress

from ceremony_tui.core.laptops import GOODBYE, Announced
from ceremony_tui.sharing.line import Line, read_announced

PATIENCE = 3.0  # seconds in which laptops may answer

Heard = asyncio.Queue[tuple[str, bytes]]


async def announced(line: Line) -> list[Announced]:
    """What every laptop told of itself last."""
    told: dict[str, Announced] = {}
    heard = await line.listen("laptop.*")
    while not heard.empty():
        await _hear(heard, told)
    return list(told.values())


async def say_goodbye(line: Line) -> list[Announced]:
    """Tells every laptop that the hub is closed; gives what each told last.

    Who has not `left` did not answer in time.
    """
    told: dict[str, Announced] = {}
    heard = await line.listen("laptop.*")
    await line.say(GOODBYE, b"")
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not heard.empty() or not all(laptop.left for laptop in told.values()):
                await _hear(heard, told)
    return list(told.values())


async def _hear(heard: Heard, told: dict[str, Announced]) -> None:
    topic, value = await heard.get()
    if laptop := read_announced(value):
        told[topic] = laptop
