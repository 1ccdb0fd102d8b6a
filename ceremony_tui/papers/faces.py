"""What is printed on, and in which letters: sizes of paper, faces, how wide a text is."""

from functools import cache
from typing import Any
from unicodedata import combining, normalize

from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ceremony_tui.library import data_folder

# F4 (folio) is what Indonesian offices print letters on.
SIZES = {"a4": (210 * mm, 297 * mm), "f4": (215 * mm, 330 * mm)}

# Every viewer has the first two. Beyond their letters (cp1252) a text is set in a face of the
# same widths that lies in the file.
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
_WIDER = {REGULAR: ("Pelataran", "pelataran-teks-regular.ttf"),
          BOLD: ("Pelataran-Bold", "pelataran-teks-bold.ttf")}  # fmt: skip
_LOOKALIKES = str.maketrans("☐\u2010\u2011\u202f", "□-- ")


def typeset(told: str, font: str) -> tuple[str, str]:
    """The text, and the face that has its letters; a letter that none has loses its accent."""
    if told.isascii():
        return told, font
    told = normalize("NFC", told).translate(_LOOKALIKES)
    if told.encode("cp1252", "ignore").decode("cp1252") == told:
        return told, font
    letters = _wider(font)
    return "".join(c if ord(c) in letters else _near(c, letters) for c in told), _WIDER[font][0]


def _near(letter: str, letters: frozenset[int]) -> str:
    if combining(letter):
        return ""
    found = "".join(c for c in normalize("NFKD", letter) if ord(c) in letters)
    return found or "?"


@cache
def _wider(font: str) -> frozenset[int]:
    """The letters of the face that lies in the file, which is now ready for use."""
    name, file = _WIDER[font]
    face: Any = TTFont(name, str(data_folder() / "fonts" / file))
    registry: Any = pdfmetrics
    registry.registerFont(face)
    return frozenset(face.face.charToGlyph)


@cache
def _widths(font: str) -> list[float]:
    face: Any = pdfmetrics.getFont(font)
    return [wide / 1000 for wide in face.widths]


def width(told: str, font: str, size: float) -> float:
    """How wide a text is, in points."""
    if told.isascii():
        return sum(map(_widths(font).__getitem__, told.encode())) * size
    told, font = typeset(told, font)
    return float(pdfmetrics.stringWidth(told, font, size))
