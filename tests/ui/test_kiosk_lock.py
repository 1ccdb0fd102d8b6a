"""The lock: passers-by can do nothing, the lane goes on, and the PIN is never a scan."""

from pathlib import Path

import pytest
from eyes import seen
from hands import scan_with, type_at, until
from tests_support import NIP_1, NIP_2, PEOPLE

from ceremony_tui.core.roster import Attendee
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log, merge
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.lock import Lock
from ceremony_tui.ui.widgets.verdict import VerdictPanel

pytestmark = pytest.mark.usefixtures("cheap_pins")

SIZE = (100, 30)
PIN = "2468"


def type_pin(lock: Lock, pin: str, at: float = 0.0) -> None:
    for digit in pin:
        lock.press(digit, digit, at)
    lock.press("enter", "\r", at)


@pytest.fixture
def locked(desk: Desk) -> Lock:
    desk.set_pin(PIN)
    return Lock(desk)


# --- the lock itself --------------------------------------------------------------------------


def test_a_ceremony_without_a_pin_opens_unlocked(desk: Desk) -> None:
    assert not Lock(desk).is_on


def test_the_pin_opens_and_any_other_does_not(locked: Lock) -> None:
    type_pin(locked, "1357")
    assert locked.is_on
    type_pin(locked, PIN)
    assert not locked.is_on


def test_a_slip_is_mended_with_backspace_and_esc_begins_again(locked: Lock) -> None:
    for key in ("9", "escape", "2", "4", "7", "backspace", "6", "8"):
        locked.press(key, key if len(key) == 1 else None, 0)
    locked.press("enter", "\r", 0)
    assert not locked.is_on


def test_letters_are_no_part_of_a_pin(locked: Lock) -> None:
    type_pin(locked, "2a4 6y8")
    assert not locked.is_on


def test_more_digits_than_a_pin_has_never_open(locked: Lock, desk: Desk) -> None:
    desk.set_pin("123456789012")
    type_pin(locked, "1234567890123")
    assert locked.is_on


def test_after_three_wrong_pins_even_the_right_one_waits(locked: Lock, words) -> None:
    for _ in range(3):
        type_pin(locked, "1357", at=100)
    assert "5 detik" in locked.told(words, 100)
    type_pin(locked, PIN, at=104.9)
    assert locked.is_on
    type_pin(locked, PIN, at=105)
    assert not locked.is_on


def test_the_wait_grows_and_begins_anew_once_opened(locked: Lock, words) -> None:
    for at in (0, 0, 0, 6):
        type_pin(locked, "1357", at)
    assert "10 detik" in locked.told(words, 6)
    type_pin(locked, PIN, at=17)
    locked.shut()
    type_pin(locked, "1357", at=17)
    assert "PIN salah" in locked.told(words, 17)


def test_an_empty_enter_is_no_wrong_pin(locked: Lock, words) -> None:
    for _ in range(5):
        locked.press("enter", "\r", 0)
    assert "detik" not in locked.told(words, 0)


def test_the_first_pin_is_asked_for_twice(desk: Desk) -> None:
    lock = Lock(desk)
    lock.shut()
    type_pin(lock, PIN)
    assert not desk.has_pin
    type_pin(lock, PIN)
    assert desk.opens(PIN)
    assert lock.is_on
    type_pin(lock, PIN)
    assert not lock.is_on


@pytest.mark.parametrize("pins", [("2468", "2469"), ("24", "24"), ("12345678901234", "1")])
def test_a_new_pin_with_a_slip_in_it_is_not_set(desk: Desk, pins: tuple[str, str]) -> None:
    lock = Lock(desk)
    lock.shut()
    for pin in pins:
        type_pin(lock, pin)
    assert not desk.has_pin
    assert lock.is_on


def test_esc_gives_up_setting_one(desk: Desk) -> None:
    lock = Lock(desk)
    lock.shut()
    type_pin(lock, PIN)
    lock.press("escape", None, 0)
    assert not lock.is_on
    assert not desk.has_pin


def test_somebodys_badge_is_no_pin(make_file, clock) -> None:
    file = make_file("kartu.db", (*PEOPLE, Attendee("4711", "Kartu Pendek", "BKD", badge="4711")))
    desk = Desk(Log.open(file), "Gerbang 1", now=clock)
    lock = Lock(desk)
    lock.shut()
    for _ in range(2):
        type_pin(lock, "4711")
    assert not desk.has_pin
    desk.close()


