"""Changes of the plan before the doors open, or while they are: particulars, hours, a text."""

from dataclasses import fields
from datetime import timedelta

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CueCalled, Hours, ParticularsSet, TextSet
from ceremony_tui.core.plain import plain
from ceremony_tui.core.script import Script
from ceremony_tui.core.text.pledge import Text

LONGEST_DAY = timedelta(hours=36)  # a slip of the pen, not a ceremony, lasts longer


def hours_of(script: Script) -> Hours:
    return Hours(*(getattr(script, field.name) for field in fields(Hours)))


def are_in_order(hours: Hours) -> bool:
    """Whether doors open before anybody is late, and close last; leaving comes after that limit."""
    moments = [hours.doors_open, hours.late_after, hours.doors_close]
    moments += [hours.leave_from] if hours.leave_from else []
    moments += [hours.leave_after] if hours.leave_from and hours.leave_after else []
    ordered = moments == sorted(moments) and hours.doors_open <= hours.starts
    return ordered and moments[-1] - moments[0] <= LONGEST_DAY


def decide_particulars(
    ceremony: Ceremony, title: str, organizer: str, place: str, hours: Hours
) -> ParticularsSet | None:
    """Other particulars; None when nothing changes, one is empty, or the hours cannot be."""
    script = ceremony.script
    told = {"title": plain(title), "organizer": plain(organizer), "place": plain(place)}
    if not all(told.values()) or not are_in_order(hours):
        return None
    changed = {key: value for key, value in told.items() if value != getattr(script, key)}
    other = hours if hours != hours_of(script) else None
    return ParticularsSet(**changed, hours=other) if changed or other else None


def decide_text(ceremony: Ceremony, stage: int, text: Text) -> TextSet | None:
    """Other words for a recitation; None when they are the same, or none, or were recited."""
    stages, text = ceremony.script.stages, _cleaned(text)
    if not 0 <= stage < len(stages) or stages[stage].text is None or was_called(ceremony, stage):
        return None
    spoken = any(part.strip(" |~") for part in (text.opening, *text.points, text.closing))
    return TextSet(stage, text) if spoken and text.title and text != stages[stage].recited else None


def was_called(ceremony: Ceremony, stage: int) -> bool:
    """Whether the ceremony has been at this stage: what the log says was recited must stay."""
    calls = (entry.fact for entry in ceremony.calls)
    return any(isinstance(fact, CueCalled) and fact.stage == stage for fact in calls)


def _cleaned(text: Text) -> Text:
    points = [plain(point) for point in text.points]
    return Text(
        title=plain(text.title),
        source=plain(text.source),
        opening=plain(text.opening),
        points=tuple(point for point in points if point),
        closing=plain(text.closing),
    )
