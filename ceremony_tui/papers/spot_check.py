"""Uji petik: some names of every unit, for an officer who looks whether they stand there."""

from ceremony_tui.core.oddities import spot_check
from ceremony_tui.papers.paper import Asked, Paper

BOX = "☐"


def spot_check_paper(asked: Asked) -> Paper:
    """Drawn by the last scan, whose id nobody knew before it; the same state gives it again."""
    ceremony, words = asked.ceremony, asked.words
    seed = ceremony.latest[-1].id if ceremony.latest else ""
    drawn = [person for person in spot_check(ceremony, seed) if asked.unit in (None, person.unit)]
    return Paper(
        title=words("paper.spot-check"),
        at=asked.at,
        mark=asked.mark,
        heading=(
            *asked.heading(asked.whole),
            words("spot-check.task"),
            words("spot-check.drawn", entry=seed or "-"),
        ),
        columns=asked.columns("number", "unit", "name", "nip", "position", "there", "note"),
        rows=tuple(
            (number, p.unit, p.name, p.nip or p.id, p.position, BOX, "")
            for number, p in enumerate(drawn, 1)
        ),
    )
