"""Rekapitulasi: the counts of each unit, with the sums written out so that anyone can check."""

from datetime import datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.tally import CODES, Tally, tally_all, tally_units
from ceremony_tui.papers.paper import Column, Paper, Row, columns, heading, lines_of, mark_of
from ceremony_tui.words import Words


def recap_paper(ceremony: Ceremony, at: datetime, words: Words, unit: str | None = None) -> Paper:
    """One line a unit, in the order in which the roster first names them."""
    lines = lines_of(ceremony, at, unit)
    whole = tally_all(lines)
    return Paper(
        title=words("paper.recap"),
        at=at,
        mark=mark_of(ceremony, words),
        heading=(*heading(ceremony, at, words, unit, whole), *identity(whole, words)),
        columns=(
            *columns(words, "unit", "people", "expected"),
            *(Column(code, code, "number", 6) for code in CODES),
            *columns(words, "percent"),
        ),
        rows=tuple(row(tally.unit, tally) for tally in tally_units(lines)),
        totals=row(words("paper.total"), whole),
        legend=words("paper.legend"),
    )


def row(name: str, tally: Tally) -> Row:
    people = tally.expected + tally.exempt
    counts = (tally.by_code[code] for code in CODES)
    return (name, people, tally.expected, *counts, round(tally.percent, 1))


def identity(tally: Tally, words: Words) -> tuple[str, str]:
    """The two sums behind every row. TP is outside the second: on duty is not expected here."""
    expected, exempt = words.number(tally.expected), words.number(tally.exempt)
    parts = ((code, words.number(tally.by_code[code])) for code in CODES if code != "TP")
    return (
        words(
            "paper.identity-people",
            people=words.number(tally.expected + tally.exempt),
            expected=expected,
            exempt=exempt,
        ),
        words(
            "paper.identity-expected",
            expected=expected,
            parts=" + ".join(f"{code} {count}" for code, count in parts),
        ),
    )
