"""What this laptop keeps from one ceremony to the next: small files in its state folder."""

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from platformdirs import user_state_path

from ceremony_tui.scanners.profile import PLAIN, Profile

T = TypeVar("T")

PROFILE = "scanner.json"


def state_folder() -> Path:
    return user_state_path("ceremony", appauthor=False)


def kept(name: str, kind: type[T]) -> T | None:
    """What was kept under this name; None when there is nothing of the kind that can be read."""
    with suppress(OSError, ValueError, msgspec.MsgspecError):
        return msgspec.json.decode((state_folder() / name).read_bytes(), type=kind)
    return None


def keep(name: str, value: object) -> bool:
    """Whether it could be written. What cannot be kept is no reason to stop."""
    path = state_folder() / name
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(value))
        part.replace(path)
        return True
    return False


def tested_profile() -> Profile | None:
    """What the last scanner test found; None when this laptop has kept none."""
    return kept(PROFILE, Profile)


def kept_profile() -> Profile:
    """What the last scanner test found; what fits most scanners when there is none."""
    return tested_profile() or PLAIN


def keep_profile(profile: Profile) -> bool:
    return keep(PROFILE, profile)
