"""Uji petik: some names of every unit, for an officer who looks whether they stand there."""

from datetime import datetime

from ceremony_tui.core.badge import mask_nip
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.oddities import spot_check
from ceremony_tui.core.tally import tally_all
from ceremony_tui.papers.paper import Paper, columns, heading, lines_of, mark_of
from ceremony_tui.words import Words

BOX = "☐"


def spot_check_paper(
    ceremony: Ceremony, at: datetime, words: Words, unit: str | None = None
) -> Paper:
    """Drawn by the last scan, whose id nobody knew before it; the same state gives it again."""
    seed = ceremony.latest[-1].id if ceremony.latest else ""
    drawn = [person for person in spot_check(ceremony, seed) if unit in (None, person.unit)]
    return Paper(
        title=words("paper.spot-check"),
        at=at,
        mark=mark_of(ceremony, words),
        heading=(
            *heading(ceremony, at, words, unit, tally_all(lines_of(ceremony, at, unit))),
            words("spot-check.task"),
            words("spot-check.drawn", entry=seed or "-"),
        ),
        columns=columns(words, "number", "unit", "name", "nip", "position", "there", "note"),
        rows=tuple(
            (number, p.unit, p.name, mask_nip(p.nip or p.id), p.position, BOX, "")
            for number, p in enumerate(drawn, 1)
        ),
    )
