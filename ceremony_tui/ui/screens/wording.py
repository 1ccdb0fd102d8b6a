"""The words of a recitation, written anew before it is recited, with the proof-reader beside."""

from typing import ClassVar

from rich.text import Text
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static, TextArea

from ceremony_tui.core.rules import decide_text, was_called
from ceremony_tui.core.text.pledge import Text as Pledge
from ceremony_tui.core.text.proof import proof
from ceremony_tui.core.text.written import read_written, written
from ceremony_tui.intake.scripts import read_common
from ceremony_tui.readiness import Area, Finding
from ceremony_tui.readiness.finding import Where
from ceremony_tui.ui.office import Office
from ceremony_tui.ui.themes import look

SHOWN = 3  # remarks below the writing; `ceremony check` has all


class TextScreen(ModalScreen[None]):
    """Opening, numbered points, closing, as they would stand on paper. It may be pasted."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "TextArea"
    EDITS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    app = getters.app(Office)
    title_line = getters.query_one("#title", Input)
    area = getters.query_one(TextArea)
    remarks = getters.query_one("#remarks", Static)

    def __init__(self, stage: int) -> None:
        super().__init__()
        self._stage = stage

    @property
    def _text(self) -> Pledge:
        stage = self.app.desk.ceremony.script.stages[self._stage]
        return stage.recited or Pledge(stage.title)

    def compose(self) -> ComposeResult:
        words, text = self.app.words, self._text
        recited = was_called(self.app.desk.ceremony, self._stage)
        with Vertical(classes="form wide"):
            yield Static(Text(words("plan.text-help"), "bold"))
            yield Input(text.title, id="title", compact=True)
            yield TextArea(written(text), soft_wrap=True, compact=True, read_only=recited)
            yield Static(id="remarks", markup=False)
            with Horizontal(classes="buttons"):
                keep = Button(words("form.keep"), variant="primary", id="keep", compact=True)
                keep.disabled = recited
                yield keep
                yield Button(words("form.cancel"), id="cancel", compact=True)

    def on_mount(self) -> None:
        self._proof()

    def on_text_area_changed(self) -> None:
        self._proof()

    def _typed(self) -> Pledge:
        return read_written(self.title_line.value, self._text.source, self.area.text)

    def _proof(self) -> None:
        """What a proof-reader would ask, while it is typed; it changes nothing."""
        words = self.app.words
        if was_called(self.app.desk.ceremony, self._stage):
            self.remarks.update(words("plan.recited"))
            return
        text = self._typed()
        stage = self.app.desk.ceremony.script.stages[self._stage]
        year, mode = self.app.desk.ceremony.script.starts.year, stage.mode
        remarks = proof(text, year, mode, read_common()) if mode else ()
        lines = [Text(words("plan.points", points=len(text.points)))]
        for remark in remarks[:SHOWN]:
            where = Where(place=remark.place, point=remark.point)
            key, found = f"remark.{remark.key}", remark.found
            told = Finding(Area.TEXT, key, where, found, remark.suggestion).message(words)
            lines.append(Text(told, look("again", self.app).ink))
        if len(remarks) > SHOWN:
            lines.append(Text(words("check.more", count=words.number(len(remarks) - SHOWN))))
        self.remarks.update(Text("\n").join(lines))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self.app.call(decide_text, self._stage, self._typed())
        self.dismiss()
