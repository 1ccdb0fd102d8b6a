"""The province's screen: the figures of many ceremonies, as each sends them."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from ceremony_tui.core.figures import Figures, total
from ceremony_tui.core.join import Join
from ceremony_tui.core.plain import plain
from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.upwards import EVERY, hear_figures
from ceremony_tui.ui.keys import spoken
from ceremony_tui.words import Words

AGAIN = 2.0  # seconds between two tries to reach the hub
SILENT = timedelta(seconds=3 * EVERY)
COLUMNS = ("organizer", "title", "people", "present", "percent", "news")


class Watch(App[None]):
    """Nothing can be done here but look."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "#told { height: auto; padding: 0 1; background: $panel; } #lines { padding: 0 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "key.close", key_display="Ctrl+Q", priority=True),
        Binding("ctrl+c", "quit", show=False, priority=True),
    ]

    def __init__(self, join: Join, words: Words) -> None:
        super().__init__()
        self.words = words
        self.heard: dict[str, tuple[Figures, datetime]] = {}
        self._join = join
        self._failure = words("share.hub-seeking")
        self.told, self.lines = Static(id="told"), Static(id="lines")
        self._bindings = spoken(self._bindings, words)

    def compose(self) -> ComposeResult:
        yield self.told
        with VerticalScroll():
            yield self.lines

    def on_mount(self) -> None:
        self._listen()
        self.set_interval(1, self.show)

    @work
    async def _listen(self) -> None:
        from asyncio import sleep

        while True:
            try:
                await hear_figures(self._join, self.hear)
            except CeremonyError as error:
                self._failure = self.words.error(error)
            await sleep(AGAIN)

    def hear(self, ceremony: str, figures: Figures) -> None:
        self._failure = ""
        self.heard[ceremony] = figures, datetime.now(UTC)

    def show(self) -> None:
        """Paints the sum and a line a ceremony, in the order of the places."""
        words, at = self.words, datetime.now(UTC)
        found = sorted(self.heard.values(), key=lambda one: (one[0].organizer, one[0].title))
        whole = total(figures for figures, _ in found)
        told = words(
            "watch.total",
            ceremonies=words.number(whole.ceremonies),
            present=words.number(whole.present),
            people=words.number(whole.people),
            percent=words.percent(100 * whole.present / whole.people if whole.people else 0),
            final=words.number(whole.final),
        )
        self.told.update(Text(f"{told}\n{self._failure}".rstrip(), "bold"))
        table = Table(box=None, pad_edge=False)
        for column in COLUMNS:
            table.add_column(
                words(f"watch.{column}"),
                justify="right" if column in ("people", "present", "percent") else "left",
            )
        for figures, heard in found:
            table.add_row(*(Text(cell) for cell in self._row(figures, at - heard)))
        self.lines.update(table)

    def _row(self, figures: Figures, silent: timedelta) -> tuple[str, ...]:
        words = self.words
        news = words("watch.final" if figures.final else "watch.here")
        if silent > SILENT and not figures.final:
            news = words("share.silent", span=words.span(silent))
        if figures.rehearsal:
            news = f"{words('ui.rehearsal')} · {news}"
        return (
            plain(figures.organizer)[:40],
            plain(figures.title)[:40],
            words.number(figures.people),
            words.number(figures.present),
            words.percent(100 * figures.present / figures.people if figures.people else 0),
            news,
        )
