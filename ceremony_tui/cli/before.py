"""Before the doors open: scripts, new, demo."""

import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from ceremony_tui.cli.door import FILE, ceremony, open_desk, say, this_copy, watched, words
from ceremony_tui.cli.roster import take_in, tell
from ceremony_tui.core.facts import BadgesPrinted, Fact, Opened, RosterImported
from ceremony_tui.core.plain import plain
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Script
from ceremony_tui.desk import Desk, new_id, utc_now
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.importing import leave_rejects
from ceremony_tui.intake.rosters import RosterReading, read_roster
from ceremony_tui.intake.scripts import read_script
from ceremony_tui.library import script_names
from ceremony_tui.log import Log
from ceremony_tui.log.store import whole

if TYPE_CHECKING:  # the commands never load a screen
    from ceremony_tui.ui.screens.new import Asked


@ceremony.command()
@click.option("--json", "as_json", is_flag=True)
def scripts(as_json: bool) -> None:
    """Lists the built-in scripts."""
    found = {name: read_script(name).title for name in script_names()}
    if as_json:
        rows = [{"name": name, "title": title} for name, title in found.items()]
        click.echo(json.dumps({"scripts": rows}, ensure_ascii=False))
    else:
        width = max(map(len, found))
        for name, title in found.items():
            click.echo(f"{name:<{width}}  {title}")


@ceremony.command()
@FILE
@click.option("--script", required=True, metavar="NAME_OR_PATH")
@click.option("--roster", type=click.Path(path_type=Path), metavar="PATH")
@click.option("--starts", metavar="WHEN", help="Another day or hour: 2026-12-07T07:30.")
@click.option("--rehearsal", is_flag=True, help="Mark everything GLADI.")
def new(file: Path, script: str, roster: Path | None, starts: str | None, rehearsal: bool) -> None:
    """Makes a ceremony file from a script."""
    plan = _plan(script, starts or "")
    reading = read_roster(roster, watch=watched) if roster else None
    make(file, plan, script, rehearsal=rehearsal, reading=reading, source=roster)
    click.echo(str(file))
    if reading:
        tell(reading, reading.against(Roster()))
    if plan.doors_close < utc_now():
        say(words()("new.past", date=words().date(plan.starts)))


def make_new(asked: "Asked") -> Path:
    """What the home screen's form asks for: a ceremony file."""
    plan = read_script(asked.script)
    plan = plan.moved_to(asked.starts) if asked.starts else plan
    plan = replace(plan, title=plain(asked.title) or plan.title)
    plan = replace(plan, place=plain(asked.place) or plan.place)
    make(asked.file, plan, asked.script, reading=asked.reading, source=asked.roster)
    if asked.reading and asked.roster:
        leave_rejects(asked.reading, asked.roster, asked.file, words())
    return asked.file


def make(
    file: Path,
    plan: Script,
    script: str,
    *,
    rehearsal: bool = False,
    reading: RosterReading | None = None,
    source: Path | None = None,
    people: tuple[Attendee, ...] = (),
    imported: RosterImported | None = None,
    facts: Iterable[Fact] = (),
    key: bytes = b"",
) -> None:
    """Writes a ceremony file with its first entries, whole or not at all.

    `imported` tells where the people come from; `facts` follow them. `key` signs the badges.
    """
    with whole(file) as part:
        part.unlink()  # the log makes its own file, under the name that is not yet the last
        Log.make(part, new_id(utc_now()), plan, key)
        with closing(Desk(Log.open(part, origin=this_copy(file)))) as desk:
            desk.record(Opened(plan.title, Path(script).stem, rehearsal))
            if reading and source:
                take_in(desk, reading, source.name)
            elif people:
                count = len(people)
                fact = imported or RosterImported("invented", count, count, 0, 0, 0)
                desk.import_roster(people, fact)
            for fact in facts:
                desk.record(fact)


def _plan(script: str, starts: str) -> Script:
    """A script, on another day or hour when one is named."""
    plan = read_script(script)
    return plan.moved_to(_moment(starts, plan)) if starts else plan


def _moment(text: str, plan: Script) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput("start-fault", value=text) from None
    if len(text) <= len("2026-12-07") or not 2000 <= moment.year <= 2100:
        raise BadInput("start-fault", value=text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(plan.timezone))


def make_demo(attendees: int = 300, folder: Path | None = None) -> Path:
    """A rehearsal ceremony in a new folder, with `badges.pdf` beside it."""
    from ceremony_tui.cli.badges import Badges
    from ceremony_tui.rehearsal import free_folder, invented_roster, rehearsed

    script = "muna-barat-2023"
    plan = rehearsed(read_script(script), utc_now())
    people = invented_roster(attendees)
    folder = folder or free_folder(Path())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CeremonyError("file-not-made", path=folder, detail=error.strerror) from None
    file = folder / "gladi.db"
    make(file, plan, script, rehearsal=True, people=people)
    badges = folder / "badges.pdf"
    with closing(open_desk(file, write=True)) as desk:
        made = Badges(desk, people)
        made.write_sheets(badges)
        desk.record(BadgesPrinted(made.count))
    say(words()("demo.made", file=file, badges=badges, people=words().number(len(people))))
    return file
