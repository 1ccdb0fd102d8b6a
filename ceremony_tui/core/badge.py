"""A scanned text and the badge it stands for: cleaning, NIP rules, masking."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ceremony_tui.core.signed import Signed, is_nearly, read_signed

LONGEST = 4096  # no badge says more; a longer text is a paste or a jammed key

# AIM symbology identifier (ISO/IEC 15424) and extended channel, as scanners print them.
_DRESS = re.compile(r"^(?:\][A-Za-z][0-9A-Za-z]|\\\d{6}|\s)+")
_RUN = re.compile(r"(?<![0-9])[0-9]{18}(?![0-9])")
_DASHES = "\\-\u2010-\u2015\u2212"
_SPACING = re.compile(f"[\\s.'\u2019`{_DASHES}]+")
_LONG_NUMBER = re.compile(rf"\d(?:[\s.'{_DASHES}]*\d){{8,}}")
_LOOKS_LIKE = str.maketrans("OIL", "011")
_MASKED = "••••••••"


def clean(text: str) -> str:
    """The text without what scanners add: control characters, AIM ids, ECI, outer blanks.

    A terminal turns Esc followed by "1" into "¡", so "¡" is read as "1".
    """
    text = text[:LONGEST]
    if not (text.isascii() and text.isprintable()):  # most codes are plain, and there are many
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")  # nobody sees these
        text = unicodedata.normalize("NFKC", text).replace("¡", "1")
        text = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in text)
    return " ".join(_DRESS.sub("", text).split())


def fold(text: str) -> str:
    """The form in which two codes are the same: CapsLock and outer dress do not matter."""
    if text.isascii() and text.isalnum() and len(text) <= LONGEST:  # wears no dress
        return text.casefold()
    return clean(text).casefold()


def compact(text: str) -> str:
    """A NIP as people write it, without spaces, dots, dashes and apostrophes."""
    return _SPACING.sub("", text)


def is_nip(text: str) -> bool:
    """18 digits. Whether a person bears it only the roster knows."""
    return len(text) == 18 and text.isascii() and text.isdigit()


@dataclass(frozen=True, slots=True)
class Badge:
    """What a scanned text may stand for, best guess first; `damaged` when it is no whole code.

    `signed` are badges of this program in it, of whatever ceremony.
    """

    text: str
    codes: tuple[str, ...]
    damaged: bool
    signed: tuple[Signed, ...] = ()


def read_badge(text: str) -> Badge:
    """Reads a scanned text. A longer text (URL, JSON, vCard) counts by what stands inside it."""
    cleaned = clean(text)
    digits = compact(cleaned.upper().removeprefix("NIP"))
    runs = tuple(dict.fromkeys(_RUN.findall(cleaned)))
    # A NIP has no letters: where one stands, somebody typed or printed it for a digit.
    whole = digits.translate(_LOOKS_LIKE)
    nips = (whole,) if is_nip(whole) else runs
    codes = tuple(dict.fromkeys((cleaned.casefold(), *nips)))
    # The end of a longer text was never looked at: what its beginning says is half a truth.
    if not cleaned or len(text) > LONGEST:
        return Badge(cleaned, (), damaged=True)
    signed = read_signed(digits) or read_signed(cleaned)
    damaged = not signed and _is_damaged(text, digits)
    return Badge(cleaned, codes, damaged, signed)


def _is_damaged(text: str, digits: str) -> bool:
    if any(map(_is_lost, text)):
        return True
    if digits.isascii() and digits.isdigit():
        # Shorter is another kind of number; 18 is whole; the rest was cut or joined.
        return len(digits) > 9 and (len(digits) != 18 or digits.endswith("000"))
    return is_nearly(digits)


def _is_lost(char: str) -> bool:
    """A byte that was not UTF-8, kept by surrogateescape or replaced."""
    return char == "\ufffd" or 0xDC80 <= ord(char) <= 0xDCFF


def nip_faults(nip: str) -> tuple[str, ...]:
    """Rules of BKN 22/2007 that a NIP breaks, as codes. They warn; they never turn anyone away.

    `serial` alone proves damage: Excel keeps 15 digits and makes the rest zeros.
    """
    if not is_nip(nip):
        return ("length",)
    serial = ("serial",) if nip.endswith("000") else ()
    return _birth_faults(nip[:8]) + _appointment_faults(nip[12:15]) + serial


# Days and months repeat: thousands of NIPs are looked at when a roster is taken in.
@lru_cache(maxsize=1 << 15)
def _birth_faults(day: str) -> tuple[str, ...]:
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return ("birth",)
    return ()


@lru_cache(maxsize=1000)
def _appointment_faults(digits: str) -> tuple[str, ...]:
    month = int(digits[:2])
    faults = () if 1 <= month <= 12 or 21 <= month <= 29 else ("appointment",)
    return faults if digits[2] in "12" else (*faults, "sex")


def status_of(nip: str) -> str:
    """PNS or PPPK as the appointment digits say, "" when they do not."""
    if not is_nip(nip):
        return ""
    block = int(nip[12:14])
    return "PNS" if 1 <= block <= 12 else "PPPK" if 21 <= block <= 29 else ""


def mask_nip(nip: str) -> str:
    """A NIP without the birth date that its first 8 digits tell."""
    if not is_nip(nip):
        return mask(nip)
    return f"{_MASKED} {nip[8:14]} {nip[14]} {nip[15:]}"


def mask(text: str) -> str:
    """Any text with its long numbers hidden but for their last 4 digits."""
    text = unicodedata.normalize("NFKC", text)
    return _LONG_NUMBER.sub(lambda found: re.sub(r"\d", "•", found[0][:-4]) + found[0][-4:], text)


def escape(text: str) -> str:
    """The text as received, on one printable line: control characters and lost bytes escaped."""
    shown: list[str] = []
    for char in text[:LONGEST]:
        if 0xDC80 <= ord(char) <= 0xDCFF:
            shown.append(f"\\x{ord(char) - 0xDC00:02x}")
        elif unicodedata.category(char)[0] == "C" or char in "\u2028\u2029":
            shown.append(char.encode("unicode_escape", "surrogatepass").decode("ascii"))
        else:
            shown.append(char)
    return "".join(shown)