def test_the_file_keeps_only_a_seal_which_copies_take_along_and_merges_do_not(
    desk: Desk, file: Path, tmp_path: Path
) -> None:
    mine, before, after = Log.open(file), tmp_path / "sebelum.db", tmp_path / "sesudah.db"
    mine.backup(before)
    desk.set_pin(PIN)
    mine.backup(after)
    assert PIN not in mine.notes("pin")["pin"]
    assert Desk(Log.open(after)).opens(PIN)
    other = Log.open(before)
    merge(other, mine)
    assert not other.notes("pin")


# --- the console ------------------------------------------------------------------------------


@pytest.fixture
def console(desk: Desk, words) -> Console:
    desk.set_pin(PIN)
    return Console(desk, words)


def line(console: Console) -> str:
    return seen(console, "#typed")


async def test_a_console_with_a_pin_starts_locked_and_opens_by_it(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "TERKUNCI" in line(console)
        await pilot.press("f5")
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert "TERKUNCI" not in line(console)
        await pilot.press("f5")
        await pilot.pause()
        assert type(console.screen).__name__ == "PeopleScreen"


KEYS = [f"f{n}" for n in (2, 3, 4, 5, 6, 8, 9, 12)]
KEYS += ["question_mark", "ctrl+q", "ctrl+c", "pagedown", "space", "b", "n", "c", "y", "tab"]


async def test_every_other_key_and_every_click_is_dead(console: Console, desk: Desk) -> None:
    desk.call_stage(1)
    async with console.run_test(size=SIZE) as pilot:
        await pilot.pause()
        where, screen, theme = desk.ceremony.now, console.screen, console.theme
        await pilot.press(*KEYS)
        for place in ((5, 29), (40, 27), (40, 10)):
            await pilot.click(offset=place)
        await pilot.pause()
        assert console.screen is screen
        assert console.is_running
        assert (desk.ceremony.now, console.theme, console.chime.quiet) == (where, theme, False)
        assert "TERKUNCI" in line(console)


async def test_scans_are_answered_while_it_is_locked(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("2", "4")
        await pilot.pause(0.2)
        scan_with(console, NIP_1, "enter")
        await pilot.pause()
        console.scanned("B-77")  # as a serial scanner's
        await pilot.pause()
        assert desk.ceremony.present == 2
        assert "HADIR" in seen(console, "VerdictPanel")
        assert line(console).count("•") == 2
        await pilot.press("6", "8", "enter")
        await pilot.pause()
        assert not console.lock.is_on


async def test_a_nip_typed_by_hand_leaves_nothing_in_the_pins_line(
    console: Console, desk: Desk
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        type_at(0.2, console, NIP_2, "enter")
        await pilot.pause()
        assert desk.ceremony.present == 1
        assert "•" not in line(console)


@pytest.mark.parametrize("gap", [0.005, 0.2])
async def test_the_pin_is_never_recorded_however_fast_it_is_typed(
    console: Console, desk: Desk, gap: float
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        type_at(gap, console, PIN, "enter")
        await pilot.pause()
        assert not console.lock.is_on
        for _ in range(2):  # open already: into the gate's own line, where codes are typed
            type_at(gap, console, PIN, "enter")
            await pilot.pause()
        assert desk.ceremony.latest == ()


async def test_unknown_digits_from_a_scanner_are_a_scan_even_while_locked(
    console: Console, desk: Desk
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        scan_with(console, "13579", "enter")
        await pilot.pause()
        assert desk.ceremony.refused == 1
        assert console.lock.is_on


@pytest.mark.parametrize("before", ["f5", "ctrl+q"])
async def test_f8_locks_from_anywhere_and_hides_what_lay_open(
    console: Console, before: str
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press(*PIN, "enter", before)
        await pilot.pause()
        await pilot.press("f8")
        await pilot.pause()
        assert type(console.screen).__name__ == "GateScreen"
        assert "TERKUNCI" in line(console)


async def test_the_lock_is_seen_in_the_smallest_window(console: Console) -> None:
    async with console.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        region = console.screen.query_one("#typed").region
        assert region.height == 1
        assert region.bottom <= 5


async def test_the_answer_fills_the_room_that_the_keys_leave(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.pause()
        panel = console.screen.query_one(VerdictPanel)
        assert len(panel._rows) == panel.size.height
        before = panel.size.height
        await pilot.press(*PIN, "enter")
        await until(pilot, lambda: before != panel.size.height == len(panel._rows))
