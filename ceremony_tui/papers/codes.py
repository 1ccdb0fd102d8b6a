"""QR codes: their modules, and those drawn for a PDF, as a picture, and in terminal cells."""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4  # modules, ISO/IEC 18004
# Searching the best of the eight masks takes seven times as long and reads no better.
MASK = 2
DOTS = 12  # a module of a picture, in dots: 29 of them are 3 cm at 300 dpi

Modules = list[list[bool]]
Run = tuple[int, int, int]

_CELLS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def modules_of(text: str) -> Modules:
    """The modules of a text's QR code, dark ones true, with the quiet zone around them."""
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=MASK)
    code.add_data(text)
    return code.get_matrix()


def runs(modules: Modules) -> Iterator[Run]:
    """The dark modules as bars: x and y of the left end from the top, and the length."""
    for y, row in enumerate(modules):
        x = 0
        for dark, same in groupby(row):
            length = len(list(same))
            if dark:
                yield x, y, length
            x += length


class Path:
    """A code's bars as one path of a PDF, one unit a module: it leaves no seams between them.

    reportlab's own path would format each number as a float, which takes half of all the time.
    """

    def __init__(self, modules: Modules) -> None:
        self._bars = " ".join(f"{x} {len(modules) - y - 1} {w} 1 re" for x, y, w in runs(modules))

    def getCode(self) -> str:  # noqa: N802 - reportlab's name
        return f"n {self._bars}"


def png(text: str) -> bytes:
    """The code as a black and white picture."""
    modules = modules_of(text)
    side = len(modules)
    picture = Image.frombytes("L", (side, side), bytes(0 if m else 255 for r in modules for m in r))
    large = picture.resize((side * DOTS, side * DOTS), Image.Resampling.NEAREST)
    out = BytesIO()
    large.convert("1").save(out, "PNG", dpi=(300, 300))
    return out.getvalue()


def svg(text: str) -> bytes:
    """The code as a drawing of any size."""
    modules = modules_of(text)
    side = len(modules)
    bars = "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in runs(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{bars}"/></svg>\n'
    ).encode()


def cells(text: str) -> tuple[str, ...]:
    """The code in terminal cells, two modules each, its dark ones as letters."""
    modules = modules_of(text)
    light = [False] * len(modules)
    pairs = zip(modules[::2], [*modules[1::2], light], strict=True)
    return tuple("".join(_CELLS[a, b] for a, b in zip(*pair, strict=True)) for pair in pairs)
