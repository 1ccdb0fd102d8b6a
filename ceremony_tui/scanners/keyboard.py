"""Scanners that type: telling a scan from a person's keys by content first, by timing second.

A keyboard wedge types a code and usually a terminator. Nothing says which key came from whom, so
every character is held back for a moment: a person feels nothing, and a scan never acts as keys.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ceremony_tui.core.badge import LONGEST

E = TypeVar("E")

HOLD = 0.050  # seconds a lone character waits for a second one
IDLE = 0.150  # seconds of silence that end a scan without a terminator
FORGET = 1.2  # seconds after which a character no longer belongs to what comes
MEAN_GAP = 0.035  # seconds a key: no hand types faster
SHORTEST = 6  # characters that nothing ends: fewer are a person's fast fingers
SHORTEST_ENDED = 3  # characters with a terminator as fast as they are
AFTER_END = 0.060  # seconds in which a second terminator (CR, then LF) is the same end

TERMINATORS = frozenset({"enter", "tab", "ctrl+j", "ctrl+m"})
_EDITING = frozenset({"escape", "backspace", "delete", "ctrl+h"})


@dataclass(frozen=True, slots=True)
class Key(Generic[E]):
    """A key as the terminal gave it; `at` is when its bytes were read, in seconds."""

    name: str
    char: str
    at: float
    event: E

    @property
    def holds(self) -> bool:
        """Whether it may be part of a code: any character, control characters too."""
        return len(self.char) == 1 and self.name not in _EDITING


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned text. `typed` when it came at a hand's speed; `keys` of it had gone on as keys."""

    text: str
    typed: bool = False
    keys: int = 0


@dataclass(slots=True)
class Wedge(Generic[E]):
    """Takes keys in order and gives back scans, and the keys that were a person's.

    `known` says whether a text is a badge of the roster or a whole NIP.
    """

    known: Callable[[str], bool]
    _run: list[Key[E]] = field(default_factory=list[Key[E]])
    _passed: int = 0  # how many of the run have gone on as keys
    _ended: float = float("-inf")

    def feed(self, key: Key[E]) -> Iterator[Scan | Key[E]]:
        """What a key brings to light: nothing yet, keys that were held, or a scan."""
        yield from self.tick(key.at)
        if key.name in TERMINATORS:
            yield from self._end(key)
        elif key.holds:
            if len(self._run) < LONGEST:
                self._run.append(key)
        else:
            if key.name in _EDITING:
                yield from self._release()
                self._run, self._passed = [], 0
            yield key

    def tick(self, now: float) -> Iterator[Scan | Key[E]]:
        """What the silence since the last key brings to light. Call it when `wait` is over."""
        if not self._run:
            return
        silence = now - self._run[-1].at
        if silence < HOLD:
            return
        held = self._run[self._passed :]
        if held and silence >= (HOLD if len(held) == 1 else IDLE):
            if _is_burst(held) or (_is_burst(held, SHORTEST_ENDED) and self.known(_text(held))):
                yield from self._scan(held, now)
                return
            yield from self._release()
        if silence >= FORGET or self._passed == LONGEST:
            self._run, self._passed = [], 0

    @property
    def wait(self) -> float | None:
        """Seconds of silence after which `tick` has something to say; None when it never has."""
        held = len(self._run) - self._passed
        return None if held == 0 else HOLD if held == 1 else IDLE

    def _end(self, key: Key[E]) -> Iterator[Scan | Key[E]]:
        if not self._run:
            if key.at - self._ended > AFTER_END:
                yield key
            return
        held = self._run[self._passed :]
        burst = held if _is_burst([*held, key], SHORTEST_ENDED) else []
        # A scanner that stalls after its first keys is known by the whole run.
        for part in (burst, self._run):
            if part and self.known(_text(part)):
                yield from self._scan(part, key.at)
                return
        if len(burst) >= SHORTEST_ENDED:
            yield from self._scan(burst, key.at)
            return
        yield from self._release()
        self._run, self._passed = [], 0
        yield key

    def _scan(self, part: list[Key[E]], now: float) -> Iterator[Scan | Key[E]]:
        """Gives out a part of the run as a scan; what a person typed before it goes on as keys."""
        before = self._run[: len(self._run) - len(part)]
        yield from before[self._passed :]
        keys = max(0, self._passed - len(before))
        self._run, self._passed, self._ended = [], 0, now
        yield Scan(_text(part), typed=not _is_fast(part), keys=keys)

    def _release(self) -> Iterator[Key[E]]:
        held = self._run[self._passed :]
        self._passed = len(self._run)
        # A key that is held down repeats as fast as a scanner types; it was pressed once.
        yield from held[:1] if len(held) > 2 and len({key.char for key in held}) == 1 else held


def _text(keys: list[Key[E]]) -> str:
    return "".join(key.char for key in keys)


def _is_fast(keys: list[Key[E]]) -> bool:
    return len(keys) > 1 and (keys[-1].at - keys[0].at) / (len(keys) - 1) <= MEAN_GAP


def _is_burst(keys: list[Key[E]], shortest: int = SHORTEST) -> bool:
    """Whether no hand can have typed this."""
    return len(keys) >= shortest and _is_fast(keys) and len({key.char for key in keys}) > 1
