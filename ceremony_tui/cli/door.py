"""The command group: language, and every failure as one sentence with its exit code."""

import io
import platform
import sys
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from ceremony_tui import __version__
from ceremony_tui.core.plain import plain
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.log import Log
from ceremony_tui.words import LANGUAGES, Words, load

T = TypeVar("T")

INTERRUPTED = 130
LONG = 1000  # items: fewer are done before a bar could be read

FILE = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
GATE = "Gerbang 1"
AT_GATE = click.option("--gate", default=GATE, metavar="G", show_default=True)
OPERATOR = click.option("--operator", default="", metavar="O", help="Who sits at this desk.")


def _choose(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value:
        context.find_root().meta["lang"] = value


class Speaking(click.Command):
    """A command with `--lang`, so that it may stand before or after the command's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(
            click.Option(
                ["--lang"],
                type=click.Choice(LANGUAGES),
                callback=_choose,
                expose_value=False,
                is_eager=True,
                help="Language of people-facing text (default id).",
            )
        )


class SpeakingGroup(Speaking, click.Group):
    command_class = Speaking


@click.group(cls=SpeakingGroup, invoke_without_command=True)
@click.version_option(__version__, prog_name="ceremony")
@click.pass_context
def ceremony(context: click.Context) -> None:
    """The ceremony console: badges at the gate, the pledge on the wall, the papers afterwards.

    Without a command it opens the home screen.
    """
    if context.invoked_subcommand is None:
        context.invoke(ceremony.commands["home"])


def words() -> Words:
    """The words of the language asked for."""
    context = click.get_current_context(silent=True)
    return load(context.find_root().meta.get("lang", "id") if context else "id")


def open_log(path: Path, *, write: bool = False, patience: float | None = None) -> Log:
    return Log.open(path, origin=this_copy(path), write=write, patience=patience)


def open_desk(
    path: Path,
    gate: str = "",
    operator: str = "",
    *,
    write: bool = False,
    patience: float | None = None,
) -> Desk:
    desk = Desk(open_log(path, write=write, patience=patience), gate, operator)
    if desk.ceremony.rehearsal:
        say(words()("status.rehearsal"))
    return desk


def gate_name(text: str) -> str:
    """A gate's name in one short visible line."""
    name = plain(text)
    if not name or len(name) > 40:
        raise BadInput("gate-name", value=name[:40])
    return name


def operator_name(text: str) -> str:
    """An operator's name in one short visible line; it goes into every entry."""
    return plain(text)[:60]


def this_copy(path: Path) -> str:
    """What tells this copy on this laptop from any other; only a hash of it is ever written."""
    return f"{uuid.getnode():x} {platform.node()} {path.resolve()}"


def say(sentence: str) -> None:
    """Talk goes to stderr; stdout is data."""
    click.echo(sentence, err=True)


def watched(items: Iterable[T], count: int | None = None) -> Iterable[T]:
    """The items, with a progress bar on stderr when that is a terminal.

    `count` is about how many there are, 0 when nobody knows; a sequence knows.
    """
    if count is None and isinstance(items, Sequence):
        count = len(items)
    if not sys.stderr.isatty() or 0 < (count or 0) < LONG:
        return items
    from rich.console import Console
    from rich.progress import track

    bar = Console(stderr=True)
    return track(items, description="", total=count or None, console=bar, transient=True)


def run(arguments: list[str] | None = None) -> int:
    """Runs a command line; the exit code."""
    lang = load("id")
    try:
        with ceremony.make_context("ceremony", list(arguments or [])) as context:
            try:
                ceremony.invoke(context)
            except CeremonyError as error:
                lang = load(context.meta.get("lang", "id"))
                say(lang.error(error))
                return error.exit_code
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    return 0


def main() -> None:
    """The console script."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, io.TextIOWrapper(io.BytesIO()))
        elif isinstance(stream, io.TextIOWrapper) and name != "stdin":
            # Windows' own code page has no check mark, and no name may stop a print.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except OSError as error:
        # Python would try to write the rest once more while closing.
        sys.stdout = io.TextIOWrapper(io.BytesIO())
        code = 1
        if not isinstance(error, BrokenPipeError):  # `| head` has seen enough; a full disk has not
            say(words().error(CeremonyError("stdout-failed", detail=error.strerror)))
    sys.exit(code)
