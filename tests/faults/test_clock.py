"""The laptop's clock goes back an hour: times stay as they were read, order stays as it was."""

from datetime import timedelta
from pathlib import Path

from conftest import Clock
from e2e.terminal import House
from faults.gate import CODES, SMALL, counted, needs_terminal, open_house
from tests_support import NIP_1, NIP_2

from ceremony_tui.cli.door import open_log, this_copy
from ceremony_tui.core.facts import CueCalled, Verdict
from ceremony_tui.core.rundown import behind, rundown
from ceremony_tui.desk import Desk, utc_now
from ceremony_tui.log import Log, merge

HOUR = timedelta(hours=1)


def test_entries_keep_their_raw_times_and_their_numbers_order(desk: Desk, clock: Clock) -> None:
    before = desk.scan(NIP_1)
    clock.pass_(hours=-1)
    after = desk.scan(NIP_2)
    assert before.at - after.at == HOUR
    assert [entry.id for entry in desk.ceremony.latest] == [before.id, after.id]
    assert [entry.at for entry in desk.ceremony.latest] == [before.at, after.at]


def test_the_wall_still_moves_also_from_its_other_window(
    desk: Desk, file: Path, clock: Clock
) -> None:
    wall = Desk(Log.open(file, origin="laptop-1"), "Layar", now=clock)
    desk.call_stage(1)
    wall.call_cue(1)
    clock.pass_(hours=-1)
    for gate, cue in ((desk, 2), (wall, 3), (desk, 4)):
        gate.call_cue(1)
        assert gate.ceremony.now == CueCalled(1, cue)
    wall.close()


def test_the_order_is_the_same_when_the_file_is_opened_again_or_merged(
    desk: Desk, file: Path, clock: Clock, tmp_path: Path
) -> None:
    desk._log.backup(tmp_path / "lain.db")
    desk.call_stage(0)
    clock.pass_(hours=-1)
    desk.call_stage(1)
    clock.pass_(seconds=1)
    desk.call_stage(2)
    other = Log.open(tmp_path / "lain.db", origin="laptop-2")
    again = Log.open(file)
    merge(other, again)
    for log in (other, again):
        seat = Desk(log)
        assert seat.ceremony.now == CueCalled(2)
        assert [entry.order[0] for entry in seat.ceremony.calls] == sorted(
            entry.order[0] for entry in desk.ceremony.calls
        )
        seat.close()
    assert desk.ceremony.now == CueCalled(2)


def test_a_part_of_the_log_stands_in_the_order_of_the_whole(
    desk: Desk, file: Path, clock: Clock
) -> None:
    for text in ("A", "B", "C", "D"):
        desk.scan(text)
        clock.pass_(hours=-1)
    log = Log.open(file)
    whole, last = log.read()
    assert log.read(after=last - 1)[0] == whole[-1:]
    log.close()


def test_a_scan_after_the_jump_is_no_reread_and_counts_nobody_twice(
    desk: Desk, clock: Clock
) -> None:
    desk.scan(NIP_1)
    clock.pass_(hours=-1, seconds=1)
    again = desk.scan(NIP_1)
    assert again.fact.verdict is Verdict.ALREADY_PRESENT  # type: ignore[union-attr]
    assert desk.ceremony.present == 1
    assert desk.scan(NIP_1).fact.verdict is Verdict.REREAD  # type: ignore[union-attr]


def test_lateness_is_reckoned_from_the_clock_that_stands_there(desk: Desk, clock: Clock) -> None:
    clock.set("07:40")
    assert desk.scan(NIP_1).fact.late_minutes == 10  # type: ignore[union-attr]
    clock.pass_(hours=-1)
    assert desk.scan(NIP_2).fact.verdict is Verdict.PRESENT  # type: ignore[union-attr]


def test_the_run_of_show_bears_a_stage_that_ended_before_it_began(desk: Desk, clock: Clock) -> None:
    desk.call_stage(0)
    clock.pass_(hours=-1)
    desk.call_stage(1)
    began, on = rundown(desk.ceremony)[:2]
    assert began.ended is not None
    assert on.is_on
    assert behind(desk.ceremony, clock()) < timedelta(0)


def test_a_clock_is_back_when_it_is_more_than_a_minute_before_the_newest_entry(
    desk: Desk, clock: Clock
) -> None:
    at = desk.scan(NIP_1).at
    assert not desk.ceremony.is_ahead_of(at - timedelta(minutes=1))
    assert desk.ceremony.is_ahead_of(at - timedelta(minutes=1, seconds=1))


@needs_terminal
def test_the_screen_says_that_the_clock_went_back(tmp_path: Path) -> None:
    house: House = open_house(tmp_path)
    origin = this_copy(house.file)
    earlier = Desk(Log.open(house.file, origin=origin), "Gerbang 1", now=lambda: utc_now() + HOUR)
    earlier.scan(CODES[0])
    earlier.call_stage(0)
    earlier.close()
    with house.terminal("run", house.file, **SMALL) as gate:
        gate.wait_for("JAM LAPTOP MUNDUR")
        gate.press(CODES[1], "\r")
        gate.wait_for(counted(2))
        gate.press("\x1bOR")
        gate.wait_for("SEDANG: Pembukaan")
        gate.press("n")
        gate.wait_for("SEDANG: Ikrar")
        gate.wait_for("JAM LAPTOP MUNDUR")
    assert house.present() == CODES[:2]
    log = open_log(house.file)
    assert log.verify() is None
    log.close()
