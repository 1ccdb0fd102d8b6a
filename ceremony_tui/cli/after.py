"""Afterwards: status, log, verify, backup, merge."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import msgspec

from ceremony_tui.cli.door import FILE, ceremony, open_desk, open_log, say, words
from ceremony_tui.core.arrivals import count_guests, waiting
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.closing import closing, corrections
from ceremony_tui.core.conflicts import conflicts
from ceremony_tui.core.facts import Entry
from ceremony_tui.core.tally import CODES, Tally, attendance, sum_of, tallies
from ceremony_tui.desk import Desk, utc_now
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import merge as join
from ceremony_tui.log import record_of
from ceremony_tui.log.exchange import Exchange
from ceremony_tui.sharing.told import final_of, final_until, is_final
from ceremony_tui.words import Words

FEW = 10  # conflicts told one by one after a merge; the paper has all


@ceremony.command()
@FILE
@click.option("--json", "as_json", is_flag=True)
def status(file: Path, as_json: bool) -> None:
    """Counts: expected, present, late, absent, per unit, and the stage that is on."""
    desk = open_desk(file)
    lines = attendance(desk.ceremony, desk.now())
    units = tallies(desk.ceremony, desk.now())
    whole = sum_of(units)
    if as_json:
        until = final_until(desk.sharing(), desk.now())
        counts = {
            **_counts(whole),
            "exempt": whole.exempt,
            "refused": desk.ceremony.refused,
            "walk_ins": count_guests(desk.ceremony),
            "waiting": len(waiting(desk.ceremony)),
            "left": sum(line.left is not None for line in lines),
            "rehearsal": desk.ceremony.rehearsal,
            "final": is_final(desk.sharing(), desk.now()),
            "final_until": until and until.isoformat(timespec="seconds"),
            "closed": closing(desk.ceremony) is not None,
            "corrections": len(corrections(desk.ceremony)),
            "purged": desk.ceremony.purged is not None,
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
    for line in closed_lines(desk, lang):
        click.echo(line)


def closed_lines(desk: Desk, lang: Words) -> tuple[str, ...]:
    """Whether the recap is closed, and how long people have been kept."""
    from ceremony_tui.papers.standing import closed_told, kept_told

    state, at = desk.ceremony, desk.now()
    return (*closed_told(state, lang), *kept_told(state, at, lang))


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
    opened = open_log(file)
    found = opened.verify()
    if found is not None:
        raise CeremonyError(
            f"chain-{found.how}", path=file, gate=found.gate, number=found.number, entry=found.entry
        )
    click.echo(words()("verify.intact", path=file, head=record_of(file).head))


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
    count = join(mine, *(open_log(other) for other in others), at=utc_now())
    lang = words()
    say(lang("merge.taken", path=file, count=lang.number(count)))
    for gate, number in Exchange(mine).numbers().items():
        say(lang("merge.until", gate=gate, number=lang.number(number)))
    _say_conflicts(file, Desk(mine).ceremony, lang)


def _say_conflicts(file: Path, state: Ceremony, lang: Words) -> None:
    """How many there are now and where all of them stand; a few at once."""
    from ceremony_tui.papers.conflicts import conflict_kind, conflict_told

    found = conflicts(state)
    count = lang.number(len(found))
    say(lang("merge.conflicts" if found else "merge.no-conflicts", path=file, count=count))
    for conflict in found if len(found) <= FEW else ():
        say(f"  {lang(conflict_kind(conflict))}: {conflict_told(conflict, state.script, lang)}")
