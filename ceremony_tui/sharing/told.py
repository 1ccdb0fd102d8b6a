"""How the sharing goes, in words: the same on the screen, on the command line and on paper."""

from datetime import datetime, timedelta

from ceremony_tui.core.laptops import CLOSED, LIVE, SEEKING, Announced, Laptop, Sharing
from ceremony_tui.words import Words

COLUMNS = ("laptop", "entries", "clock", "version", "heard")


def state_of(sharing: Sharing | None, at: datetime, words: Words) -> str:
    """One sentence; of an alarm the newest."""
    if sharing is None:
        return words(f"share.{SEEKING}")
    if sharing.alarms:
        key, fields = sharing.alarms[-1]
        return words(f"error.{key}", **fields)
    if sharing.is_live(at):
        return words("share.live", count=sharing.present(at))
    stopped = sharing.state == LIVE
    return words("share.stopped" if stopped else f"share.{sharing.state}", detail=sharing.detail)


def is_well(sharing: Sharing | None, at: datetime) -> bool:
    if sharing is None or sharing.alarms:
        return False
    return sharing.is_live(at) or sharing.state == CLOSED


def is_final(sharing: Sharing | None, at: datetime) -> bool | None:
    """Whether the totals are final; None when this copy works alone and cannot know."""
    return sharing.is_final(at) if sharing else None


def final_until(sharing: Sharing | None, at: datetime) -> datetime | None:
    """Until when all is here; None when something may be missing, or nobody can know."""
    return sharing.until if sharing and sharing.is_final(at) else None


def final_of(sharing: Sharing, at: datetime, words: Words) -> str:
    """Until when all is here; or whose scans may be missing, and why."""
    if sharing.is_final(at):
        return words("share.final", at=words.second(sharing.until))
    if sharing.alarms:
        told = [state_of(sharing, at, words)]
    elif sharing.is_live(at) or sharing.state == CLOSED:
        told = [missing_of(laptop, sharing.as_of(at), words) for laptop in sharing.missing(at)]
    else:  # of any laptop
        told = [words("share.unseen")]
    return words("share.not-final", missing="; ".join(told))


def missing_of(laptop: Laptop, at: datetime, words: Words) -> str:
    """Why scans of a laptop may be missing."""
    if laptop.heard is None:
        return words("share.never-joined", name=name_of(laptop.announced, words))
    told = numbers_of(laptop, words) or name_of(laptop.announced, words)
    if laptop.is_done or laptop.is_heard(at):
        return told
    return words("share.silent-since", told=told, at=words.time(laptop.heard))


def closing_of(sharing: Sharing, words: Words) -> str:
    """That the hub was closed, and whether the totals were final then."""
    at = sharing.at
    return f"{state_of(sharing, at, words)} {final_of(sharing, at, words)}"


def name_of(announced: Announced, words: Words) -> str:
    """A laptop by its gates; one that has none by what it is."""
    return ", ".join(announced.numbers) or _kind_of(announced, words)


def _kind_of(announced: Announced, words: Words) -> str:
    nameless = announced.role == "gate" and not announced.numbers
    return words("share.no-gate" if nameless else f"share.role-{announced.role}")


def unfinished(sharing: Sharing | None, at: datetime, words: Words) -> str:
    """What a paper says while scans of other laptops may be missing; else ""."""
    if sharing is None or sharing.is_final(at):
        return ""
    return final_of(sharing, at, words)


def numbers_of(laptop: Laptop, words: Words) -> str:
    """Of each gate, how many entries are here of those it has; "" without a gate."""
    known = laptop.heard or laptop.brought  # else nobody has told how many there are
    key = "share.numbers" if known else "share.number"
    parts = (
        words(
            key,
            gate=gate,
            here=words.number(min(last, laptop.held.get(gate, 0))),
            there=words.number(last),
        )
        for gate, last in laptop.numbers.items()
    )
    return ", ".join(parts)


def row_of(laptop: Laptop, at: datetime, words: Words) -> tuple[str, ...]:
    """A line of the list of laptops, by `COLUMNS`."""
    told = laptop.announced
    ahead = timedelta(milliseconds=abs(told.ahead))
    clock = ("share.clock-fast" if told.ahead > 0 else "share.clock-slow") if told.ahead else ""
    return (
        _kind_of(told, words),
        numbers_of(laptop, words),
        words(clock, span=words.span(ahead)) if ahead > timedelta(seconds=0.5) else "",
        told.version,
        _news_of(laptop, at, words),
    )


def _news_of(laptop: Laptop, at: datetime, words: Words) -> str:
    if laptop.announced.left:
        return words("share.left")
    if laptop.is_heard(at):
        return words("share.here")
    if laptop.brought:
        return words("share.brought", at=words.time(laptop.brought))
    if laptop.heard is None:
        return words("share.unjoined")
    return words("share.silent", span=words.span(at - laptop.heard))
