"""The hash chain: each entry vouches for the one before it at the same gate of the same laptop.

The chain runs over a salted digest of the fact, not over the fact itself: personal data can be
purged and the chain still verifies, and a digest tells nobody whose NIP it hides.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii as _json

from ceremony_tui.core.facts import Entry
from ceremony_tui.log.schema import Row

_LINKED = ("id", "origin", "gate", "number", "at", "operator", "kind", "version", "digest")


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that no longer holds. `how`: altered, removed, reordered, cut (after it)."""

    how: str
    gate: str
    number: int
    entry: str = ""


def digest(salt: str, fact: str) -> str:
    hashed = hashlib.sha256(f"{salt}\n".encode())
    hashed.update(fact.encode())  # a roster's is long: not once more beside the salt
    return hashed.hexdigest()


def link(previous: str, row: Row) -> str:
    """The hash of an entry, given the hash of the entry before it ("" for the first)."""
    try:
        # As json.dumps writes it, in a third of the time.
        told = (
            f"[{_json(previous)}, {_json(row['id'])}, {_json(row['origin'])}, "
            f"{_json(row['gate'])}, {row['number']:d}, {_json(row['at'])}, "
            f"{_json(row['operator'])}, {_json(row['kind'])}, {row['version']:d}, "
            f"{_json(row['digest'])}]"
        )
    except (TypeError, ValueError):  # no text, or no number, in a file that another program wrote
        told = json.dumps([previous, *(row[name] for name in _LINKED)], default=repr)
    return hashlib.sha256(told.encode()).hexdigest()


def chained(previous: str, entry: Entry, origin: str, fact: str) -> Row:
    """An entry as a row that vouches for the one before it; `fact` is JSON."""
    row: Row = {
        "id": entry.id,
        "origin": origin,
        "gate": entry.gate,
        "number": entry.number,
        "at": entry.at.isoformat(timespec="microseconds"),
        "operator": entry.operator,
        "kind": entry.fact.kind,
        "version": entry.fact.version,
        "fact": fact,
        "salt": secrets.token_hex(8),
    }
    row["digest"] = digest(row["salt"], fact)
    row["hash"] = link(previous, row)
    return row


def first_break(rows: Iterable[Row]) -> Break | None:
    """Walks rows ordered by gate, origin and number; None when every chain holds."""
    rows = list(rows)
    purged = max((row["seq"] for row in rows if row["kind"] == "purged"), default=0)
    chain: tuple[str, str] | None = None
    previous, number, seq = "", 0, 0
    for row in rows:
        if (row["gate"], row["origin"]) != chain:
            chain = (row["gate"], row["origin"])
            previous, number, seq = "", 0, 0
        number += 1
        if row["number"] != number:
            return Break("removed", row["gate"], number)
        # A fact may only be gone when an entry later says that they were purged.
        gone = row["fact"] is None and row["seq"] < purged
        if not gone and digest(row["salt"], row["fact"] or "") != row["digest"]:
            return Break("altered", row["gate"], number, row["id"])
        if link(previous, row) != row["hash"]:
            return Break("altered", row["gate"], number, row["id"])
        if row["seq"] < seq:
            return Break("reordered", row["gate"], number, row["id"])
        previous, seq = row["hash"], row["seq"]
    return None
