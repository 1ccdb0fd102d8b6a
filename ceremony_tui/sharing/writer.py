"""What others sent, written into the file so that a scan hardly ever waits for it."""

import asyncio
from collections.abc import Iterator, Sequence
from time import monotonic

from ceremony_tui.log.exchange import Batch, Exchange

SCANNING = 30.0  # seconds after an entry of this laptop in which its scans come first
BESIDE = 25  # entries that are written together beside scans: the lock is held for a millisecond
REST = 9  # times as long as that took, until the next are: about 2,000 entries a second
# Pages that may lie beside the file before whoever writes next takes them in, and waits for the
# disk: 15 ms for the first, 80 for the other, which a scan meets once at most.
SCANNED, RESTING = 1000, 8000


class Writer:
    """In big portions where nobody scans; beside scans in small ones, with rests between them.

    The rests are for who scans, too: what has come in must be read before the next answer.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._wrote = self._own_length, float("-inf")  # own entries, and when that last changed

    async def write(self, batches: Sequence[Batch]) -> None:
        """Writes them all, or raises what is wrong with the first bad one."""
        careful, log = self.is_careful, self._exchange.log
        log.settle(SCANNED if careful else RESTING)
        for portion in _portions(batches) if careful else [batches]:
            begun = monotonic()
            self._exchange.take(portion)
            await asyncio.sleep(REST * (monotonic() - begun) if careful else 0)

    @property
    def is_careful(self) -> bool:
        """Whether this laptop is scanning."""
        if self._own_length != self._wrote[0]:
            self._wrote = self._own_length, monotonic()
        return monotonic() - self._wrote[1] < SCANNING

    @property
    def _own_length(self) -> int:
        return self._exchange.length(self._exchange.log.origin)


def _portions(batches: Sequence[Batch]) -> Iterator[Sequence[Batch]]:
    """The same entries, not many at a time."""
    portion: list[Batch] = []
    for part in (part for batch in batches for part in batch.parts(BESIDE)):
        if portion and sum(len(one.entries) for one in (*portion, part)) > BESIDE:
            yield portion
            portion = []
        portion.append(part)
    yield portion
