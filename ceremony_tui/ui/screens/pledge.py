"""The stage as its operator leads it: what the wall shows, what comes next, and how time goes."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from ceremony_tui.core.facts import CueCalled
from ceremony_tui.core.script import Stage
from ceremony_tui.core.tempo import Tempo, tempo
from ceremony_tui.core.text.pledge import SYLLABLES
from ceremony_tui.shown.wall import Sight, following, of_cue, sight, told_turn
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.screens.jump import JumpScreen
from ceremony_tui.ui.screens.mend import MendScreen
from ceremony_tui.ui.themes import look
from ceremony_tui.ui.widgets.preview import Preview
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.ui.widgets.walls import Walls

CUE_KEYS: list[BindingType] = [
    Binding("pagedown,right,space", "app.cue(1)", "key.forward", key_display="PgDn"),
    Binding("pageup,left", "app.cue(-1)", "key.back", show=False),
    Binding("b,full_stop", "app.cover('blank')", "key.blank", key_display="b"),
    Binding("t", "app.cover('title')", "key.title", key_display="t"),
    Binding("h", "app.cover('held')", "key.hold", key_display="h"),
    Binding("u", "app.undo", "key.undo", key_display="u"),
]
TICK = 0.25  # seconds between looks at the clock, for a bar that fills while somebody speaks
BAR = 24  # cells of it


class PledgeScreen(ConsoleScreen):
    """The same keys work on the display, so it does not matter which window has the focus.

    What else a clicker sends (Esc, Tab, Enter) does nothing here, and F5 asks once more.
    """

    CSS_PATH = "pledge.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *CUE_KEYS,
        Binding("g", "jump", "key.go", key_display="g"),
        Binding("e", "mend", "key.mend", key_display="e"),
    ]

    status = getters.query_one("#status", Rows)
    time = getters.query_one("#time", Rows)
    on_wall = getters.query_one("#on-wall", Preview)
    coming = getters.query_one("#coming", Preview)
    cues = getters.query_one("#cues", Rows)
    walls = getters.query_one(Walls)

    def body(self) -> Iterable[Widget]:
        yield Rows(id="status")
        yield Rows(id="time")
        with Horizontal(id="previews"):
            for name in ("on-wall", "coming"):
                with Vertical():
                    yield Rows(id=f"{name}-head", classes="head")
                    yield Preview(id=name)
        yield Rows(id="cues")
        yield Walls()

    def on_mount(self) -> None:
        self.set_interval(TICK, self._show_time)

    def show_state(self) -> None:
        self._show_status()
        self._show_time()
        self._show_previews()
        self._show_cues()
        self.walls.show(self.ceremony, self.app.desk, self.words)

    def _show_status(self) -> None:
        words, now, stage = self.words, self.ceremony.now, self.ceremony.stage
        line = Text(end="")
        if now is None:
            line.append(f" {words('pledge.not-begun')}")
        elif stage is None:
            line.append(f" {words('rundown.end')}")
        else:
            for cover in ("blank", "title", "held"):
                if getattr(now, cover):
                    line.append(f" {words(f'pledge.{cover}')} ", "bold #000000 on #ffd000")
            line.append(f" {now.stage + 1}. {stage.title}", "bold")
            if len(stage.cues) > 1:
                place = words("pledge.place", cue=now.cue, of=len(stage.cues) - 1)
                line.append(f" · {place}")
        line.truncate(max(1, self.status.size.width), overflow="ellipsis")
        self.status.show_lines(line)

    def _show_time(self) -> None:
        if not self.is_current:
            return
        going = tempo(self.ceremony, self.app.desk.now())
        self.time.show_lines(*([self._told(going)] if going else []))

    def _told(self, going: Tempo) -> Text:
        words = self.words
        line = Text(" ", end="")
        late = look("again" if going.filled > 1 else "welcome", self.app).ink
        if going.filled:
            full = min(BAR, round(BAR * going.filled))
            line.append("━" * full, late)
            line.append("─" * (BAR - full) + "  ", look("muted", self.app).ink)
        line.append(words("pledge.elapsed", span=words.span(going.elapsed)))
        over = going.rest.total_seconds() < 0
        key = "pledge.over" if over else "pledge.rest"
        told = words(key, span=words.span(going.rest))
        line.append(f" · {told}", f"bold {look('refused', self.app).ink}" if over else "bold")
        if abs(going.pace - 1) >= 0.05:
            line.append(" · " + words("pledge.pace", pace=words.decimal(going.pace)))
        return line

    def _show_previews(self) -> None:
        """The wall as it is, a dark one too as it would be; beside it what one press would show."""
        state, words, at = self.ceremony, self.words, self.app.desk.now()
        now, after = state.now, following(state)
        covered = now and (now.blank or now.title or now.held)
        wall = self.walls.first
        shown = sight(state, words, at)
        head = "pledge.on-wall"
        if shown.blank:
            head, shown = "pledge.behind-dark", self._of(state.shown)
        self.on_wall.show(shown, *wall)
        self._head("on-wall", head)
        if covered and not (now and now.blank and not now.held):
            self._head("coming", "pledge.when-free")
            self.coming.show(self._of(now), *wall)
        else:
            self._head("coming", "pledge.coming" if after else "pledge.last")
            self.coming.show(self._of(after), *wall)

    def _of(self, call: CueCalled | None) -> Sight:
        if call is None or call.stage >= len(self.ceremony.script.stages):
            return sight(self.ceremony, self.words, self.app.desk.now())
        return of_cue(self.ceremony, self.words, call.stage, call.cue)

    def _head(self, name: str, key: str) -> None:
        head = self.query_one(f"#{name}-head", Rows)
        head.show_lines(Text(f" {self.words(key)}", look("muted", self.app).ink, end=""))

    def _show_cues(self) -> None:
        """The phrases of this stage, the present one among them; before and after, the stages."""
        now, stage, room = self.ceremony.now, self.ceremony.stage, self.cues.size.height
        if now is None or stage is None:
            self.cues.show_lines()
            return
        first = max(0, min(now.cue - room // 3, len(stage.cues) - room))
        shown = range(first, min(first + room, len(stage.cues)))
        self.cues.show_lines(*(self._cue_line(stage, number, now.cue) for number in shown))

    def _cue_line(self, stage: Stage, number: int, on: int) -> Text:
        cue = stage.cues[number]
        style = "bold" if number == on else look("muted", self.app).ink if number < on else ""
        mark = "▶" if number == on else " "
        line = Text(f" {mark} {number:>3}  ", style, end="")
        line.append(f"{self.words(told_turn(stage, cue)):<18}  {cue.text}")
        most = SYLLABLES[stage.mode][1] if stage.mode else cue.syllables
        if cue.syllables > most:
            told = self.words("pledge.long", count=cue.syllables, most=most)
            line.append(f"  ▲ {told}", f"bold {look('again', self.app).ink}")
        line.truncate(max(20, self.cues.size.width - 1), overflow="ellipsis")
        return line

    def action_jump(self) -> None:
        self.app.push_screen(JumpScreen())

    def action_mend(self) -> None:
        now, stage = self.ceremony.now, self.ceremony.stage
        if now and stage and stage.cues[now.cue].text:
            self.app.push_screen(MendScreen(now.stage, now.cue))
