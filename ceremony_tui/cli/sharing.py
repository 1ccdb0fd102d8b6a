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
from ceremony_tui.log import Notes

if TYPE_CHECKING:
    from ceremony_tui.sharing.hub import Hub

LOOK = 0.5  # seconds between looks at the server
APART = "\n" * 3  # no scanner shall see two codes at once


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
    from ceremony_tui.sharing.baton import sharing_baton
    from ceremony_tui.sharing.sessions import keep_sharing
    from ceremony_tui.sharing.shared import Shared

    log = open_log(file, write=True)
    desk = Desk(log)
    if leave:
        desk.set_join(None)
        say(words()("share.hub-left"))
        return
    shared = Shared(log, join_hub(desk, code), utc_now, new_id)
    shared.gate = plain(gate)
    shared.told = _tell_json if as_json else Told()
    baton = sharing_baton(file)

    async def run(stop: asyncio.Event) -> None:
        if once or await baton.come(stop, lambda: shared.told(Sharing("elsewhere", utc_now()))):
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
    from ceremony_tui.sharing.hub import GATES, folder_of, keeping, make_hub

    with closing(open_log(file)) as log:
        key = hub_key(log.id)
    with keeping(folder_of(file)) as folder:
        opened = make_hub(folder, key, GATES, port)
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
    there = (opened.folder / "hub.json").exists()
    say(words()("hub.stopped" if there else "hub.closed"))


def _show_joins(opened: "Hub", host: str, *, as_json: bool) -> None:
    """The codes as texts, then as pictures; the one that most laptops scan stays on the screen."""
    from ceremony_tui.sharing.hub import private
    from ceremony_tui.sharing.qr import qr_lines, write_qr

    joins = {role: opened.join(role, host) for role in opened.roles}
    pictures = {role: opened.folder / f"join-{role}.png" for role in joins}
    for role, join in joins.items():
        write_qr(join.text, pictures[role])
        private(opened.folder / f"join-{role}.txt").write_text(f"{join.text}\n", encoding="ascii")
    if as_json:
        told = {role: join.text for role, join in joins.items()}
        click.echo(json.dumps({"address": host, "port": opened.port, **told}))
        sys.stdout.flush()
        return
    lang = words()
    say(lang("hub.started", host=host, port=opened.port))
    for role, join in reversed(joins.items()):
        click.echo(f"{lang(f'share.role-{role}')} · {pictures[role]}: {join.text}")
    sys.stdout.flush()
    for role, join in reversed(joins.items()):
        say(APART + lang(f"hub.scan-{role}"))
        for line in qr_lines(join.text):
            say(click.style(line, fg="black", bg="bright_white"))
    say(lang("hub.stay"))
