"""What the audience sees, in words: one picture of the wall for every moment of a ceremony."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CueCalled
from ceremony_tui.core.rundown import shown_since
from ceremony_tui.core.script import Kind, Stage
from ceremony_tui.core.signing import Line, signers
from ceremony_tui.core.tally import expected
from ceremony_tui.core.text.pledge import Cue, Turn
from ceremony_tui.words import Words

TURN = timedelta(seconds=8)  # how long a card of the welcome loop stands: it is read twice
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sight:
    """What is painted depends on nothing else.

    `turn` gives the colours; `phrase` is as large as the largest size at which every phrase of
    `item` fits, so that letters never jump within one item; `lines` stand below it in ordinary
    letters, those around the one at `line` when there is no room for all; `below` stands dim in
    the bottom sixth, `progress` on the last row.
    """

    turn: Turn
    banner: str = ""
    phrase: str = ""
    below: str = ""
    progress: str = ""
    item: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    line: int = 0
    blank: bool = False


def sight(ceremony: Ceremony, words: Words, at: datetime) -> Sight:
    """What the wall shows at this moment."""
    now, shown = ceremony.now, ceremony.shown
    if now and now.blank:
        return Sight(Turn.TITLE, blank=True)
    stages = ceremony.script.stages
    if shown is None:
        return _welcome(ceremony, words, at)
    if shown.stage >= len(stages):
        return _thanks(ceremony, words)
    if now and now.title:
        return _title(ceremony, words, stages[shown.stage])
    seen = of_cue(ceremony, words, shown.stage, shown.cue)
    if seen.turn is Turn.SILENCE:
        spent = at - (shown_since(ceremony) or at)
        whole = timedelta(seconds=stages[shown.stage].countdown)
        return _silence(seen, words, min(whole, whole - spent))
    return seen


def of_cue(ceremony: Ceremony, words: Words, number: int, at: int) -> Sight:
    """What the wall shows at a cue of a stage, if nothing covers it."""
    stage = ceremony.script.stages[number]
    cue = stage.cues[min(at, len(stage.cues) - 1)]
    if stage.kind is Kind.SIGNING and stage.signers:
        return _signing(ceremony, words, number)
    if cue.turn is Turn.TITLE:
        return _title(ceremony, words, stage)
    seen = Sight(
        cue.turn,
        banner=words(told_turn(stage, cue)),
        phrase=cue.text,
        below=_coming(stage, cue, at),
        progress=_marked(ceremony, words, _point(stage, cue, words)),
        item=tuple(dict.fromkeys(cue.text for cue in stage.cues[1:])),
    )
    if cue.turn is Turn.SILENCE:
        return _silence(seen, words, timedelta(seconds=stage.countdown))
    return seen


def told_turn(stage: Stage, cue: Cue) -> str:
    """Whose turn it is at a cue, as a key of `words`."""
    sung = stage.kind is Kind.ANTHEM and cue.turn is Turn.ALL
    return "turn.sing" if sung else f"turn.{cue.turn}"


def following(ceremony: Ceremony) -> CueCalled | None:
    """Where the next press leads: the next cue, or the title of the next stage that is held."""
    now, script = ceremony.now, ceremony.script
    if now and now.stage < len(script.stages) and now.cue + 1 < len(script.stages[now.stage].cues):
        return CueCalled(now.stage, now.cue + 1)
    after = range(now.stage + 1 if now else 0, len(script.stages))
    return next((CueCalled(stage) for stage in after if script.has(stage)), None)


# --- The cards of a stage -------------------------------------------------------------------


def _title(ceremony: Ceremony, words: Words, stage: Stage) -> Sight:
    """The heading of a stage, and whose it is: below it, or on the last row if that is taken."""
    who = _bearer(ceremony, stage)
    if stage.kind is Kind.PRAYER:
        phrase = stage.note or words("wall.prayer")
        return Sight(Turn.TITLE, stage.title, phrase, who, _marked(ceremony, words, ""))
    title, *after = stage.cues
    below = stage.note or (after[0].text if after else "")
    told = _marked(ceremony, words, who if below else "")
    return Sight(Turn.TITLE, phrase=title.text, below=below or who, progress=told)


def _bearer(ceremony: Ceremony, stage: Stage) -> str:
    """Who has the stage, with their office; the task while nobody is named."""
    role = ceremony.script.role(stage.by)
    if role is None:
        return ""
    return " · ".join(filter(None, (role.holder, role.office))) if role.holder else role.name


def _silence(seen: Sight, words: Words, rest: timedelta) -> Sight:
    """The seconds of silence that are left; afterwards it says that it is over."""
    seconds = -(rest // -timedelta(seconds=1))  # a second that has begun still counts
    if seconds <= 0:
        return replace(seen, phrase=words("wall.silence-over"), item=())
    return replace(seen, phrase=words.span(timedelta(seconds=seconds)), item=("0:00",))


def _signing(ceremony: Ceremony, words: Words, number: int) -> Sight:
    """Who signs now, the whole list with who has signed, and who is next."""
    every = signers(ceremony, number)
    awaited = [line for line in every if line.signed is None]
    current = next(iter(awaited), None)
    told = words(
        "wall.signed",
        count=words.number(len(every) - len(awaited)),
        of=words.number(len(every)),
    )
    return Sight(
        Turn.TITLE,
        banner=ceremony.script.stages[number].title,
        phrase=current.title if current else words("wall.all-signed"),
        below=words("wall.next-signer", name=awaited[1].title) if len(awaited) > 1 else "",
        progress=_marked(ceremony, words, told),
        lines=tuple(_signer(line, line is current) for line in every),
        line=every.index(current) if current else len(every) - 1,
    )


def _signer(line: Line, current: bool) -> str:
    mark = "✓" if line.signed else "▶" if current else " "
    office = line.office if line.name else ""
    return f"{mark} {' · '.join(filter(None, (line.title, office)))}"


# --- Before and after -----------------------------------------------------------------------


def _welcome(ceremony: Ceremony, words: Words, at: datetime) -> Sight:
    """Cards that take turns by the clock alone: every display shows the same one."""
    card = CARDS[(at - ceremony.script.starts) // TURN % len(CARDS)]
    phrase, below = card(ceremony, words, at)
    present = words("wall.present", count=words.number(ceremony.present))
    told = f"{present} · {ceremony.script.title}"
    return Sight(Turn.TITLE, words("wall.welcome"), phrase, below, _marked(ceremony, words, told))


def _where(ceremony: Ceremony, words: Words, _at: datetime) -> tuple[str, str]:
    script = ceremony.script
    return script.title, f"{words.date(script.local(script.starts))} · {script.place}"


def _come(ceremony: Ceremony, words: Words, _at: datetime) -> tuple[str, str]:
    return words("wall.came", of=_present(ceremony, words)), _starts(ceremony, words)


def _ready(ceremony: Ceremony, words: Words, _at: datetime) -> tuple[str, str]:
    """What to do, and what is recorded for what end: people are told before they are scanned."""
    notice = words("wall.notice", organizer=ceremony.script.organizer)
    return words("wall.badge-ready"), notice


def _begins(ceremony: Ceremony, words: Words, at: datetime) -> tuple[str, str]:
    script = ceremony.script
    starts = script.local(script.starts)
    minutes = -((at - script.starts) // timedelta(minutes=1))
    if minutes <= 0:
        phrase = words("wall.soon")
    elif script.starts - at >= DAY:
        phrase = words.date(starts)
    else:
        hours, minutes = divmod(minutes, 60)
        key = "wall.in-hours" if hours else "wall.in-minutes"
        phrase = words(key, hours=hours, minutes=minutes)
    return phrase, _starts(ceremony, words)


# What each card says large, and below it.
CARDS: tuple[Callable[[Ceremony, Words, datetime], tuple[str, str]], ...] = (
    _where, _come, _ready, _begins,
)  # fmt: skip


def _thanks(ceremony: Ceremony, words: Words) -> Sight:
    """After the end: thanks, and how many came."""
    return Sight(
        Turn.TITLE,
        phrase=words("wall.thanks"),
        below=words("wall.came", of=_present(ceremony, words)),
        progress=_marked(ceremony, words, ceremony.script.title),
    )


# --- Parts of a card ------------------------------------------------------------------------


def _starts(ceremony: Ceremony, words: Words) -> str:
    script = ceremony.script
    return words("wall.starts", at=words.clock(script.local(script.starts), script.timezone))


def _present(ceremony: Ceremony, words: Words) -> str:
    """How many have come, and of how many if that is known."""
    count, awaited = words.number(ceremony.present), expected(ceremony)
    return words("wall.of", count=count, of=words.number(awaited)) if awaited else count


def _coming(stage: Stage, cue: Cue, at: int) -> str:
    """The next phrase. After the leader comes the same phrase: nothing new to read."""
    coming = stage.cues[at + 1] if at + 1 < len(stage.cues) else cue
    return "" if coming.text == cue.text else coming.text


def _point(stage: Stage, cue: Cue, words: Words) -> str:
    points = len(stage.text.points) if stage.text else 0
    return words("wall.point", point=cue.point, of=points) if 1 <= cue.point <= points else ""


def _marked(ceremony: Ceremony, words: Words, told: str) -> str:
    mark = words("ui.rehearsal") if ceremony.rehearsal else ""
    return " · ".join(filter(None, (mark, told)))
