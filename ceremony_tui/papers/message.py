"""Pesan: the figures as a text to paste into a chat, without a name."""

from ceremony_tui.core.tally import CODES, sum_of
from ceremony_tui.papers.paper import Asked, Paper
from ceremony_tui.papers.sekda import LOWEST, lowest


def message_paper(asked: Asked) -> Paper:
    """Short lines in blocks: most of those who get it read it on a phone."""
    words, script = asked.words, asked.ceremony.script
    whole = sum_of(asked.tallies)
    reasons = " · ".join(
        f"{code} {words.number(whole.by_code[code])}"
        for code in CODES
        if code not in ("H", "T", "TP") and whole.by_code[code]
    )
    fields = {
        name: words.number(getattr(whole, name))
        for name in ("people", "expected", "present", "late", "absent", "exempt")
    }
    named = ("counts.expected", "counts.present", "counts.absent", "counts.percent")
    percent = words.percent(whole.percent)
    lines = (
        asked.mark and f"*{asked.mark}*",
        f"*{words('paper.recap').upper()}*",
        script.title,
        asked.said("where-when", script.starts, place=script.place),
        words("paper.of-unit", unit=asked.unit) if asked.unit is not None else "",
        *(words(f"message-{key}", **fields, percent=percent) for key in named),
        reasons and words("message-counts.reasons", reasons=reasons),
        words("message-counts.exempt", **fields) if whole.exempt else "",
    )
    lowest_units = _lowest(asked) if asked.unit is None else ()
    standing = (*asked.closed(), asked.said("as-of", asked.at))
    blocks = (tuple(filter(None, lines)), lowest_units, standing)
    return Paper(
        title=words("paper.message"),
        at=asked.at,
        mark=asked.mark,
        heading=asked.heading(whole),
        prose=tuple(line for block in blocks if block for line in (*block, ""))[:-1],
        spoken=True,
    )


def _lowest(asked: Asked) -> tuple[str, ...]:
    words, units = asked.words, lowest(asked.tallies, LOWEST)
    told = (
        f"{number}. {unit.unit}: {words.number(unit.present)}/{words.number(unit.expected)}"
        f" ({words.percent(unit.percent)})"
        for number, unit in enumerate(units, 1)
    )
    return (words("sekda.lowest", count=len(units)), *told) if units else ()
