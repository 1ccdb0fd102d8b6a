"""The closed recap: who closed it, what was corrected since, and how long people are kept."""

from datetime import date, datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import (
    AbsenceSet,
    CheckedIn,
    Closed,
    Entry,
    Fact,
    Linked,
    Reread,
    Voided,
)


def why_changed(fact: Fact | Reread) -> str | None:
    """Why somebody changed a count by hand, "" without a reason; None for any other fact."""
    match fact:
        case AbsenceSet():
            return fact.note
        case CheckedIn():
            return fact.why.removeprefix("-") if fact.why else None
        case Voided():
            return fact.reason
        case Linked():
            return fact.entry  # it says itself whose arrival it was
        case _:
            return None


def closing(ceremony: Ceremony) -> Entry | None:
    """The entry that closed the recap: the first of any laptop; None while it is open."""
    return ceremony.closings[0] if ceremony.closings else None


def corrections(ceremony: Ceremony) -> tuple[Entry, ...]:
    """The corrections since, in order: what one desk changed in one act is one of them."""
    closed = closing(ceremony)
    if closed is None:
        return ()
    since = (entry for entry in ceremony.amendments.values() if entry.order > closed.order)
    acts: dict[tuple[str, datetime], Entry] = {}
    for entry in sorted(since, key=lambda e: e.order):
        acts.setdefault((entry.gate, entry.at), entry)
    return tuple(acts.values())


def lacks_a_name(ceremony: Ceremony, fact: Fact | Reread, operator: str) -> bool:
    """Whether a fact would correct a closed recap without saying who does it, or why."""
    why = why_changed(fact)
    return bool(ceremony.closings) and why is not None and not (why and operator)


def kept_too_long(ceremony: Ceremony, day: date) -> bool:
    """Whether the day until which the office keeps personal data is over."""
    closed = closing(ceremony)
    until = closed.fact.keep_until if closed and isinstance(closed.fact, Closed) else ""
    return bool(until) and ceremony.purged is None and day > date.fromisoformat(until)
