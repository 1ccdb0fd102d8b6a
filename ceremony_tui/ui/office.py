"""What the console's screens may ask, beyond scanning: people, stages, the scanner, papers."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec

from textual.screen import ModalScreen

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Entry, Fact, Signed
from ceremony_tui.core.rules import (
    decide_restart,
    decide_reword,
    decide_sign_by_badge,
)
from ceremony_tui.core.signing import signing_stage
from ceremony_tui.errors import CeremonyError
from ceremony_tui.importing import leave_rejects, told_counts
from ceremony_tui.intake.rosters import RosterReading
from ceremony_tui.photos import Photos
from ceremony_tui.scanners.profile import Profile
from ceremony_tui.ui.kept import keep_profile
from ceremony_tui.ui.paperwork import Paperwork

P = ParamSpec("P")


class Office(Paperwork):
    """Screens say what was chosen; here it is asked of the desk."""

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
        if what not in ("out", "void-out", "revoke", "badge") and not self.may_correct(why):
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

    def _give_badge(self, attendee: str, old: str, new: str) -> None:
        if self.ask(lambda: self.desk.replace_badge(attendee, old, new, "")) is None:
            self.notify(self.words("people.badge-taken"), severity="warning", markup=False)

    def link(self, arrival: Entry, attendee: str) -> None:
        """This arrival was that attendee's."""
        person = self.desk.ceremony.roster.get(attendee)
        if not self.may_correct(arrival.id):
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
