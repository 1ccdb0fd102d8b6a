"""The PIN of the console: digits for a hand, kept only as a salted hash."""

from hashlib import scrypt
from hmac import compare_digest

SHORTEST, LONGEST = 4, 12
FREE = 3  # wrong PINs before the first wait
_FIRST, _LAST = 5.0, 300.0  # seconds of the first wait and of the longest


def is_pin(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.isdigit()


def seal(pin: str, salt: bytes) -> str:
    """What is kept of a PIN. Trying all PINs of a stolen file costs 50 ms and 16 MB each."""
    return f"{salt.hex()}:{scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1).hex()}"


def opens(sealed: str, pin: str) -> bool:
    """Whether this is the PIN that was sealed. A damaged seal opens to nobody."""
    salt, _, _ = sealed.partition(":")
    try:
        return bool(salt) and is_pin(pin) and compare_digest(seal(pin, bytes.fromhex(salt)), sealed)
    except ValueError:
        return False


def wait_after(wrong: int) -> float:
    """Seconds until the next PIN is looked at: doubled with every wrong one after the third."""
    return min(_LAST, _FIRST * 2.0 ** min(wrong - FREE, 10)) if wrong >= FREE else 0.0
