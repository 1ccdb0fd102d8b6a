"""The scanner test: what a few scans tell of the scanner and of the keyboard it types on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from statistics import median
from typing import Generic, TypeVar

from ceremony_tui.core.badge import LONGEST, escape, is_nip, mask, read_badge
from ceremony_tui.core.signed import read_signed
from ceremony_tui.scanners.keyboard import SHORTEST_ENDED, Key
from ceremony_tui.scanners.profile import (
    ENDS,
    FORGET,
    HOLD,
    IDLE,
    LONGEST_DRESS,
    LONGEST_WAIT,
    MEAN_GAP,
    NO_END,
    TERMINATORS,
    Profile,
    mark,
)

E = TypeVar("E")

NEEDED = 3  # scans of a test
SHORTEST_PAUSE = 0.4  # seconds between two scans, at the least
SLOW = 0.050  # seconds a key: below it a scanner needs no profile
SLOWEST = 0.125  # seconds a key: above it keys would have to be held until a person feels it
LONGEST_HOLD, LONGEST_IDLE = 0.250, 0.400  # seconds
ODD = "odd"  # ends that differ, or that are no end of a scanner
_READ = 300  # characters in which a code is looked for

_NIP = re.compile(r"(?<![0-9])[0-9]{18}(?![0-9])")
_BEFORE = re.compile(r"^(?:[\x00-\x1f~|^`#$%*<>@!_+=]|\][A-Za-z][0-9A-Za-z]|\\\d{6})+")
_AFTER = re.compile(r"[\x00-\x1f~|^`#$%*<>@!_+=]+$")

# What arrives -> what was meant, when scanner and laptop hold to different layouts.
_LAYOUTS = (
    ("azerty", str.maketrans("&é\"'(-è_çàqawzQAWZ,?)!:;mM", "1234567890aqzwAQZWmM-/.,;:")),
    ("qwertz", str.maketrans("yzYZß-?_öÖ", "zyZY-/_?;:")),
    ("qwertz", str.maketrans("yzYZ/?&>", "zyZY-_/:")),  # here the scanner is the German one
    ("azerty", str.maketrans("!@#$%^&*()qawzQAWZ", "1234567890aqzwAQZW")),  # here the French one
    ("other", str.maketrans("'?", "-_")),  # Spanish, Italian
)


@dataclass(slots=True)
class Bursts(Generic[E]):
    """Parts keys into what each pull of the trigger sent; keeps the latest of them."""

    done: tuple[tuple[Key[E], ...], ...] = ()
    _open: list[Key[E]] = field(default_factory=list[Key[E]])

    @property
    def under_way(self) -> int:
        """How many keys of the next scan have come."""
        return len(self._open)

    def hear(self, key: Key[E]) -> None:
        self.tick(key.at)
        if key.name in TERMINATORS:
            if self._open:
                self._open.append(key)
        elif key.holds:
            if self._open and self._open[-1].name in TERMINATORS:
                self._close()
            self._open = [*self._open[-LONGEST:], key]

    def tick(self, now: float) -> None:
        if self._open and now - self._open[-1].at >= self._pause:
            self._close()

    @property
    def _pause(self) -> float:
        """Seconds of silence that part two scans of this scanner."""
        if len(self._open) < SHORTEST_ENDED:
            return FORGET
        return min(FORGET, max(SHORTEST_PAUSE, 5 * max(_gaps(self._open))))

    def _close(self) -> None:
        if sum(key.name not in TERMINATORS for key in self._open) >= SHORTEST_ENDED:
            self.done = (*self.done, tuple(self._open))[-NEEDED:]
        self._open = []


@dataclass(frozen=True, slots=True)
class Reading:
    """One scan of the test. `code` is what was found in it, "" when nobody knows it."""

    text: str
    end: str
    code: str = ""
    prefix: str = ""
    suffix: str = ""
    capslock: bool = False
    layout: str = ""

    @property
    def shown(self) -> str:
        """The text as it came, without the birth date of a NIP, however it is written."""
        text = self.text
        if is_nip(self.code) and self.text.endswith(self.suffix):
            start = len(self.prefix)
            text = text[:start] + "•" * 8 + text[start + 8 :]
        return mask(escape(text))


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of `words`; not `fine` when it says what to do."""

    key: str
    fine: bool
    value: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the scans have in common. Times are seconds from key to key."""

    readings: tuple[Reading, ...]
    terminator: str
    prefix: str
    suffix: str
    gap: float
    largest: float

    @property
    def capslock(self) -> bool:
        return any(reading.capslock for reading in self.readings)

    @property
    def layout(self) -> str:
        """The layout that does not fit; "" when all is as it should be, or nothing is known."""
        return next((reading.layout for reading in self.readings if reading.layout), "")

    @property
    def complete(self) -> bool:
        """Whether a profile can be made of it: on another layout the prefix would be another."""
        return len(self.readings) >= NEEDED and not self.layout

    @property
    def profile(self) -> Profile:
        end = self.terminator if self.terminator in ENDS else ""
        prefix, suffix = self.prefix, self.suffix
        if mark(prefix):
            idle = min(max(IDLE, 2.5 * self.largest), LONGEST_WAIT)
            return Profile(prefix, suffix, end, idle=idle)
        if self.gap > SLOWEST:
            return Profile(prefix, suffix, end)
        return Profile(
            prefix,
            suffix,
            end,
            mean_gap=max(MEAN_GAP, 1.25 * self.gap),
            hold=min(max(HOLD, 2 * self.largest), LONGEST_HOLD),
            idle=min(max(IDLE, 2.5 * self.largest), LONGEST_IDLE),
        )

    def told(self) -> Iterator[Finding]:
        """In the order in which somebody would ask."""
        yield Finding(f"end-{self.terminator}", self.terminator not in (NO_END, ODD))
        exact = bool(mark(self.prefix))
        if self.prefix:
            yield Finding("prefix-exact" if exact else "prefix", True, escape(self.prefix))
        if self.suffix:
            yield Finding("suffix", True, escape(self.suffix))
        slow = "" if exact or self.gap <= SLOW else "-slow" if self.gap <= SLOWEST else "-too-slow"
        yield Finding(f"speed{slow}", not slow)
        known = [reading.code for reading in self.readings if reading.code]
        if not known:
            yield Finding("unknown", False)
        elif self.layout:
            yield Finding(f"layout-{self.layout}", False)
        else:
            yield Finding("layout", True)
        if self.capslock:
            yield Finding("caps", False)
        elif any(char.isalpha() for code in known for char in code):
            yield Finding("case", True)


def read_trial(bursts: Sequence[Sequence[Key[E]]], codes: Iterable[str] = ()) -> Findings:
    """What these scans say, held against the codes of the roster."""
    known = {_lower(code): code for code in codes if len(code) >= SHORTEST_ENDED}
    readings = tuple(_read(_text(burst), _end(burst), known) for burst in bursts)
    located = [reading for reading in readings if reading.code] or readings
    gaps = [gap for burst in bursts for gap in _gaps(burst)] or [0.0]
    ends = {reading.end for reading in readings}
    return Findings(
        readings=readings,
        terminator=ends.pop() if len(ends) == 1 else ODD,
        prefix=_shared([reading.prefix for reading in located]),
        suffix=_shared([reading.suffix[::-1] for reading in located])[::-1],
        gap=median(gaps),
        largest=max(gaps),
    )


def _shared(parts: list[str]) -> str:
    """What all have in common; what is too long is no dress but a code's own text."""
    pairs = takewhile(
        lambda pair: pair[0] == pair[1],
        zip(min(parts, default=""), max(parts, default=""), strict=False),
    )
    common = "".join(char for char, _ in pairs)
    return common if len(common) <= LONGEST_DRESS else ""


