"""The people screen in the operator's words."""

import pytest
from hands import scan_with
from tests_support import NIP_1, NIP_2
from textual.widgets import Input, OptionList

from ceremony_tui.desk import Desk
from ceremony_tui.ui.app import Console

SIZE = (100, 30)


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


def listed(console: Console, name: str = "#found") -> list[str]:
    return [str(option.prompt) for option in console.screen.query_one(name, OptionList).options]


async def look_for(console: Console, pilot, text: str) -> None:
    await pilot.press("f5")
    await pilot.pause()
    console.screen.query_one("#search", Input).value = text
    await pilot.pause()


async def test_people_are_listed_as_their_name_is_typed(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "nurl")
        (line,) = listed(console)
        assert "Sitti Nurlina" in line
        assert NIP_1[:8] not in line
        assert "✓" not in line


async def test_enter_twice_checks_in_the_first_one_found(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "nurlina")
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert desk.ceremony.check_in(NIP_1) is not None
        assert "✓" in listed(console)[0]


async def test_a_reason_is_set_from_the_list(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "nurlina")
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause(0.1)
        assert desk.ceremony.absence(NIP_1) == "C"


async def test_a_void_waits_for_its_reason(console: Console, desk: Desk) -> None:
    desk.scan(NIP_1)
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "nurlina")
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert desk.ceremony.present == 1
        console.screen.query_one("#why", Input).value = "kartu orang lain"
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert desk.ceremony.present == 0


async def test_a_scan_while_searching_leaves_the_text_unharmed(console: Console, desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "sukar")
        console.scanned(NIP_2)
        await pilot.pause()
        assert desk.ceremony.check_in(NIP_2) is not None
        assert console.screen.query_one("#search", Input).value == "sukar"
        assert "Sukarni" in listed(console)[0]


async def test_keys_typed_at_a_scanners_speed_never_reach_the_text(console: Console, desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "")
        scan_with(console, NIP_2, "enter")
        await pilot.pause(0.2)
        assert desk.ceremony.check_in(NIP_2) is not None
        assert console.screen.query_one("#search", Input).value == ""
