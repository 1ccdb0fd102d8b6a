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
        await pilot.pause(0.1)  # sooner, the next Enter would be the scan's own
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


async def test_the_right_code_takes_back_that_a_gate_may_not_lead(joined: Console) -> None:
    async with joined.run_test(size=SIZE) as pilot:
        joined.action_next_stage(1)
        assert "pindai join-stage.png" in joined.failure
        joined.scanned(replace(JOIN, role="stage").text)
        await pilot.pause(0.1)
        assert isinstance(joined.screen, JoinScreen)
        await pilot.press("y")
        await pilot.pause()
        assert joined.failure == ""


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
        since = (now - timedelta(seconds=70)).strftime("%H.%M")
        missing = f"Gerbang 3: 88 dari 90, diam sejak {since} — mungkin masih ada pindaian"
        assert f"BELUM FINAL: {missing}" in told(console)
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
        assert "Ditutup 07.00. Jumlah final: semua catatan sampai" in told(joined)
        joined.scanned(JOIN.text)  # to another hub
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert joined.shared == "MENCARI HUB"
        assert desk.sharing() is None


async def test_a_file_that_is_merged_later_makes_a_closed_day_final(
    joined: Console, desk: Desk, clock
) -> None:
    told_of = Announced({"Gerbang 3": 9}, {"c": 9})
    silent = Laptop(told_of, clock(), {"Gerbang 3": 9}, whole=True, origin="c")
    clock.pass_(minutes=5)
    async with joined.run_test(size=SIZE) as pilot:
        await pilot.press("f10")
        desk.tell_sharing(Sharing(CLOSED, clock(), laptops=(silent,)))
        joined._look()
        await pilot.pause()
        assert "BELUM FINAL: Gerbang 3: 9 dari 9, diam sejak" in told(joined)
        merged = replace(silent, brought=clock(), held={"Gerbang 3": 10})
        desk.tell_sharing(Sharing(CLOSED, clock(), laptops=(merged,)))
        joined._look()
        await pilot.pause()
        assert "Ditutup 07.05. Jumlah final" in told(joined)
        table = joined.screen.query_one("#lines", Static)
        rows = "\n".join(strip.text for strip in table.render_lines(table.size.region))
        assert "Gerbang 3: 10 dari 10" in rows
        assert "berkasnya digabung" in rows


async def test_a_hub_is_sought_before_it_is_given_up(joined: Console, desk: Desk, clock) -> None:
    async with joined.run_test(size=SIZE) as pilot:
        joined.scanned(replace(JOIN, port=10).text)
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert joined.shared == "MENCARI HUB"
        desk.tell_sharing(Sharing(AWAY, clock(), "127.0.0.1"))
        joined._look()
        assert joined.shared == "TANPA HUB"
        for _ in range(2):
            desk.tell_sharing(Sharing(LIVE, clock()))
            joined._look()
        assert joined.shared == "HUB 0"
        await pilot.pause()
        (note,) = joined._notifications
        assert note.message == "Tersambung ke hub bersama 0 laptop lain."


async def test_a_hub_that_nobody_tells_of_is_not_sought_for_ever(joined: Console, clock) -> None:
    async with joined.run_test(size=SIZE):
        assert joined.shared == "MENCARI HUB"
        clock.pass_(seconds=16)
        assert joined.shared == "TANPA HUB"


async def test_who_is_not_there_is_said_as_it_is(joined: Console, desk: Desk, clock) -> None:
    now = clock()
    stranger = Laptop(Announced({"Gerbang 2": 20}, {}), None, {"Gerbang 2": 20}, whole=True)
    wall = Laptop(Announced({}, {"w": 0}), now, whole=True)
    left = Laptop(Announced({"Gerbang 4": 3}, {"d": 3}, left=True), now, {"Gerbang 4": 3}, True)
    async with joined.run_test(size=SIZE) as pilot:
        desk.tell_sharing(Sharing(LIVE, now, laptops=(stranger, wall, left)))
        await pilot.press("f10")
        joined._look()
        await pilot.pause()
        assert joined.shared == "HUB 1"
        assert "BELUM FINAL: Gerbang 2: belum bergabung ke hub ini" in told(joined)
        table = joined.screen.query_one("#lines", Static)
        rows = [strip.text for strip in table.render_lines(table.size.region)]
        assert not any("Gerbang 2: 20 dari" in row for row in rows)
        assert any("Laptop tanpa gerbang" in row for row in rows), rows


@pytest.mark.parametrize("state", [AWAY, LIVE])
async def test_nothing_is_said_twice(joined: Console, desk: Desk, clock, state: str) -> None:
    refused = () if state == AWAY else (("share-cloned", {"gate": "Gerbang 2", "number": "4"}),)
    silent = Laptop(Announced({"Gerbang 3": 9}, {"c": 9}), clock() - timedelta(hours=1))
    async with joined.run_test(size=SIZE) as pilot:
        sharing = Sharing(state, clock(), "127.0.0.1", laptops=(silent,), alarms=refused)
        desk.tell_sharing(sharing)
        await pilot.press("f10")
        joined._look()
        await pilot.pause()
        said = told(joined)
        assert "Gerbang 3" not in said
        assert "BELUM FINAL" in said
        assert said.count("127.0.0.1" if state == AWAY else "Gerbang 2") == 1


async def test_a_console_that_is_opened_again_still_knows(console: Console, desk, clock) -> None:
    desk.tell_sharing(Sharing(CLOSED, clock()))
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f10")
        assert "Ditutup 07.00." in told(console)


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
