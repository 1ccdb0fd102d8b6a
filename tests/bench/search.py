"""Finding a person, keystroke by keystroke."""

from pathlib import Path
from time import perf_counter

from crowd import people
from measures import Goal, Times, tell, times_table

from ceremony_tui.core.search import Finder

PEOPLE = 100_000
SHOWN = 30  # as many as the people screen asks for
TYPED = (
    "nurlina", "la ode muh rahmat", "siti nurlena", "dinas kesehatan", "badan dinas kecamatan",
    "Drs. Sukarni, S.Pd.", "xyzzyq", "9012", "196608011988031901", "m", "o'neil", "rahmta mappa",
)  # fmt: skip


def bench(_folder: Path, scans: int) -> list[Goal]:
    roster = people(PEOPLE)
    begun = perf_counter()
    finder = Finder(roster)
    made = perf_counter() - begun
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


def _timed(finder: Finder, text: str) -> float:
    begun = perf_counter()
    finder.find(text, SHOWN)
    return perf_counter() - begun
