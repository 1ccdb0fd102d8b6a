"""The papers screen: the same numbers as the papers, and the papers beside the file."""

import json
from pathlib import Path

import pytest
from eyes import seen
from openpyxl import load_workbook
from tests_support import NIP_1
from textual.widgets import Static

from ceremony_tui.cli import run
from ceremony_tui.desk import Desk
from ceremony_tui.ui.app import Console

SIZE = (100, 30)


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


async def test_enter_writes_the_attendance_for_excel(console: Console, desk, file: Path) -> None:
    desk.scan(NIP_1)
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause(0.1)
    sheet = load_workbook(file.with_name("ikrar-attendance.xlsx")).active
    assert sheet is not None
    assert NIP_1 in [cell.value for row in sheet.iter_rows() for cell in row]


async def test_c_writes_the_paper_under_the_bar_as_csv(console: Console, file: Path) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("down", "c")
        await pilot.pause(0.2)
    assert file.with_name("ikrar-absent.csv").exists()


async def test_the_screen_counts_what_status_counts(console: Console, desk, file, capsys) -> None:
    desk.scan(NIP_1)
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        counts = str(console.screen.query_one("#counts", Static).render())
        units = seen(console, "#units")
    capsys.readouterr()
    assert run(["status", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert f"Wajib hadir {told['expected']} = hadir {told['present']}" in counts
    for unit in told["units"]:
        assert unit["unit"] in units


async def test_what_cannot_be_written_is_said(console: Console, file: Path) -> None:
    file.with_name("ikrar-attendance.xlsx").mkdir()
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert any("ikrar-attendance.xlsx" in n.message for n in console._notifications)
        assert console.is_running
