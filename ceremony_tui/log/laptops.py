"""The other laptops as this file knows them, and those whose own files were merged into it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

import msgspec

from ceremony_tui.core.laptops import Announced, Brought, Laptop, other_laptops
from ceremony_tui.log.exchange import Exchange
from ceremony_tui.log.file import PODIUM, WRITER, Log

_BROUGHT = "brought:"  # notes that go with every copy


def bring(mine: Log, other: Log, at: datetime) -> None:
    """Notes that all is here which the laptop of a merged file had written until now.

    That is the one that wrote the file last. A file that lacks what is here of that laptop is an
    old copy, and proves nothing.
    """
    writer = other.notes(WRITER).get(WRITER, "")
    lengths = {origin: _length(other, origin) for origin in (writer, PODIUM + writer)}
    whole = all(_length(mine, origin) == length for origin, length in lengths.items())
    if writer and whole and writer != mine.origin:
        note = msgspec.json.encode(Brought(lengths, mine.script.local(at))).decode()
        mine.write_note(f"{_BROUGHT}{writer}", note)


def laptops_of(
    exchange: Exchange, heard: Mapping[str, tuple[Announced, datetime]]
) -> tuple[Laptop, ...]:
    """Every other laptop whose scans may count, given what was `heard` of those on the hub."""
    log = exchange.log
    return other_laptops(log.origin, heard, exchange.kept(), _brought(log), exchange.restarted)


def _brought(log: Log) -> dict[str, Brought]:
    """Whose files were merged into this one, by origin."""
    found: dict[str, Brought] = {}
    for key, note in log.notes(_BROUGHT).items():
        with suppress(msgspec.MsgspecError):  # another version's
            found[key.removeprefix(_BROUGHT)] = msgspec.json.decode(note, type=Brought)
    return found


def _length(log: Log, origin: str) -> int:
    (row,) = log.query("SELECT count(*) FROM log WHERE origin = ?", (origin,))
    return int(row[0])
