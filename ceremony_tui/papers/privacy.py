"""A paper with less of people on it: numbers without the birth date, no word of anyone's health."""

from dataclasses import replace

from ceremony_tui.core.badge import mask_nip
from ceremony_tui.papers.paper import Cell, Paper, Row
from ceremony_tui.words import Words

# UU 27/2022 article 4: that somebody is ill is specific personal data.
ILL, KEPT_FROM_COMING = "S", "BH"


def masked(paper: Paper, words: Words) -> Paper:
    """The paper with NIPs masked, and a reason of health told only as being prevented."""
    kinds = [column.kind for column in paper.columns]

    def cell(kind: str, told: Cell) -> Cell:
        if kind == "nip" and isinstance(told, str):
            return mask_nip(told)
        return KEPT_FROM_COMING if kind == "code" and told == ILL else told

    def row(cells: Row) -> Row:
        return tuple(map(cell, kinds, cells))

    return replace(
        paper,
        rows=tuple(map(row, paper.rows)),
        legend=paper.legend and words("paper.legend-masked"),
        sheets=tuple(masked(sheet, words) for sheet in paper.sheets),
    )
