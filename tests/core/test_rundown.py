"""What is on, what was planned, and how far behind the ceremony runs."""

from datetime import UTC, datetime, timedelta

import pytest

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CheckedIn, CueCalled, Entry
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.rundown import Line, behind, rundown
from ceremony_tui.core.script import Kind, Script, Stage

START = datetime(2023, 10, 27, 23, 30, tzinfo=UTC)
STAGES = (
    Stage(Kind.RITE, "Pembukaan", 3),
    Stage(Kind.PRAYER, "Doa", 0.5),
    Stage(Kind.SPEECH, "Amanat", 10),
)


def minute(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


SCRIPT = Script(
    "Upacara", "Kabupaten Teluk Cempaka", "Halaman", "Asia/Makassar",
    START, minute(-75), START, minute(90), stages=STAGES,
)  # fmt: skip


def called(*calls: tuple[float, CueCalled]) -> Ceremony:
    """A ceremony in which the operator made these calls, each at its minute."""
    entries = [Entry(f"{n}", "", n, minute(at), "", call) for n, (at, call) in enumerate(calls)]
    return evolve(Ceremony(SCRIPT, Roster()), *entries)


def times(ceremony: Ceremony) -> list[tuple[datetime | None, datetime | None]]:
    return [(line.began, line.ended) for line in rundown(ceremony)]


def test_before_it_begins_every_stage_has_only_its_plan():
    assert rundown(called()) == (
        Line(1, STAGES[0], minute(0), None, None),
        Line(2, STAGES[1], minute(3), None, None),
        Line(3, STAGES[2], minute(3.5), None, None),
    )


def test_a_called_stage_is_on():
    first, second, _ = rundown(called((1, CueCalled(0))))

    assert (first.began, first.ended, first.is_on) == (minute(1), None, True)
    assert not second.is_on


def test_the_next_call_ends_a_stage():
    first, second, _ = rundown(called((1, CueCalled(0)), (5, CueCalled(1))))

    assert (first.began, first.ended, first.is_on) == (minute(1), minute(5), False)
    assert second.is_on


def test_cues_and_blanks_within_a_stage_do_not_begin_it_anew():
    ceremony = called((1, CueCalled(0)), (2, CueCalled(0, 1)), (3, CueCalled(0, 1, blank=True)))

    assert times(ceremony)[0] == (minute(1), None)


def test_a_stage_left_out_has_no_times():
    assert times(called((0, CueCalled(0)), (3, CueCalled(2)))) == [
        (minute(0), minute(3)), (None, None), (minute(3), None),
    ]  # fmt: skip


def test_a_stage_called_again_has_its_last_times():
    ceremony = called((0, CueCalled(0)), (3, CueCalled(1)), (5, CueCalled(0)))

    assert times(ceremony)[:2] == [(minute(5), None), (minute(3), minute(5))]


def test_the_end_ends_the_last_stage():
    ceremony = called((0, CueCalled(2)), (9, CueCalled(3)))

    assert times(ceremony)[2] == (minute(0), minute(9))
    assert not any(line.is_on for line in rundown(ceremony))


def test_a_stage_called_back_after_the_end_is_on_again():
    ceremony = called((0, CueCalled(2)), (9, CueCalled(3)), (11, CueCalled(2)))

    assert times(ceremony)[2] == (minute(11), None)


def test_scans_do_not_move_the_ceremony():
    before = called((1, CueCalled(0)))

    after = evolve(before, Entry("s", "", 9, minute(2), "", CheckedIn("Sitti", "x")))

    assert rundown(after) == rundown(before)


@pytest.mark.parametrize(
    ("began", "ended", "over"),
    [
        pytest.param(None, None, None, id="not yet called"),
        pytest.param(0, None, 1, id="on for four minutes of three"),
        pytest.param(2, None, -1, id="on for two minutes of three"),
        pytest.param(0, 3, 0, id="done to the second"),
        pytest.param(0, 2, -1, id="done early, whatever the hour is now"),
    ],
)
def test_how_much_longer_than_planned_a_stage_takes(
    began: float | None, ended: float | None, over: float | None
):
    line = Line(
        1, STAGES[0], minute(0),
        None if began is None else minute(began), None if ended is None else minute(ended),
    )  # fmt: skip

    assert line.over(minute(4)) == (None if over is None else timedelta(minutes=over))


@pytest.mark.parametrize(
    ("calls", "now", "late"),
    [
        pytest.param([], 50, 0, id="not yet begun"),
        pytest.param([(0, 0)], 1, 0, id="on time"),
        pytest.param([(2, 0)], 2, 2, id="began late"),
        pytest.param([(2, 0)], 6, 3, id="began late and takes longer"),
        pytest.param([(-1, 0)], 1, -1, id="began early"),
        pytest.param([(-1, 0)], 3, 0, id="began early and used it up"),
        pytest.param([(0, 0), (2, 1)], 2, -1, id="the stage before was short"),
        pytest.param([(0, 0), (4, 1)], 4.25, 1, id="the stage before was long"),
        pytest.param([(0, 0), (3.5, 2)], 5, 0, id="a stage was left out in time"),
        pytest.param([(0, 0), (9, 3)], 50, 0, id="over"),
    ],
)
def test_how_far_behind_the_ceremony_runs(calls: list[tuple[float, int]], now: float, late: float):
    ceremony = called(*((at, CueCalled(stage)) for at, stage in calls))

    assert behind(ceremony, minute(now)) == timedelta(minutes=late)
