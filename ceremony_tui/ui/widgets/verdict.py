"""The answer to a scan: word, colour and symbol, then who it is."""

from dataclasses import dataclass
from textwrap import wrap

from rich.style import Style

from ceremony_tui.answer import Answer
from ceremony_tui.bigtext import big
from ceremony_tui.core.badge import mask, mask_nip
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Verdict
from ceremony_tui.ui.widgets.rows import Rows, centred
from ceremony_tui.words import Words


@dataclass(frozen=True, slots=True)
class Look:
    """`paper` behind `letters`; `ink` is the same colour on the screen's own background."""

    symbol: str
    paper: str
    letters: str
    ink: str


_GREEN = Look("✓", "#0b6b2e", "#ffffff", "bold #4cd07d")
_LATE = Look("✓", "#8a6500", "#ffffff", "bold #f0c14b")
_AMBER = Look("●", "#c98a00", "#000000", "bold #ffb000")
_RED = Look("✗", "#a80f0f", "#ffffff", "bold #ff6b6b")
_BLUE = Look("▲", "#123a7a", "#ffffff", "bold #7fb0ff")

LOOKS = {
    Verdict.PRESENT: _GREEN,
    Verdict.LATE: _LATE,
    Verdict.ALREADY_PRESENT: _AMBER,
    Verdict.REREAD: _AMBER,
    Verdict.NOT_ON_ROSTER: _RED,
    Verdict.UNREADABLE: _BLUE,
    Verdict.AMBIGUOUS: _RED,
    Verdict.NOT_OPEN: _BLUE,
    Verdict.CLOSED: _BLUE,
    Verdict.RECORDED_ABSENT: _AMBER,
    Verdict.REVOKED: _RED,
    Verdict.LEFT: _GREEN,
    Verdict.LEFT_EARLY: _LATE,
    Verdict.ALREADY_LEFT: _AMBER,
}
NOT_RECORDED = _RED
_READY = Look("", "#1e1e1e", "#d0d0d0", "")


class VerdictPanel(Rows):
    """Fills what room it has: huge word, big name, then plain lines."""

    def show(self, answer: Answer | None, failure: str, ceremony: Ceremony, words: Words) -> None:
        if failure:
            self._paint(NOT_RECORDED, words("verdict.not-recorded"), [], [failure])
        elif answer is None:
            script = ceremony.script
            title = [script.title, f"{words.date(script.starts)} · {script.place}"]
            self._paint(_READY, words("gate.ready"), [], title)
        else:
            self._show_answer(answer, words)

    def _show_answer(self, answer: Answer, words: Words) -> None:
        look = LOOKS[answer.shown_as]
        word = words(f"verdict.{answer.shown_as}")
        person = answer.attendee
        if person is None:
            self._paint(look, word, [], [answer.message, mask(answer.text)])
            return
        lines = [
            person.unit,
            " · ".join(part for part in (person.position, person.rank) if part),
            mask_nip(person.nip) if person.nip else person.id,
            answer.message,
        ]
        self._paint(look, word, [person.name], [line for line in lines if line])

    def _paint(self, look: Look, word: str, name: list[str], lines: list[str]) -> None:
        width, height = self.size
        if not width or not height:
            return
        lines = [part for line in lines for part in wrap(line, max(10, width - 2))]
        room = max(1, height - len(lines) - 3 * len(name))
        signed = f"{look.symbol} {word}".strip()
        # In a small window the word comes before the name; in a large one there is room for both.
        high = max(min(room, 9), room * 3 // 5) if name else room - 1
        rows = list(big(signed, width - 2, max(1, high)).rows)
        for person in name:
            rows += ["", *big(person, width - 2, max(1, height - len(rows) - len(lines) - 2)).rows]
        bold = Style(color=look.letters, bgcolor=look.paper, bold=True)
        plain = Style(color=look.letters, bgcolor=look.paper)
        told = [(row, bold) for row in rows]
        for line in ["", *lines][-max(0, height - len(rows)) :]:
            told.append((line[: width - 2], plain))
        self.paint(centred(told, width, height, plain))
