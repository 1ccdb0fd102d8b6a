"""The plan of a ceremony: its particulars, roles and stages."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from ceremony_tui.core import pledge
from ceremony_tui.core.pledge import Cue, Mode, Text, Turn


class Kind(StrEnum):
    """What a stage is; only a recitation has a text of its own."""

    RITE = "rite"
    RECITATION = "recitation"
    SPEECH = "speech"
    PRAYER = "prayer"
    ANTHEM = "anthem"
    SIGNING = "signing"


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    holder: str = ""
    office: str = ""
    reserve: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One item of the run of show."""

    kind: Kind
    title: str
    minutes: float
    by: str = ""
    mode: Mode | None = None
    text: Text | None = None
    signers: tuple[Signer, ...] = ()

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What the wall shows in this stage, press by press; the first is the title."""
        return _cues(self)


@lru_cache(maxsize=64)
def _cues(stage: Stage) -> tuple[Cue, ...]:
    if stage.text is None or stage.mode is None:
        return (Cue(stage.title, Turn.TITLE),)
    return pledge.cues(stage.text, stage.mode)


def whole_second(at: datetime) -> datetime:
    """Nobody is late by a fraction that no clock on the wall shows."""
    return at.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Script:
    """A ceremony as planned. Every moment carries its offset; `timezone` is the IANA name.

    A second scan after `leave_from` means leaving; before `leave_after` it is early.
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

    def local(self, moment: datetime) -> datetime:
        """The moment as clocks at the ceremony show it."""
        return moment.astimezone(ZoneInfo(self.timezone))

    def role(self, name: str) -> Role | None:
        return next((role for role in self.roles if role.name == name), None)

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
