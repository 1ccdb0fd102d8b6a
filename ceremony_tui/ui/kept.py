"""The scanner's profile as this laptop keeps it, from one ceremony to the next."""

from contextlib import suppress
from pathlib import Path

import msgspec
from platformdirs import user_state_path

from ceremony_tui.scanners.profile import PLAIN, Profile


def _profile_path() -> Path:
    return user_state_path("ceremony", appauthor=False) / "scanner.json"


def kept_profile() -> Profile:
    """What the last test found; what fits most scanners when there is none that can be read."""
    with suppress(OSError, ValueError, msgspec.MsgspecError):
        return msgspec.json.decode(_profile_path().read_bytes(), type=Profile)
    return PLAIN


def keep_profile(profile: Profile) -> bool:
    """Whether it could be written. If not it holds until the console closes."""
    path = _profile_path()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(profile))
        part.replace(path)
        return True
    return False
