"""Two texts that UU 27/2022 asks of who keeps personal data: at the gate, and after a breach."""

from ceremony_tui.papers.paper import Asked, Paper, Signature


def notice_paper(asked: Asked) -> Paper:
    """To hang up at the gate: what is recorded, by whom and for what."""
    words = asked.words
    return Paper(
        title=words("paper.notice"),
        at=asked.at,
        mark=asked.rehearsal,
        heading=(asked.ceremony.script.title,),
        letterhead=asked.letterhead,
        prose=(
            words("notice.text", organizer=asked.ceremony.script.organizer),
            words("notice.more"),
        ),
        spoken=True,
    )


def breach_paper(asked: Asked) -> Paper:
    """A letter with lines to fill in; article 46 asks for it in writing within 3 x 24 hours."""
    words, script = asked.words, asked.ceremony.script
    count = words.number(len(asked.ceremony.roster))
    parts = ("addressed", "what", "data", "when", "handling", "contact")
    return Paper(
        title=words("paper.breach-note"),
        at=asked.at,
        mark=asked.rehearsal,
        heading=(words("breach.law"), script.title),
        letterhead=asked.letterhead,
        prose=tuple(
            words(f"breach.{part}", organizer=script.organizer, count=count) for part in parts
        ),
        signatures=(Signature((f"{'.' * 22}, {'.' * 22}",), "", "NIP."),),
    )
