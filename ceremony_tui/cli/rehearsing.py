"""Rehearsing (gladi): a copy of what was prepared, and starting over in the file itself."""

from pathlib import Path

import click

from ceremony_tui.cli.before import make
from ceremony_tui.cli.door import FILE, OPERATOR, ceremony, open_desk, operator_name, say, words
from ceremony_tui.core.facts import RosterImported
from ceremony_tui.core.rules import decide_restart, has_begun
from ceremony_tui.desk import Desk, utc_now
from ceremony_tui.errors import BadInput, CeremonyError

OFFICE = "Kantor"  # the gate under which a restart is recorded


@ceremony.command()
@FILE
@click.argument(
    "copy", type=click.Path(path_type=Path), metavar="[COPY]", required=False, default=None
)
@click.option("--keep-hours", is_flag=True, help="On its own day, not now.")
def rehearse(file: Path, copy: Path | None, *, keep_hours: bool) -> None:
    """Makes a rehearsal (gladi) of a ceremony as it stands; nothing of it comes back.

    Script, roster, roles, badges and their key are copied, scans and reasons for absence are not.
    Doors are open now.
    """
    from ceremony_tui.rehearsal import free_copy, prepared, rehearsed

    state = open_desk(file).ceremony
    plan, printed = prepared(state)
    if not keep_hours:
        plan = rehearsed(plan, utc_now())
    target = copy or free_copy(file)
    people, count = tuple(state.roster), len(state.roster)
    units = tuple(state.units.items())
    imported = RosterImported(file.name, count, count, 0, 0, 0, units=units)
    make(
        target, plan, file.stem,
        rehearsal=True, people=people, imported=imported, facts=printed, key=state.key,
    )  # fmt: skip
    say(words()("rehearsal.made", people=words().number(count)))
    click.echo(str(target))


@ceremony.command()
@FILE
@click.option("--reason", required=True, metavar="T")
@click.option("--yes", is_flag=True, help="Without it nothing is done, only told.")
@OPERATOR
def restart(file: Path, reason: str, operator: str, *, yes: bool) -> None:
    """Starts over: what was done until now was a rehearsal and counts no more.

    Roster, badges, roles and reasons for absence stay; the log keeps everything.
    """
    if not reason.strip():
        raise BadInput("reason-missing")
    desk = open_desk(file, OFFICE, operator_name(operator), write=yes)
    if not has_begun(desk.ceremony):
        raise CeremonyError("restart-nothing", path=file)
    told = _told(desk)
    if not yes:
        raise CeremonyError("restart-sure", path=file, told=told)
    if desk.call(decide_restart, desk.now(), reason) is None:
        raise _refused(desk, file)
    say(words()("rehearsal.restarted", told=told))


def _told(desk: Desk) -> str:
    """What is set aside, in numbers."""
    lang, state = words(), desk.ceremony
    count = sum(map(len, state.scans.values()))
    return lang("rehearsal.counts", scans=lang.number(count), calls=lang.number(len(state.calls)))


def _refused(desk: Desk, file: Path) -> CeremonyError:
    lang, state = words(), desk.ceremony
    if state.newest and state.is_ahead_of(desk.now()):
        newest = lang.clock(state.script.local(state.newest), state.script.timezone)
        return CeremonyError("restart-ahead", path=file, newest=newest)
    return BadInput("reason-missing")
