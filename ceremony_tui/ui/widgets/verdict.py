"""The answer to a scan: word, colour and symbol, then who it is."""

from textwrap import wrap

from rich.style import Style

from ceremony_tui.core.badge import mask
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.letters.bigtext import big
from ceremony_tui.shown.gate import Answer
from ceremony_tui.ui.themes import Look, look
from ceremony_tui.ui.widgets.rows import Rows, centred
from ceremony_tui.words import Words

ROOMY = 8  # rows of the panel from which on an empty one between word and name is affordable


class VerdictPanel(Rows):
    """Fills what room it has: huge word, big name, then plain lines."""

    def show(self, answer: Answer | None, failure: str, ceremony: Ceremony, words: Words) -> None:
        if failure:
            self._paint(look("refused", self.app), words("verdict.not-recorded"), [], [failure])
        elif answer is None:
            script = ceremony.script
            title = [script.title, f"{words.date(script.starts)} · {script.place}"]
            self._paint(look("ready", self.app), words("gate.ready"), [], title)
        else:
            self._show_answer(answer, words)

    def _show_answer(self, answer: Answer, words: Words) -> None:
        worn = look(answer.shown_as, self.app)
        word = words(f"verdict.{answer.shown_as}")
        person = answer.attendee
        if person is None:
            self._paint(worn, word, [], [mask(answer.text), answer.message])
            return
        lines = [
            person.unit,
            " · ".join(part for part in (person.position, person.rank) if part),
            person.masked,
            answer.message,
        ]
        self._paint(worn, word, [person.name], [line for line in lines if line])

    def _paint(self, worn: Look, word: str, name: list[str], lines: list[str]) -> None:
        width, height = self.size
        if not width or not height:
            return
        told = [wrap(line, max(10, width - 2)) for line in lines]
        room = height - sum(map(len, told)) - 3 * len(name)
        # In a small window the word comes before the name; in a large one there is room for both.
        high = max(min(room, 9), room * 3 // 5, height // 2) if name else max(room, height - 2) - 1
        rows = _rows(f"{worn.symbol} {word}".strip(), width - 2, high)
        for person in name:
            gap = [""] if height >= ROOMY else []
            rows += gap + _rows(person, width - 2, height - len(rows) - len(lines) - 2)
        # The last line is the answer's own sentence: the others go before it, all before a name.
        while told and len(rows) + sum(map(len, told)) > height:
            told.pop(max(0, len(told) - 2))
        bold = Style(color=worn.letters, bgcolor=worn.paper, bold=True)
        plain = Style(color=worn.letters, bgcolor=worn.paper)
        below = [line[: width - 2] for part in told for line in part]
        if below and len(rows) + len(below) < height:
            below.insert(0, "")
        seen = [*((row, bold) for row in rows), *((line, plain) for line in below)]
        self.paint(centred(seen, width, height, plain))


def _rows(text: str, width: int, high: int) -> list[str]:
    """The text as large as `high` rows allow, and never cut for want of them."""
    needed = len(wrap(text, max(1, width)))
    return list(big(text, width, max(1, needed, high)).rows)
