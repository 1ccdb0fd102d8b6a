"""Where somebody wants to go who types: a number, a stage and a number, or some words."""

import re
from collections.abc import Iterator

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CueCalled

_NUMBERS = re.compile(r"(?:(\d{1,3})[.,:/ ]+)?(\d{1,3})")


def jumps(ceremony: Ceremony, typed: str) -> Iterator[CueCalled]:
    """The cues that are meant, the likeliest first.

    "12" is the cue of this stage, then the title of stage 12; "20.5" the fifth cue of stage 20,
    and "20.0" its title; words are sought in this stage, then in those after it, then in those
    before. An echo's phrase is found once, where the leader reads it.
    """
    now, stages = ceremony.now, ceremony.script.stages
    here = min(now.stage if now else 0, len(stages) - 1)
    if numbers := _NUMBERS.fullmatch(typed.strip()):
        named, last = numbers[1], int(numbers[2])
        for stage, cue in [(int(named) - 1, last)] if named else [(here, last), (last - 1, 0)]:
            if 0 <= stage < len(stages) and cue < len(stages[stage].cues):
                yield CueCalled(stage, cue)
        return
    wanted = typed.casefold().split()
    for stage in (*range(here, len(stages)), *range(here)) if wanted else ():
        for number, cue in enumerate(stages[stage].cues):
            repeated = stages[stage].phrase(number) != number
            if not repeated and all(word in cue.text.casefold() for word in wanted):
                yield CueCalled(stage, number)
