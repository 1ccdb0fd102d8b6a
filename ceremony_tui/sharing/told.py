"""How the sharing goes, in words: the same on the screen, on the command line and on paper."""

from datetime import datetime, timedelta

from ceremony_tui.core.laptops import LIVE, Laptop, Sharing
from ceremony_tui.words import Words

COLUMNS = ("laptop", "entries", "clock", "version", "heard")


def state_of(sharing: Sharing | None, at: datetime, words: Words) -> str:
    """One sentence; of an alarm the newest."""
    if sharing is None:
        return words("share.hub-seeking")
    if sharing.alarms:
        key, fields = sharing.alarms[-1]
        return words(f"error.{key}", **fields)
    if sharing.is_live(at):
        return words("share.live", count=len(sharing.laptops))
    stopped = sharing.state == LIVE
    return words("share.stopped" if stopped else f"share.{sharing.state}", detail=sharing.detail)


def is_well(sharing: Sharing | None, at: datetime) -> bool:
    return sharing is not None and sharing.is_live(at) and not sharing.alarms


def is_final(sharing: Sharing | None, at: datetime) -> bool | None:
    """Whether the totals are final; None when this copy works alone and cannot know."""
    return sharing.is_final(at) if sharing else None


def final_of(sharing: Sharing, at: datetime, words: Words) -> str:
    """Whether the totals are final, and if not, whose scans may be missing."""
    if sharing.is_final(at):
        return words("share.final")
    missing = [numbers_of(laptop, words) for laptop in sharing.missing(at)]
    told = "; ".join(missing) or state_of(sharing, at, words)
    return words("share.not-final", missing=told)


def unfinished(sharing: Sharing | None, at: datetime, words: Words) -> str:
    """What a paper says while scans of other laptops may be missing; else ""."""
    if sharing is None or sharing.is_final(at):
        return ""
    return final_of(sharing, at, words)


def numbers_of(laptop: Laptop, words: Words) -> str:
    """Of each gate, how many entries are here of those that it announced."""
    announced = laptop.announced.numbers.items()
    parts = (
        words(
            "share.numbers",
            gate=gate,
            here=words.number(min(last, laptop.held.get(gate, 0))),
            there=words.number(last),
        )
        for gate, last in announced
    )
    return ", ".join(parts) or words(f"share.role-{laptop.announced.role}")


def row_of(laptop: Laptop, at: datetime, words: Words) -> tuple[str, ...]:
    """A line of the list of laptops, by `COLUMNS`."""
    told = laptop.announced
    ahead = timedelta(milliseconds=abs(told.ahead))
    clock = ("share.clock-fast" if told.ahead > 0 else "share.clock-slow") if told.ahead else ""
    silent = at - laptop.heard
    if told.left:
        heard = words("share.left")
    elif laptop.is_final(at) or silent <= timedelta(seconds=15):
        heard = words("share.here")
    else:
        heard = words("share.silent", span=words.span(silent))
    return (
        words(f"share.role-{told.role}"),
        numbers_of(laptop, words),
        words(clock, span=words.span(ahead)) if ahead > timedelta(seconds=0.5) else "",
        told.version,
        heard,
    )
