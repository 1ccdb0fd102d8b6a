"""Leading the stage, in the operator's words."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from eyes import seen
from textual.pilot import Pilot

from ceremony_tui.core.displays import Report
from ceremony_tui.core.facts import CueCalled
from ceremony_tui.desk import Desk
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.themes import look

SIZE = (100, 30)


@pytest.fixture
def console(desk: Desk, words) -> Console:
    """A console whose operator stands at the first phrase of the pledge."""
    desk.call_stage(1)
    desk.call_cue(1)
    return Console(desk, words)


@asynccontextmanager
async def leading(console: Console) -> AsyncGenerator[Pilot[object]]:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f4")
        await pilot.pause()
        yield pilot


async def test_the_operator_sees_where_the_pledge_stands_and_how_long_it_takes(
    console: Console, clock
) -> None:
    async with leading(console) as pilot:
        clock.pass_(seconds=2)
        console.screen.show_state()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "2. Ikrar · 1 dari" in seen(console, "#status")
        assert "berjalan 0:02 · sisa" in seen(console, "#time")
        assert "━" in seen(console, "#time")


@pytest.mark.parametrize(
    ("key", "told", "coming"),
    [
        ("b", "LAYAR GELAP", "BERIKUTNYA"),
        ("t", "JUDUL DI LAYAR", "SAAT DILEPAS"),
        ("h", "LAYAR DITAHAN", "SAAT DILEPAS"),
    ],
)
async def test_what_covers_the_wall_is_told(console: Console, key: str, told: str, coming) -> None:
    async with leading(console) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert told in seen(console, "#status")
        assert coming in seen(console, "#coming-head")
        await pilot.press(key)
        await pilot.pause()
        assert told not in seen(console, "#status")


async def test_a_wrong_press_is_taken_back(console: Console, desk: Desk) -> None:
    async with leading(console) as pilot:
        desk.call_stage(2)
        await pilot.press("u")
        await pilot.pause()
        assert desk.ceremony.now == CueCalled(1, 1, undo=True)


async def test_a_typed_place_is_gone_to_and_the_clicker_leads_on_meanwhile(
    console: Console, desk: Desk
) -> None:
    async with leading(console) as pilot:
        await pilot.press("g")
        await pilot.pause()
        await pilot.press("pagedown")
        await pilot.pause()
        assert desk.ceremony.now == CueCalled(1, 2)
        await pilot.press(*"uang", "enter")
        await pilot.pause()
        assert desk.ceremony.cue
        assert "uang" in desk.ceremony.cue.text


async def test_a_phrase_is_mended_on_the_wall_and_in_the_log(console: Console, desk: Desk) -> None:
    async with leading(console) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("pagedown")  # the leader goes on: another phrase is on the wall by now
        await pilot.press("exclamation_mark", "enter")
        await pilot.pause()
        assert desk.ceremony.script.stages[1].cues[1].text == "kami berikrar!"
        assert desk.ceremony.now == CueCalled(1, 2)
        assert "kami berikrar!" in seen(console, "#cues")


async def test_a_clickers_other_keys_do_nothing(console: Console, desk: Desk) -> None:
    async with leading(console) as pilot:
        for key in ("escape", "tab", "enter", "f5"):
            await pilot.press(key)
            await pilot.pause()
            assert console.current_mode == "pledge", key
            assert desk.ceremony.now == CueCalled(1, 1), key
        await pilot.press("f5")
        await pilot.pause()
        assert console.current_mode == "people"


async def test_what_the_wall_really_shows_is_told_and_an_alarm_is_red(
    console: Console, desk: Desk, clock
) -> None:
    wall = Report("1", clock(), 240, 67, desk.ceremony.calls[-1].id, 0.118, metres=3.0)
    async with leading(console) as pilot:
        for report, told in {
            wall: "✓ Layar 240x67 · menampilkan yang sama · terbaca sampai 71 m",
            replace(wall, capital=0.05): "terbaca sampai 30 m, barisan terakhir 60 m",
            replace(wall, metres=0.0): "tinggi layar belum diketik",
            replace(wall, entry="another", at=clock() + timedelta(seconds=2)): "YANG LAIN",
            replace(wall, at=clock() - timedelta(seconds=9)): "✗ Layar 240x67 · TIDAK MENJAWAB",
            replace(wall, resized=clock()): "UKURAN BARU SAJA BERUBAH",
            replace(wall, where="Layar"): "✓ Layar 240x67 di laptop Layar · menampilkan yang sama",
        }.items():
            clock.at = max(clock.at, report.at)
            desk.report(report)
            console.screen.show_state()  # type: ignore[attr-defined]
            await pilot.pause()
            assert told in seen(console, "Walls")
        desk.drop_report("1")
        console.screen.show_state()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "Belum ada layar" in seen(console, "Walls")


async def test_an_alarm_is_red_and_what_is_right_green(console: Console, desk: Desk, clock) -> None:
    wall = Report("1", clock(), 240, 67, desk.ceremony.calls[-1].id, 0.118, metres=3.0)
    async with leading(console) as pilot:
        inks = []
        for report in (wall, replace(wall, at=clock() - timedelta(seconds=9))):
            desk.report(report)
            console.screen.show_state()  # type: ignore[attr-defined]
            await pilot.pause()
            row = console.screen.query_one("Walls").render_line(0)  # type: ignore[attr-defined]
            inks.append(row._segments[0].style.color.name)
        assert inks == [look("welcome", console).ink, look("refused", console).ink]
