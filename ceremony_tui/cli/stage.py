"""The stage from the command line: who has which role, the rain plan, who has signed."""

import json
from pathlib import Path

import click

from ceremony_tui.cli.door import (
    FILE,
    GATE,
    OPERATOR,
    ceremony,
    open_desk,
    operator_name,
    say,
    words,
)
from ceremony_tui.cli.people import person_of
from ceremony_tui.core import rules
from ceremony_tui.core.badge import escape, mask, read_badge
from ceremony_tui.core.facts import Entry, Signed
from ceremony_tui.core.script import Kind, Role
from ceremony_tui.core.search import Finder
from ceremony_tui.core.signing import Line, signers, signing_stage
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.library import near

AS_JSON = click.option("--json", "as_json", is_flag=True)


@ceremony.command()
@FILE
@click.argument("role", required=False)
@click.option("--holder", metavar="N", help="Who has it: a name, or 'name / office'.")
@click.option("--reserve", metavar="N", help="Who would stand in.")
@click.option("--swap", is_flag=True, help="The reserve takes over.")
@click.option("--ready/--not-ready", default=None, help="Whether they are there and ready.")
@AS_JSON
@OPERATOR
def role(
    file: Path,
    role: str | None,
    holder: str | None,
    reserve: str | None,
    *,
    swap: bool,
    ready: bool | None,
    as_json: bool,
    operator: str,
) -> None:
    """Lists the roles; or gives one to somebody, swaps in the reserve, says who is ready."""
    changes = swap or (holder, reserve, ready) != (None, None, None)
    if changes and role is None:
        raise click.MissingParameter(param_type="argument", param_hint="ROLE")
    desk = open_desk(file, GATE if changes else "", operator_name(operator), write=changes)
    roles = [_role_of(desk, role)] if role is not None else desk.ceremony.script.roles
    if changes:
        _change(desk, roles[0], holder, reserve, swap=swap, ready=ready)
    for each in roles:
        _print_role(_role_of(desk, each.name), as_json=as_json)


def _change(
    desk: Desk, has: Role, holder: str | None, reserve: str | None, *, swap: bool,
    ready: bool | None,
) -> None:  # fmt: skip
    """What is not said stays as it is; what cannot be done is told before anything is."""
    who = has.bearer if holder is None else holder
    stands_in = has.reserve if reserve is None else reserve
    if swap and not stands_in.strip():
        raise CeremonyError("role-no-reserve", role=has.name)
    if ready and not (stands_in if swap else who).strip():
        raise CeremonyError("role-nobody", role=has.name)
    desk.call(rules.decide_role, has.name, who, stands_in)
    if swap:
        desk.call(rules.decide_swap, has.name)
    if ready is not None and ready is not _role_of(desk, has.name).ready:
        desk.call(rules.decide_ready, has.name)


def _role_of(desk: Desk, name: str) -> Role:
    """The role of this name, however it is capitalised."""
    roles = desk.ceremony.script.roles
    found = next((each for each in roles if each.name.casefold() == name.casefold()), None)
    if found is None:
        raise BadInput("role-unknown", role=name[:60], near=near(name, [r.name for r in roles]))
    return found


def _print_role(each: Role, *, as_json: bool) -> None:
    if as_json:
        told = {
            "role": each.name,
            "holder": each.holder,
            "office": each.office,
            "reserve": each.reserve,
            "ready": each.ready,
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    state = words()("officials.ready" if each.ready else "officials.not-ready")
    reserve = f" ({words()('officials.reserve', name=each.reserve)})" if each.reserve else ""
    click.echo(f"{state:<6} {each.name}: {each.bearer or '-'}{reserve}")


@ceremony.command()
@FILE
@click.option("--off", is_flag=True, help="Back under the open sky.")
@OPERATOR
def indoors(file: Path, operator: str, *, off: bool) -> None:
    """The rain plan: leaves out the stages that need the open sky."""
    desk = open_desk(file, GATE, operator_name(operator), write=True)
    desk.call(rules.decide_plan, indoors=not off)
    script = desk.ceremony.script
    left_out = [stage.title for n, stage in enumerate(script.stages) if not script.has(n)]
    if off:
        say(words()("stage.outdoors"))
    else:
        say(words()("stage.indoors", titles=", ".join(left_out) or "-"))


@ceremony.command()
@FILE
@click.argument("who", required=False)
@click.option("--office", metavar="O", help="Of a witness who is neither listed nor on the roster.")
@click.option("--stage", type=click.IntRange(1), metavar="N", help="Which stage, if many sign.")
@AS_JSON
@OPERATOR
def sign(
    file: Path, who: str | None, office: str | None, stage: int | None, operator: str, *,
    as_json: bool,
) -> None:  # fmt: skip
    """Lists who signs; or records that WHO has: a number of that list, a name, a NIP, a badge.

    A pakta that is signed later at the office is recorded the same way.
    """
    desk = open_desk(file, GATE if who else "", operator_name(operator), write=bool(who))
    number = _signing(desk, stage)
    if who is None:
        for line in signers(desk.ceremony, number):
            _print_signer(desk, line, as_json=as_json)
        return
    entry = _sign(desk, number, who.strip(), office)
    if entry is None or not isinstance(entry.fact, Signed):
        raise CeremonyError("signed-already", who=mask(escape(who))[:60])
    say(words()("signing.signed", name=entry.fact.name or entry.fact.office))
    click.echo(entry.id)


def _signing(desk: Desk, stage: int | None) -> int:
    stages = desk.ceremony.script.stages
    number = signing_stage(desk.ceremony) if stage is None else stage - 1
    if number is None or number >= len(stages) or stages[number].kind is not Kind.SIGNING:
        raise BadInput("no-signing")
    return number


def _sign(desk: Desk, stage: int, who: str, office: str | None) -> Entry | None:
    """A number or a name of the list first, then somebody of the roster, then a witness."""
    listed = desk.ceremony.script.stages[stage].signers
    if who.isdecimal() and len(who) < 4:
        if not 0 < int(who) <= len(listed):
            raise BadInput("signer-unknown", who=who, count=len(listed))
        return desk.call(rules.decide_sign, stage, int(who) - 1)
    if desk.ceremony.bearers(read_badge(who)):
        return desk.call(rules.decide_sign_by_badge, stage, person_of(desk, who).id)
    if rules.place_of(desk.ceremony, stage, who) >= 0 or office is not None:
        return desk.call(rules.decide_sign_by_name, stage, who, office or "")
    if not Finder(desk.ceremony.roster).find(who, 1):
        raise BadInput("signer-nobody", who=mask(escape(who))[:60])
    return desk.call(rules.decide_sign_by_badge, stage, person_of(desk, who).id)


def _print_signer(desk: Desk, line: Line, *, as_json: bool) -> None:
    at = desk.ceremony.script.local(line.signed.at) if line.signed else None
    if as_json:
        told = {
            "number": line.signer + 1 or None,
            "name": line.name,
            "office": line.office,
            "group": line.group,
            "entry": line.signed and line.signed.id,
            "at": at and at.isoformat(timespec="milliseconds"),
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    mark = f"✓ {words().time(at)}" if at else "-      "
    number = f"{line.signer + 1:>3}" if line.signer >= 0 else "  +"
    office = line.office if line.name else ""
    told = " · ".join(filter(None, (line.title, office, line.group)))
    click.echo(f"{mark} {number}  {told}")
