"""How a laptop's scanner types: what it puts around a code, and how fast."""

from dataclasses import dataclass

HOLD = 0.050  # seconds a lone character waits for a second one
IDLE = 0.150  # seconds of silence that end a scan without a terminator
FORGET = 1.2  # seconds after which a character no longer belongs to what comes
MEAN_GAP = 0.035  # seconds a key: no hand types faster

TERMINATORS = {"enter": "CR", "ctrl+m": "CR", "ctrl+j": "LF", "tab": "TAB"}
NO_END = "none"
ENDS = ("", "CR", "LF", "CRLF", "TAB", NO_END)  # "" when it was never looked at

LONGEST_WAIT = 10.0  # seconds; more is a damaged file
LONGEST_DRESS = 60  # characters of a prefix or a suffix

# What no name, code or binding has; and control characters but for those that edit or leave.
_MARKS = frozenset("~]\\|^`}#$%*<>@!_+=")
_CONTROLS = frozenset(map(chr, range(1, 32))) - set("\x03\x08\t\n\r\x11\x1b")


@dataclass(frozen=True, slots=True)
class Profile:
    """What telling scans from keys goes by; as it stands, it fits most scanners."""

    prefix: str = ""
    suffix: str = ""
    terminator: str = ""
    mean_gap: float = MEAN_GAP
    hold: float = HOLD
    idle: float = IDLE

    def __post_init__(self) -> None:
        waits = (self.mean_gap, self.hold, self.idle)
        dress = max(len(self.prefix), len(self.suffix))
        if not all(0 < wait <= LONGEST_WAIT for wait in waits) or dress > LONGEST_DRESS:
            raise ValueError("no scanner types like this")
        if self.terminator not in ENDS:
            raise ValueError(f"unknown terminator {self.terminator!r}")

    @property
    def mark(self) -> str:
        """The prefix's first character if no person types it: it makes every scan exact."""
        return mark(self.prefix)

    @property
    def forget(self) -> float:
        return max(FORGET, self.idle)

    def bare(self, text: str) -> str:
        """The text without the prefix and the suffix, whatever CapsLock made of them."""
        before, after = len(self.prefix), len(self.suffix)
        # What follows an AIM identifier's "]" differs from code to code; the badge reader knows it.
        if self.prefix not in ("", "]") and text[:before].casefold() == self.prefix.casefold():
            text = text[before:]
        if self.suffix and text[-after:].casefold() == self.suffix.casefold():
            text = text[:-after]
        return text


def mark(prefix: str) -> str:
    """The first character of a prefix if no person types it, else ""."""
    return prefix[:1] if prefix and prefix[0] in _MARKS | _CONTROLS else ""


PLAIN = Profile()
