"""During the ceremony: the home screen, the rehearsal, the console and the audience display."""

import os
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
from ceremony_tui.cli.joins import HUB, join_hub
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.library import script_names
from ceremony_tui.scanners import Scanner, find_scanner

LOOPBACK = "127.0.0.1"
# Seconds a screen waits for another program's write: it stands still meanwhile. Six gates on one
# file wait 0.05 at most, four programs that write without a pause 0.65.
PATIENCE = 1.0
NAME = click.option("--gate", default="", metavar="G", help="What the other laptops call this one.")


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
@click.option("--font", type=click.Path(path_type=Path), help="A TrueType or OpenType font.")
@click.option("--test-card", is_flag=True, help="Opens with the test card.")
@click.option("--serve", is_flag=True, help="In a browser, as a spare wall: it only shows.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), show_default=True)
@click.option("--bind", default=LOOPBACK, metavar="ADDR", show_default=True, help="With --serve.")
@click.option("--view", is_flag=True, help="Only shows: no key does anything, nothing is written.")
@HUB
@NAME
def display(
    file: Path,
    font: Path | None,
    port: int,
    bind: str,
    code: str | None,
    gate: str,
    *,
    test_card: bool,
    serve: bool,
    view: bool,
) -> None:
    """Opens the audience display: the second window, on the projector or the LED wall."""
    from ceremony_tui.letters.typeface import OWN, read_face

    face = read_face(font) if font else OWN
    if code and (serve or view):
        raise BadInput("view-joins", path=file)
    if serve:
        serve_display(file, bind, port, font)
        return
    if view:
        show_display(file, face)
        return
    desk = seat(file, gate or words()("share.wall"), code)
    from ceremony_tui.ui.display import Display
    from ceremony_tui.ui.kept import kept_profile

    wall = Display(desk, words(), face, card=test_card)
    wall.go_by(kept_profile())
    wall.run()


@ceremony.command()
@FILE
@click.option("--theme", type=click.Choice(["dark", "light"]), help="Light is for the sun.")
@HUB
@NAME
def podium(file: Path, theme: str | None, code: str | None, gate: str) -> None:
    """Opens the speaker's window: the speech as a prompter, the time, the operator's word."""
    desk = seat(file, gate or words()("share.podium"), code)
    from ceremony_tui.ui import themes
    from ceremony_tui.ui.kept import kept_profile
    from ceremony_tui.ui.podium import PodiumWindow

    if theme:
        themes.remember(theme)
    window = PodiumWindow(desk, words(), theme=theme or themes.remembered())
    window.go_by(kept_profile())
    window.run()


def seat(file: Path, gate: str, code: str | None) -> Desk:
    """At a window that may stand on a laptop alone; with a JOIN code it joins the hub first."""
    desk = open_desk(file, gate_name(gate), write=True, patience=PATIENCE)
    needs_terminal()
    if code:
        from ceremony_tui.sharing.companion import needs_package

        needs_package()
        join_hub(desk, code)
    return desk


def show_display(file: Path, face: Path | None) -> None:
    """The display of whoever may only look. `face` is a font's file, None one's own."""
    desk = open_desk(file)
    if not os.environ.get("TEXTUAL_DRIVER"):  # in a browser there is no terminal
        needs_terminal()
    from ceremony_tui.ui.view import View

    View(desk, words(), face).run()


def serve_display(file: Path, bind: str, port: int, font: Path | None) -> None:
    """Serves the display to browsers until Ctrl+C."""
    from ceremony_tui.ui.serve import serve

    lang = words()
    title = open_desk(file).ceremony.script.title
    if bind not in (LOOPBACK, "localhost", "::1"):
        say(lang("serve.open", bind=bind))
    command = [sys.executable, "-m", "ceremony_tui", "--lang", lang.lang]
    command += ["display", "--view", str(file.absolute())]
    command += ["--font", str(font.absolute())] if font else []
    serve(command, bind, port, title, lambda url: say(lang("serve.ready", url=url)))
    say(lang("serve.ended"))


def needs_terminal() -> None:
    # Textual paints on stderr, so that stdout stays free for data.
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CeremonyError("not-a-terminal")
