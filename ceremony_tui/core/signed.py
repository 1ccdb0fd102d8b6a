"""Signed badges: 34 digits that only the key of their ceremony can make, and that tell nobody.

    7  ccccc  pppppppp  ss  mmmmmmmmmmmmmmmm  xx
    |  |      |         |   |                 check digits, ISO/IEC 7064 MOD 97-10
    |  |      |         |   signature of person and serial: forging one takes 10^16 tries at a gate
    |  |      |         serial: 00, and one more each time the person's badge is replaced
    |  |      person: stands for the id, and without the key tells nothing of it
    |  series: the same on every badge of a ceremony, and on no other's
    mark

Each part is HMAC-SHA-256 with the key, as decimal digits. At level M a QR code holds 34 digits in
version 1, 63 in version 2 and 101 in version 3 (ISO/IEC 18004, table 7; three digits take 10
bits): a signed code has the same 21 modules as one with a NIP and is read as easily. Digits are
typed right under every keyboard layout and CapsLock, and none is a key of the console.
"""

import re
from dataclasses import dataclass
from hmac import compare_digest, digest

MARK = "7"  # no NIP begins with it
LENGTH = 34
LAST_SERIAL = 99
KEY_BYTES = 16

_RUN = re.compile(rf"(?<![0-9]){MARK}[0-9]{{{LENGTH - 1}}}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed badge as read, whole by its check digits. Whether it is true only the key tells."""

    text: str

    @property
    def series(self) -> str:
        return self.text[1:6]

    @property
    def person(self) -> str:
        return self.text[6:14]

    @property
    def serial(self) -> int:
        return int(self.text[14:16])

    def is_of(self, key: bytes, attendee: str) -> bool:
        """Whether this key has signed it for this attendee."""
        return compare_digest(self.text, sign(key, attendee, self.serial))


def sign(key: bytes, attendee: str, serial: int = 0) -> str:
    """The text of an attendee's badge; `serial` counts their replaced ones, 0 to 99."""
    signature = _digits(key, f"badge {serial} {attendee}", 16)
    body = f"{MARK}{series_of(key)}{person_of(key, attendee)}{serial:02d}{signature}"
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def series_of(key: bytes) -> str:
    """What all badges signed with this key share."""
    return _digits(key, "series", 5)


def person_of(key: bytes, attendee: str) -> str:
    """What stands for an attendee; two people may share it, never a signature."""
    return _digits(key, f"person {attendee}", 8)


def _digits(key: bytes, text: str, count: int) -> str:
    number = int.from_bytes(digest(key, text.encode(), "sha256")[:16], "big")
    return f"{number % 10**count:0{count}d}"


def read_signed(text: str) -> tuple[Signed, ...]:
    """The signed badges in a text, each once. A changed digit or two swapped ones are seen."""
    runs = dict.fromkeys(_RUN.findall(text))
    return tuple(Signed(run) for run in runs if int(run) % 97 == 1)


def is_nearly(text: str) -> bool:
    """Whether a text is as long as a signed badge, and of digits but for a letter or two."""
    return len(text) == LENGTH and sum(char in "0123456789" for char in text) >= LENGTH - 2
