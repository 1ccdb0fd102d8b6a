"""Who signs: marked by key, mouse or badge as they put pen to paper, or typed when not listed.

A scan here counts at the gate as ever, and its bearer has signed.
"""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from ceremony_tui.core.facts import Signed
from ceremony_tui.core.rules import decide_sign, decide_sign_by_name
from ceremony_tui.core.script import OFFICE
from ceremony_tui.core.signing import Line, signers, signing_stage
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.themes import look


class SigningScreen(ConsoleScreen):
    """Enter marks the signer under the bar, and the bar goes on to the next who has not signed."""

    CSS_PATH = "signing.tcss"
    AUTO_FOCUS = "#signers"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "nothing", "key.mark", key_display="Enter"),  # the list's own
        Binding("u", "take_back", "key.take-back", key_display="u"),
        Binding("tab", "app.focus_next", "key.witness", key_display="Tab"),
        Binding("escape", "back", "key.to-rundown", key_display="Esc"),
    ]

    summary = getters.query_one("#summary", Static)
    names = getters.query_one("#signers", OptionList)
    witness = getters.query_one("#witness", Input)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()

    def body(self) -> Iterable[Widget]:
        yield Static(id="summary", markup=False)
        yield OptionList(id="signers", markup=False)
        yield Input(id="witness", placeholder=self.words("signing.witness"), max_length=200)

    def show_state(self) -> None:
        stage = signing_stage(self.ceremony)
        lines = signers(self.ceremony, stage) if stage is not None else ()
        self._show_summary(stage, lines)
        rows = [self._row(line) for line in lines]
        if rows != [option.prompt for option in self.names.options]:
            # The bar stays on its line, and goes on from one that has just been signed.
            at = self.names.highlighted or 0
            signed = len(self._lines) == len(lines) and lines[at].signed != self._lines[at].signed
            self.names.clear_options()
            self.names.add_options(rows)
            self.names.highlighted = _awaited(lines, at) if signed or not self._lines else at
        self._lines = lines

    def _show_summary(self, stage: int | None, lines: tuple[Line, ...]) -> None:
        told = self.words("signing.none")
        if stage is not None:
            count = sum(line.signed is not None for line in lines)
            title = self.ceremony.script.stages[stage].title
            signed = self.words("wall.signed", count=count, of=len(lines))
            told = f"{signed} · {self.words('signing.enter')} · {title}"
        self.summary.update(Text(f" {told}", no_wrap=True, overflow="ellipsis"))

    def _row(self, line: Line) -> Text:
        row = Text(no_wrap=True, end="")
        if line.signed:
            at = self.words.time(self.ceremony.script.local(line.signed.at))
            row.append(f" ✓ {at}  ", f"bold {look('welcome', self.app).ink}")
        else:
            row.append(" ·        ", look("muted", self.app).ink)
        office = line.office if line.name else ""
        told = " · ".join(filter(None, (line.title, office, line.group)))
        number = f"{line.signer + 1:>2}" if line.signer >= 0 else " +"
        row.append(f"{number}  {told}")
        row.truncate(max(20, self.size.width - 4), overflow="ellipsis")
        return row

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        stage, line = signing_stage(self.ceremony), self._lines[event.option_index]
        if stage is not None and line.signer >= 0:
            self.app.call(decide_sign, stage, line.signer)

    def on_input_submitted(self) -> None:
        stage = signing_stage(self.ceremony)
        name, _, office = self.witness.value.partition(OFFICE.strip())
        if stage is not None and self.app.call(decide_sign_by_name, stage, name, office):
            self.witness.value = ""
            self.names.focus()

    def action_take_back(self) -> None:
        """The mark under the bar, or else the one made last."""
        at = self.names.highlighted
        here = self._lines[at].signed if at is not None else None
        marks = (line.signed for line in self._lines if line.signed)
        signed = here or max(marks, key=lambda entry: entry.order, default=None)
        if signed:
            self.app.void(signed, self.words("signing.slip"))
            name = signed.fact.name if isinstance(signed.fact, Signed) else ""
            self.app.notify(self.words("signing.taken-back", name=name), timeout=4, markup=False)

    def action_back(self) -> None:
        if self.focused is self.witness:
            self.witness.value = ""
            self.names.focus()
        else:
            self.app.action_go("rundown")


def _awaited(lines: tuple[Line, ...], at: int) -> int | None:
    """The next line that is not signed, from this one on and round; this one when all are."""
    order = (*range(at, len(lines)), *range(at))
    return next((n for n in order if lines[n].signed is None), at if lines else None)
