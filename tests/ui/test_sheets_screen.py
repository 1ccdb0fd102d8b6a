"""The paper fallback in the console: a sheet is written, and typed in afterwards."""

from pathlib import Path

import pytest
from hands import scan_with
from tests_support import NIP_1, NIP_2
from textual.widgets import Input, OptionList, Static

from ceremony_tui.core.rules import decide_sheet
from ceremony_tui.core.sheets import sheets_of
from ceremony_tui.desk import Desk
from ceremony_tui.ui.app import Console

SIZE = (100, 30)


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


def shown(console: Console, name: str) -> str:
    return str(console.screen.query_one(name, Static).render())


async def opened(console: Console, pilot) -> None:
    await pilot.press("f6", "e")
    await pilot.pause()


async def test_a_unit_and_its_rows_are_all_that_is_typed_and_a_scan_is_no_row(
    console: Console, desk: Desk
) -> None:
    desk.call_each(decide_sheet, [(s,) for s in sheets_of(desk.ceremony)])
    async with console.run_test(size=SIZE) as pilot:
        await opened(console, pilot)
        console.screen.query_one("#which", Input).value = "keseh"
        await pilot.press("enter")
        await pilot.pause()
        rows = console.screen.query_one("#rows", Input)
        scan_with(console, NIP_1, "enter")
        await pilot.pause(0.1)  # sooner, the next Enter would be the scan's own
        assert desk.ceremony.check_in(NIP_1) is not None
        assert rows.value == ""
        rows.value = "1-3"
        await pilot.pause()
        assert "sampai 2" in shown(console, "#told")
        await pilot.press("enter")  # a fault takes nobody
        assert desk.ceremony.present == 1
        rows.value = "1-2"
        await pilot.pause()
        assert "● 1 Sitti Nurlina" in shown(console, "#names")
        assert "2 Bob [VIP]" in shown(console, "#names")
        assert "1 orang akan dicatat hadir" in shown(console, "#told")
        assert desk.ceremony.present == 1
        await pilot.press("enter")
        await pilot.pause()
        assert desk.ceremony.present == 2
        assert desk.ceremony.check_in(NIP_2) is not None
        assert any("1 orang dicatat hadir" in n.message for n in console._notifications)
        assert console.screen.query_one("#which", Input).value == ""


async def test_sheets_are_written_beside_the_file_and_until_then_it_says_where(
    console: Console, desk: Desk, file: Path
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await opened(console, pilot)
        (line,) = console.screen.query_one("#found", OptionList).options
        assert "Belum ada lembar" in str(line.prompt)
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("up", "enter")  # the last of the list
        await console.workers.wait_for_complete()
        await pilot.pause()
    assert file.with_name("ikrar-sign-sheet.pdf").read_bytes().startswith(b"%PDF")
    assert len(desk.ceremony.printed) == 2
