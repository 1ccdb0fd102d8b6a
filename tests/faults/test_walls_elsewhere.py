"""A display on a laptop of its own: the stage sees what it shows, and that it has fallen silent."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Generator
from datetime import timedelta
from pathlib import Path
from time import sleep

import msgspec
import pytest
from faults.laptops import HubHere, LaptopHere, Wire, make_file, wait_until

from ceremony_tui.core.displays import Report, faults
from ceremony_tui.core.join import Join
from ceremony_tui.core.laptops import CLOSED, LIVE, Sharing
from ceremony_tui.core.walls import Walls
from ceremony_tui.sharing.companion import Companion
from ceremony_tui.sharing.line import Line
from ceremony_tui.sharing.walls import LAPTOPS
from ceremony_tui.ui.display import Display
from ceremony_tui.words import load

JOIN = Join("gate", "127.0.0.1", 9, "A" * 16, "ab" * 16, "cd" * 8)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("walls") / "made.db"
    make_file(path, 3)
    return path


@pytest.fixture(scope="module")
def hub(made: Path) -> Generator[HubHere]:
    hub = HubHere(made.parent, made)
    yield hub
    hub.close()


Make = Callable[..., LaptopHere]


@pytest.fixture
def laptop(made: Path, tmp_path: Path) -> Generator[Make]:
    """Makes laptops that share by now; `noted`: as their files say."""
    laptops: list[LaptopHere] = []

    def make(name: str, join, ahead: float = 0, *, noted: bool = False) -> LaptopHere:
        laptops.append(LaptopHere(name, made, tmp_path, join, ahead))
        if noted:
            laptops[-1].desk.set_join(join)
        laptops[-1].connect()
        wait_until(laptops[-1].is_live, "not live")
        return laptops[-1]

    yield make
    for one in laptops:
        one.close()


def seen(stage: LaptopHere) -> list[list[str]]:
    """What is wrong with each display of another laptop, as the stage sees it now."""
    stage.desk.refresh()
    away = [report for report in stage.desk.reports() if report.where]
    return [list(faults(stage.desk.ceremony, report, stage.now())) for report in away]


async def test_the_stage_sees_what_a_display_on_another_laptop_shows(
    hub: HubHere, laptop: Make
) -> None:
    wire = Wire(hub.hub.port)
    stage = laptop("lead", hub.join("stage"))
    wall = laptop("wall", hub.join(port=wire.port), ahead=3600)
    display = Display(wall.desk, load("id"))
    async with display.run_test(size=(120, 36)) as pilot:
        for number in range(2):
            call = stage.desk.call_stage(number)
            for _ in range(300):
                await pilot.pause(0.01)
                reports = stage.desk.reports()
                if call and [report.entry for report in reports] == [call.id]:
                    break
            else:
                pytest.fail("the display was not heard of")
        (report,) = reports
        assert (report.columns, report.rows, report.where) == (120, 36, wall.desk._log.origin)
        assert abs(stage.now() - report.at) < timedelta(seconds=1)
        assert seen(stage) == [[]]
        wire.cut = True
        await pilot.pause(1.2)  # it would have told again
        stage._ahead = timedelta(seconds=4)
        assert seen(stage) == [["stale"]]
    wire.close()


def test_a_display_that_is_closed_is_missed_no_more(hub: HubHere, laptop: Make) -> None:
    stage, wall = laptop("lead", hub.join("stage")), laptop("wall", hub.join())
    for name in ("one", "two"):
        wall.desk.report(Report(name, wall.now(), 120, 36))
    wait_until(lambda: len(seen(stage)) == 2, "not heard of")
    wall.desk.drop_report("one")
    wait_until(lambda: len(seen(stage)) == 1, "it is still missed")
    wall.desk.drop_report("two")
    wall.disconnect()
    wait_until(lambda: not seen(stage), "it is still missed")


def test_who_has_the_password_cannot_fill_the_file_of_the_stage(
    hub: HubHere, laptop: Make, monkeypatch
) -> None:
    monkeypatch.setattr("ceremony_tui.sharing.walls.NOTE", 0.01)
    stage = laptop("lead", hub.join("stage"))
    wall = Report("one", stage.now(), 120, 36)
    told = msgspec.json.encode(Walls(stage.now(), "Layar", (wall,)))
    large = msgspec.json.encode(Walls(stage.now(), "Layar", (wall,) * 100))

    async def flood() -> None:
        line = await Line.open(hub.join())
        for value in (b"x", b"[]", large):
            await line.say_now("wall.bad", value)
        await line.say_now("wall.not-alphanumeric", told)
        for number in range(2 * LAPTOPS):
            await line.say_now(f"wall.n{number}", told)
        await line.close()

    asyncio.run(flood())
    wait_until(lambda: len(seen(stage)) == LAPTOPS, "not heard of")
    sleep(0.1)
    names = [report.id for report in stage.desk.reports()]
    assert len(names) == LAPTOPS
    assert set(names) < {f"n{number}-one" for number in range(2 * LAPTOPS)}
    assert stage.is_live()


def test_a_file_that_was_moved_to_another_hub_is_followed_there(
    hub: HubHere, laptop: Make, made: Path, tmp_path: Path
) -> None:
    """Nobody restarts the sharing: another window has set the new JOIN, or removed it."""
    old = HubHere(tmp_path, made)
    wall, stage = laptop("wall", old.join(), noted=True), laptop("lead", hub.join("stage"))
    wall.desk.report(Report("one", wall.now(), 120, 36))
    wall.desk.set_join(hub.join())  # while the old hub is still there
    wait_until(lambda: seen(stage), "it did not move over")
    wall.desk.set_join(old.join())
    old.kill()
    wait_until(lambda: wall.sharing and wall.sharing.state != LIVE, "it has not moved")
    wall.desk.set_join(hub.join())  # while it looks for one that is gone
    wait_until(wall.is_live, "it did not come back")
    wall.desk.set_join(None)
    wait_until(lambda: not wall._thread.is_alive(), "it still shares")
    assert wall.sharing
    assert wall.sharing.state == "hub-left"
    assert wall.desk.sharing() is None
    old.close()


@pytest.mark.parametrize("closed", [False, True])
def test_who_works_alone_again_forgets_the_displays_of_others(
    made: Path, tmp_path: Path, closed: bool
) -> None:
    stage = LaptopHere("lead", made, tmp_path, JOIN)
    for name, where in (("one", ""), ("cafe-one", "Layar")):
        stage.desk.report(Report(name, stage.now(), 120, 36, where=where))
    stage.desk.set_join(JOIN)
    stage.desk.tell_sharing(Sharing(LIVE, stage.now()))
    assert len(stage.desk.reports()) == 2
    if closed:
        stage.desk.tell_sharing(Sharing(CLOSED, stage.now()))
    else:
        stage.desk.set_join(None)
    assert [report.id for report in stage.desk.reports()] == ["one"]
    stage.close()


def test_one_window_of_a_laptop_shares_a_file_and_the_next_takes_over(
    hub: HubHere, made: Path, tmp_path: Path, monkeypatch
) -> None:
    """Two terminals: nobody else sees that there are two, nor that one was closed."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    command = (sys.executable, "-m", "ceremony_tui", "share", str(made), "--hub", hub.join().text)
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as first:
        assert first.stderr
        assert "Tersambung" in first.stderr.readline()
        with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as second:
            assert second.stderr
            assert "jendela lain" in second.stderr.readline()
            assert not Companion(made, "Gerbang 1").is_needed
            first.kill()
            assert "Tersambung" in second.stderr.readline()
            second.terminate()
    assert Companion(made, "Gerbang 1").is_needed
