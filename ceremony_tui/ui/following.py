"""A window that may stand on a laptop alone: it shares its file by itself once that has joined."""

from ceremony_tui.core.laptops import CLOSED, LIVE
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.companion import PATIENCE, Companion
from ceremony_tui.ui.seat import Seat
from ceremony_tui.words import Words


class Following(Seat):
    """The sharing runs in a process of its own, unless another window of this laptop does it."""

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__(desk, words)
        self._companion = Companion(desk.path, desk.gate)
        self._fault = ""  # why it cannot share at all

    def on_mount(self) -> None:
        self._look_after()
        self.set_interval(1, self._look_after)

    def on_unmount(self) -> None:
        sharing = self.desk.sharing()
        there = sharing is not None and sharing.state == LIVE
        self._companion.close(PATIENCE if there else 0)

    def _look_after(self) -> None:
        """Nothing of it is for the audience: who asks is told."""
        try:
            if self.desk.join() is not None:
                self._companion.start()
            self._fault = ""
        except CeremonyError as error:
            self._fault = self.words.error(error, short=True)

    @property
    def hub(self) -> str:
        """How the sharing goes, for the operator who asks; "" on a laptop that works alone."""
        sharing, at = self.desk.sharing(), self.desk.now()
        if self._fault:
            return self._fault
        if self.desk.join() is None:
            closed = sharing is not None and sharing.state == CLOSED
            return self.words("join.closed") if closed else ""
        if sharing is not None and sharing.is_live(at):
            return self.words("join.live", count=len(sharing.laptops))
        lost = sharing and (sharing.at if sharing.state == LIVE else sharing.lost)
        if not lost:
            return self.words("join.away")
        since = self.words.time(self.desk.ceremony.script.local(lost))
        return self.words("card.away", at=since)
