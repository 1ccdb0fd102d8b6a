"""What the console's screens may ask, beyond scanning: people, stages, papers, the scanner."""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec

from textual import work
from textual.reactive import var
from textual.screen import ModalScreen

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.closing import closing
from ceremony_tui.core.facts import Entry, Fact, SheetPrinted, Signed
from ceremony_tui.core.rules import (
    decide_on_paper,
    decide_restart,
    decide_reword,
    decide_sheet,
    decide_sign_by_badge,
)
from ceremony_tui.core.sheets import Sheet, sheets_of
from ceremony_tui.core.signing import signing_stage
from ceremony_tui.desk import written
from ceremony_tui.errors import CeremonyError
from ceremony_tui.importing import leave_rejects, told_counts
from ceremony_tui.intake.rosters import RosterReading
from ceremony_tui.papers import KINDS, write_paper
from ceremony_tui.photos import Photos
from ceremony_tui.scanners.profile import Profile
from ceremony_tui.sharing.told import unfinished
from ceremony_tui.ui.kept import keep_profile
from ceremony_tui.ui.seat import Seat

# What opens a file in the program that is meant for it.
OPENS = {"win32": "start", "darwin": "open"}.get(sys.platform, "xdg-open")

P = ParamSpec("P")

SIGN_SHEET = "sign-sheet"


