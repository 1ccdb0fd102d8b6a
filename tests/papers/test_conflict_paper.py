"""The paper of conflicts: what counts, the other entry, and how long was between."""

import json
from dataclasses import replace
from datetime import UTC, timedelta

from small_ceremony import ARMAN, ILHAM, ROSMINI, arrival, ceremony, clock

from ceremony_tui.core.conflicts import conflicts
from ceremony_tui.core.facts import AbsenceSet, CheckedIn, Entry
from ceremony_tui.papers import KINDS, Paper, render
from ceremony_tui.words import load

AFTER = clock(12, 0)


def gates() -> tuple[Entry, ...]:
    """An hour's difference of clocks, hours between two gates, and a row on paper."""
    fast = arrival(ARMAN, clock(8, 1), "Gerbang 2")
    row = CheckedIn(ILHAM.id, "", why="paper 1 row 1", timed=False)
    at = clock(10, 0).astimezone(UTC)
    return (
        arrival(ARMAN, clock(7, 0)),
        replace(fast, after=fast.at - timedelta(hours=1)),
        arrival(ROSMINI, clock(6, 47)),
        arrival(ROSMINI, clock(9, 54), "Gerbang 3"),
        arrival(ILHAM, clock(7, 0)),
        Entry("row", "Gerbang 1", 9, at, "Nurlina", row),
        Entry("sick", "", 9, at, "Nurlina", AbsenceSet(ARMAN.id, "S")),
    )


def paper(unit: str | None = None, lang: str = "id") -> Paper:
    return KINDS["conflicts"](ceremony(*gates()), AFTER, load(lang), unit)


def test_each_line_tells_both_entries_and_the_gap() -> None:
    assert [row[5:8] for row in paper().rows] == [
        ("07.00 · Gerbang 1", "08.01 · Gerbang 2", 60),  # raw times; the gap knows of the clocks
        ("07.00 · Gerbang 1", "10.00", None),
        ("06.47 · Gerbang 1", "09.54 · Gerbang 3", 11_220),
        ("07.00 · Gerbang 1", "Gerbang 1", None),  # paper tells no hour
    ]


def test_people_read_the_gap_in_words_and_programs_in_seconds() -> None:
    told = render(paper(), "txt").decode()
    assert "Selisih  " in told
    assert "1 menit  " in told
    assert "3 jam 7 menit  " in told
    assert "3 h 7 min  " in render(paper(lang="en"), "txt").decode()
    rows = json.loads(render(paper(), "json"))["rows"]
    assert [row["gap_seconds"] for row in rows] == [60, None, 11_220, None]
    head, first, *_ = render(paper(), "csv").decode("utf-8-sig").splitlines()
    assert ",Selisih (detik)," in head
    assert ",60," in first


def test_a_unit_sees_its_own_people_only() -> None:
    assert [row[0:3:2] for row in paper(ROSMINI.unit).rows] == [(1, ROSMINI.name)]


def test_the_paper_says_what_the_core_says() -> None:
    found = conflicts(ceremony(*gates()))
    assert [row[2] for row in paper().rows] == [each.attendee.name for each in found]
