"""The last line of every screen: whole keys only, the needed ones always, and notices above it."""

import pytest
from eyes import seen
from hands import until

from ceremony_tui.desk import Desk
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.screens.base import ConsoleScreen
from ceremony_tui.ui.screens.gate import GateScreen
from ceremony_tui.words import LANGUAGES, load

ALONE = {"sheets", "people"}  # screens on which a question mark is typed into a line


@pytest.fixture(params=["", "HUB 3"], ids=["alone", "hub"])
def shared(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(Console, "shared", request.param)
    return request.param


def told(screen: ConsoleScreen) -> list[str]:
    """All that the screen's keys could say."""
    keys = [active.binding for active in screen.active_bindings.values()]
    return [f"{screen.app.get_key_display(key)} {key.description}" for key in keys if key.show]


def whole(line: str, keys: list[str]) -> list[str]:
    """The keys of a line, which holds nothing else."""
    found = []
    while line := line.strip():
        key = next((key for key in keys if f"{line} ".startswith(f"{key} ")), "")
        assert key, f"cut: {line!r}"
        found.append(key)
        line = line.removeprefix(key)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (60, 18), (33, 12), (200, 50)])
async def test_no_key_is_cut_and_help_and_laptops_stand(
    desk: Desk, language: str, size: tuple[int, int], shared: str
) -> None:
    console = Console(desk, load(language))
    async with console.run_test(size=size) as pilot:
        for mode in Console.MODES:
            console.action_go(mode)
            await pilot.pause()
            screen = console.screen
            assert isinstance(screen, ConsoleScreen)
            shown = whole(seen(console, "KeyLine"), told(screen))
            keys = {key.split()[0] for key in shown}
            assert ("?" in keys) == (mode not in ALONE), mode
            assert not shared or mode == "laptops" or "F10" in keys, mode
            if size[0] >= 80:
                own = [k.binding for k in screen.active_bindings.values() if k.node is screen]
                said = [f"{console.get_key_display(b)} {b.description}" for b in own if b.show]
                assert set(said) <= set(shown), mode


async def test_a_click_on_a_key_is_a_press(desk: Desk, words) -> None:
    console = Console(desk, words)
    async with console.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = seen(console, "KeyLine")
        await pilot.click("KeyLine", offset=(line.index("Ikrar") + 1, 0))
        await pilot.pause(0.1)
        assert console.current_mode == "pledge"
        await pilot.pause()
        assert "F4" not in seen(console, "KeyLine")  # it is here


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f6"])
async def test_a_notice_covers_nothing(desk: Desk, words, key: str) -> None:
    console = Console(desk, words)
    async with console.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(key)
        await pilot.pause()
        before = console.screen.query("KeyLine, #typed, #recent, #cues, Walls, #stages, #papers")
        console.notify("DUA KALI MASUK: " + "Sitti Nurlina " * 8, markup=False)
        await pilot.pause(0.1)
        (toast,) = console.screen.query("Toast")
        assert toast.region.height == 2
        for widget in before:
            if widget.display and widget.region.area:
                assert not toast.region.overlaps(widget.region), widget


async def test_the_answer_is_whole_beside_a_notice(desk: Desk, words) -> None:
    console = Console(desk, words)
    async with console.run_test(size=(80, 24), notifications=True) as pilot:
        console.scanned("NON-0001")
        await pilot.pause()
        assert isinstance(console.screen, GateScreen)
        panel = console.screen.panel
        high = panel.size.height
        console.notify("x " * 60, markup=False, timeout=60)
        for rows in (high - 2, high):
            await until(pilot, lambda n=rows: panel.size.height == len(panel._rows) == n)
            assert "Inspektorat" in seen(console, "VerdictPanel")
            console.clear_notifications()
