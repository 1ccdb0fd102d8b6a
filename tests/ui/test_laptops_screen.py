"""Joining a hub from the console, and the screen of laptops that share the ceremony."""

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests_support import NIP_1
from textual.widgets import Static
from ui.hands import scan_with

from ceremony_tui.core.facts import CheckedIn
from ceremony_tui.core.join import Join, hub_key
from ceremony_tui.core.laptops import LIVE, Announced, Laptop, Sharing
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.log import Log
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.screens.join import JoinScreen

SIZE = (100, 30)
PASSWORD = base64.b32encode(b"0123456789").decode()
# Nobody listens there: the sharing looks for a hub until the console is closed.
JOIN = Join("gate", "127.0.0.1", 9, PASSWORD, "ab" * 16, hub_key("0190-ceremony"))


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


async def test_a_join_code_asks_first_and_is_recorded_nowhere(
    console: Console, desk: Desk, file: Path
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        before = desk.ceremony
        scan_with(console, JOIN.text, "enter")
        await pilot.pause(0.1)
        assert isinstance(console.screen, JoinScreen)
        await pilot.press("enter")  # by accident
        await pilot.pause()
        assert not isinstance(console.screen, JoinScreen)
        assert desk.join() is None
        assert desk.ceremony is before
        console.scanned(NIP_1)
        assert desk.ceremony.present == 1
    assert PASSWORD.encode() not in file.read_bytes()


WRONG = {
    "another ceremony": replace(JOIN, key=hub_key("another")).text,
    "another role": replace(JOIN, role="sender").text,
    "cut": JOIN.text[:-1],
}


async def test_a_wrong_code_is_told_and_not_joined(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        for number, (what, code) in enumerate(WRONG.items(), 1):
            console.scanned(code)
            await pilot.pause()
            assert not isinstance(console.screen, JoinScreen), what
            assert len(console._notifications) == number, what
        assert desk.ceremony.latest == ()
        assert desk.join() is None


async def test_a_locked_console_joins_nothing(desk: Desk, words) -> None:
    desk.set_pin("4711")
    console = Console(desk, words)
    async with console.run_test(size=SIZE) as pilot:
        await pilot.pause()
        console.scanned(JOIN.text)
        await pilot.pause()
        assert not isinstance(console.screen, JoinScreen)


async def test_the_screen_tells_who_is_there_and_what_is_missing(
    console: Console, desk: Desk, clock
) -> None:
    now = clock()
    whole = Laptop(Announced({"Gerbang 2": 1234}, {"a": 1}), now, {"Gerbang 2": 1234}, whole=True)
    behind = Laptop(
        Announced({"Gerbang 3": 90}, {"b": 90}, "0.2.0", ahead=3_600_000),
        now - timedelta(seconds=70),
        {"Gerbang 3": 88},
    )
    async with console.run_test(size=SIZE) as pilot:
        console.joined = JOIN  # without a companion, which would tell that nobody is there
        desk.tell_sharing(Sharing(LIVE, now, laptops=(whole, behind)))
        await pilot.press("f10")
        console.sharing = desk.sharing()
        await pilot.pause()
        told = str(console.screen.query_one("#told", Static).render())
        assert "BELUM FINAL: Gerbang 3: 88 dari 90" in told
        table = console.screen.query_one("#lines", Static)
        rows = "\n".join(strip.text for strip in table.render_lines(table.size.region))
        assert "Gerbang 2: 1.234 dari 1.234" in rows
        assert "cepat 60:00" in rows
        assert "diam 1:10" in rows
        assert "0.2.0" in rows


async def test_both_gates_are_told_who_came_in_twice(
    console: Console, desk: Desk, file: Path, clock
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        console.joined = JOIN
        console.scanned(NIP_1)
        other = Log.open(file, origin="laptop-2")
        clock.pass_(seconds=3)
        with other.writing():
            fact = CheckedIn(NIP_1, NIP_1)
            other.append(new_id(clock()), "Gerbang 2", clock(), "", fact)
        other.close()
        console._refresh()
        await pilot.pause()
        (note,) = console._notifications
        assert note.message == (
            "DUA KALI MASUK: Sitti Nurlina — 07.00 · Gerbang 1, 07.00 · Gerbang 2, selisih 3 detik"
        )
        assert desk.ceremony.present == 1
