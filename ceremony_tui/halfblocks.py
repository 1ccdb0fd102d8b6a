"""Pictures in terminal cells: two dots a cell, the upper one as ink and the lower one as paper."""

from itertools import groupby

from PIL import Image
from rich.color import Color
from rich.segment import Segment
from rich.style import Style


def halfblocks(image: Image.Image, width: int, height: int) -> list[list[Segment]]:
    """The image as large as `width` x `height` cells allow, its shape kept; grey stays grey."""
    if width < 1 or height < 1:
        return []
    scale = min(width / image.width, 2 * height / image.height)
    across = max(1, round(image.width * scale))
    rows = max(1, round(image.height * scale / 2))
    box = Image.Resampling.BOX
    dots = image.convert("RGB").resize((across, 2 * rows), box).tobytes()  # pyright: ignore[reportUnknownMemberType]
    span = across * 3
    lines = [dots[start : start + span] for start in range(0, len(dots), span)]
    return [_row(*pair) for pair in zip(lines[::2], lines[1::2], strict=True)]


def _row(upper: bytes, lower: bytes) -> list[Segment]:
    cells = zip(_colors(upper), _colors(lower), strict=True)
    return [
        Segment("▀" * len(list(same)), Style(color=ink, bgcolor=paper))
        for (ink, paper), same in groupby(cells)
    ]


def _colors(line: bytes) -> list[Color]:
    return [Color.from_rgb(*dot) for dot in zip(line[::3], line[1::3], line[2::3], strict=True)]
