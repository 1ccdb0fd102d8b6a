"""People: find, void, walk-in."""

import json
from pathlib import Path

import click

from ceremony_tui.cli.door import (
    AT_GATE,
    FILE,
    GATE,
    OPERATOR,
    ceremony,
    gate_name,
    open_desk,
    operator_name,
    say,
    words,
)
from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.closing import closing
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.search import Finder
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError


@ceremony.command()
@FILE
@click.argument("text")
@click.option("--json", "as_json", is_flag=True)
def find(file: Path, text: str, as_json: bool) -> None:
    """People by part of a name, NIP or unit."""
    desk = open_desk(file)
    people = Finder(desk.ceremony.roster).find(text)
    if as_json:
        click.echo(json.dumps({"people": [_json(desk, p) for p in people]}, ensure_ascii=False))
        return
    if not people:
        raise CeremonyError("person-unknown", text=text[:60], near=[])
    for person in people:
        told = words()(
            "people.found",
            name=person.name,
            unit=person.unit,
            nip=person.masked,
            status=_status(desk, person),
        )
        click.echo(told)


def _json(desk: Desk, person: Attendee) -> dict[str, object]:
    entry = desk.ceremony.check_in(person.id)
    local = desk.ceremony.script.local
    return {
        "id": person.id,
        "nip": person.nip,
        "name": person.name,
        "unit": person.unit,
        "position": person.position,
        "present": entry is not None,
        "entry": entry and entry.id,
        "at": entry and local(entry.at).isoformat(timespec="milliseconds"),
        "gate": entry and entry.gate,
        "absence": desk.ceremony.absence(person.id) or None,
    }


def _status(desk: Desk, person: Attendee) -> str:
    lang, entry = words(), desk.ceremony.check_in(person.id)
    if entry:
        script = desk.ceremony.script
        at = lang.clock(script.local(entry.at), script.timezone)
        return lang("people.present", at=at, gate=entry.gate)
    return desk.ceremony.absence(person.id) or lang("people.absent")


def person_of(desk: Desk, text: str) -> Attendee:
    """The one person whom a NIP, a badge number or a name stands for."""
    people = desk.ceremony.bearers(read_badge(text)) or Finder(desk.ceremony.roster).find(text)
    if len(people) > 1:
        raise BadInput("person-many", text=text[:60], count=len(people))
    if not people:
        raise BadInput("person-unknown", text=text[:60], near=[])
    return people[0]


def correctable(desk: Desk, why: str) -> None:
    """Refuses a change to a closed recap that does not say who makes it, or why."""
    if closing(desk.ceremony) and not (desk.operator and why.strip()):
        raise CeremonyError("recap-closed")


@ceremony.command()
@FILE
@click.argument("entry")
@click.option("--reason", required=True, metavar="T")
@OPERATOR
def void(file: Path, entry: str, reason: str, operator: str) -> None:
    """Takes a check-in back; the log keeps both."""
    if not reason.strip():
        raise BadInput("reason-missing")
    desk = open_desk(file, GATE, operator_name(operator), write=True)
    correctable(desk, reason)
    if desk.void(entry, reason) is None:
        raise CeremonyError("entry-unknown", entry=entry[:60])
    say(words()("people.voided", name=entry))


@ceremony.command("walk-in")
@FILE
@click.option("--name", required=True, metavar="N")
@click.option("--unit", required=True, metavar="U")
@click.option("--nip", default="", metavar="X")
@AT_GATE
@OPERATOR
def walk_in(file: Path, name: str, unit: str, nip: str, gate: str, operator: str) -> None:
    """Records somebody who is not on the roster; by hand, if the NIP is on it after all."""
    if not name.strip():
        raise BadInput("guest-unnamed")
    desk = open_desk(file, gate_name(gate), operator_name(operator), write=True)
    entry = desk.walk_in(name, unit, nip)
    if entry is None:
        raise CeremonyError("person-present", name=name[:60])
    key = "people.guest" if entry.fact.kind == "walked-in" else "people.hand"
    say(words()(key, name=name))
    click.echo(entry.id)
