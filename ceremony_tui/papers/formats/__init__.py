"""How a paper is written: one module a format, each a function from a paper to bytes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from ceremony_tui.core.plain import plain
from ceremony_tui.papers.paper import Cell, Column
from ceremony_tui.words import Words

Size = Literal["a4", "f4"]


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader's printer and spreadsheet ask: the paper's size; the mark between cells."""

    size: Size = "a4"
    delimiter: str = ","


def told(cell: Cell, column: Column, words: Words) -> str:
    """A cell as a person reads it: numbers in their language, nothing that steers a terminal."""
    if isinstance(cell, str):
        return plain(cell)
    if cell is None:
        return ""
    if column.kind == "percent":
        return words.percent(cell)
    if column.kind == "seconds":
        return words.lasting(timedelta(seconds=cell))
    return words.number(cell) if isinstance(cell, int) else words.decimal(cell)
