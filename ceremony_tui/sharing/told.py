"""How the sharing goes, in words: the same on the screen, on the command line and on paper."""

from datetime import datetime, timedelta

from ceremony_tui.core.laptops import CLOSED, LIVE, Announced, Laptop, Sharing
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
    if sharing is None or sharing.alarms:
        return False
    return sharing.is_live(at) or sharing.state == CLOSED


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


def closing_of(sharing: Sharing, words: Words) -> str:
    """That the hub was closed, and whether the totals were final then."""
    at = sharing.at
    return f"{state_of(sharing, at, words)} {final_of(sharing, at, words)}"


def name_of(announced: Announced, words: Words) -> str:
    """A laptop by its gates; one that has scanned nothing yet by what it is."""
    return ", ".join(announced.numbers) or words(f"share.role-{announced.role}")


def unfinished(sharing: Sharing | None, at: datetime, words: Words) -> str:
    """What a paper says while scans of other laptops may be missing; else ""."""
    if sharing is None or sharing.is_final(at):
        return ""
    return final_of(sharing, at, words)


def numbers_of(laptop: Laptop, words: Words) -> str:
    """Of each gate, how many entries are here of those that it announced."""
    announced = laptop.announced
    parts = (
        words(
            "share.numbers",
            gate=gate,
            here=words.number(min(last, laptop.held.get(gate, 0))),
            there=words.number(last),
        )
        for gate, last in announced.numbers.items()
    )
    return ", ".join(parts) or name_of(announced, words)


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
