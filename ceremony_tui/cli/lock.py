"""The console's PIN: against passers-by, not against whoever has a shell on this laptop."""

import sys
from pathlib import Path

import click

from ceremony_tui.cli.door import FILE, ceremony, open_desk, say, words
from ceremony_tui.core.pin import is_pin
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError


@ceremony.command()
@FILE
@click.option("--off", is_flag=True, help="Take the PIN away again.")
def lock(file: Path, *, off: bool) -> None:
    """Sets the PIN that opens the console; one already set is asked for first.

    Without a terminal each answer is one line of stdin.
    """
    desk = open_desk(file, write=True)
    if off and not desk.has_pin:
        raise CeremonyError("pin-none", path=file)
    if desk.has_pin and not desk.opens(_asked("lock.ask-old")):
        raise CeremonyError("pin-wrong")
    desk.set_pin("" if off else _new_pin(desk))
    say(words()("lock.off" if off else "lock.on", path=file))


def _new_pin(desk: Desk) -> str:
    pin = _asked("lock.ask")
    if not is_pin(pin):
        raise BadInput("pin-form")
    if desk.is_code(pin):
        raise BadInput("pin-code")
    if _asked("lock.ask-again") != pin:
        raise BadInput("pin-different")
    return pin


def _asked(question: str) -> str:
    """A line nobody sees being typed; from a pipe, the next line."""
    if sys.stdin.isatty():
        answer: str = click.prompt(words()(question), hide_input=True, default="", err=True)
        return answer.strip()
    return sys.stdin.readline().strip()
