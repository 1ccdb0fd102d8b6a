"""During the ceremony: the console, the audience display, and a gate without a screen."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

from ceremony_tui.answer import answer
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
from ceremony_tui.core.badge import LONGEST, escape
from ceremony_tui.desk import Desk
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
def run(file: Path, gate: str, operator: str, scanner: str, photos: Path | None) -> None:
    """Opens the operator's console. The keyboard is always listened to."""
    open_console(file, gate, operator, find_scanner(scanner), photos)


def open_console(
    file: Path,
    gate: str = GATE,
    operator: str = "",
    scanner: Scanner | None = None,
    photos: Path | None = None,
) -> None:
    """Runs the console until the operator leaves it; it listens to the scanner, if there is one."""
    from ceremony_tui.photos import Photos

    faces = Photos(photos) if photos else None
    who = operator_name(operator)
    desk = open_desk(file, gate_name(gate), who, write=True, patience=PATIENCE)
    _needs_terminal()
    from ceremony_tui.ui.app import Console
    from ceremony_tui.ui.kept import kept_profile
    from ceremony_tui.ui.recent import remember

    remember(file)
    console = Console(desk, words())
    console.go_by(kept_profile())
    if scanner is not None:
        console.listen_to(scanner)
    console.photos = faces
    console.run()
    say(words()("console.closed", file=file))


@ceremony.command()
def home() -> None:
    """Opens the home screen: recent ceremonies, a new one, the demo."""
    _needs_terminal()
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
        _needs_terminal()
    file = make_demo(attendees, folder)
    click.echo(str(file))
    if not no_run:
        open_console(file)


@ceremony.command()
@FILE
def display(file: Path) -> None:
    """Opens the audience display: the second window, on the projector or the LED wall."""
    desk = open_desk(file, WALL, write=True, patience=PATIENCE)
    _needs_terminal()
    from ceremony_tui.ui.display import Display
    from ceremony_tui.ui.kept import kept_profile

    wall = Display(desk, words())
    wall.go_by(kept_profile())
    wall.run()


def _needs_terminal() -> None:
    # Textual paints on stderr, so that stdout stays free for data.
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise CeremonyError("not-a-terminal")


@ceremony.command()
@FILE
@click.option("--gate", required=True, metavar="G")
@OPERATOR
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def scan(file: Path, gate: str, operator: str, as_json: bool) -> None:
    """A gate without a screen: one scanned text a line in, one answer a line out.

    Each answer is printed only after the scan is durable on disk.
    """
    desk = open_desk(file, gate_name(gate), operator_name(operator), write=True)
    failed = False
    for text in scanned_texts(sys.stdin.buffer):
        try:
            line = _answer_line(desk, text, as_json=as_json)
        except CeremonyError as error:
            # This scan is lost and says so; the next one may find room again.
            line, failed = _lost_line(text, error, as_json=as_json), True
        try:
            click.echo(line)
            sys.stdout.flush()
        except (OSError, ValueError):
            raise CeremonyError("stdout-closed") from None
    if failed:
        raise click.exceptions.Exit(1)


def _answer_line(desk: Desk, text: str, *, as_json: bool) -> str:
    given = answer(desk.scan(text), desk.ceremony, words())
    assert given is not None  # a scan's entry is always a scan
    if as_json:
        return json.dumps(given.json(), ensure_ascii=False)
    person = given.attendee
    return " · ".join((given.message, *((person.name, person.unit) if person else ())))


def _lost_line(text: str, error: CeremonyError, *, as_json: bool) -> str:
    """Every line in has its line out, also when nothing could be written."""
    why = words().error(error)
    say(words()("scan.not-recorded", text=escape(text), why=why))
    if not as_json:
        return words()("verdict.not-recorded")
    lost = {"entry": None, "verdict": "not-recorded", "attendee": None, "text": escape(text)}
    return json.dumps({**lost, "message": why}, ensure_ascii=False)


def scanned_texts(stream: BinaryIO) -> Iterator[str]:
    """Lines of bytes as texts. Blank lines are no scans; bytes that are not UTF-8 stay visible."""
    while line := stream.readline(LONGEST * 4):
        whole = line.endswith(b"\n")
        while not whole and (rest := stream.readline(LONGEST * 4)):
            whole = rest.endswith(b"\n")  # the tail of a line that is too long to be a badge
        text = line.rstrip(b"\r\n").decode("utf-8", "surrogateescape")
        if text.strip():
            yield text
