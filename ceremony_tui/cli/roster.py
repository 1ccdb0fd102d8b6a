"""`ceremony import`: a roster file, as the office has it, into a ceremony."""

import gc
import json
from pathlib import Path

import click

from ceremony_tui.cli.door import FILE, ceremony, open_desk, say, watched, words
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput
from ceremony_tui.importing import (
    report,
    told_counts,
    told_file,
    told_reject,
    told_remark,
    write_rejects,
)
from ceremony_tui.intake.rosters import Counts, RosterReading, Wishes, read_roster
from ceremony_tui.intake.units import read_units

TOLD = 40  # faults told one by one; --json and --rejects hold all
PATH = click.Path(path_type=Path)


@ceremony.command("import")
@FILE
@click.argument("roster", type=PATH)
@click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="nip=Nomor, …")
@click.option("--sheet", default="", metavar="S", help="Only this sheet; else all with a roster.")
@click.option("--unit", default="", metavar="U", help="The unit of all, where no column tells it.")
@click.option("--units", type=PATH, help="UNOR,OPD: the office of each sub-unit; remembered.")
@click.option("--by-15-digits", is_flag=True, help="Match NIPs that Excel has rounded.")
@click.option(
    "--order",
    type=click.Choice(["file", "duk"]),
    default="file",
    help="Official order: as the file has it, or by rank and age.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--rejects", type=PATH, help="Write the rejected rows here (.csv, .xlsx).")
@click.option("--json", "as_json", is_flag=True)
def import_(
    file: Path,
    roster: Path,
    mapping: tuple[str, ...],
    sheet: str,
    unit: str,
    units: Path | None,
    by_15_digits: bool,
    order: str,
    dry_run: bool,
    rejects: Path | None,
    as_json: bool,
) -> None:
    """Takes a roster file (CSV, XLSX, XLS, ODS) in.

    People already known are changed, nobody is removed.
    """
    gc.disable()  # rows make no cycles; looking for some takes a third of the time
    pairs, given = dict(map(_pair, mapping)), read_units(units) if units else {}
    desk = open_desk(file, write=not dry_run)
    everything = desk.ceremony.units | given
    wishes = Wishes(pairs, sheet, unit, everything, by_15_digits, order == "duk")
    reading = read_roster(roster, desk.ceremony.roster, wishes, watched)
    if rejects and rejects.exists() and rejects.samefile(roster):
        raise BadInput("rejects-same", path=rejects)
    counts = reading.against(desk.ceremony.roster)
    if rejects:  # before the ceremony changes: a command that fails changes nothing
        write_rejects(reading, rejects, words())
    if not dry_run:
        take_in(desk, reading, roster.name)
    desk.close()
    gc.freeze()  # nor at the end
    gc.enable()
    if as_json:
        click.echo(json.dumps(report(reading, counts), ensure_ascii=False))
    else:
        tell(reading, counts)


def _pair(text: str) -> tuple[str, str]:
    name, sign, column = text.partition("=")
    if not sign:
        raise click.UsageError(f"--map {text}: FIELD=COLUMN")
    return name.strip(), column.strip()


def take_in(desk: Desk, reading: RosterReading, source: str) -> None:
    """Records a roster file in the ceremony."""
    state = desk.ceremony
    fact = reading.fact(source, state)
    desk.import_roster(reading.people, fact, reading.order(state.roster))


def tell(reading: RosterReading, counts: Counts) -> None:
    """The first faults in words, then the counts: what matters most stands last on the screen."""
    lang = words()
    told = [told_reject(reject, lang) for reject in reading.rejected]
    told += [told_remark(remark, lang) for remark in reading.warnings]
    for line in told[:TOLD]:
        say(line)
    if len(told) > TOLD:
        say(lang("import.more", count=lang.number(len(told) - TOLD)))
    for line in told_file(reading, lang):
        say(line)
    say(told_counts(counts, lang))
