"""Upwards: a ceremony's counts to the province, and the province's screen."""

import asyncio
from pathlib import Path

import click

from ceremony_tui.cli.door import FILE, ceremony, open_desk, say, words
from ceremony_tui.cli.during import needs_terminal
from ceremony_tui.cli.joins import CODE, read_code
from ceremony_tui.cli.sharing import hub, look_after, until_stopped
from ceremony_tui.core.figures import Figures, figures_of
from ceremony_tui.core.join import Join
from ceremony_tui.core.tally import attendance, tally_all
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError

HUB = click.option("--hub", "code", required=True, metavar="JOIN", help=CODE)


@ceremony.command()
@FILE
@HUB
@click.option("--once", is_flag=True, help="Send the figures of this moment, then end.")
@click.option("--show", is_flag=True, help="Print what would be sent, and send nothing.")
def aggregate(file: Path, code: str, *, once: bool, show: bool) -> None:
    """Sends this ceremony's counts to the province every 10 seconds: no name, no small group."""
    from ceremony_tui.sharing.upwards import send_figures

    desk = open_desk(file)
    if show:
        import msgspec

        click.echo(msgspec.json.encode(_figures(desk)).decode())
        return
    join = _join(code, "sender", file)

    async def run(stop: asyncio.Event) -> None:
        def failed(error: CeremonyError) -> None:
            say(words().error(error))

        def look() -> Figures | None:
            desk.refresh()
            return _figures(desk)

        await send_figures(join, desk.ceremony_id, look, stop, once=once, failed=failed)

    asyncio.run(until_stopped(run))


def _figures(desk: Desk) -> Figures | None:
    ceremony, at, sharing = desk.ceremony, desk.now(), desk.sharing()
    whole = sharing is None or sharing.is_final(at)
    return figures_of(
        tally_all(attendance(ceremony, at)),
        ceremony.script.title,
        ceremony.script.organizer,
        at,
        final=whole and at > ceremony.script.doors_close,
        rehearsal=ceremony.rehearsal,
    )


def _join(code: str, role: str, file: Path) -> Join:
    join = read_code(code, file)
    if join is None:
        raise BadInput("join-unreadable", path=file)
    if join.role != role:
        raise BadInput("join-role", role=words()(f"share.role-{role}"))
    return join


@ceremony.command()
@HUB
def watch(code: str) -> None:
    """The province's screen: the figures of every ceremony as they come in."""
    join = _join(code, "watcher", Path())
    needs_terminal()
    from ceremony_tui.ui.watch import Watch

    Watch(join, words()).run()


@hub.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--address", metavar="A", help="This server's address, if the one found is wrong.")
@click.option("--port", default=4222, type=click.IntRange(1, 65535), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The JOIN codes as one JSON object.")
def province(folder: Path, address: str | None, port: int, *, as_json: bool) -> None:
    """Starts a hub that takes figures of many ceremonies and no entry of any."""
    from ceremony_tui.sharing.hub import FIGURES, keeping, make_hub

    with keeping(folder):
        look_after(make_hub(folder, "", FIGURES, port), address, as_json=as_json)