def _gaps(keys: Sequence[Key[E]]) -> list[float]:
    return [after.at - before.at for before, after in pairwise(keys)]


def _text(burst: Sequence[Key[E]]) -> str:
    return "".join(key.char for key in burst if key.name not in TERMINATORS)


def _end(burst: Sequence[Key[E]]) -> str:
    ends = tuple(TERMINATORS[key.name] for key in burst if key.name in TERMINATORS)
    if ends == ("CR", "LF"):
        return "CRLF"
    return NO_END if not ends else ends[0] if len(ends) == 1 else ODD


def _read(text: str, end: str, known: dict[str, str]) -> Reading:
    for layout, table in (("", {}), *_LAYOUTS):
        meant = text[:_READ].translate(table)
        found = _find(meant, known)
        if found is not None:
            start, code = found
            part = meant[start : start + len(code)]
            inverted = part == code.swapcase() and part != code
            suffix = text[start + len(code) :]
            return Reading(text, end, code, text[:start], suffix, inverted, layout)
    nips = [code for code in read_badge(text).codes if is_nip(code)]
    before, after = _BEFORE.search(text), _AFTER.search(text)
    prefix, suffix = before[0] if before else "", after[0] if after else ""
    return Reading(text, end, nips[0] if nips else "", prefix, suffix)


def _find(text: str, known: dict[str, str]) -> tuple[int, str] | None:
    """Where the longest known code stands, else a signed one or any NIP, and which it is."""
    lowered = _lower(text)
    for length in sorted({len(code) for code in known}, reverse=True):
        for start in range(len(text) - length + 1):
            code = known.get(lowered[start : start + length])
            if code is not None:
                return start, code
    for signed in read_signed(text):
        return text.index(signed.text), signed.text
    nip = _NIP.search(text)
    return (nip.start(), nip[0]) if nip else None


def _lower(text: str) -> str:
    """Lower case that keeps every character in its place."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
