"""During the ceremony: the home screen, the rehearsal, the console and the audience display."""

import sys
from pathlib import Path

import click

from ceremony_tui.cli.before import make_demo, make_new
from ceremony_tui.cli.door import (
    AT_GATE,
    FILE,
    GATE,
    OPERATOR,
    ceremony,
    gate_name,
    open_desk,
    operator_name,
    say,
    words,
)
from ceremony_tui.errors import CeremonyError
from ceremony_tui.library import script_names
from ceremony_tui.scanners import Scanner, find_scanner

WALL = "Layar"  # the gate under which the display records what is pressed or scanned there
# Seconds a screen waits for another program's write: it stands still meanwhile. Six gates on one
# file wait 0.05 at most, four programs that write without a pause 0.65.
PATIENCE = 1.0


@ceremony.command()
@FILE
@AT_GATE
@OPERATOR
@click.option(
    "--scanner",
    default="keyboard",
    metavar="keyboard|serial:PORT|camera:N|camera:VIDEO",
    show_default=True,
)
@click.option("--photos", type=click.Path(path_type=Path), help="A folder of NIP.jpg or NIP.png.")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="Light is for the sun.")
@click.option("--quiet", is_flag=True, help="No sounds.")
def run(
    file: Path,
    gate: str,
    operator: str,
    scanner: str,
    photos: Path | None,
    theme: str | None,
    *,
    quiet: bool,
) -> None:
    """Opens the operator's console. The keyboard is always listened to."""
    device = find_scanner(scanner)
    open_console(file, gate, operator, device, photos, theme=theme, quiet=quiet)


def open_console(
    file: Path,
    gate: str = GATE,
    operator: str = "",
    scanner: Scanner | None = None,
    photos: Path | None = None,
    *,
    theme: str | None = None,
    quiet: bool = False,
) -> None:
    """Runs the console until the operator leaves it; it listens to the scanner, if there is one."""
    from ceremony_tui.photos import Photos

    faces = Photos(photos) if photos else None
    who = operator_name(operator)
    desk = open_desk(file, gate_name(gate), who, write=True, patience=PATIENCE)
    needs_terminal()
    from ceremony_tui.ui import themes
    from ceremony_tui.ui.app import Console
    from ceremony_tui.ui.kept import kept_profile
    from ceremony_tui.ui.recent import remember

    remember(file)
    if theme:
        themes.remember(theme)
    console = Console(desk, words(), theme=theme or themes.remembered(), speaking=True)
    console.chime.quiet = quiet
    console.go_by(kept_profile())
    if scanner is not None:
        console.listen_to(scanner)
    console.photos = faces
    console.run()
    say(words()("console.closed", file=file))


@ceremony.command()
def home() -> None:
    """Opens the home screen: recent ceremonies, a new one, the demo."""
    needs_terminal()
    from ceremony_tui.ui.home import Home

    file = Home(words(), script_names(), make_new, make_demo).run()
    if file is not None:
        open_console(file)


@ceremony.command()
@click.option("--attendees", default=300, type=click.IntRange(1, 100_000), show_default=True)
@click.option("--dir", "folder", type=click.Path(path_type=Path), help="Where to make it.")
@click.option("--no-run", is_flag=True, help="Only make it and print the file's path.")
def demo(attendees: int, folder: Path | None, no_run: bool) -> None:
    """Makes a rehearsal (gladi) with invented people and badges, and opens it."""
    if not no_run:
        needs_terminal()
    file = make_demo(attendees, folder)
    click.echo(str(file))
    if not no_run:
        open_console(file)


@ceremony.command()
@FILE
def display(file: Path) -> None:
    """Opens the audience display: the second window, on the projector or the LED wall."""
    desk = open_desk(file, WALL, write=True, patience=PATIENCE)
    needs_terminal()
    from ceremony_tui.ui.display import Display
    from ceremony_tui.ui.kept import kept_profile

    wall = Display(desk, words())
    wall.go_by(kept_profile())
    wall.run()


def needs_terminal() -> None:
    # Textual paints on stderr, so that stdout stays free for data.
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CeremonyError("not-a-terminal")
