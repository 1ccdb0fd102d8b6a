"""Lembar ikrar: the words of the pledge as they were recited, for leaders and witnesses to sign."""

from ceremony_tui.core.pledged import pledge_stage
from ceremony_tui.core.script import Script
from ceremony_tui.core.text.pledge import Text
from ceremony_tui.core.text.wording import Place, parts, text_hash
from ceremony_tui.papers.paper import Asked, Paper, Signature

BLANK = 4  # places to sign when the script names nobody


def pledge_sheet_paper(asked: Asked) -> Paper:
    """One page: the words with their hash, and a place for each who is to sign."""
    words, script = asked.words, asked.ceremony.script
    stage = pledge_stage(script)
    text = script.stages[stage].recited if stage is not None else None
    return Paper(
        title=text.title if text else words("paper.pledge-sheet"),
        at=asked.at,
        mark=asked.mark,
        heading=(
            *((asked.mark,) if asked.mark else ()),
            script.title,
            asked.said("where-when", script.starts, place=script.place),
        ),
        letterhead=asked.letterhead,
        prose=recited(text) if text else (words("pledge-sheet.none"),),
        closing=words("pledge-sheet.hash", hash=text_hash(text)) if text else "",
        signatures=signers(script) or (Signature(("",)),) * BLANK,
    )


def recited(text: Text) -> tuple[str, ...]:
    """The parts as they are printed: points numbered, the title left to the paper."""
    told = (
        f"{part.point}. {part.words}" if part.place is Place.POINT else part.words
        for part in parts(text)
        if part.place is not Place.TITLE
    )
    return tuple(line for line in told if line)


def signers(script: Script) -> tuple[Signature, ...]:
    """A place to sign for everyone whom the script names at a signing."""
    return tuple(
        Signature((signer.office,), signer.name)
        for stage in script.stages
        for signer in stage.signers
    )
