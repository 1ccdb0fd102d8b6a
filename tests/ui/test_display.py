"""The display: its keys, its test card, and what it tells the operator of itself."""

from datetime import timedelta
from pathlib import Path

import pytest
from hands import until
from ui.eyes import seen

from ceremony_tui.core.join import Join
from ceremony_tui.core.laptops import AWAY, CLOSED, LIVE, Sharing
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import Log
from ceremony_tui.sharing.companion import Companion
from ceremony_tui.ui.display import PATIENT, Display
from ceremony_tui.ui.screens.testcard import CardScreen

JOIN = Join("gate", "127.0.0.1", 9, "QWERTZUIOPASDFGH", "ab" * 16, "cd" * 8)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this laptop keeps the height of the wall."""
    monkeypatch.setattr("ceremony_tui.ui.kept.state_folder", lambda: tmp_path / "state")
    return tmp_path / "state"


@pytest.fixture
def display(file: Path, clock, words, state: Path, monkeypatch) -> Display:
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Display(Desk(Log.open(file, origin="laptop-1"), "Layar", now=clock), words)


async def test_it_tells_what_it_shows_and_takes_it_back_when_it_is_closed(
    display: Display, desk: Desk
) -> None:
    async with display.run_test(size=(120, 36)) as pilot:
        desk.call_stage(1)
        entry = desk.call_cue(1)
        assert entry is not None
        await until(pilot, lambda: desk.reports()[0].entry == entry.id)
        (report,) = desk.reports()
        assert (report.columns, report.rows) == (120, 36)
        assert report.capital > 0.07
        assert report.letters == display._brushes[0].name
        assert report.resized is None
        assert not report.podium
    assert desk.reports() == ()


async def test_a_new_size_is_told_with_its_time(display: Display, desk: Desk, clock) -> None:
    async with display.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        clock.at += timedelta(seconds=5)
        await pilot.resize_terminal(90, 30)
        await pilot.pause()
        (report,) = desk.reports()
        assert (report.columns, report.rows, report.resized) == (90, 30, clock.at)


async def test_a_report_that_fails_leaves_the_wall_alone(
    display: Display, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[object] = []

    def fail(report: object) -> None:
        tries.append(report)
        raise CeremonyError("file-busy", path="ikrar.db")

    async with display.run_test(size=(120, 36)) as pilot:
        monkeypatch.setattr(display.desk, "report", fail)
        desk.call_stage(1)
        desk.call_cue(1)
        display._refresh()  # else it looks every 50 ms
        await pilot.pause()
        assert display.wall._sight.phrase == desk.ceremony.cue.text  # type: ignore[union-attr]
        assert display.failure == ""
        assert len(tries) == 1  # each try may hold the wall up
        for _ in range(PATIENT):
            display._tick()
        assert len(tries) == 2


async def test_a_key_goes_through_all_ways_to_draw_letters(display: Display, desk: Desk) -> None:
    async with display.run_test(size=(240, 67)) as pilot:
        desk.call_stage(1)
        desk.call_cue(1)
        display._refresh()
        await pilot.pause()
        seen: list[str] = []
        await pilot.press("l")
        first = desk.reports()[0].letters
        for _ in range(6):
            display.action_letters()
            seen.append(desk.reports()[0].letters)
            assert display.wall._sight.progress == display.words(seen[-1])  # type: ignore[union-attr]
        assert len(set(seen)) == 6
        assert seen[-1] == first
        display._stop_naming()
        assert "Butir" in display.wall._sight.progress or not display.wall._sight.progress  # type: ignore[union-attr]


async def test_without_colours_it_begins_without(file: Path, clock, words, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    bare = Display(Desk(Log.open(file), "Layar", now=clock), words)
    assert bare._brushes[0].name == "letters.mono"
    async with bare.run_test(size=(80, 24)) as pilot:
        await pilot.pause()


@pytest.mark.parametrize("key", ["pagedown", "b", "escape"])
async def test_a_clickers_key_leaves_the_card_and_does_nothing_else(
    display: Display, desk: Desk, key: str
) -> None:
    desk.call_stage(1)
    calls = len(desk.ceremony.calls)
    async with display.run_test(size=(80, 24)) as pilot:
        display._refresh()
        await pilot.pause()
        display._tick()
        assert desk.reports()[-1].entry == desk.ceremony.calls[-1].id
        await pilot.press("k")
        assert isinstance(display.screen, CardScreen)
        display._tick()
        assert desk.reports()[-1].entry == ""  # the wall shows something else
        await pilot.press(key)
        assert not isinstance(display.screen, CardScreen)
        desk.refresh()
        assert len(desk.ceremony.calls) == calls


async def test_the_height_of_the_wall_is_typed_once(
    display: Display, desk: Desk, file: Path, clock, words
) -> None:
    async with display.run_test(size=(80, 24)) as pilot:
        await pilot.press("k", "3", "comma", "5", "5", "backspace")
        assert display._metres == 3.5
        assert desk.reports()[0].metres == 3.5
        await pilot.press("f5", "enter", "tab")
        assert isinstance(display.screen, CardScreen)
    again = Display(Desk(Log.open(file), "Layar", now=clock), words, card=True)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(again.screen, CardScreen)
        assert again._metres == 3.5
        await pilot.press("4")  # another height, not a longer one
        assert again._metres == 4.0


async def test_whoever_calls_a_cue_gets_the_wall_back_from_the_card(
    display: Display, desk: Desk
) -> None:
    async with display.run_test(size=(80, 24)) as pilot:
        await pilot.press("k")
        desk.call_stage(1)
        await until(pilot, lambda: not isinstance(display.screen, CardScreen))


# --- On a laptop of its own -----------------------------------------------------------------


@pytest.fixture
def companion(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of companions, none of which is started."""
    asked: list[str] = []
    monkeypatch.setattr(Companion, "start", lambda _: asked.append("start"))
    monkeypatch.setattr(Companion, "close", lambda *_: asked.append("close"))
    return asked


async def test_a_display_shares_its_file_once_that_has_joined(
    display: Display, desk: Desk, companion: list[str]
) -> None:
    async with display.run_test(size=(80, 24)):
        assert companion == []
        desk.set_join(JOIN)
        display._look_after()
    assert companion == ["start", "close"]


async def test_the_operator_who_asks_is_told_how_the_sharing_goes(
    display: Display, desk: Desk, clock, companion: list[str], monkeypatch
) -> None:
    """On the test card, and nowhere else: it is nothing for the audience."""
    async with display.run_test(size=(100, 40)) as pilot:
        while display._brushes[0].name != "letters.plain":
            display.action_letters()
        await pilot.press("k")
        assert "HUB" not in seen(display, "Rows")
        desk.set_join(JOIN)
        for sharing, told in (
            (Sharing(AWAY, clock()), "TANPA HUB"),
            (Sharing(LIVE, clock()), "HUB 0"),
            (Sharing(AWAY, clock(), lost=clock() - timedelta(minutes=3)), "HUB sejak 06.57"),
            (Sharing(LIVE, clock() - timedelta(minutes=4)), "HUB sejak 06.56"),  # it has ended
            (Sharing(CLOSED, clock()), "HUB DITUTUP"),
        ):
            desk.tell_sharing(sharing)
            display._look_after()
            await pilot.pause()
            assert told in seen(display, "Rows")
        await pilot.press("k")
        assert "HUB" not in seen(display, "Wall")

        def missing(_: Companion) -> None:
            raise CeremonyError("missing-package", command="pip install x")

        monkeypatch.setattr(Companion, "start", missing)
        desk.set_join(JOIN)
        display._look_after()
        assert "pip install x" in display.hub
