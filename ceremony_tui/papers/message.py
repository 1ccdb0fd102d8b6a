"""Pesan: the figures as a text to paste into a chat, without a name."""

from ceremony_tui.core.tally import CODES, sum_of
from ceremony_tui.papers.paper import Asked, Paper
from ceremony_tui.papers.sekda import LOWEST, lowest


def message_paper(asked: Asked) -> Paper:
    """Short lines: most of those who get it read it on a phone."""
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
        words("sekda.lowest", count=LOWEST) if asked.unit is None else "",
        *(
            f"{n}. {t.unit}: {words.number(t.present)}/{words.number(t.expected)}"
            f" ({words.percent(t.percent)})"
            for n, t in enumerate(lowest(asked.tallies, LOWEST), 1)
            if asked.unit is None
        ),
        *asked.closed(),
        asked.said("as-of", asked.at),
    )
    return Paper(
        title=words("paper.message"),
        at=asked.at,
        mark=asked.mark,
        heading=asked.heading(whole),
        prose=tuple(line for line in lines if line),
        spoken=True,
    )
