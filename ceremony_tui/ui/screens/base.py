"""What every screen of the console has: the masthead above, the keys below, the state within."""

from collections.abc import Iterable
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.ui.keys import spoken
from ceremony_tui.ui.office import Office
from ceremony_tui.ui.widgets.echo import Echo
from ceremony_tui.ui.widgets.keyline import KeyLine
from ceremony_tui.ui.widgets.masthead import Masthead
from ceremony_tui.words import Words


class ConsoleScreen(Screen[None]):
    """Shows the state whenever it changes, and once a second for what only the clock changes."""

    AUTO_FOCUS = ""
    ECHOES: ClassVar[bool] = True
    """Whether a scan is answered in one line at the top."""

    app = getters.app(Office)

    def __init__(self) -> None:
        super().__init__()
        self._bindings = spoken(self._bindings, self.words)
        self._anew = False
        # The sheets are of this moment: Textual would read them all again, twice, for a new screen.
        self._css_update_count = self.app._css_update_count  # pyright: ignore[reportPrivateUsage]

    @property
    def words(self) -> Words:
        return self.app.words

    @property
    def ceremony(self) -> Ceremony:
        return self.app.desk.ceremony

    def compose(self) -> ComposeResult:
        yield Masthead()
        if self.ECHOES:
            yield Echo()
        yield from self.body()
        yield KeyLine()

    def body(self) -> Iterable[Widget]:
        """The widgets between masthead and keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.watch(self.app, "ceremony", self._on_state, init=False)
        self.watch(self.app, "answer", self._on_answer, init=False)
        self.watch(self.app, "failure", self._on_answer, init=False)
        self.watch(self.app, "lost", self._on_answer, init=False)
        self.watch(self.app, "theme", self._show_all, init=False)
        self.bindings_updated_signal.subscribe(self, self._show_keys)  # pyright: ignore[reportUnknownMemberType]
        self.set_interval(1, self._on_state)

    def on_resize(self) -> None:
        self._show_anew()

    def on_rows_resized(self) -> None:
        self._show_anew()

    def _show_anew(self) -> None:
        """Once for all the rows that have other room now."""
        if not self._anew:
            self._anew = True
            self.call_after_refresh(self._show_all)

    def on_screen_resume(self) -> None:
        self._show_all()

    def _show_all(self) -> None:
        self._anew = False
        self._on_state()
        if self.is_current:
            self.show_answer()
            self._show_keys()

    def _on_state(self) -> None:
        if self.is_current:
            at = self.app.desk.now()
            quiet = self.app.chime.quiet
            masthead = self.query_one(Masthead)
            gate = f"{self.app.shared} · {self.app.desk.gate}".removeprefix(" · ")
            masthead.show(self.ceremony, gate, at, self.words, quiet=quiet)
            self.show_state()

    def _show_keys(self, _of: object = None) -> None:
        """Help always stands, and the laptops where there are others; none leads to itself."""
        keys: dict[str, Binding] = {}
        for _, binding, *_ in self.active_bindings.values():
            if binding.show and binding.action != f"go('{self.app.current_mode}')":
                keys.setdefault(binding.action, binding)
        standing = ("question_mark", "f10") if self.app.shared else ("question_mark",)
        self.query_one(KeyLine).show(keys.values(), standing)

    def _on_answer(self) -> None:
        if self.is_current:
            self.show_answer()

    def show_answer(self) -> None:
        """Paints the answer to the last scan."""
        for echo in self.query(Echo):
            echo.show(self.app.answer, self.app.failure, self.app.lost, self.words)

    def show_state(self) -> None:
        """Paints the ceremony as it is now."""
        raise NotImplementedError
