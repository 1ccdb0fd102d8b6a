"""The paper fallback: signature sheets to print, and their rows typed in afterwards."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ceremony_tui.cli.door import (
    FILE,
    GATE,
    OPERATOR,
    ceremony,
    open_desk,
    operator_name,
    say,
    words,
)
from ceremony_tui.cli.people import correctable
from ceremony_tui.core.rules import decide_on_paper, decide_sheet
from ceremony_tui.core.sheets import Sheet, read_rows, sheets, sheets_of
from ceremony_tui.desk import Desk, utc_now
from ceremony_tui.errors import BadInput
from ceremony_tui.library import near

if TYPE_CHECKING:
    from ceremony_tui.papers import Size

SIGN_SHEET = "sign-sheet"


def export_sheets(file: Path, out: Path, unit: str | None, size: "Size") -> None:
    """Writes signature sheets as PDF, once their order is on record in the ceremony file."""
    from ceremony_tui.papers.sign_sheet import write_sign_sheets

    if out.suffix.lower() != ".pdf":
        raise BadInput("out-format", path=out, suffix=out.suffix or '""', known=".pdf")
    desk = open_desk(file, write=True)
    units = list(dict.fromkeys(person.unit for person in desk.ceremony.roster))
    if unit is not None and unit not in units:
        raise BadInput("unit-unknown", unit=unit, near=near(unit, units))
    if not units:
        raise BadInput("sheet-nobody")
    made = tuple(sheets_of(desk.ceremony, unit))
    desk.call_each(decide_sheet, zip(made, strict=True))
    write_sign_sheets(made, out, desk.ceremony, utc_now(), words(), size)
    say(words()("sheet.made", count=len(made), path=out))


@ceremony.command("paper")
@FILE
@click.argument("rows", nargs=-1, required=True, metavar='"1-14 16 18"')
@click.option("--unit", metavar="U", help="Whose sheet.")
@click.option("--sheet", "number", metavar="N", help="The number printed on it.")
@click.option("--dry-run", is_flag=True, help="Only say who would be checked in.")
@click.option("--json", "as_json", is_flag=True)
@OPERATOR
def paper(
    file: Path,
    rows: tuple[str, ...],
    unit: str | None,
    number: str | None,
    operator: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Checks in who signed on a paper sheet, by the numbers of its rows."""
    desk = open_desk(file, GATE, operator_name(operator), write=not dry_run)
    sheet = _sheet(desk, unit, number)
    read = read_rows(" ".join(rows), len(sheet.people))
    if read.fault:
        raise BadInput(read.fault, rows=read.found, last=len(sheet.people))
    signed = sheet.who(desk.ceremony, read.numbers)
    new = [(row, who) for row, who in signed if desk.ceremony.check_in(who.id) is None]
    if new:
        correctable(desk, sheet.number)
    if not dry_run:
        desk.call_each(decide_on_paper, ((sheet, row) for row in read.numbers))
    if as_json:
        told = [{"row": row, "id": who.id, "name": who.name} for row, who in new]
        known = [row for row, who in signed if (row, who) not in new]
        found = {"sheet": sheet.number, "unit": sheet.unit, "taken": told, "already": known}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for row, who in new:
        click.echo(f"{row:>4}  {who.name}")
    say(words()(
        "sheet.would" if dry_run else "sheet.taken",
        count=len(new), already=len(signed) - len(new), sheet=sheet.number, unit=sheet.unit,
    ))  # fmt: skip


def _sheet(desk: Desk, unit: str | None, number: str | None) -> Sheet:
    """The one sheet on record of this unit, or with this number."""
    every = sheets(desk.ceremony)
    units = list(dict.fromkeys(sheet.unit for sheet in every))
    if unit is not None and unit not in units:
        raise BadInput("sheet-none", unit=unit, near=near(unit, units))
    found = [s for s in every if unit in (None, s.unit) and number in (None, s.number)]
    if len(found) == 1:
        return found[0]
    local = desk.ceremony.script.local
    known = [f"{s.number} ({s.unit}, {words().date(local(s.at))})" for s in found or every]
    key = "sheet-many" if found else "sheet-unprinted"
    raise BadInput(key, number=number or "", known=", ".join(known[:10]))
