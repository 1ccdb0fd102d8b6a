"""One line that answers a scan on the screens that are about something else."""

from rich.text import Text

from ceremony_tui.shown.gate import Answer
from ceremony_tui.ui.themes import look
from ceremony_tui.ui.widgets.rows import Rows
from ceremony_tui.words import Words


class Echo(Rows):
    DEFAULT_CSS = """
    Echo { height: 1; background: $surface; }
    """

    def show(
        self, answer: Answer | None, failure: str, lost: tuple[str, ...], words: Words
    ) -> None:
        """In red what could not be written and who is still to be scanned again, or the answer."""
        if failure:
            looks, told = "refused", f"{words('verdict.not-recorded')} · {failure}"
        elif lost:
            looks, told = "refused", words("gate.lost", who=", ".join(lost))
        elif answer is None:
            self.show_lines()
            return
        else:
            looks = answer.shown_as
            told = f"{words(f'verdict.{answer.shown_as}')} · {answer.who}"
        worn = look(looks, self.app)
        line = Text(f" {worn.symbol} {told} ", f"{worn.letters} on {worn.paper}", end="")
        line.truncate(max(1, self.size.width), overflow="ellipsis", pad=True)
        self.show_lines(line)
