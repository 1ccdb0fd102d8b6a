"""Papers from the console: written and drawn beside the scanning, and typed in again."""

import sys
from functools import partial
from pathlib import Path

from textual import work
from textual.reactive import var

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.closing import closing
from ceremony_tui.core.facts import SheetPrinted
from ceremony_tui.core.rules import decide_on_paper, decide_sheet
from ceremony_tui.core.sheets import Sheet, sheets_of
from ceremony_tui.errors import CeremonyError
from ceremony_tui.issuing import Make, issue
from ceremony_tui.papers import KINDS, write_paper
from ceremony_tui.ui.seat import Seat

# What opens a file in the program that is meant for it.
OPENS = {"win32": "start", "darwin": "open"}.get(sys.platform, "xdg-open")
SIGN_SHEET = "sign-sheet"


class Paperwork(Seat):
    """A seat that writes papers beside the ceremony file."""

    paper_told: var[str] = var("")
    """What became of the last paper."""

    def write_paper(self, kind: str, form: str = "") -> None:
        """Writes a paper beside the ceremony file, over an older one, in a thread of its own.

        It tells of the ceremony as it is now; scans go on meanwhile.
        """
        formats = KINDS[kind].formats
        if form and form not in formats:
            known = ", ".join(formats)
            self.paper_told = self.words("paper.no-such-format", form=form, known=known)
            return
        file, form = self.desk.path, form or formats[0]
        out = file.with_name(f"{file.stem}-{kind}.{form}")
        self.paper_told = self.words("paper.writing", title=self.words(f"paper.{kind}"), path=out)
        make = issue(kind, self.desk, self.words)
        self.run_worker(partial(self._write_paper, make, form, out), group="papers", thread=True)

    def _write_paper(self, make: Make, form: str, out: Path) -> None:
        try:
            write_paper(make(), out, form)
        except CeremonyError as error:
            self.call_from_thread(self._tell_paper, self.words.error(error), failed=True)
            return
        told = self.words("paper.written", path=out)
        if form == "pdf":
            opened = self.words("paper.open", command=f'{OPENS} "{out}"')
            told = f"{told} · {opened}"
        self.call_from_thread(self._tell_paper, told)

    def _tell_paper(self, told: str, *, failed: bool = False) -> None:
        self.paper_told = told
        if failed:
            self.notify(told, severity="error", markup=False)

    def write_sign_sheets(self) -> None:
        """Writes the sheets to sign beside the ceremony file, once their order is on record."""
        sheets = tuple(sheets_of(self.desk.ceremony))
        recorded = self.ask(lambda: self.desk.call_each(decide_sheet, zip(sheets, strict=True)))
        if sheets and recorded is not None:
            self._draw_sheets(sheets, self.desk.ceremony)

    @work(thread=True, exclusive=True, group="sheets")
    def _draw_sheets(self, sheets: tuple[SheetPrinted, ...], state: Ceremony) -> None:
        """Beside the scanning: the sheets of 10,000 people take seconds."""
        from ceremony_tui.papers.sign_sheet import write_sign_sheets

        out = self.desk.path.with_name(f"{self.desk.path.stem}-{SIGN_SHEET}.pdf")
        try:
            write_sign_sheets(sheets, out, state, self.desk.now(), self.words)
        except CeremonyError as error:
            told, severity = self.words.error(error), "error"
        else:
            told, severity = self.words("paper.written", path=out), "information"
        self.call_from_thread(self.notify, told, severity=severity, markup=False)

    def may_correct(self, why: str) -> bool:
        """Whether a change may be made: to a closed recap only with who makes it, and why."""
        told = closing(self.desk.ceremony) is None or bool(self.desk.operator and why.strip())
        if not told:
            self.notify(self.words("closing.needs-name"), severity="warning", markup=False)
        return told

    def check_in_on_paper(self, sheet: Sheet, rows: tuple[int, ...]) -> None:
        """Checks in who signed in these rows, and says how many."""
        if not self.may_correct(sheet.number):
            return
        signed = len(sheet.who(self.desk.ceremony, rows))
        asked = ((sheet, row) for row in rows)
        taken = self.ask(lambda: self.desk.call_each(decide_on_paper, asked))
        if taken is not None:
            told = self.words(
                "sheet.taken",
                count=len(taken),
                already=signed - len(taken),
                sheet=sheet.number,
                unit=sheet.unit,
            )
            self.notify(told, markup=False)
