"""The scanner test: three badges tell how this laptop's scanner types, and what to mend."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import events, getters
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from ceremony_tui.letters.bigtext import big
from ceremony_tui.scanners.profile import TERMINATORS
from ceremony_tui.scanners.trial import NEEDED, Bursts, Findings, read_trial
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look

LISTEN = 0.1  # seconds between looks whether a scan is over


class TrialScreen(ConsoleScreen):
    """Listens beside the recording: a scan made here counts as on every other screen.

    It listens only while it is looked at, and each visit is a test of its own.
    """

    CSS_PATH = "trial.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "key.keep", show=False),
        Binding("escape", "app.go('gate')", "key.discard", show=False),
    ]

    banner = getters.query_one("#banner", Static)
    scans = getters.query_one("#scans", Static)
    findings = getters.query_one("#findings", Static)
    choice = getters.query_one("#choice", Static)

    def __init__(self) -> None:
        super().__init__()
        self._begin()

    def body(self) -> Iterable[Widget]:
        yield Static(id="banner")
        yield Static(Text(self.words("trial.ask")), id="ask")
        with VerticalScroll(can_focus=False):
            yield Static(id="scans")
            yield Static(id="findings")
        yield Static(id="choice")

    def on_mount(self) -> None:
        self.set_interval(LISTEN, self._listen)

    def _begin(self) -> None:
        self._bursts: Bursts[events.Key] = Bursts()
        self._heard = self._bursts.done
        self._found: Findings = read_trial(())

    def on_screen_resume(self) -> None:
        self._begin()
        self.app.overhear = self._bursts.hear

    def on_screen_suspend(self) -> None:
        self.app.overhear = None

    def on_key(self, event: events.Key) -> None:
        """A scan that is too slow to be told from keys must not keep its own profile."""
        alone = {"enter": 0, "question_mark": 1}.get(event.key, -1)  # keys heard, itself included
        typing = event.is_printable or event.key in TERMINATORS
        if typing and self._bursts.under_way > alone:
            event.stop()

    def _listen(self) -> None:
        self._bursts.tick(events.Event().time)  # the clock that stamps keys
        if self._heard is not self._bursts.done:
            self._heard = self._bursts.done
            codes = (code for person in self.ceremony.roster for code in person.codes)
            self._found = read_trial(self._heard, codes)
            self.show_state()

    def show_state(self) -> None:
        width, words = self.size.width, self.words
        rows = big(words("trial.title"), width - 2, max(1, min(5, self.size.height // 5))).rows
        self.banner.update(Text("\n".join(row.center(width) for row in rows), no_wrap=True))
        self.scans.update(Text("\n").join(map(self._scan, range(NEEDED))))
        self.findings.update(self._told() if self._found.readings else "")
        left = NEEDED - len(self._found.readings)
        key = "more" if left else "choose" if self._found.complete else "mend"
        self.choice.update(Text(words(f"trial.{key}", count=left)))

    def _scan(self, number: int) -> Text:
        if number >= len(self._found.readings):
            return Text(f"{number + 1}  {self.words('trial.waiting')}", look("muted", self.app).ink)
        reading = self._found.readings[number]
        told = self.words("trial.scan", text=reading.shown, keys=len(reading.text))
        line = Text(f"{number + 1}  {told}")
        line.truncate(max(20, self.size.width - 2), overflow="ellipsis")
        return line

    def _told(self) -> Text:
        gap, largest = (round(1000 * seconds) for seconds in (self._found.gap, self._found.largest))
        lines: list[Text] = []
        for found in self._found.told():
            told = self.words(f"trial.{found.key}", value=found.value, gap=gap, largest=largest)
            ink = look("welcome" if found.fine else "again", self.app).ink
            lines.append(Text(f"{'✓' if found.fine else '▲'} {told}", f"bold {ink}"))
        return Text("\n").join(lines)

    async def action_keep(self) -> None:
        if self._found.complete:
            profile = self._found.profile
            await self.run_action("app.go('gate')")
            self.app.keep_profile(profile)
