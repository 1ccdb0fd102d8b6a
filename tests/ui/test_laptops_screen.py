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
from ceremony_tui.core.laptops import AWAY, CLOSED, LIVE, Announced, Laptop, Sharing
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.log import Log
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.screens.join import JoinScreen, PartScreen

SIZE = (100, 30)
PASSWORD = base64.b32encode(b"0123456789").decode()
# Nobody listens there: the sharing looks for a hub until the console is closed.
JOIN = Join("gate", "127.0.0.1", 9, PASSWORD, "ab" * 16, hub_key("0190-ceremony"))


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


@pytest.fixture
def joined(console: Console, desk: Desk, monkeypatch) -> Console:
    """A console that has joined, without a companion: that would tell that nobody is there."""
    monkeypatch.setattr(console._companion, "look_after", lambda: None)
    desk.set_join(JOIN)
    return console


def told(console: Console) -> str:
    return str(console.screen.query_one("#told", Static).render())


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
    joined: Console, desk: Desk, clock
) -> None:
    console = joined
    now = clock()
    whole = Laptop(Announced({"Gerbang 2": 1234}, {"a": 1}), now, {"Gerbang 2": 1234}, whole=True)
    behind = Laptop(
        Announced({"Gerbang 3": 90}, {"b": 90}, "0.2.0", ahead=3_600_000),
        now - timedelta(seconds=70),
        {"Gerbang 3": 88},
    )
    async with console.run_test(size=SIZE) as pilot:
        desk.tell_sharing(Sharing(LIVE, now, laptops=(whole, behind)))
        await pilot.press("f10")
        console.sharing = desk.sharing()
        await pilot.pause()
        assert "BELUM FINAL: Gerbang 3: 88 dari 90" in told(console)
        table = console.screen.query_one("#lines", Static)
        rows = "\n".join(strip.text for strip in table.render_lines(table.size.region))
        assert "Gerbang 2: 1.234 dari 1.234" in rows
        assert "cepat 60:00" in rows
        assert "diam 1:10" in rows
        assert "0.2.0" in rows


async def test_both_gates_are_told_who_came_in_twice(
    joined: Console, desk: Desk, file: Path, clock
) -> None:
    console = joined
    async with console.run_test(size=SIZE) as pilot:
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
            " — dihitung sekali, tidak perlu apa-apa"
        )
        assert desk.ceremony.present == 1


async def test_a_closed_hub_is_told_and_forgotten(joined: Console, desk: Desk, clock) -> None:
    whole = Laptop(Announced({"Gerbang 2": 9}, {"a": 9}), clock(), {"Gerbang 2": 9}, whole=True)
    async with joined.run_test(size=SIZE) as pilot:
        await pilot.press("f10")
        desk.tell_sharing(Sharing(CLOSED, clock(), laptops=(whole,)))
        clock.pass_(hours=5)
        joined._look()
        await pilot.pause()
        (note,) = joined._notifications
        assert note.message.startswith("HUB DITUTUP")
        assert "Jumlah final" in note.message
        assert joined.joined is desk.join() is None
        assert joined.shared == "HUB DITUTUP"
        assert "Saat ditutup (07.00): Jumlah final" in told(joined)
        joined.scanned(JOIN.text)  # to another hub
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert joined.shared == "TANPA HUB"
        assert desk.sharing() is None


async def test_a_console_that_is_opened_again_still_knows(console: Console, desk, clock) -> None:
    desk.tell_sharing(Sharing(CLOSED, clock()))
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f10")
        assert "Saat ditutup (07.00)" in told(console)


async def test_a_hub_that_is_away_can_be_left(joined: Console, desk: Desk, clock) -> None:
    async with joined.run_test(size=SIZE) as pilot:
        await pilot.press("f10")
        lost = clock()
        clock.pass_(minutes=20)
        desk.tell_sharing(Sharing(AWAY, clock(), "127.0.0.1", lost=lost))
        joined._look()
        await pilot.pause()
        assert "Hub tidak terlihat sejak 07.00. Bila hub sudah ditutup, tekan x." in told(joined)
        await pilot.press("x")
        await pilot.pause(0.1)
        assert isinstance(joined.screen, PartScreen)
        await pilot.press("enter")  # by accident
        await pilot.pause()
        assert desk.join() == JOIN
        joined.action_part()
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert joined.joined is desk.join() is desk.sharing() is None
        assert "bekerja sendiri" in told(joined)


async def test_a_new_code_moves_over(joined: Console, desk: Desk, clock, monkeypatch) -> None:
    desk.tell_sharing(Sharing(AWAY, clock(), lost=clock()))
    other = replace(JOIN, host="192.168.43.9", pin="cd" * 16)
    async with joined.run_test(size=SIZE) as pilot:
        patience = list[float]()
        monkeypatch.setattr(joined._companion, "close", lambda s=3.0: patience.append(s))
        joined.scanned(other.text)
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert desk.join() == joined.joined == other
        assert joined.sharing is None  # of the new one nothing is known yet
        assert patience == [0]  # nobody is there to hear a goodbye, and scans would wait


async def test_a_hub_that_was_left_by_command_is_left_here_too(joined: Console, desk: Desk) -> None:
    async with joined.run_test(size=SIZE) as pilot:
        desk.set_join(None)
        joined._look()
        await pilot.pause()
        assert joined.joined is None
        assert joined.shared == ""
