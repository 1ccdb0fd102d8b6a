"""What one of several windows holds, when one is enough to do the work."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from platformdirs import user_state_path

AGAIN = 0.5  # seconds between looks whether it is free


class Baton:
    """Held by one process of this laptop at a time. One that ends gives it back, however it ends.

    It is the lock on an empty SQLite file, for that is the same on every system. Where there can be
    none, all hold it: they do the same work twice, and no harm.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: sqlite3.Connection | None = None

    def take(self) -> bool:
        """Whether it is held by this process now."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = sqlite3.connect(self._path, timeout=0, isolation_level=None)
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self.give_back()
            return error.sqlite_errorcode != sqlite3.SQLITE_BUSY
        except (sqlite3.Error, OSError):
            self.give_back()
        return True

    def give_back(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.close()

    def is_free(self) -> bool:
        """Whether no other process holds it at this moment."""
        free = self.take()
        self.give_back()
        return free

    async def come(self, stop: asyncio.Event, waits: Callable[[], object]) -> bool:
        """Takes it as soon as it is free; False when `stop` came first. `waits`: it must wait."""
        if not self.take():
            waits()
            while not self.take():
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), AGAIN)
                    return False
        return True


def sharing_baton(file: Path) -> Baton:
    """Held by who shares this file with other laptops."""
    name = sha256(str(file.resolve()).encode()).hexdigest()[:16]
    return Baton(user_state_path("ceremony", appauthor=False) / f"sharing-{name}.lock")
