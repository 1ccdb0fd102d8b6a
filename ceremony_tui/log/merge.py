"""Other gates' logs: any order, any number of times, the same result."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from ceremony_tui.core.laptops import CLOSED
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.log.exchange import Exchange
from ceremony_tui.log.file import Log
from ceremony_tui.log.keys import badge_key, give_badge_key
from ceremony_tui.log.laptops import bring, laptops_of
from ceremony_tui.log.notes import Notes
from ceremony_tui.log.schema import Row


def merge(mine: Log, *others: Log, at: datetime | None = None) -> int:
    """Adds other gates' entries and people, all or nothing; how many entries were new.

    `at`: the moment until when no laptop is waited for whose own file this is.

    Refuses a file of another ceremony, a broken chain, and two histories under one number:
    a file that was copied and then went on in both places.
    """
    with mine.writing():
        held = {(row["gate"], row["origin"], row["number"]): row["hash"] for row in mine.rows()}
        before = len(held)
        for other in others:
            _vouch(mine, other)
            for row in other.rows("ORDER BY seq"):
                place = (row["gate"], row["origin"], row["number"])
                if place not in held:
                    held[place] = row["hash"]
                    row.pop("seq")
                    _insert(mine, row, other.path)
                elif held[place] != row["hash"]:
                    gate, number = row["gate"], row["number"]
                    raise CeremonyError("merge-cloned", path=other.path, gate=gate, number=number)
            known = mine.roster()
            mine.write_roster([p for p in other.roster() if known.get(p.id) is None])
            if key := badge_key(other):  # mine may be a copy of a file that had none then
                give_badge_key(mine, key)
            if at:
                bring(mine, other, at)
        _tell_anew(mine)
    return len(held) - before


def _tell_anew(mine: Log) -> None:
    """What was told when the hub was closed may be final by now; nobody else will say so."""
    notes = Notes(mine)
    told = notes.sharing()
    if told and told.state == CLOSED:
        heard = {one.origin: (one.announced, one.heard) for one in told.laptops if one.heard}
        notes.tell_sharing(replace(told, laptops=laptops_of(Exchange(mine), heard)))


def _insert(mine: Log, row: Row, path: Path) -> None:
    try:
        mine.insert(row)
    except (ValueError, msgspec.MsgspecError) as error:  # people who are none
        raise BadInput("file-damaged", path=path, detail=error) from error


def _vouch(mine: Log, other: Log) -> None:
    if other.id != mine.id:
        raise BadInput("merge-foreign", path=other.path)
    for log in (mine, other):  # the people would come back, or be missing here
        if log.rows("WHERE kind = 'purged' LIMIT 1"):
            raise CeremonyError("merge-purged", path=log.path)
    broken = other.verify()
    if broken:
        raise BadInput("merge-broken", path=other.path, gate=broken.gate, number=broken.number)
    other.read()  # what this program cannot read it must not take in either
