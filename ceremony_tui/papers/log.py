"""Catatan: every entry of the log, in the order in which all of it is read."""

from ceremony_tui.core.badge import mask
from ceremony_tui.core.facts import Entry
from ceremony_tui.papers.paper import Asked, Paper, Privacy, Row

# What tells of a person, and of a reason, in the facts that have it.
_TOLD = ("verdict", "code", "late_minutes", "early_minutes", "why", "reason", "text", "role",
         "holder", "after", "source")  # fmt: skip
_HEALTH = "absence-set"


def log_paper(asked: Asked) -> Paper:
    """One line an entry. Masked, it tells no reason of an absence and no whole number."""
    words, masked = asked.words, asked.privacy is Privacy.MASKED
    roster, script = asked.ceremony.roster, asked.ceremony.script

    def row(number: int, entry: Entry) -> Row:
        fact = entry.fact
        who = str(getattr(fact, "attendee", ""))
        person = roster.get(who)
        name = person.name if person else str(getattr(fact, "name", ""))
        at = script.local(entry.at).isoformat(" ", "seconds")
        hidden = masked and fact.kind == _HEALTH
        fields = ((key, getattr(fact, key, None)) for key in _TOLD)
        told = " · ".join(f"{words(f'log.{key}')} {value}" for key, value in fields if value)
        told = "" if hidden else mask(told) if masked else told
        what = words(f"fact.{fact.kind}")
        return (number, at[:19], entry.gate, entry.operator, what, name, who, told)

    entries = asked.record.read()
    if asked.unit is not None:
        of_unit = {person.id for person in roster if person.unit == asked.unit}
        entries = [e for e in entries if getattr(e.fact, "attendee", "") in of_unit]
    return Paper(
        title=words("paper.log"),
        at=asked.at,
        mark=asked.mark,
        heading=(
            *asked.heading(),
            words("log.head", count=words.number(len(entries)), head=asked.record.head),
        ),
        letterhead=asked.letterhead,
        columns=asked.columns(
            *("place", "moment", "gate", "operator", "what", "name", "nip", "told")
        ),
        rows=tuple(row(number, entry) for number, entry in enumerate(entries, 1)),
    )
