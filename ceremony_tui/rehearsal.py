"""A rehearsal (gladi): a script moved to now, an invented roster or what was prepared."""

import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import Any

from ceremony_tui.core.badge import status_of
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import Fact, Reread
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.script import Script
from ceremony_tui.library import data_folder


def invented_roster(count: int, seed: int = 2023) -> tuple[Attendee, ...]:
    """People who do not exist, unit by unit; the same seed gives the same people."""
    source = (data_folder() / "rosters" / "invented.toml").read_text(encoding="utf-8")
    tokens = tomllib.loads(source)
    chance = Random(seed)
    units = _units(tokens, count)
    hard = iter(tokens["hard"])
    nips: set[str] = set()
    people: list[Attendee] = []
    for number, (unit, head) in enumerate(units, 1):
        is_head = not people or people[-1].unit != unit
        # One hard name in six until they are used up, so that a small demo has some too.
        name = next(hard, "") if number % 6 == 0 else ""
        people.append(
            _person(chance, tokens, nips, name or _name(chance, tokens), unit, head, is_head)
        )
    guests = (n for n, person in enumerate(people) if not person.nip)
    for local, place in enumerate(guests, 1):
        person = people[place]
        people[place] = Attendee(
            f"NON-{local:04d}", person.name, person.unit, position=person.position, status="Non-ASN"
        )
    return tuple(people)


def _units(tokens: dict[str, Any], count: int) -> list[tuple[str, str]]:
    """Each person's unit and the title of its head, in shares as large as in real regencies."""
    shares: list[list[Any]] = tokens["units"]
    total = sum(share for _, share, _ in shares)
    seats = [
        (unit, head) for unit, share, head in shares for _ in range(-(-share * count // total))
    ]
    surplus = len(seats) - count
    # The largest unit gives back what rounding up has added.
    largest = max(shares, key=lambda row: row[1])[0]
    spare = [n for n, seat in enumerate(seats) if seat[0] == largest][:surplus]
    kept = [seat for n, seat in enumerate(seats) if n not in set(spare)]
    return list(islice(kept, count))


def _name(chance: Random, tokens: dict[str, Any]) -> str:
    title = chance.choice(tokens["titles"])
    name = f"{chance.choice(tokens['given'])} {chance.choice(tokens['family'])}"
    return f"{name}, {title}" if title else name


def _person(
    chance: Random,
    tokens: dict[str, Any],
    nips: set[str],
    name: str,
    unit: str,
    head: str,
    is_head: bool,
) -> Attendee:
    nip = "" if not is_head and chance.random() < 0.05 else _nip(chance, nips)
    pns = status_of(nip) == "PNS"
    return Attendee(
        id=nip,
        name=name,
        unit=unit,
        nip=nip,
        position=head if is_head else chance.choice(tokens["positions"]),
        rank=chance.choice(tokens["ranks"]) if pns else "IX" if nip else "",
        status=status_of(nip),
    )


def _nip(chance: Random, taken: set[str]) -> str:
    """A NIP that nobody bears: serials from 900 are practically never issued."""
    while True:
        year = chance.randint(1967, 2001)
        birth = f"{year}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        since = chance.randint(year + 20, min(year + 35, 2025))
        month = chance.choice((21, 24)) if chance.random() < 0.15 else chance.randint(1, 12)
        nip = f"{birth}{since}{month:02d}{chance.choice('12')}{chance.randint(900, 999)}"
        if nip not in taken:
            taken.add(nip)
            return nip


BEFORE = timedelta(minutes=30)  # how long before the start a rehearsal begins


def rehearsed(script: Script, now: datetime) -> Script:
    """The script as if it began half an hour from now: the doors are open, nobody is late yet."""
    soon = min(script.starts, script.late_after) - BEFORE
    shift = now.astimezone(script.starts.tzinfo) - max(script.doors_open, soon)
    starts = script.starts + shift
    return script.moved_to(starts.replace(second=0, microsecond=0))


def prepared(ceremony: Ceremony) -> tuple[Script, tuple[Fact, ...]]:
    """What was prepared for a ceremony: the script as it stands, and what was done about paper.

    That is the badges that were replaced, and the badges and sheets that were printed. Nobody is
    ready yet.
    """
    script = ceremony.script
    roles = tuple(replace(role, ready=False) for role in script.roles)
    badges = chain.from_iterable(ceremony.badges.values())
    entries = sorted((*badges, *ceremony.printed), key=lambda e: e.order)
    facts = dict.fromkeys((entry.order, entry.fact) for entry in entries)
    kept = (fact for _, fact in facts if not isinstance(fact, Reread))
    return replace(script, roles=roles), tuple(kept)


def free_copy(file: Path) -> Path:
    """A name that is not taken, beside a ceremony file: `ikrar-gladi.db`, or `-gladi-2` and on."""
    marks = ("-gladi" if n == 1 else f"-gladi-{n}" for n in range(1, 10_000))
    names = (file.with_name(f"{file.stem}{mark}{file.suffix}") for mark in marks)
    return next(name for name in names if not name.exists())


def free_folder(parent: Path) -> Path:
    """A folder that is not there yet: `gladi`, or `gladi-2` and on."""
    names = ("gladi" if n == 1 else f"gladi-{n}" for n in range(1, 10_000))
    return next(parent / name for name in names if not (parent / name).exists())
