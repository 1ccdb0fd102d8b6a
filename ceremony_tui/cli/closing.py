"""The day after: reasons come back from the units, the recap is closed, people are purged."""

import json
from datetime import date
from pathlib import Path

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
from ceremony_tui.cli.people import correctable, person_of
from ceremony_tui.core.closing import closing
from ceremony_tui.core.rules import ARRIVED, REASONS, decide_close, decide_purge, decide_reason
from ceremony_tui.desk import Decide, Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.importing import told_reject, write_unanswered
from ceremony_tui.intake.absences import Reason, ReasonsReading, read_absences
from ceremony_tui.log import purge as empty

PATH = click.Path(path_type=Path)


@ceremony.command()
@FILE
@click.argument("nip")
@click.argument("code")
@click.option("--note", default="", metavar="T", help="Why; needed once the recap is closed.")
@OPERATOR
def absence(file: Path, nip: str, code: str, note: str, operator: str) -> None:
    """Sets a reason: S I C DL TB TP TK; H or T records by hand that the person came."""
    desk = open_desk(file, GATE, operator_name(operator), write=True)
    person = person_of(desk, nip)
    if code.upper() not in (REASONS | ARRIVED) - {""}:
        raise BadInput("absence-code", code=code[:10], known=" ".join(sorted(REASONS | ARRIVED)))
    correctable(desk, note)
    _take(desk, (person.id, code.upper(), note))
    say(words()("people.absence", name=person.name, code=code.upper()))


def _take(desk: Desk, *reasons: tuple[str, str, str]) -> None:
    """(Attendee, code, note) each, in one act: all of them or none."""

    def decide(reason: tuple[str, str, str]) -> Decide:
        return lambda c, at: decide_reason(c, *reason, at)

    desk.record_all(*map(decide, reasons), at=desk.now())


@ceremony.command()
@FILE
@click.argument("sheet", type=PATH, metavar="LIST")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--rejects", type=PATH, help="Write the rejected rows here, to be mended.")
@click.option("--reason", default="", metavar="T", help="Why; needed once the recap is closed.")
@click.option("--json", "as_json", is_flag=True)
@OPERATOR
def absences(
    file: Path,
    sheet: Path,
    rejects: Path | None,
    reason: str,
    operator: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Takes filled-in sheets (NIP, Kode, Catatan; CSV, XLSX, …): the whole file, or nothing of it.

    Of a workbook every sheet; what was left blank stays as it was.
    """
    desk = open_desk(file, GATE, operator_name(operator), write=not dry_run)
    reading = read_absences(sheet, desk.ceremony.roster)
    if rejects and rejects.exists() and rejects.samefile(sheet):
        raise BadInput("rejects-same", path=rejects)
    changed = [r for r in reading.reasons if _changes(desk, r)]
    if changed:
        correctable(desk, reason)
    if rejects:  # before the ceremony changes: a command that fails changes nothing
        write_unanswered(reading.rejected, rejects, words())
    if not dry_run:
        _take(desk, *((r.attendee.id, r.code, r.note or reason) for r in changed))
    if as_json:
        click.echo(json.dumps(_report(reading, len(changed)), ensure_ascii=False))
    else:
        _tell(reading, len(changed))


def _changes(desk: Desk, reason: Reason) -> bool:
    """Whether a row says what is not on file yet: the same sheet twice is no correction."""
    state, who = desk.ceremony, reason.attendee.id
    if reason.code in ARRIVED:
        return state.check_in(who) is None
    noted = state.absence_note(who)
    return (state.absence(who), noted) != (reason.code, reason.note or noted)


def _report(reading: ReasonsReading, changed: int) -> dict[str, object]:
    reasons, rejected, skipped = reading
    return {
        "read": len(reasons) + len(rejected),
        "changed": changed,
        "unchanged": len(reasons) - changed,
        "rejected": [
            {"row": r.row, "reason": r.reason, "value": r.value}
            | ({"sheet": r.sheet} if r.sheet else {})
            for r in rejected
        ],
        "skipped_sheets": skipped,
    }


def _tell(reading: ReasonsReading, changed: int) -> None:
    reasons, rejected, skipped = reading
    lang = words()
    for reject in rejected:
        say(told_reject(reject, lang))
    if skipped:
        say(lang("people.skipped", names=", ".join(skipped)))
    counts = {"taken": len(reasons), "changed": changed, "rejected": len(rejected)}
    say(lang("people.counts", **{key: lang.number(n) for key, n in counts.items()}))


@ceremony.command()
@FILE
@click.option("--reason", required=True, metavar="T", help="On whose word, or why now.")
@click.option("--keep-until", default="", metavar="DATE", help="By your retention schedule.")
@OPERATOR
def close(file: Path, reason: str, keep_until: str, operator: str) -> None:
    """Closes the recap: what changes a count from now on is a correction, with who and why."""
    who = operator_name(operator)
    if not who or not reason.strip():
        raise BadInput("close-nameless")
    until = _date(keep_until) if keep_until else ""
    desk = open_desk(file, GATE, who, write=True)
    lang, script = words(), desk.ceremony.script
    before = closing(desk.ceremony)
    if before:
        at = lang.date(script.local(before.at))
        raise CeremonyError("close-twice", at=at, who=before.operator or "-")
    entry = desk.call(decide_close, reason, until, desk.now())
    if entry is None:
        closes = lang.clock(script.local(script.doors_close), script.timezone)
        raise CeremonyError("close-early", closes=closes)
    counts = {key: lang.number(getattr(entry.fact, key)) for key in ("present", "expected")}
    say(lang("closing.done", **counts))


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadInput("keep-until", value=text[:20]) from None


@ceremony.command()
@FILE
@click.option("--yes", is_flag=True, help="Really, for good.")
@click.option("--reason", default="jadwal retensi", metavar="T", show_default=True)
@OPERATOR
def purge(file: Path, reason: str, operator: str, *, yes: bool) -> None:
    """Removes personal data; keeps the totals and a record that it was done."""
    desk = open_desk(file, GATE, operator_name(operator), write=yes)
    people = words().number(len(desk.ceremony.roster))
    if not yes:
        raise BadInput("purge-unsure", path=file, people=people)
    if not desk.ceremony.purged and not desk.call(decide_purge, reason, desk.now()):
        raise CeremonyError("purge-early")
    desk.close()
    empty(file)
    say(words()("closing.purged", path=file))
