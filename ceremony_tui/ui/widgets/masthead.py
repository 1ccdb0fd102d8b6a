"""The first line of every screen: what, where, when; GLADI; and that the clock went back."""

from datetime import datetime

from rich.text import Text

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.words import Words


class Masthead(Rows):
    DEFAULT_CSS = """
    Masthead {
        height: 1;
        background: $masthead;
        color: #ffffff;
    }
    """

    def show(
        self, ceremony: Ceremony, gate: str, at: datetime, words: Words, *, quiet: bool
    ) -> None:
        script = ceremony.script
        sound = f" {words('ui.quiet')} ·" if quiet else ""
        right = f"{sound} {gate} · {words.clock(script.local(at), script.timezone)} "
        mark = f" {words('ui.rehearsal')} " if ceremony.rehearsal else ""
        room = max(0, self.size.width - len(right) - len(mark) - 1)
        title, look = f" {script.title}", ""
        if ceremony.newest and ceremony.is_ahead_of(at):
            newest = words.clock(script.local(ceremony.newest), script.timezone)
            title, look = f" {words('ui.clock-back', newest=newest)}", "bold #ffffff on #a80000"
        if len(title) > room:
            title = f"{title[: room - 1]}…" if room else ""
        line = Text(end="")
        line.append(mark, "bold #000000 on #ffd000")
        line.append(title.ljust(room + 1), look)
        line.append(right, "bold")
        self.show_lines(line)
