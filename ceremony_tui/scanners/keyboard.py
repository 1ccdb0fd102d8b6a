"""Scanners that type: telling a scan from a person's keys by content first, by timing second.

A keyboard wedge types a code and usually a terminator. Nothing says which key came from whom, so
every character is held back for a moment: a person feels nothing, and a scan never acts as keys.
A scanner that begins every code with a mark needs no guessing: what follows the mark is its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ceremony_tui.core.badge import LONGEST
from ceremony_tui.scanners.profile import HOLD, MEAN_GAP, NO_END, PLAIN, TERMINATORS, Profile

E = TypeVar("E")

SHORTEST = 6  # characters that nothing ends: fewer are a person's fast fingers
SHORTEST_ENDED = 3  # characters with a terminator as fast as they are
SHORTEST_SLOW = 10  # characters, a digit among them, at the pace of a hand and of a slow scanner
AFTER_END = 0.060  # seconds in which a second terminator (CR, then LF) is the same end

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
    profile: Profile = PLAIN
    _run: list[Key[E]] = field(default_factory=list[Key[E]])
    _passed: int = 0  # how many of the run have gone on as keys
    _marked: bool = False  # whether the run began with the scanner's mark
    _ended: float = float("-inf")

    def feed(self, key: Key[E]) -> Iterator[Scan | Key[E]]:
        """What a key brings to light: nothing yet, keys that were held, or a scan."""
        yield from self.tick(key.at)
        if key.name in TERMINATORS:
            yield from self._end(key)
        elif key.holds:
            yield from self._take(key)
        else:
            if key.name in _EDITING:
                held = self._run[self._passed :]
                fast = len(held) >= SHORTEST and _pace([*held, key]) <= MEAN_GAP
                if fast and not self._marked and self._is_paced(held):
                    yield from self._scan(held, key.at)  # a code with a control character in it
                    return
                yield from self._let_go()
            yield key

    def tick(self, now: float) -> Iterator[Scan | Key[E]]:
        """What the silence since the last key brings to light. Call it when `wait` is over."""
        wait = self.wait
        if not self._run or now - self._run[-1].at < (wait or 0):
            return
        if self._marked:
            yield from self._close(now)
            return
        held = self._run[self._passed :]
        if held:
            paced = self._is_paced(held)
            if paced and (_is_code(held, SHORTEST) or self.known(self._read(held))):
                yield from self._scan(held, now)
                return
            yield from self._release()
        if now - self._run[-1].at >= self.profile.forget or self._passed == LONGEST:
            self._forget()

    @property
    def wait(self) -> float | None:
        """Seconds of silence after which `tick` has something to say; None when it never has."""
        if self._marked:
            # A terminator is still to come, however slowly.
            return self.profile.idle if self.profile.terminator == NO_END else self.profile.forget
        held = len(self._run) - self._passed
        return None if held == 0 else self.profile.hold if held == 1 else self.profile.idle

    def _take(self, key: Key[E]) -> Iterator[Key[E]]:
        exact = self.profile.mark
        if exact and key.char == exact and not self._marked:
            self._forget()  # what a person typed before has gone on
            self._marked = True
        if len(self._run) < LONGEST:
            self._run.append(key)
        if exact and not self._marked:
            yield from self._release()

    def _end(self, key: Key[E]) -> Iterator[Scan | Key[E]]:
        if not self._run:
            if not self._is_same_end(key):
                yield key
            return
        if self._marked:
            yield from self._close(key.at, key)
            return
        held = self._run[self._passed :]
        burst = held if self._is_paced([*held, key]) else []
        # A scanner that stalls after its first keys is known by the whole run.
        for part in (burst, self._run):
            if part and self.known(self._read(part)):
                yield from self._scan(part, key.at)
                return
        if burst and _is_code(burst, SHORTEST_ENDED, key):
            yield from self._scan(burst, key.at)
            return
        yield from self._let_go()
        yield key

    def _is_same_end(self, key: Key[E]) -> bool:
        """Whether this only says once more that the last scan is over."""
        silence = key.at - self._ended
        if self.profile.mark and self.profile.terminator:
            second = self.profile.terminator == "CRLF" and key.name == "ctrl+j"
            return second and silence < self.profile.forget
        return silence <= max(AFTER_END, self.profile.hold)

    def _close(self, now: float, end: Key[E] | None = None) -> Iterator[Scan | Key[E]]:
        """Ends what a mark began; a mark and no more than a key or two was a person's."""
        text = self.profile.bare(_text(self._run))
        if text and (end or len(text) >= SHORTEST_ENDED or self.known(text)):
            self._forget()
            self._ended = now
            yield Scan(text)
            return
        yield from self._let_go()
        if end:
            yield end

    def _scan(self, part: list[Key[E]], now: float) -> Iterator[Scan | Key[E]]:
        """Gives out a part of the run as a scan; what a person typed before it goes on as keys."""
        before = self._run[: len(self._run) - len(part)]
        yield from before[self._passed :]
        keys = max(0, self._passed - len(before))
        self._forget()
        self._ended = now
        yield Scan(self._read(part), typed=_pace(part) > self.profile.mean_gap, keys=keys)

    def _read(self, part: list[Key[E]]) -> str:
        """The text of a part, without the scanner's prefix and suffix if that makes it known."""
        text = _text(part)
        bare = self.profile.bare(text)
        return bare if bare != text and self.known(bare) and not self.known(text) else text

    def _is_paced(self, keys: list[Key[E]]) -> bool:
        """Whether it came at the scanner's pace, and was no key held down."""
        enough = len(keys) >= SHORTEST_ENDED and len({key.char for key in keys}) > 1
        return enough and _pace(keys) <= self.profile.mean_gap

    def _let_go(self) -> Iterator[Key[E]]:
        yield from self._release()
        self._forget()

    def _release(self) -> Iterator[Key[E]]:
        held = self._run[self._passed :]
        self._passed = len(self._run)
        # A key that is held down repeats as fast as a scanner types; it was pressed once.
        repeats = len(held) > 2 and len({key.char for key in held}) == 1 and _pace(held) <= HOLD
        yield from held[:1] if repeats else held

    def _forget(self) -> None:
        self._run, self._passed, self._marked = [], 0, False


def _text(keys: list[Key[E]]) -> str:
    return "".join(key.char for key in keys)


def _pace(keys: list[Key[E]]) -> float:
    """Mean seconds from key to key; a lone key has none."""
    return (keys[-1].at - keys[0].at) / (len(keys) - 1) if len(keys) > 1 else float("inf")


def _is_code(part: list[Key[E]], shortest: int, *end: Key[E]) -> bool:
    """Whether what came at the scanner's pace is no person's text, whatever it says."""
    if _pace([*part, *end]) <= MEAN_GAP:
        return len(part) >= shortest
    return len(part) >= SHORTEST_SLOW and any(key.char.isdigit() for key in part)
