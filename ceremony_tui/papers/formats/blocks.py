"""Columns of a chart as letters: for a text, and for a screen."""

from collections.abc import Sequence
from math import ceil

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def block_rows(values: Sequence[int], height: int) -> list[str]:
    """The values side by side, one letter each, the highest as high as all rows; top row first.

    Whatever is not nothing is at least an eighth of a letter high.
    """
    most = max(values, default=0)
    highs = [ceil(8 * height * value / most) if most else 0 for value in values]
    floors = range(8 * (height - 1), -1, -8)
    return ["".join(_EIGHTHS[min(8, max(0, high - floor))] for high in highs) for floor in floors]