class Office(Seat):
    """Screens say what was chosen; here it is asked of the desk."""

    paper_told: var[str] = var("")
    """What became of the last paper."""

    photos: Photos | None = None
    """Shown at the gate; None when no folder was given."""

    @property
    def shared(self) -> str:
        """In a word how it goes with other laptops; "" when this one works alone."""
        return ""

    def action_go(self, mode: str) -> None:
        """To another screen; a page or a question that lay over this one is closed."""
        while isinstance(self.screen, ModalScreen):
            self.pop_screen()
        self.clear_notifications()
        self.switch_mode(mode)

    def do_for(self, attendee: str, what: str, why: str) -> None:
        """Does for a person what was chosen.

        `hand`, `out`, `void` and `void-out` are of coming and leaving, `revoke` and `badge` of
        the badge, `forget` and a code of the reason on file.
        """
        desk, person = self.desk, self.desk.ceremony.roster.get(attendee)
        came, left = desk.ceremony.check_in(attendee), desk.ceremony.check_out(attendee)
        if person is None:
            return
        if what not in ("out", "void-out", "revoke", "badge") and not self._may_correct(why):
            return
        match what:
            case "hand":
                self.ask(lambda: desk.check_in_by_hand(attendee, why))
            case "out":
                self.ask(lambda: desk.check_out_by_hand(attendee, why))
            case "void" | "void-out":
                entry = left if what == "void-out" else came
                self.ask(lambda: desk.void(entry.id, why) if entry else None)
            case "revoke":
                self.ask(lambda: desk.replace_badge(attendee, person.badge or person.id, "", why))
            case "badge":
                self._give_badge(attendee, person.badge, why)
            case _:
                code = "" if what == "forget" else what
                self.ask(lambda: desk.set_absence(attendee, code, why))

    def _may_correct(self, why: str) -> bool:
        """Whether a change may be made: to a closed recap only with who makes it, and why."""
        told = closing(self.desk.ceremony) is None or bool(self.desk.operator and why.strip())
        if not told:
            self.notify(self.words("closing.needs-name"), severity="warning", markup=False)
        return told

    def _give_badge(self, attendee: str, old: str, new: str) -> None:
        if self.ask(lambda: self.desk.replace_badge(attendee, old, new, "")) is None:
            self.notify(self.words("people.badge-taken"), severity="warning", markup=False)

    def link(self, arrival: Entry, attendee: str) -> None:
        """This arrival was that attendee's."""
        person = self.desk.ceremony.roster.get(attendee)
        if not self._may_correct(arrival.id):
            return
        if self.ask(lambda: self.desk.link(arrival.id, attendee)) and person:
            self.notify(self.words("people.linked", name=person.name), markup=False)

    def dismiss_arrival(self, arrival: Entry, why: str) -> None:
        """This arrival is nobody's."""
        self.void(arrival, why)

    def welcome_guest(self, typed: str, arrival: Entry | None = None) -> None:
        """Takes in "name / organisation", not on the roster; a scan they made waits no longer."""
        name, _, unit = (part.strip() for part in typed.partition("/"))
        unit = unit or self.words("people.guest-unit")
        if self.ask(lambda: self.desk.walk_in(name, unit)) and arrival:
            self.dismiss_arrival(arrival, name)

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
        at = self.desk.now()
        missing = unfinished(self.desk.sharing(), at, self.words)
        self.run_worker(
            partial(self._write_paper, kind, form, out, self.desk.ceremony, at, missing),
            group="papers",
            thread=True,
        )

    def _write_paper(
        self, kind: str, form: str, out: Path, ceremony: Ceremony, at: datetime, missing: str
    ) -> None:
        row = KINDS[kind]
        try:
            record = written(self.desk.path) if row.of_record else None
            paper = row(ceremony, at, self.words, record=record, unfinished=missing)
            write_paper(paper, out, form)
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

    def check_in_on_paper(self, sheet: Sheet, rows: tuple[int, ...]) -> None:
        """Checks in who signed in these rows, and says how many."""
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

    def take_in(self, reading: RosterReading, path: Path) -> None:
        """Takes a roster file in that was looked at, and writes beside it what must be mended."""
        state = self.desk.ceremony
        fact, order = reading.fact(path.name, state), reading.order(state.roster)
        if self.ask(lambda: self.desk.import_roster(reading.people, fact, order)) is None:
            return
        self.notify(told_counts(reading.against(state.roster), self.words), markup=False)
        try:
            out = leave_rejects(reading, path, self.desk.path, self.words)
        except CeremonyError as error:
            self.notify(self.words.error(error), severity="error", markup=False)
        else:
            if out:
                self.notify(self.words("roster.mend", path=out), timeout=10, markup=False)

    def go_to_stage(self, stage: int) -> None:
        self.ask(lambda: self.desk.call_stage(stage))

    def call(
        self, decide: Callable[Concatenate[Ceremony, P], Fact | None], *args: P.args, **kw: P.kwargs
    ) -> Entry | None:
        """Asks a rule of the stage; None when nothing changed, or could be written."""
        return self.ask(lambda: self.desk.call(decide, *args, **kw))

    def void(self, entry: Entry, why: str) -> None:
        """Takes back what this entry says."""
        self.ask(lambda: self.desk.void(entry.id, why))

    def sign_by_badge(self, text: str) -> None:
        """The bearer of a badge puts their name to what is signed now."""
        stage = signing_stage(self.desk.ceremony)
        entry = self.call(decide_sign_by_badge, stage, text) if stage is not None else None
        if entry and isinstance(entry.fact, Signed):
            self.notify(self.words("signing.signed", name=entry.fact.name), markup=False)

    def mend(self, stage: int, cue: int, phrase: str) -> None:
        """Puts a phrase right, on the wall and in what the log says was recited."""
        if self.call(decide_reword, stage, cue, phrase):
            self.notify(self.words("mend.done"), timeout=4, markup=False)

    def restart(self, reason: str) -> None:
        """Sets aside what was done until now: it was a rehearsal."""
        state, at = self.desk.ceremony, self.desk.now()
        if self.call(decide_restart, at, reason):
            self.answer, self.lost = None, ()
            self.notify(self.words("rehearsal.done"), markup=False)
        elif state.newest and state.is_ahead_of(at):
            newest = self.words.clock(state.script.local(state.newest), state.script.timezone)
            self.failed(CeremonyError("restart-ahead", path=self.desk.path, newest=newest))

    def keep_profile(self, profile: Profile) -> None:
        """Goes by what the scanner test found, now and in the ceremonies to come."""
        self.go_by(profile)
        told = "trial.kept" if keep_profile(profile) else "trial.not-kept"
        self.notify(self.words(told), markup=False)
