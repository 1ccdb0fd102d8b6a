"""A font in a file, measured in heights of its capital letters."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ceremony_tui.errors import BadInput
from ceremony_tui.library import data_folder

Face = Path | None
"""A font's file; None is the one that Pillow brings along."""

_MEASURE = 200  # pixels a capital, where widths are compared
_NOWHERE = "\U0010ffff"  # is in no font: its shape is the box for what is missing

_SHIPPED = data_folder() / "fonts" / "pelataran-bold.ttf"
OWN: Face = _SHIPPED if _SHIPPED.is_file() else None


def read_face(path: Path) -> Face:
    """A font of somebody's own."""
    try:
        high = _open(path, _MEASURE).getbbox("H", anchor="ls")
    except OSError as error:
        raise BadInput("font-file", path=path) from error
    if not high[1]:
        raise BadInput("font-letters", path=path)
    return path


@lru_cache(maxsize=128)
def font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    """The font whose capitals are so many pixels high."""
    return _open(face, size * _em(face))


def _open(face: Face, pixels: float) -> ImageFont.FreeTypeFont:
    if face is not None:
        return ImageFont.truetype(face, pixels)
    font = ImageFont.load_default(pixels)
    assert isinstance(font, ImageFont.FreeTypeFont)  # asked for a size, it is
    return font


@lru_cache(maxsize=8)
def _em(face: Face) -> float:
    """The size of a font in heights of its capitals."""
    high = -_open(face, 1000).getbbox("H", anchor="ls")[1]
    return 1000 / high if high > 0 else 1.4


@lru_cache(maxsize=8192)
def width_of(text: str, face: Face) -> float:
    """In heights of a capital."""
    return font(face, _MEASURE).getlength(text) / _MEASURE


@lru_cache(maxsize=4096)
def reach(text: str, face: Face) -> tuple[float, float]:
    """How far a text goes above and below its line, in heights of a capital: accents and tails."""
    _, top, _, bottom = font(face, _MEASURE).getbbox(text, anchor="ls")
    return max(1.0, -top / _MEASURE), max(0.0, bottom / _MEASURE)


def has(text: str, face: Face) -> bool:
    """Whether the font has a shape for every letter."""
    return all(char.isspace() or _shape(char, face) != _shape(_NOWHERE, face) for char in text)


@lru_cache(maxsize=2048)
def _shape(char: str, face: Face) -> bytes:
    image = Image.new("1", (60, 60))
    ImageDraw.Draw(image).text((20, 40), char, fill=1, font=font(face, 20), anchor="ls")
    return image.tobytes()
