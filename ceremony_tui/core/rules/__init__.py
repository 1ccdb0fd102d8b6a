"""The questions a ceremony must answer, one function a question. Each returns a fact."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain

from ceremony_tui.core.badge import fold
from ceremony_tui.core.ceremony import OF_THE_DAY, Ceremony
from ceremony_tui.core.closing import why_changed
from ceremony_tui.core.facts import (
    AbsenceSet,
    BadgeReplaced,
    Closed,
    CueCalled,
    Entry,
    Fact,
    ParticularsSet,
    PlanChosen,
    Prompted,
    Restarted,
    Reworded,
    RoleSet,
    RosterImported,
    TextSet,
)
from ceremony_tui.core.rules.afterwards import decide_close, decide_purge
from ceremony_tui.core.rules.gate import (
    ARRIVED,
    EXCUSED,
    REASONS,
    decide_absence,
    decide_badge,
    decide_by_hand,
    decide_link,
    decide_out_by_hand,
    decide_reason,
    decide_scan,
    decide_void,
    decide_walk_in,
    early_minutes,
    late_minutes,
    replaced_badges,
)
from ceremony_tui.core.rules.paper import decide_on_paper, decide_sheet
from ceremony_tui.core.rules.plan import decide_particulars, decide_text, was_called
from ceremony_tui.core.rules.podium import (
    decide_message,
    decide_pace,
    decide_prompt,
    decide_run,
    decide_scroll,
)
from ceremony_tui.core.rules.stage import (
    decide_cover,
    decide_cue,
    decide_next_stage,
    decide_place,
    decide_plan,
    decide_ready,
    decide_restart,
    decide_reword,
    decide_role,
    decide_sign,
    decide_sign_by_badge,
    decide_sign_by_name,
    decide_stage,
    decide_swap,
    decide_undo,
    has_begun,
    place_of,
)


def counts_from(ceremony: Ceremony, fact: Fact, at: datetime) -> datetime:
    """When a fact counts from: an instruction comes after the one it changes, always.

    Another gate's clock may be fast, and the wall must go on all the same. An arrival keeps the
    time that its clock told, whatever that is.
    """
    before: Iterable[Entry] = ()
    # What is done after a restart counts, though the clock that told of the restart was fast.
    after = ceremony.restarted if isinstance(fact, OF_THE_DAY) else None
    match fact:
        case CueCalled():
            before = ceremony.calls[-1:]
        case RoleSet() | PlanChosen() | Reworded() | ParticularsSet() | TextSet():
            before = ceremony.edits[-1:]
        case Prompted():
            before = filter(None, [ceremony.prompt])
        case AbsenceSet():
            before = filter(None, [ceremony.absences.get(fact.attendee)])
        case RosterImported():  # its badges and units are of this moment too
            before = filter(None, [ceremony.imported, *_last_badges(ceremony, *fact.replaced)])
        case BadgeReplaced():
            before = _last_badges(ceremony, fact)
        case Closed():
            before = ceremony.amendments.values()
        case Restarted():
            alone = (*ceremony.calls, *ceremony.latest, *ceremony.links, *ceremony.closings)
            many = (*ceremony.signatures.values(), *ceremony.voided.values())
            before = chain(alone, ceremony.arrivals.values(), *many)
        case _:
            pass
    closed = ceremony.closings[:1] if why_changed(fact) is not None else ()  # then, a correction
    before = chain(before, closed, filter(None, [after]))
    return max((at, *(entry.order[0] + timedelta.resolution for entry in before)))


def _last_badges(ceremony: Ceremony, *badges: BadgeReplaced) -> Iterable[Entry]:
    codes = {fold(code) for badge in badges for code in (badge.old, badge.new)}
    return chain.from_iterable(ceremony.badges.get(code, ()) for code in codes)


__all__ = [
    "ARRIVED",
    "EXCUSED",
    "REASONS",
    "counts_from",
    "decide_absence",
    "decide_badge",
    "decide_by_hand",
    "decide_close",
    "decide_cover",
    "decide_cue",
    "decide_link",
    "decide_message",
    "decide_next_stage",
    "decide_on_paper",
    "decide_out_by_hand",
    "decide_pace",
    "decide_particulars",
    "decide_place",
    "decide_plan",
    "decide_prompt",
    "decide_purge",
    "decide_ready",
    "decide_reason",
    "decide_restart",
    "decide_reword",
    "decide_role",
    "decide_run",
    "decide_scan",
    "decide_scroll",
    "decide_sheet",
    "decide_sign",
    "decide_sign_by_badge",
    "decide_sign_by_name",
    "decide_stage",
    "decide_swap",
    "decide_text",
    "decide_undo",
    "decide_void",
    "decide_walk_in",
    "early_minutes",
    "has_begun",
    "late_minutes",
    "place_of",
    "replaced_badges",
    "was_called",
]
