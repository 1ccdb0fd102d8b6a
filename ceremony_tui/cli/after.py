"""Afterwards: status, log, verify, backup, merge, export."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import msgspec

from ceremony_tui.cli.door import FILE, ceremony, open_desk, open_log, say, words
from ceremony_tui.core.arrivals import guests, waiting
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Entry
from ceremony_tui.core.tally import CODES, Tally, attendance, tally_all, tally_units
from ceremony_tui.desk import Desk, utc_now
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.library import near
from ceremony_tui.log import merge as join
from ceremony_tui.log.exchange import Exchange
from ceremony_tui.sharing.told import final_of, is_final, marked


@ceremony.command()
@FILE
@click.option("--json", "as_json", is_flag=True)
def status(file: Path, as_json: bool) -> None:
    """Counts: expected, present, late, absent, per unit, and the stage that is on."""
    desk = open_desk(file)
    lines = attendance(desk.ceremony, desk.now())
    whole = tally_all(lines)
    units = tally_units(lines)
    if as_json:
        counts = {
            **_counts(whole),
            "exempt": whole.exempt,
            "refused": desk.ceremony.refused,
            "walk_ins": len(guests(desk.ceremony)),
            "waiting": len(waiting(desk.ceremony)),
            "left": sum(line.left is not None for line in lines),
            "rehearsal": desk.ceremony.rehearsal,
            "final": is_final(desk.sharing(), desk.now()),
            "units": [
                {"unit": unit.unit, **_counts(unit), "by_code": _codes(unit)} for unit in units
            ],
            "stage": _stage(desk.ceremony),
        }
        click.echo(json.dumps(counts, ensure_ascii=False))
    else:
        _print_status(desk, whole, units)


def _counts(tally: Tally) -> dict[str, int]:
    names = ("expected", "present", "late", "absent")
    return {name: getattr(tally, name) for name in names}


def _codes(tally: Tally) -> dict[str, int]:
    return {code: tally.by_code[code] for code in CODES}


def _stage(state: Ceremony) -> dict[str, object] | None:
    now, stage, cue = state.now, state.stage, state.cue
    if now is None or stage is None or cue is None:
        return None
    return {
        "number": now.stage + 1,
        "title": stage.title,
        "kind": stage.kind,
        "cue": now.cue,
        "text": cue.text,
        "turn": cue.turn,
        "blank": now.blank,
    }


def _print_status(desk: Desk, whole: Tally, units: tuple[Tally, ...]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lang = words()
    state = desk.ceremony
    if state.rehearsal:
        click.echo(lang("status.rehearsal"))
    click.echo(state.script.title)
    table = Table(box=None, pad_edge=False)
    for name in ("unit", "expected", "present", "late", "absent", "percent"):
        table.add_column(lang(f"status.{name}"), justify="left" if name == "unit" else "right")
    for tally in (*units, whole):
        counts = (tally.expected, tally.present, tally.late, tally.absent)
        title = tally.unit or lang("status.whole")
        table.add_row(Text(title), *map(lang.number, counts), lang.percent(tally.percent))
    Console(highlight=False).print(table)
    click.echo(lang("status.refused", count=lang.number(state.refused)))
    if state.stage:
        click.echo(lang("status.stage", title=state.stage.title))
    if sharing := desk.sharing():
        click.echo(final_of(sharing, desk.now(), lang))


@ceremony.command()
@FILE
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def log(file: Path, as_json: bool) -> None:
    """Every entry, oldest first."""
    opened = open_log(file)
    zone = ZoneInfo(opened.script.timezone)
    entries, _ = opened.read()
    for entry in sorted(entries, key=lambda e: e.order):
        fact = msgspec.to_builtins(entry.fact)
        if as_json:
            click.echo(json.dumps(_entry(entry, fact), ensure_ascii=False))
        else:
            told = " ".join(
                f"{key}={value}"
                for key, value in fact.items()
                if value is not False and value not in ("", None)
            )
            at = entry.at.astimezone(zone).isoformat(" ", "seconds")
            click.echo(f"{at}  {entry.gate or '-'} {entry.number}  {entry.fact.kind}  {told}")


def _entry(entry: Entry, fact: object) -> dict[str, object]:
    return {
        "id": entry.id,
        "gate": entry.gate,
        "number": entry.number,
        "at": entry.at.isoformat(timespec="milliseconds"),
        "operator": entry.operator,
        "kind": entry.fact.kind,
        "version": entry.fact.version,
        "fact": fact,
    }


@ceremony.command()
@FILE
def verify(file: Path) -> None:
    """Re-computes the hash chains; names the first broken entry."""
    found = open_log(file).verify()
    if found is not None:
        raise CeremonyError(
            f"chain-{found.how}", path=file, gate=found.gate, number=found.number, entry=found.entry
        )
    click.echo(words()("verify.intact", path=file))


@ceremony.command()
@FILE
@click.argument("destination", type=click.Path(path_type=Path), metavar="DEST")
def backup(file: Path, destination: Path) -> None:
    """A consistent copy, also while the console is running."""
    target = destination / file.name if destination.is_dir() else destination
    open_log(file).backup(target)
    click.echo(str(target))


@ceremony.command()
@FILE
@click.argument(
    "others", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="OTHER…"
)
def merge(file: Path, others: tuple[Path, ...]) -> None:
    """Takes other gates' logs in: any order, any number of times, the same result."""
    mine = open_log(file, write=True)
    count = join(mine, *(open_log(other) for other in others))
    lang = words()
    say(lang("merge.taken", path=file, count=lang.number(count)))
    for gate, number in Exchange(mine).numbers().items():
        say(lang("merge.until", gate=gate, number=lang.number(number)))


@ceremony.command()
@FILE
@click.argument("kind", metavar="KIND")
@click.option("--out", required=True, metavar="PATH", help="A file, or - for stdout.")
@click.option("--format", "form", metavar="FORMAT", help="With --out -: csv, xlsx or json.")
@click.option("--unit", metavar="U", help="Only this unit.")
def export(file: Path, kind: str, out: str, form: str | None, unit: str | None) -> None:
    """Writes a paper (attendance, absent, recap, spot-check, oddities) as .csv, .xlsx or .json."""
    from ceremony_tui.papers import KINDS
    from ceremony_tui.papers.write import FORMATS, render, write_paper

    if kind not in KINDS:
        raise click.BadParameter(f"{kind}: {', '.join(KINDS)}", param_hint="KIND")
    desk = open_desk(file)
    units = list(dict.fromkeys(person.unit for person in desk.ceremony.roster))
    if unit is not None and unit not in units:
        raise BadInput("unit-unknown", unit=unit, near=near(unit, units))
    paper = KINDS[kind](desk.ceremony, utc_now(), words(), unit=unit)
    heading = marked(paper.heading, desk.sharing(), desk.now(), words())
    paper = replace(paper, heading=heading)
    if out != "-":
        write_paper(paper, Path(out), form)
        say(out)
    elif form is not None and form in FORMATS:
        sys.stdout.buffer.write(render(paper, form))
    else:
        raise BadInput("out-stdout", known=", ".join(FORMATS))
