"""Papers: one to a file or to stdout, or one a unit into a folder."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceremony_tui.cli.door import FILE, ceremony, open_desk, say, watched, words
from ceremony_tui.cli.sheets import SIGN_SHEET, export_sheets
from ceremony_tui.core.tally import tallies
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.issuing import issue
from ceremony_tui.library import near

if TYPE_CHECKING:  # the papers are loaded when one is asked for
    from ceremony_tui.papers import Kind, Privacy, Size, Style

_NO_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')  # what no system's file names may hold
_LONGEST = 80  # letters of a unit in a file's name


@ceremony.command()
@FILE
@click.argument("kind", metavar="KIND")
@click.option("--out", required=True, metavar="PATH", help="A file, a folder/, or - for stdout.")
@click.option("--format", "form", metavar="FORMAT", help="xlsx, pdf, csv, txt or json.")
@click.option("--unit", metavar="U", help="Only this unit.")
@click.option("--privacy", metavar="LEVEL", help="full, masked or public.")
@click.option("--excel-id", is_flag=True, help="CSV with ; as an Indonesian Excel opens it.")
@click.option("--delimiter", default="", metavar="C", help="CSV with this between its cells.")
@click.option("--size", type=click.Choice(["a4", "f4"]), default="a4", show_default=True)
def export(
    file: Path,
    kind: str,
    out: str,
    form: str | None,
    unit: str | None,
    privacy: str | None,
    *,
    excel_id: bool,
    delimiter: str,
    size: "Size",
) -> None:
    """Writes a paper; into a folder, one a unit.

    KIND: attendance, absent, reasons, recap, sekda, roll-call, message, minutes, pledge-sheet,
    follow-up, conflicts, spot-check, oddities, log, notice, breach-note, sign-sheet.
    """
    from ceremony_tui.papers import KINDS, render
    from ceremony_tui.papers.write import write_whole

    if kind == SIGN_SHEET:
        export_sheets(file, Path(out), unit, size)
        return
    if kind not in KINDS:
        known = ", ".join((*KINDS, SIGN_SHEET))
        raise click.BadParameter(f"{kind}: {known}", param_hint="KIND")
    level = _level(KINDS[kind], privacy)
    form, style = _form(KINDS[kind], out, form), _style(size, delimiter, excel_id=excel_id)
    desk = open_desk(file)
    units = _units(desk, unit)
    paper = issue(kind, desk, words())
    if out == "-":
        sys.stdout.buffer.write(render(paper(unit, level), form, style))
    elif not _is_folder(out):
        write_whole(Path(out), render(paper(unit, level), form, style))
        say(out)
    else:
        for name, each in watched(_files(_folder(Path(out)), kind, form, units)):
            write_whole(name, render(paper(each, level), form, style))
        say(out)


def _level(kind: "Kind", privacy: str | None) -> "Privacy | None":
    from ceremony_tui.papers import Privacy

    if privacy is not None and privacy not in kind.levels:
        raise BadInput("privacy-level", level=privacy, known=", ".join(kind.levels))
    return Privacy(privacy) if privacy else None


def _form(kind: "Kind", out: str, form: str | None) -> str:
    """The format asked for, else that of the suffix; a folder gets the kind's usual one."""
    from ceremony_tui.papers.write import form_of

    if form is not None and form not in kind.formats:
        known = ", ".join(kind.formats)
        raise BadInput("out-format", path=out, suffix=form, known=known)
    if form is None and out == "-":
        raise BadInput("out-stdout", known=", ".join(kind.formats))
    if form is None and _is_folder(out):
        return kind.formats[0]
    return form or form_of(Path(out), kind.formats)


def _style(size: "Size", delimiter: str, *, excel_id: bool) -> "Style":
    from ceremony_tui.papers import Style

    mark = delimiter or (";" if excel_id else ",")
    if len(mark) != 1 or mark in "\"'\r\n" or mark.isalnum():
        raise click.BadParameter(delimiter, param_hint="--delimiter")
    return Style(size, mark)


def _units(desk: Desk, unit: str | None) -> list[str]:
    """Every unit, or the one that is named."""
    units = [tally.unit for tally in tallies(desk.ceremony, desk.now())]
    if unit is None:
        return units
    if unit not in units:
        raise BadInput("unit-unknown", unit=unit, near=near(unit, units))
    return [unit]


def _is_folder(out: str) -> bool:
    return out.endswith(("/", "\\")) or Path(out).is_dir()


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CeremonyError("file-not-made", path=path, detail=error.strerror) from None
    return path


def _files(folder: Path, kind: str, form: str, units: list[str]) -> list[tuple[Path, str]]:
    """A file for each unit; two whose names look alike to a file system are told apart."""
    found: list[tuple[Path, str]] = []
    taken: set[str] = set()
    for unit in units:
        name = _NO_NAME.sub(" ", unit)[:_LONGEST].strip(" .") or "-"
        number = 1
        while (told := name if number == 1 else f"{name} {number}").casefold() in taken:
            number += 1
        taken.add(told.casefold())
        found.append((folder / f"{kind} {told}.{form}", unit))
    return found
