"""Laporan kekuatan: what the leader of each unit's row calls out, ready to be read aloud."""

from ceremony_tui.core.tally import PENDING, Tally
from ceremony_tui.papers.paper import Asked, Paper
from ceremony_tui.words import Words

# In the order in which they are called; TP is on duty elsewhere, and so not in the row.
_CALLED = ("S", "I", "C", "DL", "TB", "TP", "TK", PENDING)


def roll_call_paper(asked: Asked) -> Paper:
    """A sentence a unit, as it was spoken at Maluku Tenggara in 2019; its figures add up."""
    words, tallies = asked.words, asked.tallies
    return Paper(
        title=words("paper.roll-call"),
        at=asked.at,
        mark=asked.mark,
        heading=asked.heading(asked.whole),
        prose=tuple(spoken(tally, words) for tally in tallies),
        spoken=True,
        columns=asked.columns("unit", "people", "present", "absent", "report"),
        rows=tuple(
            (t.unit, t.people, t.present, t.people - t.present, spoken(t, words)) for t in tallies
        ),
    )


def spoken(tally: Tally, words: Words) -> str:
    """How many there are, came and did not, and for which reasons."""
    reasons = ", ".join(
        words(f"roll-call.{code}", count=words.number(tally.by_code[code]))
        for code in _CALLED
        if tally.by_code[code]
    )
    return words(
        "roll-call.report",
        unit=tally.unit,
        people=words.number(tally.people),
        present=words.number(tally.present),
        missing=words.number(tally.people - tally.present),
        reasons=reasons or words("roll-call.complete"),
    )
