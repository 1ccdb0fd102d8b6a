"""The papers screen: the same numbers as the papers, and the papers beside the file."""

import json
from pathlib import Path

import pytest
from eyes import seen
from openpyxl import load_workbook
from tests_support import NIP_1, PEOPLE
from textual.widgets import Static

from ceremony_tui.cli import run
from ceremony_tui.core.rules import decide_close
from ceremony_tui.desk import Desk
from ceremony_tui.papers import KINDS
from ceremony_tui.ui.app import Console

SIZE = (100, 30)


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


async def until_told(pilot, console: Console) -> str:
    """Waits for the thread that writes; what the screen says then."""
    while not console.paper_told or console.paper_told.startswith("Sedang"):
        await pilot.pause(0.02)
    return console.paper_told


async def test_enter_writes_the_attendance_for_excel(console: Console, desk, file: Path) -> None:
    desk.scan(NIP_1)
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("enter")
        await until_told(pilot, console)
    sheet = load_workbook(file.with_name("ikrar-attendance.xlsx")).active
    assert sheet is not None
    assert NIP_1 in [cell.value for row in sheet.iter_rows() for cell in row]


async def test_c_writes_the_paper_under_the_bar_as_csv(console: Console, file: Path) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        await pilot.press("down", "c")
        await until_told(pilot, console)
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
        await until_told(pilot, console)
        assert any("ikrar-attendance.xlsx" in n.message for n in console._notifications)
        assert console.is_running


async def test_each_format_has_a_key_and_a_scan_goes_on_meanwhile(console, desk, file) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        console.screen.action_write("pdf")
        console.scanned(NIP_1)
        told = await until_told(pilot, console)
        assert "ikrar-attendance.pdf" in told
        assert "xdg-open" in told or "open " in told or "start " in told
        assert str(console.screen.query_one("#told", Static).render()).strip() == told
        console.screen.papers.highlighted = list(KINDS).index("message")
        console.screen.action_write("pdf")
        await pilot.pause()
        assert console.paper_told == "Daftar ini tidak ada sebagai pdf. Pakai txt, json."
    assert desk.ceremony.present == 1
    assert file.with_name("ikrar-attendance.pdf").read_bytes().startswith(b"%PDF")
    assert not file.with_name("ikrar-message.pdf").exists()


async def test_a_closed_recap_says_so_and_asks_who_corrects_it(console, desk, clock) -> None:
    clock.set("09:30")
    desk.call(decide_close, "rapat", "", clock())
    desk.operator = ""
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f6")
        await pilot.pause()
        assert "Rekap ditutup" in str(console.screen.query_one("#standing", Static).render())
        console.do_for(PEOPLE[1].id, "S", "surat dokter")
        assert desk.ceremony.absence(PEOPLE[1].id) == ""
        await pilot.pause()
        assert any("--operator" in n.message for n in console._notifications)
        desk.operator = "Rina"
        console.do_for(PEOPLE[1].id, "S", "surat dokter")
    assert desk.ceremony.absence(PEOPLE[1].id) == "S"
