"""The plan of a ceremony: its particulars, roles and stages."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from ceremony_tui.core.text import pledge
from ceremony_tui.core.text.pledge import Cue, Mode, Text, Turn
from ceremony_tui.core.text.wording import mended

OFFICE = " / "  # between a name and an office where both stand in one line


class Kind(StrEnum):
    """What a stage is. A recitation has a text to say, and an anthem may have one to sing."""

    RITE = "rite"
    RECITATION = "recitation"
    SPEECH = "speech"
    PRAYER = "prayer"
    ANTHEM = "anthem"
    SIGNING = "signing"


@dataclass(frozen=True, slots=True)
class Role:
    """A task in the ceremony. `reserve` would stand in; `ready`: the holder is there.

    A reserve, who has an office of their own, is written `name / office`.
    """

    name: str
    holder: str = ""
    office: str = ""
    reserve: str = ""
    ready: bool = False

    @property
    def bearer(self) -> str:
        """The holder, written as a reserve is; "" when nobody has it."""
        return self.holder and OFFICE.join(filter(None, (self.holder, self.office)))

    def given(self, holder: str, reserve: str, *, ready: bool) -> "Role":
        """The same task given to others; who first gets it has the office that was planned."""
        name, _, office = holder.partition(OFFICE)
        if not office and not self.holder:
            office = self.office
        return Role(self.name, name, office, reserve, ready)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who is to sign; `group` is the body they sign for, such as Forkopimda."""

    name: str
    office: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One item of the run of show.

    `outdoors`: left out when it rains. `countdown`: seconds of silence that the wall counts down.
    `note` stands below the title on the wall. `mended` are phrases that were put right on stage,
    by the first cue that shows them.
    """

    kind: Kind
    title: str
    minutes: float
    by: str = ""
    mode: Mode | None = None
    text: Text | None = None
    signers: tuple[Signer, ...] = ()
    outdoors: bool = False
    countdown: int = 0
    note: str = ""
    mended: tuple[tuple[int, str], ...] = ()

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What the wall shows in this stage, press by press; the first is the title."""
        return _cues(self)

    @property
    def recited(self) -> Text | None:
        """The text with the phrases that were put right."""
        if self.text is None or not self.mended:
            return self.text
        pairs = zip(_planned(self), self.cues, strict=True)
        spoken = (pair for at, pair in enumerate(pairs) if at and self.phrase(at) == at)
        return mended(self.text, ((was.point, was.text, now.text) for was, now in spoken))

    def phrase(self, cue: int) -> int:
        """The first cue that shows the phrase of this one: the leader's, in an echo."""
        before, at = self.cues[max(0, cue - 1)], self.cues[cue]
        repeats = at.turn is Turn.ALL and before.turn is Turn.LEADER
        return cue - 1 if repeats else cue


@lru_cache(maxsize=64)
def _cues(stage: Stage) -> tuple[Cue, ...]:
    laid = [*_planned(stage)]
    for first, text in stage.mended:
        phrase = laid[first].text
        for number in range(first, min(first + 2, len(laid))):
            if laid[number].text == phrase:
                laid[number] = replace(laid[number], text=text)
    return tuple(laid)


def _planned(stage: Stage) -> tuple[Cue, ...]:
    title = Cue(stage.title, Turn.TITLE)
    if stage.countdown:
        return title, Cue("", Turn.SILENCE, seconds=stage.countdown)
    if stage.text is None or stage.mode is None:
        return (title,)
    return pledge.cues(stage.text, stage.mode)


def whole_second(at: datetime) -> datetime:
    """Nobody is late by a fraction that no clock on the wall shows."""
    return at.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Script:
    """A ceremony as planned. Every moment carries its offset; `timezone` is the IANA name.

    A second scan after `leave_from` means leaving; before `leave_after` it is early. The last row
    stands `farthest_row` metres from the wall.
    """

    title: str
    organizer: str
    place: str
    timezone: str
    starts: datetime
    doors_open: datetime
    late_after: datetime
    doors_close: datetime
    leave_from: datetime | None = None
    leave_after: datetime | None = None
    roles: tuple[Role, ...] = ()
    stages: tuple[Stage, ...] = ()
    indoors: bool = False
    farthest_row: float = 60.0

    def local(self, moment: datetime) -> datetime:
        """The moment as clocks at the ceremony show it."""
        return moment.astimezone(ZoneInfo(self.timezone))

    def role(self, name: str) -> Role | None:
        return next((role for role in self.roles if role.name == name), None)

    def has(self, stage: int) -> bool:
        """Whether this stage is held: indoors those that need the open sky are left out."""
        return not (self.indoors and self.stages[stage].outdoors)

    def moved_to(self, starts: datetime) -> "Script":
        """The same ceremony on another day or hour: every limit keeps its distance."""
        by = starts - self.starts
        return replace(
            self,
            starts=starts,
            doors_open=self._moved(self.doors_open, by, starts),
            late_after=self._moved(self.late_after, by, starts),
            doors_close=self._moved(self.doors_close, by, starts),
            leave_from=self.leave_from and self._moved(self.leave_from, by, starts),
            leave_after=self.leave_after and self._moved(self.leave_after, by, starts),
        )

    @staticmethod
    def _moved(moment: datetime, by: timedelta, starts: datetime) -> datetime:
        return (moment + by).astimezone(starts.tzinfo)
