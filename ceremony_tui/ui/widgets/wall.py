"""What the audience sees: full size on the display, the same but smaller on the console."""

from dataclasses import dataclass, replace

from rich.style import Style
from textual import events
from textual.strip import Strip

from ceremony_tui.bigtext import big
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.pledge import Cue, Turn
from ceremony_tui.ui.widgets.rows import Rows, centred
from ceremony_tui.words import Words

# Colour is never the only sign: the turn also stands there in words.
_PAPER = {
    Turn.TITLE: "#101418",
    Turn.LEADER: "#1c2733",
    Turn.LISTEN: "#1c2733",
    Turn.ALL: "#0a3d1c",
}
_INK = {
    Turn.TITLE: "#ffffff",
    Turn.LEADER: "#b9c7d6",
    Turn.LISTEN: "#e8eef5",
    Turn.ALL: "#ffffff",
}
_BANNER = {
    Turn.TITLE: ("#8fa3b8", "#101418"),
    Turn.LEADER: ("#101418", "#8fa3b8"),
    Turn.LISTEN: ("#101418", "#8fa3b8"),
    Turn.ALL: ("#06210f", "#4cd07d"),
}
_DIM = "#7d8a97"


@dataclass(frozen=True, slots=True)
class Sight:
    """One picture of the wall in words: what is painted depends on nothing else."""

    turn: Turn
    banner: str
    phrase: str
    below: str
    progress: str
    blank: bool = False


def sight(ceremony: Ceremony, words: Words) -> Sight:
    """What the wall shows now."""
    now, stage, cue = ceremony.now, ceremony.stage, ceremony.cue
    script = ceremony.script
    mark = f"{words('ui.rehearsal')} · " if ceremony.rehearsal else ""
    if now is None or stage is None or cue is None:
        present = words.number(ceremony.present)
        told = words("wall.present", count=present)
        below = f"{words.date(script.starts)} · {script.place}"
        title = script.title if now is None else words("wall.thanks")
        return Sight(Turn.TITLE, f"{mark}{told}", title, below, "", bool(now and now.blank))
    following = stage.cues[now.cue + 1] if now.cue + 1 < len(stage.cues) else None
    points = len(stage.text.points) if stage.text else 0
    of_points = words("wall.point", point=cue.point, of=points) if 1 <= cue.point <= points else ""
    banner = words(f"turn.{cue.turn}") if cue.turn is not Turn.TITLE else ""
    below = _coming(following, cue) if following else ""
    return Sight(cue.turn, banner, cue.text, below, f"{mark}{of_points}".rstrip(" ·"), now.blank)


def _coming(following: Cue, cue: Cue) -> str:
    """The next phrase. After the leader comes the same phrase: nothing new to read."""
    return "" if following.text == cue.text else following.text


class Wall(Rows):
    """Banner, phrase, and the next phrase dim in the bottom sixth."""

    def __init__(self) -> None:
        super().__init__()
        self._sight: Sight | None = None

    def show(self, ceremony: Ceremony, words: Words, *, unblanked: bool = False) -> None:
        """Shows the state. `unblanked`: the operator sees the cue that a blank wall hides."""
        seen = sight(ceremony, words)
        if unblanked:
            seen = replace(seen, blank=False)
        if seen != self._sight:
            self._sight = seen
            self._paint()

    def on_resize(self, _event: events.Resize) -> None:
        self._paint()

    def _paint(self) -> None:
        if self._sight is not None and self.size:
            self.paint(picture(self._sight, *self.size))


def picture(seen: Sight, width: int, height: int) -> list[Strip]:
    """The wall as rows of cells: `height` strips of `width` cells."""
    if seen.blank:
        return [Strip.blank(width, Style(bgcolor="#000000"))] * height
    paper = _PAPER[seen.turn]
    sixth = max(1, height // 6)
    banner_ink, banner_paper = _BANNER[seen.turn]
    room = height - 2 * sixth - 1
    return [
        *_rows(seen.banner, width, sixth, Style(color=banner_ink, bgcolor=banner_paper, bold=True)),
        *_rows(seen.phrase, width, room, Style(color=_INK[seen.turn], bgcolor=paper, bold=True)),
        *_rows(seen.below, width, sixth, Style(color=_DIM, bgcolor=paper)),
        *_rows(seen.progress, width, 1, Style(color=_DIM, bgcolor=paper)),
    ]


def _rows(text: str, width: int, height: int, style: Style) -> list[Strip]:
    """The text in the middle of `height` rows."""
    rows = big(text, width - 2, height).rows
    return centred([(row, style) for row in rows], width, height, style)
