"""What is believed of the displays of another laptop, whoever told it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from test_rundown import minute

from ceremony_tui.core.displays import GONE, Report
from ceremony_tui.core.walls import MOST, Walls, told

NOW = minute(2)
SECOND = timedelta(seconds=1)
WALL = Report("a1", NOW - SECOND, 240, 67, "0190-call", 0.118, "letters.halves", 3.0)


def test_a_display_is_noted_by_the_clock_of_who_hears_of_it() -> None:
    """Theirs is an hour ahead: what counts is how old the report is."""
    hour = timedelta(hours=1)
    wall = replace(WALL, at=NOW + hour - SECOND, opened=NOW, resized=NOW + hour - 9 * SECOND)
    (heard,) = Walls(NOW + hour, "Layar", (wall,)).heard("cafe", NOW)
    assert heard == replace(
        wall,
        id="cafe-a1",
        at=NOW - SECOND,
        opened=NOW - hour,
        resized=NOW - 9 * SECOND,
        where="Layar",
    )


def test_a_laptop_tells_of_the_displays_that_stand_on_it() -> None:
    others = (replace(WALL, where="Gerbang 2"), replace(WALL, at=NOW - GONE))
    assert told((WALL, *others), NOW, "Layar" * 20).reports == (WALL,)
    assert told((WALL, *others), NOW, "Layar" * 20).heard("cafe", NOW)
    assert Walls(NOW, "", (WALL,)).heard("cafe", NOW)[0].where == "cafe"


@pytest.mark.parametrize(
    "lie",
    [
        {"id": "a\x1b[2J"},
        {"entry": "e" * 41},
        {"letters": "l" * 1_000_000},
        {"columns": 0},
        {"columns": 10**9},
        {"rows": -1},
        {"rows": 2001},
        {"capital": 1e300},
        {"metres": 1e300},
        {"metres": -1.0},
        {"at": NOW - GONE},
        {"at": NOW + GONE},
        {"at": NOW.replace(tzinfo=None)},
        {"resized": datetime.max.replace(tzinfo=NOW.tzinfo)},
        {"opened": NOW.replace(tzinfo=None)},
    ],
)
def test_what_no_display_tells_is_not_heard(lie: dict[str, object]) -> None:
    walls = Walls(NOW, "Layar", (replace(WALL, **lie), WALL))  # type: ignore[arg-type]
    assert [one.id for one in walls.heard("cafe", NOW)] == ["cafe-a1"]


def test_no_laptop_has_more_displays_or_another_name_than_can_be_shown() -> None:
    crowd = tuple(replace(WALL, id=str(number)) for number in range(MOST + 1))
    assert len(Walls(NOW, "Layar", crowd).heard("cafe", NOW)) == MOST
    assert Walls(NOW, "Layar\n", (WALL,)).heard("cafe", NOW) == ()
    assert Walls(NOW.replace(tzinfo=None), "Layar", (WALL,)).heard("cafe", NOW) == ()


def test_nobody_is_fresh_for_longer_by_a_time_that_is_still_to_come() -> None:
    (heard,) = Walls(NOW, "Layar", (replace(WALL, at=NOW + 60 * SECOND),)).heard("cafe", NOW)
    assert heard.at == NOW
