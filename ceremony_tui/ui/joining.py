"""A console that shares its ceremony with other laptops: joining a hub, and what comes of it."""

from textual.reactive import var

from ceremony_tui.core.conflicts import Conflict, new_conflicts
from ceremony_tui.core.join import Join, hub_key, is_join, read_join
from ceremony_tui.core.laptops import CLOSED, LIVE, SEEKING, SILENT, Sharing
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.papers.conflicts import conflict_told
from ceremony_tui.sharing.companion import PATIENCE, Companion
from ceremony_tui.sharing.told import closing_of, state_of
from ceremony_tui.sounds import Sound
from ceremony_tui.ui.office import Office
from ceremony_tui.ui.screens.join import JoinScreen, PartScreen
from ceremony_tui.words import Words


class Joining(Office):
    """The sharing runs in a process of its own; here is told how it goes, once a second."""

    sharing: var[Sharing | None] = var(None)
    joined: var[Join | None] = var(None, bindings=True)

    def __init__(self, desk: Desk, words: Words) -> None:
        super().__init__(desk, words)
        self._companion = Companion(desk.path, desk.gate)
        self._begun = desk.now()
        self._awaited = False
        """Whether somebody has just joined, and waits to be told that it worked."""
        self._seen = desk.ceremony

    def on_mount(self) -> None:
        self.sharing = self.desk.sharing()
        join = self.desk.join()
        if join is not None:
            self._begin(join)
        self.set_interval(1, self._look)

    def on_unmount(self) -> None:
        self._companion.close()

    def _look(self) -> None:
        if self.joined is None:
            if self.is_closed:  # a file that is merged now may make the totals final
                self.sharing = self.desk.sharing()
            return
        join = self.desk.join()  # read first: the companion drops it with its last note
        self.sharing = self.desk.sharing()
        if join is not None:
            self._companion.look_after()
            self._welcome()
            return
        self.ask(self._part, again=False)
        if self.is_closed and self.sharing:
            told = closing_of(self.sharing, self.words)
            self.notify(told, severity="warning", timeout=20, markup=False)

    def _welcome(self) -> None:
        """Tells once whoever joined that it worked."""
        sharing, at = self.sharing, self.desk.now()
        if self._awaited and sharing and sharing.is_live(at) and not self.is_seeking:
            self._awaited = False
            self.notify(state_of(sharing, at, self.words), markup=False)

    @property
    def is_seeking(self) -> bool:
        """Whether the hub is being looked for, and was neither found nor given up yet."""
        sharing, at = self.sharing, self.desk.now()
        told = sharing is not None and sharing.at >= self._begun and sharing.state != SEEKING
        return not told and at - self._begun <= SILENT

    @property
    def is_closed(self) -> bool:
        """Whether the hub that this laptop had joined was closed by its keeper."""
        return self.sharing is not None and self.sharing.state == CLOSED

    @property
    def shared(self) -> str:
        if self.joined is None:
            return self.words("join.closed") if self.is_closed else ""
        sharing, at = self.sharing, self.desk.now()
        if sharing is not None and sharing.alarms:
            return self.words("join.alarm")
        if self.is_seeking:
            return self.words("join.seeking")
        if sharing is None or not sharing.is_live(at):
            return self.words("join.away")
        return self.words("join.live", count=sharing.present(at))

    def scanned(self, text: str, *, typed: bool = False) -> None:
        """A JOIN code joins, when somebody at the keys says so. It is recorded nowhere."""
        if is_join(text):
            self._ask_to_join(text)
        else:
            super().scanned(text, typed=typed)

    def _ask_to_join(self, text: str) -> None:
        join = read_join(text)
        fault = ""
        if join is None:
            fault = "join.damaged"
        elif join.key != hub_key(self.desk.ceremony_id) or join.role not in ("gate", "stage"):
            fault = "join.foreign"
        elif self.asked:
            fault = "join.locked"
        if fault or join is None:
            self.notify(self.words(fault), severity="warning", markup=False)
        elif not isinstance(self.screen, JoinScreen):
            self.push_screen(JoinScreen(join), lambda sure: self._join(join) if sure else None)

    def _join(self, join: Join) -> None:
        self._awaited = True
        self._begin(join)

    def _begin(self, join: Join) -> None:
        self._end_companion()
        self._begun = self.desk.now()
        try:
            if join != self.desk.join():
                self.desk.set_join(join)
            self._companion.start()
        except CeremonyError as error:
            self.notify(self.words.error(error), severity="error", markup=False)
            return
        self.joined, self.sharing = join, self.desk.sharing()
        self.failure = ""  # a stage's code is the remedy that a gate was told

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Who works alone is not shown how to leave."""
        return action != "part" or self.joined is not None

    def action_part(self) -> None:
        """Asks before the hub is left, and its password forgotten."""
        if not isinstance(self.screen, PartScreen):
            self.push_screen(PartScreen(), lambda sure: self.ask(self._part) if sure else None)

    def _part(self) -> None:
        """Works alone from now on. What was told at a closing is kept, as it was then."""
        self._end_companion()
        self._awaited = False
        if not self.is_closed:  # what the companion told last is forgotten too
            self.desk.set_join(None)
            self.sharing = None
        self.joined = None

    def _end_companion(self) -> None:
        """Lets it say goodbye if there is a hub to hear it: scans must wait meanwhile."""
        there = self.sharing is not None and self.sharing.state in (LIVE, CLOSED)
        self._companion.close(PATIENCE if there else 0)

    def _show_state(self) -> None:
        before, self._seen = self._seen, self.desk.ceremony
        super()._show_state()
        if self.joined is not None and before is not self._seen:
            for conflict in new_conflicts(before, self._seen):
                self._tell(conflict)

    def _tell(self, conflict: Conflict) -> None:
        """Both gates are told who came in twice, as soon as the two entries have met.

        A reason on file, or a row on paper, is for the report alone.
        """
        gates = {conflict.first.gate, conflict.second.gate}
        if conflict.gap is None or len(gates) < 2 or self.desk.gate not in gates:
            return
        told = conflict_told(conflict, self._seen.script, self.words)
        said = self.words("join.twice", told=told)
        self.notify(said, severity="warning", timeout=20, markup=False)
        self.chime.ring(Sound.THINK)
