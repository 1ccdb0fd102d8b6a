"""The built-in scripts and texts: `data/`, in a checkout beside the package, in a wheel inside."""

from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

import ceremony_tui


def data_folder() -> Path:
    package = Path(ceremony_tui.__file__).parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def script_names() -> list[str]:
    return sorted(path.stem for path in (data_folder() / "scripts").glob("*.toml"))


def script_path(name: str) -> Path | None:
    """The built-in script of that name; None when there is none."""
    return data_folder() / "scripts" / f"{name}.toml" if name in script_names() else None


def text_path(name: str, beside: Path) -> Path | None:
    """A text by its path from the script's own folder, else a built-in one by name."""
    built_in = data_folder() / "texts" / f"{name}.toml"
    for path in (beside / name, beside / f"{name}.toml", built_in):
        with suppress(OSError, ValueError):  # a whole pledge where its name should stand
            if path.is_file():
                return path
    return None


def text_names() -> list[str]:
    return sorted(path.stem for path in (data_folder() / "texts").glob("*.toml"))


def near(name: str, names: list[str]) -> list[str]:
    """The names somebody may have meant."""
    folded = {known.casefold(): known for known in names}
    starts = [known for fold, known in folded.items() if name and fold.startswith(name.casefold())]
    close = [folded[fold] for fold in get_close_matches(name.casefold(), folded, 3, 0.5)]
    return list(dict.fromkeys((*starts, *close)))
