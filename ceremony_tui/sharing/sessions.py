"""Sharing a file through a hub, for as long as its console is open or a command runs.

It runs beside the scanning, in a process of its own; no scan ever waits for it.
"""

import asyncio
from contextlib import suppress
from random import random
from time import monotonic

from ceremony_tui.core.laptops import CLOSED
from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.line import Line
from ceremony_tui.sharing.session import Session
from ceremony_tui.sharing.shared import Shared

FIRST_PAUSE, LAST_PAUSE = 0.1, 2.0  # seconds between two sessions


async def keep_sharing(shared: Shared, stop: asyncio.Event, *, once: bool = False) -> None:
    """Sessions one after the other until `stop`, or until the hub is closed by its keeper.

    When another window has moved the file to another hub, this goes there too, or ends with it.

    With `once` one, whose failure is raised.
    """
    pause = FIRST_PAUSE
    while not stop.is_set() and shared.move():
        begun = monotonic()
        try:
            await _one_session(shared, stop, once=once)
        except CeremonyError as error:
            if shared.state != CLOSED:  # else that is how a hub ends which has said goodbye
                shared.become(error.key, str(next(iter(error.fields.values()), "")))
            if once or error.key == "file-replaced":
                raise
        if once or shared.state == CLOSED:
            return
        long = monotonic() - begun > LAST_PAUSE
        pause = FIRST_PAUSE if long else min(LAST_PAUSE, 2 * pause)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause * (0.5 + random()))


async def _one_session(shared: Shared, stop: asyncio.Event, *, once: bool) -> None:
    line = await Line.open(shared.join)
    try:
        await Session(shared, line).run(stop, once=once)
    except (LookupError, ValueError, TypeError) as error:  # an answer that nobody foresaw
        raise CeremonyError("hub-refused", detail=repr(error)) from error
    finally:
        await line.close()
