"""A ceremony file with as many people as wanted, nearly all of whom have come."""

import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from ceremony_tui.core.facts import CheckedIn, Opened, RosterImported
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.script import Kind, Script, Stage
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.log import Log
from ceremony_tui.rehearsal import invented_roster

PROGRAM = (sys.executable, "-m", "ceremony_tui")


@cache
def people(count: int) -> tuple[Attendee, ...]:
    return invented_roster(count)


def to_come(count: int, scans: int) -> list[Attendee]:
    """Those of the people who have not come yet: each has a NIP and a name of their own."""
    named = {person.name: person for person in people(count) if person.nip}
    return list(named.values())[-scans:]


def script_of_today() -> Script:
    """One stage, with doors that are open now."""
    now = datetime.now(UTC)
    return Script(
        "Upacara Ukur", "Kabupaten Teluk Cempaka", "Halaman", "Asia/Makassar", now,
        now - timedelta(hours=6), now + timedelta(hours=12), now + timedelta(hours=12),
        stages=(Stage(Kind.RITE, "Pembukaan", 3),),
    )  # fmt: skip


def make_ceremony(path: Path, count: int, awaited: list[Attendee]) -> None:
    """Writes the file: a full house, but for those awaited."""
    # The invented of a larger house may bear the same number: those awaited keep their names.
    everybody = {person.id: person for person in (*people(count), *awaited)}.values()
    now, script = datetime.now(UTC), script_of_today()
    Log.make(path, new_id(now), script)
    log = Log.open(path, origin="bench")
    desk = Desk(log, "Gerbang 1")
    desk.record(Opened(script.title, "bench"))
    desk.import_roster(everybody, RosterImported("x.csv", count, count, 0, 0, 0))
    absent = {person.id for person in awaited}
    with log.writing():
        for number, person in enumerate(everybody):
            if person.id not in absent:
                at = now - timedelta(hours=1) + timedelta(milliseconds=10 * number)
                log.append(new_id(at), "Gerbang 1", at, "", CheckedIn(person.id, person.nip))
    desk.close()
