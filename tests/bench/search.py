"""Finding a person, keystroke by keystroke."""

import re
from dataclasses import replace
from pathlib import Path
from random import Random
from time import process_time

from crowd import people
from measures import Goal, Times, tell, times_table

from ceremony_tui.core.search import Finder

PEOPLE = 100_000
SYLLABLES = re.findall("..", "marinadilanuhasatiwasukabuyaramifitoye")
SHOWN = 30  # as many as the people screen asks for
TYPED = (
    "nurlina", "la ode muh rahmat", "siti nurlena", "dinas kesehatan", "badan dinas kecamatan",
    "Drs. Sukarni, S.Pd.", "xyzzyq", "9012", "196608011988031901", "m", "o'neil", "rahmta mappa",
)  # fmt: skip


def bench(_folder: Path, scans: int) -> list[Goal]:
    roster = [replace(p, name=f"{_coined(n)} {p.name}") for n, p in enumerate(people(PEOPLE))]
    begun = process_time()
    finder = Finder(roster)
    made = process_time() - begun
    keystrokes: list[Times] = []
    for text in TYPED:
        taken: list[float] = []
        for end in range(1, len(text) + 1):
            best = min(_timed(finder, text[:end]) for _ in range(3))
            taken.append(best)
        keystrokes.append(Times(text, tuple(taken)))
    every = Times("all", tuple(s for times in keystrokes for s in times.seconds))
    tell(times_table(f"Name search, {PEOPLE:,} people, per keystroke", [*keystrokes, every]))
    return [
        Goal("search: worst keystroke, 100k people", every.at(1), 5, unit="ms"),
        Goal("search: made ready, 100k people", made, 1, unit="s"),
    ]


def _coined(number: int) -> str:
    """A word that few have: the invented people share too few names for a hard search."""
    chance = Random(number)
    return "".join(chance.choices(SYLLABLES, k=chance.choice((3, 4)))).capitalize()


def _timed(finder: Finder, text: str) -> float:
    begun = process_time()
    finder.find(text, SHOWN)
    return process_time() - begun
