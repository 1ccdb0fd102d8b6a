"""People: find, absence, absences, void, walk-in."""

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
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.rules import REASONS
from ceremony_tui.core.search import Finder
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.importing import told_reject
from ceremony_tui.intake.absences import ARRIVED, read_absences


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


@ceremony.command()
@FILE
@click.argument("nip")
@click.argument("code")
@click.option("--note", default="", metavar="T")
@OPERATOR
def absence(file: Path, nip: str, code: str, note: str, operator: str) -> None:
    """Sets a reason: S I C DL TB TP TK; H or T records by hand that the person came."""
    desk = open_desk(file, GATE, operator_name(operator), write=True)
    person = person_of(desk, nip)
    if code.upper() not in (REASONS | ARRIVED) - {""}:
        raise BadInput("absence-code", code=code[:10], known=" ".join(sorted(REASONS | ARRIVED)))
    _set(desk, person, code.upper(), note)
    say(words()("people.absence", name=person.name, code=code.upper()))


def _set(desk: Desk, person: Attendee, code: str, note: str) -> None:
    if code in ARRIVED:
        desk.check_in_by_hand(person.id, note or code)
    else:
        desk.set_absence(person.id, code, note)


@ceremony.command()
@FILE
@click.argument("sheet", type=click.Path(path_type=Path), metavar="LIST")
@OPERATOR
def absences(file: Path, sheet: Path, operator: str) -> None:
    """Takes a unit's filled-in sheet (CSV, XLSX, …: NIP, Kode, Catatan)."""
    desk = open_desk(file, GATE, operator_name(operator), write=True)
    reasons, rejects = read_absences(sheet, desk.ceremony.roster)
    for reason in reasons:
        _set(desk, reason.attendee, reason.code, reason.note)
    for reject in rejects:
        say(told_reject(reject, words()))
    say(words()("people.counts", taken=len(reasons), rejected=len(rejects)))


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
