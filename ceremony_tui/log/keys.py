"""The key that signs badges: beside the log, in every copy of the file, and told to nobody."""

import secrets

from ceremony_tui.core.signed import KEY_BYTES
from ceremony_tui.errors import BadInput
from ceremony_tui.log.file import BADGE_KEY, Log


def badge_key(log: Log) -> bytes:
    """What signs this ceremony's badges; b"" in the file of an older program."""
    try:
        return bytes.fromhex(log.notes(BADGE_KEY).get(BADGE_KEY, ""))
    except ValueError as error:
        raise BadInput("file-damaged", path=log.path, detail=BADGE_KEY) from error


def give_badge_key(log: Log, key: bytes = b"") -> None:
    """Keeps this key, or a new one, where there is none yet."""
    with log.writing():
        if not badge_key(log):
            log.write_note(BADGE_KEY, (key or secrets.token_bytes(KEY_BYTES)).hex())
