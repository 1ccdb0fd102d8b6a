"""The script as it stands now: what was planned, and what was changed since."""

from collections.abc import Iterable
from dataclasses import replace

from ceremony_tui.core.facts import PlanChosen, Reworded, RoleSet
from ceremony_tui.core.script import Script, Stage


def edited(script: Script, facts: Iterable[object]) -> Script:
    """The script after these changes, in order; one of an unknown stage or role changes nothing."""
    for fact in facts:
        match fact:
            case RoleSet():
                script = _with_role(script, fact)
            case PlanChosen():
                script = replace(script, indoors=fact.indoors)
            case Reworded() if fact.stage < len(script.stages):
                stage = _mended(script.stages[fact.stage], fact)
                before, after = script.stages[: fact.stage], script.stages[fact.stage + 1 :]
                script = replace(script, stages=(*before, stage, *after))
            case _:
                pass
    return script


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
