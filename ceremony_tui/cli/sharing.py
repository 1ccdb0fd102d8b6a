"""Several laptops at once: the hub between them, and sharing a file through it."""

import asyncio
import json
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import click

from ceremony_tui.cli.door import FILE, SpeakingGroup, ceremony, open_log, say, words
from ceremony_tui.cli.joins import HUB, STDIN, join_hub
from ceremony_tui.core.join import hub_key
from ceremony_tui.core.laptops import CLOSED, Sharing
from ceremony_tui.core.plain import plain
from ceremony_tui.desk import Desk, new_id, utc_now
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import Notes

if TYPE_CHECKING:
    from ceremony_tui.sharing.hub import Hub

LOOK = 0.5  # seconds between looks at the server


@ceremony.command()
@FILE
@HUB
@click.option("--gate", default="", metavar="G", help="What the others call this laptop at first.")
@click.option("--once", is_flag=True, help="Exchange what there is, then end.")
@click.option("--leave", is_flag=True, help="Work alone from now on.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def share(
    file: Path, code: str | None, gate: str, *, once: bool, leave: bool, as_json: bool
) -> None:
    """Shares a ceremony file with the other laptops of its hub, until it is stopped."""
    from ceremony_tui.sharing.sessions import keep_sharing
    from ceremony_tui.sharing.shared import Shared
    from ceremony_tui.sharing.turn import Turn

    log = open_log(file, write=True)
    desk = Desk(log)
    if leave:
        desk.set_join(None)
        return
    shared = Shared(log, join_hub(desk, code), utc_now, new_id)
    shared.gate = plain(gate)
    shared.told = _tell_json if as_json else Told()
    turn = Turn(file)

    async def run(stop: asyncio.Event) -> None:
        if once or await turn.come(stop, lambda: shared.told(Sharing("elsewhere", utc_now()))):
            await keep_sharing(shared, stop, once=once)

    asyncio.run(until_stopped(run, watched=code == STDIN))


async def until_stopped(
    run: Callable[[asyncio.Event], Awaitable[object]], *, watched: bool = False
) -> None:
    """Runs until a signal, or until whoever started this ends: its end of stdin closes."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def ended() -> None:
        sys.stdin.read()
        with suppress(RuntimeError):  # the loop has ended first
            loop.call_soon_threadsafe(stop.set)

    if watched:
        threading.Thread(target=ended, daemon=True).start()
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError):  # Windows has none of this
            loop.add_signal_handler(getattr(signal, name), stop.set)
    await run(stop)


class Told:
    """Says every change of state once."""

    def __init__(self) -> None:
        self._state = ""

    def __call__(self, sharing: Sharing) -> None:
        from ceremony_tui.sharing.told import closing_of, state_of

        closed = sharing.state == CLOSED
        told = closing_of(sharing, words()) if closed else state_of(sharing, sharing.at, words())
        if told != self._state:
            self._state = told
            say(told)


def _tell_json(sharing: Sharing) -> None:
    import msgspec

    click.echo(msgspec.json.encode(sharing).decode())


@ceremony.group(cls=SpeakingGroup)
def hub() -> None:
    """The hub between laptops: start it on any of them, and let the gates scan its JOIN code."""


@hub.command()
@FILE
@click.option("--address", metavar="A", help="This laptop's address, if the one found is wrong.")
@click.option("--port", default=4222, type=click.IntRange(1, 65535), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The JOIN codes as one JSON object.")
def start(file: Path, address: str | None, port: int, *, as_json: bool) -> None:
    """Starts the hub of a ceremony, and looks after it until Ctrl+C. What it holds is kept."""
    from ceremony_tui.sharing.hub import GATES, folder_of, make_hub

    with closing(open_log(file)) as log:
        opened = make_hub(folder_of(file), hub_key(log.id), GATES, port)
    look_after(opened, address, partial(_move, file, opened), as_json=as_json)


def _move(file: Path, opened: "Hub", host: str) -> None:
    """A file that had joined an earlier hub of its ceremony goes to this one, with its role."""
    with closing(open_log(file)) as log:
        joined = Notes(log).join()
    if joined is None or joined == (here := opened.join(joined.role, host)):
        return
    with closing(open_log(file, write=True)) as log:
        Notes(log).set_join(here)
    say(words()("hub.moved", path=file, role=words()(f"share.role-{here.role}")))


def look_after(
    opened: "Hub",
    address: str | None,
    started: Callable[[str], object] = lambda _: None,
    *,
    as_json: bool,
) -> None:
    """Runs a hub's server, shows how to join, and starts it again when it ends."""
    from ceremony_tui.sharing.hub import addresses
    from ceremony_tui.sharing.server import Server

    host = address or addresses()[0]
    server = Server(opened)
    try:
        server.wait()
        _show_joins(opened, host, as_json=as_json)
        started(host)
        with suppress(KeyboardInterrupt):
            for name in ("SIGTERM", "SIGHUP"):  # the window was closed
                with suppress(AttributeError):
                    signal.signal(getattr(signal, name), signal.default_int_handler)
            while (opened.folder / "hub.json").exists():
                sleep(LOOK)
                server.look_after()
    finally:
        server.close()
    if not (opened.folder / "hub.json").exists():
        remove(opened.folder)
        say(words()("hub.closed"))
    else:
        say(words()("hub.stopped"))


