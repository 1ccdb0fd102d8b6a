"""The people screen in the operator's words."""

import pytest
from tests_support import NIP_1
from textual.widgets import Input, OptionList

from ceremony_tui.core.arrivals import guests, waiting
from ceremony_tui.core.facts import Verdict
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
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert desk.ceremony.check_in(NIP_1) is not None
        assert "✓" in listed(console)[0]


async def test_a_reason_is_set_from_the_list(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "nurlina")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        assert desk.ceremony.absence(NIP_1) == "C"


async def test_a_void_waits_for_its_reason(console: Console, desk: Desk) -> None:
    desk.scan(NIP_1)
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "nurlina")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert desk.ceremony.present == 1
        console.screen.query_one("#why", Input).value = "kartu orang lain"
        await pilot.press("enter")
        await pilot.pause()
        assert desk.ceremony.present == 0


async def test_who_was_sent_to_the_help_desk_is_listed_until_a_name_is_typed(
    console: Console, desk: Desk
) -> None:
    desk.scan("KTP-123")
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "")
        (line,) = listed(console)
        assert "TIDAK TERDAFTAR · KTP-123" in line
        console.screen.query_one("#search", Input).value = "nurl"
        await pilot.pause()
        assert "Sitti Nurlina" in listed(console)[0]


async def answer_arrival(console: Console, pilot, typed: str, *keys: str) -> None:
    await look_for(console, pilot, "")
    await pilot.press("enter")
    await pilot.pause()
    console.screen.query_one("#who", Input).value = typed
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


async def test_a_name_and_enter_make_the_arrival_theirs(console: Console, desk: Desk) -> None:
    desk.scan("KTP-123")
    async with console.run_test(size=SIZE) as pilot:
        await answer_arrival(console, pilot, "nurlina", "enter")
        assert desk.ceremony.check_in(NIP_1).fact.text == "KTP-123"
        assert listed(console) == []


async def test_a_name_nobody_bears_becomes_a_guest(console: Console, desk: Desk) -> None:
    desk.scan("KTP-123")
    async with console.run_test(size=SIZE) as pilot:
        await answer_arrival(console, pilot, "Tamu Agung / BKN", "enter")
        (guest,) = guests(desk.ceremony)
        assert (guest.name, guest.unit) == ("Tamu Agung", "BKN")
        (line,) = listed(console)  # the scan waits no longer, the guest may still be linked
        assert "Tamu Agung" in line


async def test_a_scan_of_no_badge_is_dropped_with_a_reason(console: Console, desk: Desk) -> None:
    desk.scan("https://wifi.example")
    async with console.run_test(size=SIZE) as pilot:
        await answer_arrival(console, pilot, "bukan kartu", "down", "down", "enter")
        assert waiting(desk.ceremony) == ()
        assert guests(desk.ceremony) == ()


async def test_a_lost_badge_is_taken_out_of_use_with_a_reason(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "nurlina")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("up", "enter")  # the last of the list
        console.screen.query_one("#why", Input).value = "hilang"
        await pilot.press("enter")
        await pilot.pause()
        assert desk.scan("A00001234567").fact.verdict is Verdict.REVOKED


async def test_a_name_not_found_may_be_welcomed_as_a_guest(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await look_for(console, pilot, "Zainab / Bawaslu")
        assert "Tamu" in listed(console)[0]
        await pilot.press("enter")
        await pilot.pause()
        assert [guest.name for guest in guests(desk.ceremony)] == ["Zainab"]
