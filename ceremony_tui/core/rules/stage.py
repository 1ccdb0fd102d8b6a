"""The questions of the stage: where the ceremony goes, who has a role, what is said and signed.

Each takes the ceremony and returns a fact, or None when nothing would change.
"""

from dataclasses import replace
from datetime import datetime

from ceremony_tui.core.badge import escape, read_badge
from ceremony_tui.core.ceremony import Ceremony, sign_keys, standing
from ceremony_tui.core.facts import (
    CueCalled,
    PlanChosen,
    Restarted,
    Reworded,
    RoleSet,
    Signed,
)
from ceremony_tui.core.plain import plain
from ceremony_tui.core.script import Kind
from ceremony_tui.core.search import fold_name
from ceremony_tui.core.text.wording import text_hash


def decide_stage(ceremony: Ceremony, stage: int) -> CueCalled | None:
    """Go to a stage from anywhere; None when there is no such stage.

    A wall that is blank or held stays so: whatever is called, it must not flash.
    """
    last = len(ceremony.script.stages)  # one past the last stage: the end
    return _called(ceremony, stage) if 0 <= stage <= last else None


def decide_next_stage(ceremony: Ceremony, step: int) -> CueCalled | None:
    """The stage after (+1) or before (-1) this one that is held; None at either end."""
    now, script = ceremony.now, ceremony.script
    stage = (now.stage if now else -1) + step
    while 0 <= stage < len(script.stages) and not script.has(stage):
        stage += step
    return decide_stage(ceremony, stage)


def decide_cue(ceremony: Ceremony, step: int) -> CueCalled | None:
    """The cue after (+1) or before (-1) this one within its stage; None at either end."""
    now = ceremony.now
    return decide_place(ceremony, now.stage, now.cue + step) if now else None


def decide_place(ceremony: Ceremony, stage: int, cue: int) -> CueCalled | None:
    """Go to a cue of any stage; None when there is none such."""
    stages, now = ceremony.script.stages, ceremony.now
    if not (0 <= stage < len(stages) and 0 <= cue < len(stages[stage].cues)):
        return None
    call = _called(ceremony, stage, cue)
    return replace(call, title=bool(now and now.title and now.stage == stage))


def decide_cover(ceremony: Ceremony, cover: str) -> CueCalled | None:
    """Cover the wall, or uncover it: `blank`, `title` or `held`. None before the ceremony begins.

    Blank and title take each other's place.
    """
    now = ceremony.now
    if now is None:
        return None
    here = CueCalled(now.stage, now.cue, held=now.held)
    match cover:
        case "blank":
            return replace(here, blank=not now.blank)
        case "title":
            return replace(here, title=not now.title)
        case _:
            return replace(here, blank=now.blank, title=now.title, held=not now.held)


def decide_undo(ceremony: Ceremony) -> CueCalled | Reworded | None:
    """Take back what was done last, a press or a mended phrase; pressed again, what was before.

    None at the first press: there is nowhere to go back to.
    """
    mended = (entry for entry in ceremony.edits if isinstance(entry.fact, Reworded))
    done = standing(sorted((*ceremony.calls, *mended), key=lambda entry: entry.order))
    if done and isinstance(last := done[-1].fact, Reworded):
        return replace(last, before=last.after, after=last.before, undo=True)
    before = [e.fact for e in done if isinstance(e.fact, CueCalled)][:-1]
    return replace(before[-1], undo=True) if before else None


def decide_reword(ceremony: Ceremony, stage: int, cue: int, after: str) -> Reworded | None:
    """Put the phrase of a cue right; None when it stays as it is, or would be empty."""
    stages, after = ceremony.script.stages, plain(after.replace("|", " ").replace("~", " "))
    if not (0 <= stage < len(stages) and 0 <= cue < len(stages[stage].cues)):
        return None
    first = stages[stage].phrase(cue)
    before = stages[stage].cues[first].text
    return Reworded(stage, first, before, after) if after and before not in ("", after) else None


def decide_role(ceremony: Ceremony, name: str, holder: str, reserve: str) -> RoleSet | None:
    """Give a role to somebody; None when they have it already, or there is no such role.

    Whoever keeps it keeps office and readiness.
    """
    role, holder, reserve = ceremony.script.role(name), plain(holder), plain(reserve)
    if role is None:
        return None
    kept = holder in (role.holder, role.bearer)
    given = RoleSet(name, role.bearer if kept else holder, reserve, kept and role.ready)
    return None if given == RoleSet(name, role.bearer, role.reserve, role.ready) else given


