"""The help desk: waiting, link, revoke, leave."""

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
from ceremony_tui.core.arrivals import at_the_desk
from ceremony_tui.core.badge import mask
from ceremony_tui.core.facts import Entry, ScanRefused, WalkedIn
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError


@ceremony.command()
@FILE
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def waiting(file: Path, as_json: bool) -> None:
    """Who was sent to the help desk and still waits, and guests: the entries that `link` takes."""
    desk = open_desk(file)
    for arrival in at_the_desk(desk.ceremony):
        told = _told(desk, arrival)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else "  ".join(told.values()))


def _told(desk: Desk, arrival: Entry) -> dict[str, str]:
    fact, verdict, text = arrival.fact, "walk-in", ""
    if isinstance(fact, ScanRefused):
        verdict, text = fact.verdict, mask(fact.text)
    elif isinstance(fact, WalkedIn):
        text = fact.name
    at = desk.ceremony.script.local(arrival.at)
    return {
        "entry": arrival.id,
        "at": at.isoformat(timespec="seconds"),
        "gate": arrival.gate,
        "verdict": verdict,
        "text": text,
    }


@ceremony.command()
@FILE
@click.argument("entry")
@click.argument("nip")
@OPERATOR
def link(file: Path, entry: str, nip: str, operator: str) -> None:
    """Says whose a waiting scan or a guest was; they came at the time of that entry."""
    desk = open_desk(file, GATE, operator_name(operator), write=True)
    person = person_of(desk, nip)
    if desk.link(entry, person.id) is None:
        raise CeremonyError("entry-not-waiting", entry=entry[:60], name=person.name)
    say(words()("people.linked", name=person.name))


@ceremony.command()
@FILE
@click.argument("nip")
@click.option("--badge", default="", metavar="CODE", help="The lost one, if not the roster's.")
@click.option("--new", default="", metavar="CODE", help="The code of the badge that replaces it.")
@click.option("--reason", required=True, metavar="T")
@OPERATOR
def revoke(file: Path, nip: str, badge: str, new: str, reason: str, operator: str) -> None:
    """Takes a badge out of use; whoever shows it is sent to the help desk."""
    if not reason.strip():
        raise BadInput("reason-missing")
    desk = open_desk(file, GATE, operator_name(operator), write=True)
    person = person_of(desk, nip)
    if desk.replace_badge(person.id, badge or person.badge or person.id, new, reason) is None:
        raise CeremonyError("badge-taken", code=new[:60])
    say(words()("people.revoked", name=person.name))


@ceremony.command()
@FILE
@click.argument("nip")
@click.option("--reason", default="", metavar="T")
@OPERATOR
def leave(file: Path, nip: str, reason: str, operator: str) -> None:
    """Records by hand that somebody left, when the script asks for a second scan."""
    desk = open_desk(file, GATE, operator_name(operator), write=True)
    person = person_of(desk, nip)
    if desk.check_out_by_hand(person.id, reason) is None:
        raise CeremonyError("not-inside", name=person.name)
    say(words()("people.left", name=person.name))
