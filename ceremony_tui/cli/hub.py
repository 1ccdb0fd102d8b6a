"""What the hub of a ceremony holds, and how it is closed."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

import click

from ceremony_tui.cli.door import FILE, open_desk, open_log, say, words
from ceremony_tui.cli.sharing import hub
from ceremony_tui.core.tally import attendance, tally_all
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.issuing import issue
from ceremony_tui.log import laptops_of
from ceremony_tui.sharing.told import missing_of, name_of, state_of, unfinished

if TYPE_CHECKING:
    from ceremony_tui.sharing.farewell import Told
    from ceremony_tui.sharing.line import Line

# Nobody answers at the hub's port, or another program does.
_STOPPED = ("hub-away", "hub-other", "hub-clear", "hub-password")


@hub.command()
@FILE
@click.option("--json", "as_json", is_flag=True)
def status(file: Path, *, as_json: bool) -> None:
    """What the hub holds: each laptop's entries, and whether this file has them all."""
    found = asyncio.run(_held(file))
    if as_json:
        click.echo(json.dumps({"logs": found}))
        return
    lang = words()
    for told in found:
        if there := max(int(told["hub"]), int(told["announced"])):
            here = lang.number(int(told["here"]))
            click.echo(lang("hub.log", name=_log(told), here=here, there=lang.number(there)))
    click.echo(_summed(file, found))


def _log(told: dict[str, str | int]) -> str:
    """A log by its laptop; the cues that it gives are a log of their own."""
    lang, name = words(), str(told["name"])
    name = lang("hub.unnamed") if name == told["origin"] else name
    return lang("hub.cues", name=name) if told["cues"] else name


def _summed(file: Path, found: list[dict[str, str | int]]) -> str:
    """Whether everything is in the file, and if not, where the rest is."""
    lang = words()
    here, held, announced = (
        [int(told[place]) for told in found] for place in ("here", "hub", "announced")
    )
    at_hub = sum(max(0, h - n) for n, h in zip(here, held, strict=True))
    away = sum(max(0, a - max(h, n)) for n, h, a in zip(here, held, announced, strict=True))
    if not at_hub and not away:
        return lang("hub.whole", count=lang.number(sum(here)))
    parts = (
        lang("hub.at-hub", count=lang.number(at_hub), path=file) if at_hub else "",
        lang("hub.away", count=lang.number(away)) if away else "",
    )
    return " ".join(filter(None, parts))


@asynccontextmanager
async def _line(file: Path) -> "AsyncGenerator[Line]":
    """A line to the hub of this file, which runs on this laptop or not at all."""
    from ceremony_tui.sharing.hub import KEEPER, folder_of, open_hub
    from ceremony_tui.sharing.line import Line

    join = open_hub(folder_of(file)).join(KEEPER, "127.0.0.1")
    try:
        line = await Line.open(join)
    except CeremonyError as error:
        if error.key in _STOPPED:
            raise CeremonyError("hub-stopped", path=file) from None
        raise
    try:
        yield line
    finally:
        await line.close()


async def _held(file: Path) -> list[dict[str, str | int]]:
    """Of each laptop's log how much it announced, how much the hub has, and how much is here."""
    from ceremony_tui.log.exchange import PODIUM, Exchange
    from ceremony_tui.sharing.farewell import announced
    from ceremony_tui.sharing.line import NOTHING

    async with _line(file) as line:
        held, laptops = await line.has(), await announced(line)
    lengths = {origin: length for laptop in laptops for origin, length in laptop.lengths.items()}
    names = {origin: name_of(laptop, words()) for laptop in laptops for origin in laptop.lengths}
    with closing(open_log(file)) as log:
        exchange = Exchange(log)
        return [
            {
                "origin": origin,
                "name": ", ".join(exchange.numbers(origin)) or names.get(origin, origin),
                "cues": origin.startswith(PODIUM),
                "announced": lengths.get(origin, 0),
                "hub": held.get(origin, NOTHING).count,
                "here": exchange.length(origin),
            }
            for origin in sorted(held.keys() | lengths.keys())
        ]


@hub.command()
@FILE
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="PATH")
@click.option("--force", is_flag=True, help="Also when the hub cannot be asked what it holds.")
def close(file: Path, out: Path, *, force: bool) -> None:
    """Writes the attendance list, tells every laptop, then removes the hub with all that it holds.

    Refuses while a laptop has told of entries that this file has not.
    """
    from ceremony_tui.papers import write_paper
    from ceremony_tui.sharing.hub import folder_of, open_hub

    lang, opened = words(), open_hub(folder_of(file))
    if not force:
        for told in asyncio.run(_held(file)):
            if int(told["here"]) < int(told["hub"]):
                raise CeremonyError("hub-holds-more", path=file, name=_log(told))
            if int(told["here"]) < int(told["announced"]):
                raise CeremonyError("hub-awaits", name=_log(told))
    desk = open_desk(file, write=True)
    write_paper(issue("attendance", desk, lang)(), out)  # where it cannot be, nobody is told
    heard = asyncio.run(_tell_all(file))
    desk.refresh()
    missing = _missing(desk, heard)
    write_paper(issue("attendance", desk, lang, missing)(), out)
    if (joined := desk.join()) and joined.pin == opened.pin:
        desk.set_join(None)  # no console of this file was there to hear it
    remove(opened.folder)
    whole = tally_all(attendance(desk.ceremony, desk.now()))
    counts = {"present": whole.present, "expected": whole.expected}
    say(lang("hub.removed", path=out, **{key: lang.number(n) for key, n in counts.items()}))
    say(missing or lang("share.final", at=lang.second(desk.ceremony.script.local(desk.now()))))
    if heard is None:
        say(lang("hub.untold"))
    elif missing:
        say(lang("hub.bring", path=file, out=out))


async def _tell_all(file: Path) -> "Told | None":
    """Says goodbye over the hub; what every laptop told last, None when there is no hub."""
    from ceremony_tui.sharing.farewell import say_goodbye

    try:
        async with _line(file) as line:
            return await say_goodbye(line)
    except CeremonyError:  # with --force a hub may be closed that has ended long ago
        return None


def _missing(desk: Desk, told: "Told | None") -> str:
    """Whose scans are not in this file, or may not be, in a sentence; else ""."""
    from ceremony_tui.log.exchange import Exchange

    lang, at, sharing = words(), desk.now(), desk.sharing()
    if told is None and sharing:
        return unfinished(sharing, at, lang)
    missing = [lang("hub.unanswered")] if told is None else []
    if sharing and sharing.alarms:
        missing.append(state_of(sharing, at, lang))
    heard = {origin: (laptop, said or at) for origin, (laptop, said) in (told or {}).items()}
    with closing(open_log(desk.path)) as log:
        laptops = laptops_of(Exchange(log), heard)
    for laptop in laptops:
        if laptop.whole and laptop.heard and not laptop.is_done:
            missing.append(lang("hub.silent", who=name_of(laptop.announced, lang)))
        elif not laptop.is_final(at):
            missing.append(missing_of(laptop, at, lang))
    return lang("share.not-final", missing="; ".join(missing)) if missing else ""


def remove(folder: Path) -> None:
    """Removes a hub's folder. A server that still runs in it is ended by who looks after it."""
    (folder / "hub.json").unlink(missing_ok=True)
    rmtree(folder, ignore_errors=True)
