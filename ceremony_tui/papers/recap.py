"""Rekapitulasi: the counts of each unit, with the sums written out so that anyone can check."""

from ceremony_tui.core.tally import CODES, Tally, sum_of
from ceremony_tui.papers.paper import Asked, Column, Paper, Privacy, Row
from ceremony_tui.words import Words


def recap_paper(asked: Asked) -> Paper:
    """One line a unit. For the public without reasons: in a small unit they would name people."""
    words, tallies = asked.words, asked.tallies
    whole = sum_of(tallies)
    public = asked.privacy is Privacy.PUBLIC
    row = public_row if public else full_row
    counted = (
        asked.columns("present", "late", "absent")
        if public
        else tuple(Column(code, code, "number", 6) for code in CODES)
    )
    return Paper(
        title=words("paper.recap"),
        at=asked.at,
        mark=asked.mark,
        heading=(*asked.heading(whole), *identity(whole, words)),
        letterhead=asked.letterhead,
        columns=(
            *asked.columns("unit", "people", "expected"),
            *counted,
            *asked.columns("percent"),
        ),
        rows=tuple(row(tally.unit, tally) for tally in tallies),
        totals=row(words("paper.total"), whole),
        legend="" if public else words("paper.legend"),
    )


def full_row(name: str, tally: Tally) -> Row:
    counts = (tally.by_code[code] for code in CODES)
    return (name, tally.people, tally.expected, *counts, round(tally.percent, 1))


def public_row(name: str, tally: Tally) -> Row:
    counts = (tally.present, tally.late, tally.absent)
    return (name, tally.people, tally.expected, *counts, round(tally.percent, 1))


def identity(tally: Tally, words: Words) -> tuple[str, str]:
    """The two sums behind every row. TP is outside the second: on duty is not expected here."""
    expected, exempt = words.number(tally.expected), words.number(tally.exempt)
    codes = (code for code in CODES if code not in ("TP", "B") or (code == "B" and tally.pending))
    parts = ((code, words.number(tally.by_code[code])) for code in codes)
    return (
        words(
            "paper.identity-people",
            people=words.number(tally.people),
            expected=expected,
            exempt=exempt,
        ),
        words(
            "paper.identity-expected",
            expected=expected,
            parts=" + ".join(f"{code} {count}" for code, count in parts),
        ),
    )
