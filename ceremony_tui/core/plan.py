"""The script as it stands now: what was planned, and what was changed since."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from ceremony_tui.core.facts import ParticularsSet, PlanChosen, Reworded, RoleSet, TextSet
from ceremony_tui.core.script import Script, Stage


def edited(script: Script, facts: Iterable[object]) -> Script:
    """The script after these changes, in order; one of an unknown stage or role changes nothing."""
    for fact in facts:
        match fact:
            case RoleSet():
                script = _with_role(script, fact)
            case ParticularsSet():
                script = _with_particulars(script, fact)
            case TextSet() if fact.stage < len(script.stages):
                stage = replace(script.stages[fact.stage], text=fact.text, mended=())
                script = _with_stage(script, fact.stage, stage)
            case PlanChosen():
                script = replace(script, indoors=fact.indoors)
            case Reworded() if fact.stage < len(script.stages):
                stage = _mended(script.stages[fact.stage], fact)
                script = _with_stage(script, fact.stage, stage)
            case _:
                pass
    return script


def _with_stage(script: Script, number: int, stage: Stage) -> Script:
    return replace(script, stages=(*script.stages[:number], stage, *script.stages[number + 1 :]))


def _with_particulars(script: Script, fact: ParticularsSet) -> Script:
    names = ("title", "organizer", "place")
    told = {name: getattr(fact, name) for name in names if getattr(fact, name) is not None}
    return replace(script, **told, **(asdict(fact.hours) if fact.hours else {}))


def _with_role(script: Script, fact: RoleSet) -> Script:
    roles = tuple(
        role.given(fact.holder, fact.reserve, ready=fact.ready) if role.name == fact.role else role
        for role in script.roles
    )
    return replace(script, roles=roles)


def _mended(stage: Stage, fact: Reworded) -> Stage:
    if fact.cue >= len(stage.cues):
        return stage
    phrases = {**dict(stage.mended), fact.cue: fact.after}
    return replace(stage, mended=tuple(sorted(phrases.items())))
