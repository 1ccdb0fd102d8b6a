"""A file that is shared with other laptops: how that goes, and what is known of them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from ceremony_tui import __version__
from ceremony_tui.core.join import Join
from ceremony_tui.core.laptops import (
    ANNOUNCE,
    SEEKING,
    Announced,
    Sharing,
    lost_since,
)
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import Log, Notes, laptops_of
from ceremony_tui.log.exchange import Exchange
from ceremony_tui.sharing.line import Held


class Shared:
    """It outlives the sessions with a hub; what it remembers of others are hints, no more."""

    def __init__(
        self, log: Log, join: Join, now: Callable[[], datetime], new_id: Callable[[datetime], str]
    ) -> None:
        self.log, self.join, self.now, self.new_id = log, join, now, new_id
        self.exchange = Exchange(log)
        log.sync_every_write(False)  # what others wrote can be had again
        self._local = log.script.local
        self.ahead = timedelta()
        self.state, self.detail = SEEKING, ""
        self.gate = ""
        """What this laptop is called before its first entry."""
        self.read_to: dict[str, Held] = {}
        """Where reading ended, by origin."""
        self.refused: dict[str, CeremonyError] = {}
        """Logs of which no more is taken, by origin, and why."""
        self.told: Callable[[Sharing], object] = lambda _: None
        """Is given every note of how it goes."""
        self._laptops: dict[str, tuple[Announced, datetime]] = {}
        self._note: Sharing | None = None
        self._joined = Notes(log).join()

    def become(self, state: str, detail: str = "") -> None:
        """Notes that it is live, or why not."""
        self.state, self.detail = state, detail
        self.tell()

    @property
    def has_moved(self) -> bool:
        """Whether another window has meanwhile joined another hub with this file, or left it."""
        return self._joins != self._joined

    @property
    def has_left(self) -> bool:
        """Whether the file has joined no hub any more: nothing is to be noted of one."""
        return self._joined is not None and self._joins is None

    @property
    def _joins(self) -> Join | None:
        """The hub that the file has joined by now."""
        with suppress(CeremonyError):  # a busy disk: the next look is soon
            return Notes(self.log).join()
        return self._joined

    def move(self) -> bool:
        """Goes on with the hub that the file has joined by now; False when that is none."""
        if self.has_left:
            self.become("hub-left")
            return False
        if self.has_moved:
            self._joined = self._joins
            self.join = self._joined or self.join
            self.become("hub-seeking")
        return True

    @property
    def own(self) -> tuple[str, ...]:
        """The logs that this laptop may push as the one that writes them."""
        origin, podium = self.exchange.own
        return (origin, podium) if self.join.role == "stage" else (origin,)

    def announced(self, *, left: bool = False) -> Announced:
        """What this laptop tells of itself."""
        return Announced(
            numbers=self.exchange.numbers(self.log.origin) or ({self.gate: 0} if self.gate else {}),
            lengths={origin: self.exchange.length(origin) for origin in self.own},
            version=__version__,
            role=self.join.role,
            ahead=round(self.ahead / timedelta(milliseconds=1)),
            left=left,
        )

    def hear(self, laptop: str, announced: Announced, said: datetime | None = None) -> None:
        """Takes in what a laptop tells of itself, now or, by the hub's clock, when it `said` so."""
        at = self._local(min(said + self.ahead, self.now()) if said else self.now())
        _, before = self._laptops.get(laptop, (announced, at))
        if laptop != self.log.origin and before <= at:
            self._laptops[laptop] = announced, at

    def refuse(self, origin: str, error: CeremonyError) -> None:
        """Takes no more of a log, and says so on every screen."""
        self.refused[origin] = error
        self.tell()

    def tell(self) -> None:
        """Notes how it goes beside the log, when that has changed or was told long ago."""
        before = self._note
        sharing = Sharing(
            state=self.state,
            at=self._local(self.now()),
            detail=self.detail,
            here=self.announced(),
            laptops=laptops_of(self.exchange, self._laptops),
            alarms=tuple((e.key, _text(e.fields)) for e in self.refused.values()),
            lost=lost_since(before or Notes(self.log).sharing(), self.state),
        )
        fresh = before and sharing.at - before.at < timedelta(seconds=ANNOUNCE)
        if before and fresh and replace(sharing, at=before.at) == before:
            return
        with suppress(CeremonyError), self.log.writing():  # a busy disk: the next note is soon
            if not self.has_left:
                Notes(self.log).tell_sharing(sharing)
            self._note = sharing
        self.told(sharing)


def _text(fields: dict[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in fields.items()}