def decide_swap(ceremony: Ceremony, name: str) -> RoleSet | None:
    """The reserve takes the role, and its holder stands in; None without a reserve."""
    role = ceremony.script.role(name)
    return RoleSet(name, role.reserve, role.bearer) if role and role.reserve else None


def decide_ready(ceremony: Ceremony, name: str) -> RoleSet | None:
    """Ready, or not after all; None without somebody who could be."""
    role = ceremony.script.role(name)
    if role is None or not role.holder:
        return None
    return RoleSet(name, role.bearer, role.reserve, not role.ready)


def decide_plan(ceremony: Ceremony, *, indoors: bool) -> PlanChosen | None:
    """Hold it indoors, or under the open sky; None when that is so already."""
    return PlanChosen(indoors) if indoors is not ceremony.script.indoors else None


def decide_sign(ceremony: Ceremony, stage: int, signer: int) -> Signed | None:
    """A listed signer has signed; None when they have already, or there is none such."""
    stages = ceremony.script.stages
    listed = stages[stage].signers if 0 <= stage < len(stages) else ()
    if not 0 <= signer < len(listed):
        return None
    return _unsigned(ceremony, Signed(stage, listed[signer].name, listed[signer].office, signer))


def decide_sign_by_name(ceremony: Ceremony, stage: int, name: str, office: str) -> Signed | None:
    """Somebody signed by name: a witness, a figure of the community, or one of the list."""
    if not plain(name) or not _is_signing(ceremony, stage):
        return None
    signer = place_of(ceremony, stage, plain(name))
    if signer >= 0:
        return decide_sign(ceremony, stage, signer)
    return _unsigned(ceremony, Signed(stage, plain(name), plain(office)))


def decide_sign_by_badge(ceremony: Ceremony, stage: int, text: str) -> Signed | None:
    """The bearer of a badge signed; the listed signer of that name, if there is one."""
    people = ceremony.bearers(read_badge(text))
    if len(people) != 1 or not _is_signing(ceremony, stage):
        return None
    person, listed = people[0], ceremony.script.stages[stage].signers
    signer = place_of(ceremony, stage, person.name)
    office = listed[signer].office if signer >= 0 else person.position
    signed = Signed(stage, person.name, office, signer, person.id, escape(text))
    return _unsigned(ceremony, signed)


def _is_signing(ceremony: Ceremony, stage: int) -> bool:
    stages = ceremony.script.stages
    return 0 <= stage < len(stages) and stages[stage].kind is Kind.SIGNING


def place_of(ceremony: Ceremony, stage: int, name: str) -> int:
    """Where somebody of this name stands in the list of signers; -1 when they do not."""
    folded = fold_name(name)
    names = [fold_name(signer.name) for signer in ceremony.script.stages[stage].signers]
    return names.index(folded) if folded and folded in names else -1


def _unsigned(ceremony: Ceremony, fact: Signed) -> Signed | None:
    """The signature, unless the same person, or the same place in the list, has one."""
    return None if any(map(ceremony.signature, sign_keys(fact))) else fact


def has_begun(ceremony: Ceremony) -> bool:
    """Whether anything was done, beyond preparing."""
    done = ceremony.scans or ceremony.calls or ceremony.signatures or ceremony.arrivals
    return bool(done)


def decide_restart(ceremony: Ceremony, at: datetime, reason: str) -> Restarted | None:
    """Set aside what was done until now; None without a reason, or when nothing was done.

    None too while something is of a later time than now: until then all would be set aside that
    another laptop does.
    """
    if not plain(reason) or not has_begun(ceremony) or ceremony.is_ahead_of(at):
        return None
    return Restarted(plain(reason))


def _called(ceremony: Ceremony, stage: int, cue: int = 0) -> CueCalled:
    """The title of a recitation names the words that follow, so the log can prove them."""
    stages, now = ceremony.script.stages, ceremony.now or CueCalled(0)
    text = stages[stage].recited if stage < len(stages) and cue == 0 else None
    words = text_hash(text) if text else ""
    return CueCalled(stage, cue, now.blank, words, held=now.held)
