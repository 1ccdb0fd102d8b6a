"""Photos of attendees in a folder: shown beside a name, never copied and never exported."""

from pathlib import Path

from PIL import Image, ImageOps

from ceremony_tui.core.badge import compact, fold, is_nip
from ceremony_tui.core.roster import Attendee
from ceremony_tui.errors import BadInput

SUFFIXES = frozenset({".jpg", ".jpeg", ".png"})
SIZE = (160, 213)  # dots of an upright photo,
FACE = (20, 8, 140, 168)  # and where the face is on one for a pass: every dot of it is needed
HEAVIEST = 20_000_000  # bytes of a file, and
LARGEST = 25_000_000  # dots of a picture, that are still opened: a phone takes 12 million


class Photos:
    """One file a person, named by NIP, id or badge number."""

    def __init__(self, folder: Path) -> None:
        try:
            files = sorted(folder.iterdir(), reverse=True)  # of two of a name the first one counts
        except OSError as error:
            raise BadInput("photos-folder", path=folder) from error
        self._files = {_key(file.stem): file for file in files if file.suffix.lower() in SUFFIXES}

    def portrait(self, person: Attendee) -> Image.Image | None:
        """The face; None when there is no photo that can be shown."""
        keys = (_key(code) for code in person.codes)
        file = next((self._files[key] for key in keys if key in self._files), None)
        try:
            return _portrait(file) if file else None
        except Exception:  # noqa: BLE001 - a hostile picture raises anything, and stops no lane
            return None


def _key(name: str) -> str:
    digits = compact(name)
    return digits if is_nip(digits) else fold(name)


def _portrait(file: Path) -> Image.Image | None:
    """The upper middle: who photographs a person keeps the head there."""
    # A link may lead out of the folder, and a pipe would be waited for.
    if file.is_symlink() or not file.is_file() or file.stat().st_size > HEAVIEST:
        return None
    with Image.open(file, formats=("JPEG", "PNG")) as image:
        if image.width * image.height > LARGEST:
            return None
        enough = 2 * max(SIZE)
        image.draft("RGB", (enough, enough))  # a JPEG is read no larger than is needed
        upright = ImageOps.exif_transpose(image).convert("RGB")
        return ImageOps.fit(upright, SIZE, centering=(0.5, 0.0)).crop(FACE)
