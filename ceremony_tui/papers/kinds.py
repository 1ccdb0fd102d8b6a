"""Every kind of paper: what composes it, how it may be written, how much of people it tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.record import Record
from ceremony_tui.errors import BadInput
from ceremony_tui.papers.absent import absent_paper
from ceremony_tui.papers.attendance import attendance_paper
from ceremony_tui.papers.conflicts import conflicts_paper
from ceremony_tui.papers.follow_up import follow_up_paper
from ceremony_tui.papers.log import log_paper
from ceremony_tui.papers.message import message_paper
from ceremony_tui.papers.minutes import minutes_paper
from ceremony_tui.papers.notices import breach_paper, notice_paper
from ceremony_tui.papers.oddities import oddities_paper
from ceremony_tui.papers.paper import Asked, Compose, Paper, Privacy
from ceremony_tui.papers.pledge_sheet import pledge_sheet_paper
from ceremony_tui.papers.privacy import masked
from ceremony_tui.papers.reasons import reasons_paper
from ceremony_tui.papers.recap import recap_paper
from ceremony_tui.papers.roll_call import roll_call_paper
from ceremony_tui.papers.sekda import sekda_paper
from ceremony_tui.papers.spot_check import spot_check_paper
from ceremony_tui.words import Words

_TABLE = ("xlsx", "pdf", "csv", "txt", "json")
_PRINT = ("pdf", "xlsx", "csv", "txt", "json")
_TEXT = ("txt", "json")
_PAGE = ("pdf", "txt", "json")

_FULL, _MASKED, _PUBLIC = Privacy.FULL, Privacy.MASKED, Privacy.PUBLIC


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. The first of its formats, and of its levels of privacy, is the usual one."""

    compose: Compose
    formats: tuple[str, ...]
    levels: tuple[Privacy, ...]
    of_record: bool = False
    """Whether it is made from the log itself, which is asked for only then."""

    def __call__(
        self,
        ceremony: Ceremony,
        at: datetime,
        words: Words,
        unit: str | None = None,
        privacy: Privacy | None = None,
        record: Callable[[], Record] = Record,
        unfinished: str = "",
    ) -> Paper:
        """The paper of this kind, as of `at`; a level that it does not have is refused."""
        level = privacy or self.levels[0]
        if level not in self.levels:
            raise BadInput("privacy-level", level=level, known=", ".join(self.levels))
        log = record() if self.of_record else Record()
        asked = Asked(ceremony, at, words, unit, level, log, unfinished)
        paper = replace(self.compose(asked), words=words)
        return masked(paper, words) if level is Privacy.MASKED else paper


KINDS: Mapping[str, Kind] = {
    "attendance": Kind(attendance_paper, _TABLE, (_FULL, _MASKED)),
    "absent": Kind(absent_paper, _TABLE, (_FULL, _MASKED)),
    "reasons": Kind(reasons_paper, _TABLE, (_FULL,)),
    "recap": Kind(recap_paper, _TABLE, (_FULL, _PUBLIC)),
    "sekda": Kind(sekda_paper, _PRINT, (_PUBLIC,)),
    "roll-call": Kind(roll_call_paper, _PRINT, (_FULL,)),
    "message": Kind(message_paper, _TEXT, (_PUBLIC,)),
    "pledge-sheet": Kind(pledge_sheet_paper, _PAGE, (_PUBLIC,)),
    "minutes": Kind(minutes_paper, _PAGE, (_FULL,), of_record=True),
    "follow-up": Kind(follow_up_paper, _TABLE, (_FULL, _MASKED)),
    "conflicts": Kind(conflicts_paper, _TABLE, (_MASKED, _FULL)),
    "spot-check": Kind(spot_check_paper, _TABLE, (_MASKED,)),
    "oddities": Kind(oddities_paper, _TABLE, (_MASKED,)),
    "log": Kind(log_paper, _TABLE, (_MASKED, _FULL), of_record=True),
    "notice": Kind(notice_paper, _PAGE, (_PUBLIC,)),
    "breach-note": Kind(breach_paper, _PAGE, (_PUBLIC,)),
}
