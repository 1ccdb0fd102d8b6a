"""Before the doors open: scripts, new, import, demo."""

import json
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from ceremony_tui.cli.door import FILE, ceremony, open_desk, say, this_copy, watched, words
from ceremony_tui.core.facts import Fact, Opened, RosterImported
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Script
from ceremony_tui.desk import Desk, new_id, utc_now
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.intake.rosters import Reject, RosterReading, read_roster
from ceremony_tui.intake.scripts import read_script
from ceremony_tui.library import script_names
from ceremony_tui.log import Log
from ceremony_tui.log.store import whole

TOLD = 40  # faults told one by one; --json and --rejects hold all


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
    reading = read_roster(roster) if roster else None
    make(file, plan, script, rehearsal=rehearsal, reading=reading, source=roster)
    click.echo(str(file))
    if reading:
        _tell(reading, reading.against(Roster()))
    if plan.doors_close < utc_now():
        say(words()("new.past", date=words().date(plan.starts)))


def make_new(script: str, file: str, roster: str, starts: str) -> Path:
    """What the home screen's form asks for: a ceremony file, its path without quotes."""
    path = Path(file).expanduser()
    source = Path(roster.strip("'\"")).expanduser() if roster else None
    reading = read_roster(source) if source else None
    make(path, _plan(script, starts), script, reading=reading, source=source)
    return path


def make(
    file: Path,
    plan: Script,
    script: str,
    *,
    rehearsal: bool = False,
    reading: RosterReading | None = None,
    source: Path | None = None,
    people: tuple[Attendee, ...] = (),
    named: str = "invented",
    facts: Iterable[Fact] = (),
) -> None:
    """Writes a ceremony file with its first entries, whole or not at all.

    `named` is where the people come from; `facts` follow them.
    """
    with whole(file) as part:
        part.unlink()  # the log makes its own file, under the name that is not yet the last
        Log.make(part, new_id(utc_now()), plan)
        with closing(Desk(Log.open(part, origin=this_copy(file)))) as desk:
            desk.record(Opened(plan.title, Path(script).stem, rehearsal))
            if reading and source:
                take_in(desk, reading, source.name)
            elif people:
                fact = RosterImported(named, len(people), len(people), 0, 0, 0)
                desk.import_roster(people, fact)
            for fact in facts:
                desk.record(fact)


def take_in(desk: Desk, reading: RosterReading, source: str) -> dict[str, int]:
    """Records a roster file in the ceremony; the counts of what it changed."""
    counts = reading.against(desk.ceremony.roster)
    fact = RosterImported(
        source=source,
        read=counts["read"],
        added=counts["added"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        rejected=counts["rejected"],
    )
    desk.import_roster(reading.people, fact)
    return counts


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


@ceremony.command("import")
@FILE
@click.argument("roster", type=click.Path(path_type=Path))
@click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--rejects", type=click.Path(path_type=Path), help="Write the rejected rows here.")
@click.option("--json", "as_json", is_flag=True)
def import_(
    file: Path,
    roster: Path,
    mapping: tuple[str, ...],
    dry_run: bool,
    rejects: Path | None,
    as_json: bool,
) -> None:
    """Takes a roster file (CSV) in. People already known are changed, nobody is removed."""
    pairs = dict(_pair(text) for text in mapping)
    desk = open_desk(file, write=not dry_run)
    reading = read_roster(roster, desk.ceremony.roster, pairs)
    if rejects and rejects.exists() and rejects.samefile(roster):
        raise BadInput("rejects-same", path=rejects)
    counts = reading.against(desk.ceremony.roster)
    if not dry_run:
        take_in(desk, reading, roster.name)
    desk.close()
    if rejects:
        _write_rejects(reading, rejects)
    if as_json:
        click.echo(json.dumps(_report(reading, counts), ensure_ascii=False))
    else:
        _tell(reading, counts)


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.partition("=")
    if not sign:
        raise click.UsageError(f"--map {text}: FIELD=COLUMN")
    return name.strip(), column.strip()


def _report(reading: RosterReading, counts: dict[str, int]) -> dict[str, object]:
    """The JSON of contract: reasons are codes, never translated."""
    rejected = [
        {"row": reject.row, "reason": reject.reason, "value": reject.value}
        for reject in reading.rejected
    ]
    warnings = [{"row": row, "reason": reason} for row, reason in reading.warnings]
    columns = dict(reading.columns)
    return {**counts, "rejected": rejected, "warnings": warnings, "columns": columns}


def _tell(reading: RosterReading, counts: dict[str, int]) -> None:
    """The first faults in words, then the counts: what matters most stands last on the screen."""
    lang = words()
    told = [rejected(reject) for reject in reading.rejected]
    told += [
        lang("import.warning", row=row, why=lang(f"fault.warn-{reason}"))
        for row, reason in reading.warnings
    ]
    for line in told[:TOLD]:
        say(line)
    if len(told) > TOLD:
        say(lang("import.more", count=lang.number(len(told) - TOLD)))
    say(lang("import.counts", **{key: lang.number(n) for key, n in counts.items()}))


def rejected(reject: Reject) -> str:
    """A row that was not taken, with the reason."""
    return words()("import.rejected", row=reject.row, why=_why(reject), value=reject.value)


def _why(reject: Reject) -> str:
    return words()(f"fault.reject-{reject.reason}", row=reject.other)


def _write_rejects(reading: RosterReading, path: Path) -> None:
    """The rejected rows as they were, with the reason last: mend them and import the file."""
    from ceremony_tui.papers.write import csv_bytes, write_whole

    header = (*reading.header, words()("import.reason"))
    rows = [
        (
            *reject.cells,
            *[""] * (len(reading.header) - len(reject.cells)),
            _why(reject),
        )
        for reject in reading.rejected
    ]
    write_whole(path, csv_bytes([header, *rows]))


def make_demo(attendees: int = 300, folder: Path | None = None) -> Path:
    """A rehearsal ceremony in a new folder, with `badges.pdf` beside it."""
    from ceremony_tui.papers.badges import write_badges
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
    write_badges(watched(people), badges, title=plan.title, words=words(), rehearsal=True)
    say(words()("demo.made", file=file, badges=badges, people=words().number(len(people))))
    return file
