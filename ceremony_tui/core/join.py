"""The text of a JOIN code: where a hub is, whom to trust, and the password. Never in a log."""

import base64
import binascii
import re
import zlib
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

ROLES = ("gate", "stage", "sender", "watcher", "keeper")
MARK = "IKRARJOIN"
HIDDEN = "IKRARJOIN…"
PASSWORD = 10  # bytes; as text 16 letters and digits
PIN = 16  # bytes of the certificate's SHA-256 that are compared: as hard to forge as a 128-bit key
KEY = 8  # bytes of the ceremony's name on the hub

# Only letters and digits: CapsLock and other keyboard layouts do not hurt them.
_CODE = re.compile(rf"{MARK}([A-Z2-7]+)", re.IGNORECASE)
_FIXED = PASSWORD + 1 + 2 + PIN + KEY
_CHECK = 4


@dataclass(frozen=True, slots=True)
class Join:
    """What a laptop must know to join a hub; `pin` and `key` are hexadecimal."""

    role: str
    host: str
    port: int
    password: str
    pin: str
    key: str

    @property
    def text(self) -> str:
        """What the QR code says. The password comes first: a tail that was cut off holds none."""
        body = base64.b32decode(self.password) + bytes([ROLES.index(self.role)])
        body += self.port.to_bytes(2, "big") + bytes.fromhex(self.pin) + bytes.fromhex(self.key)
        body += self.host.encode()
        check = zlib.crc32(body).to_bytes(_CHECK, "big")
        return MARK + base64.b32encode(body + check).decode().rstrip("=")

    @property
    def url(self) -> str:
        return f"tls://{self.role}:{self.password}@{self.host}:{self.port}/{self.key}#{self.pin}"


def hub_key(ceremony_id: str) -> str:
    """The name of a ceremony on its hub; it tells nobody the id."""
    return sha256(f"hub {ceremony_id}".encode()).hexdigest()[: 2 * KEY]


def pin_of(certificate: bytes) -> str:
    """What is remembered of a certificate (DER)."""
    return sha256(certificate).hexdigest()[: 2 * PIN]


def is_join(text: str) -> bool:
    """Whether a text is a JOIN code, or what is left of one: nobody may log its password."""
    return MARK[1:] in text.upper()  # Esc before a scan may eat the first letter


def read_join(text: str) -> Join | None:
    """Reads a JOIN code or its URL; None when it is neither, or not whole."""
    text = text.strip()
    return _from_url(text) if "://" in text else _from_code(text)


def _from_code(text: str) -> Join | None:
    found = _CODE.search(text)
    if found is None:
        return None
    code = found.group(1).upper()
    try:
        whole = base64.b32decode(code + "=" * (-len(code) % 8))
    except binascii.Error:
        return None
    body, check = whole[:-_CHECK], whole[-_CHECK:]
    if len(body) <= _FIXED or zlib.crc32(body).to_bytes(_CHECK, "big") != check:
        return None
    secret, role, rest = body[:PASSWORD], body[PASSWORD], body[PASSWORD + 1 :]
    port, pin = int.from_bytes(rest[:2], "big"), rest[2 : 2 + PIN]
    key, host = rest[2 + PIN : 2 + PIN + KEY], rest[2 + PIN + KEY :]
    try:
        host, role = host.decode("ascii"), ROLES[role]
    except (UnicodeDecodeError, IndexError):
        return None
    return Join(role, host, port, base64.b32encode(secret).decode(), pin.hex(), key.hex())


def _from_url(text: str) -> Join | None:
    try:
        parts = urlsplit(text)
        port = parts.port or 0
    except ValueError:
        return None
    join = Join(
        parts.username or "",
        parts.hostname or "",
        port,
        parts.password or "",
        parts.fragment,
        parts.path.strip("/"),
    )
    try:
        whole = parts.scheme == "tls" and _from_code(join.text) == join
    except (ValueError, OverflowError):
        return None
    return join if whole else None