def _show_joins(opened: "Hub", host: str, *, as_json: bool) -> None:
    from ceremony_tui.sharing.hub import private
    from ceremony_tui.sharing.qr import qr_lines, write_qr

    joins = {role: opened.join(role, host) for role in opened.roles}
    for role, join in joins.items():
        write_qr(join.text, opened.folder / f"join-{role}.png")
        private(opened.folder / f"join-{role}.txt").write_text(f"{join.text}\n", encoding="ascii")
    if as_json:
        told = {role: join.text for role, join in joins.items()}
        click.echo(json.dumps({"address": host, "port": opened.port, **told}))
        sys.stdout.flush()
        return
    first, second = opened.roles
    lang = words()
    for line in qr_lines(joins[first].text):
        say(click.style(line, fg="black", bg="bright_white"))
    say(lang("hub.started", host=host, port=opened.port))
    say(lang(f"hub.scan-{first}"))
    say(lang(f"hub.code-{second}", path=opened.folder / f"join-{second}.png"))
    for role, join in joins.items():
        click.echo(f"{role} {join.text}")


@hub.command("status")
@FILE
@click.option("--json", "as_json", is_flag=True)
def hub_status(file: Path, *, as_json: bool) -> None:
    """What the hub holds: each laptop's entries, and whether this file has them all."""
    found = asyncio.run(_held(file))
    if as_json:
        click.echo(json.dumps({"logs": found}))
        return
    lang = words()
    for told in found:
        there = max(int(told["hub"]), int(told["announced"]))
        here = lang.number(int(told["here"]))
        click.echo(lang("hub.log", name=told["name"], here=here, there=lang.number(there)))


async def _held(file: Path) -> list[dict[str, str | int]]:
    """Of each laptop's log how much it announced, how much the hub has, and how much is here."""
    from ceremony_tui.log.exchange import Exchange
    from ceremony_tui.sharing.farewell import announced
    from ceremony_tui.sharing.hub import KEEPER, folder_of, open_hub
    from ceremony_tui.sharing.line import NOTHING, Line
    from ceremony_tui.sharing.told import name_of

    line = await Line.open(open_hub(folder_of(file)).join(KEEPER, "127.0.0.1"))
    try:
        held, laptops = await line.has(), await announced(line)
    finally:
        await line.close()
    lengths = {origin: length for laptop in laptops for origin, length in laptop.lengths.items()}
    names = {origin: name_of(laptop, words()) for laptop in laptops for origin in laptop.lengths}
    with closing(open_log(file)) as log:
        exchange = Exchange(log)
        return [
            {
                "origin": origin,
                "name": ", ".join(exchange.numbers(origin)) or names.get(origin, origin),
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
    from ceremony_tui.cli.door import open_desk
    from ceremony_tui.papers import KINDS, write_paper
    from ceremony_tui.sharing.hub import folder_of, open_hub

    opened = open_hub(folder_of(file))
    if not force:
        for told in asyncio.run(_held(file)):
            if int(told["here"]) < int(told["hub"]):
                raise CeremonyError("hub-holds-more", path=file, name=told["name"])
            if int(told["here"]) < int(told["announced"]):
                raise CeremonyError("hub-awaits", name=told["name"])
    desk = open_desk(file, write=True)
    write_paper(KINDS["attendance"](desk.ceremony, utc_now(), words()), out)
    unheard = asyncio.run(_tell_all(opened))
    if (joined := desk.join()) and joined.pin == opened.pin:
        desk.set_join(None)  # no console of this file was there to hear it
    remove(opened.folder)
    say(words()("hub.removed", path=out))
    if unheard:
        say(unheard)


async def _tell_all(opened: "Hub") -> str:
    """Says goodbye over the hub; in a sentence who may not have heard it."""
    from ceremony_tui.sharing.farewell import say_goodbye
    from ceremony_tui.sharing.hub import KEEPER
    from ceremony_tui.sharing.line import Line
    from ceremony_tui.sharing.told import name_of

    lang = words()
    try:
        line = await Line.open(opened.join(KEEPER, "127.0.0.1"))
        try:
            unheard = await say_goodbye(line)
        finally:
            await line.close()
    except CeremonyError:  # with --force a hub may be closed that has ended long ago
        return lang("hub.untold")
    names = ", ".join(sorted(name_of(laptop, lang) for laptop in unheard))
    return lang("hub.unheard", who=names) if names else ""


def remove(folder: Path) -> None:
    """Removes a hub's folder. A server that still runs in it is ended by who looks after it."""
    from shutil import rmtree

    (folder / "hub.json").unlink(missing_ok=True)
    rmtree(folder, ignore_errors=True)
