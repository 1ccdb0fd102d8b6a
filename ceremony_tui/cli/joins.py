"""The JOIN code that a command is given: its text, a file that holds it, or - for a line of it."""

import sys
from contextlib import suppress
from pathlib import Path

import click

from ceremony_tui.cli.door import say, words
from ceremony_tui.core.join import Join, hub_key, read_join
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput

STDIN = "-"
CODE = "The hub's JOIN code, a text file that holds it, or - to read it."
HUB = click.option("--hub", "code", metavar="JOIN", help=CODE)
_MOST = 10_000  # bytes of a file that holds a code


def read_code(code: str, path: Path) -> Join | None:
    """The JOIN that was named for `path`; None when - was given nothing."""
    text = _line() if code == STDIN else code
    if not text:
        return None
    join = read_join(text) or read_join(_content(text))
    if join is None:
        raise BadInput("join-unreadable", path=path)
    return join


def join_hub(desk: Desk, code: str | None) -> Join:
    """The hub that was named, from now on this file's; else the one that it had."""
    named = read_code(code, desk.path) if code else None
    join = named or desk.join()
    if join is None:
        raise BadInput("join-none", path=desk.path)
    if join.key != hub_key(desk.ceremony_id):
        raise BadInput("join-foreign", path=desk.path)
    if join != desk.join():
        desk.set_join(join)
    return join


def _line() -> str:
    if sys.stdin.isatty():
        say(words()("hub.paste"))
    return sys.stdin.readline().strip()


def _content(path: str) -> str:
    with suppress(OSError, ValueError), Path(path).open("rb") as file:
        return file.read(_MOST).decode("utf-8", "replace")
    return ""
