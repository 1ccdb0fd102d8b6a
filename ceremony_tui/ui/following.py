"""A window that may stand on a laptop alone: it shares its file by itself once that has joined."""

from contextlib import suppress

from textual.reactive import var

from ceremony_tui.core.laptops import CLOSED, LIVE
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.companion import PATIENCE, Companion
from ceremony_tui.ui.seat import Seat
from ceremony_tui.words import Words


class Following(Seat):
    """The sharing runs in a process of its own, unless another window of this laptop does it."""

    hub: var[str] = var("")
    """How it goes, for the operator who asks; "" on a laptop that works alone."""

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__(desk, words)
        self._companion = Companion(desk.path, desk.gate)

    def on_mount(self) -> None:
        self._look_after()
        self.set_interval(1, self._look_after)

    def on_unmount(self) -> None:
        patience = 0.0
        with suppress(CeremonyError):
            sharing = self.desk.sharing()
            patience = PATIENCE if sharing and sharing.state == LIVE else 0.0
        self._companion.close(patience)

    def _look_after(self) -> None:
        try:
            if self.desk.join() is not None:
                self._companion.start()
            self.hub = self._told()
        except CeremonyError as error:
            self.hub = self.words.error(error, short=True)

    def _told(self) -> str:
        sharing, at, words = self.desk.sharing(), self.desk.now(), self.words
        if self.desk.join() is None:
            return words("join.closed") if sharing and sharing.state == CLOSED else ""
        if sharing is not None and sharing.is_live(at):
            return words("join.live", count=sharing.present(at))
        lost = sharing and (sharing.at if sharing.state == LIVE else sharing.lost)
        if not lost:
            return words("join.away")
        return words("card.away", at=words.time(self.desk.ceremony.script.local(lost)))
