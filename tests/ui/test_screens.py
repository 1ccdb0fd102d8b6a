"""The screens in the operator's words: decisions are tested in the core; here, what is seen."""

import os
import sys
from pathlib import Path

import pytest
from eyes import seen as painted
from hands import scan_with, type_at, until
from tests_support import NIP_1, NIP_2, NIP_3
from textual.css.stylesheet import Stylesheet
from textual.widgets import OptionList

from ceremony_tui.core.text.pledge import Turn
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.scanners.serial import SerialScanner
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.display import Display
from ceremony_tui.ui.widgets.wall import Wall

SIZE = (100, 30)


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


def seen(console: Console, *names: str) -> str:
    """What the gate has painted, or the widgets of these names."""
    return painted(console, *(names or ("VerdictPanel", "#counts", "#recent", "#typed")))


async def test_a_welcome_says_who_came_and_counts(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_1)
        await pilot.pause()
        assert "Dinas Kesehatan" in seen(console, "VerdictPanel")
        assert "Perawat" in seen(console, "VerdictPanel")
        assert "1 / 4" in seen(console, "#counts")
        assert "HADIR" in seen(console, "#recent")
        assert "Sitti Nurlina" in seen(console, "#recent")


async def test_the_queue_never_sees_a_whole_nip(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_1)
        console.scanned("199001012015011999")
        await pilot.pause()
        assert NIP_1[:8] not in seen(console)
        assert "19900101" not in seen(console)
        assert "••••••••••••••1999" in seen(console)


@pytest.mark.parametrize(("nip", "name"), [(NIP_2, "Bob [VIP]"), (NIP_3, "Ann [/b] Lee")])
async def test_names_are_data_and_never_markup(console: Console, nip: str, name: str) -> None:
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(nip)
        await pilot.pause()
        assert name in seen(console, "#recent")


async def test_only_what_is_not_on_the_list_rings(console: Console, monkeypatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(console, "bell", lambda: rung.append("bell"))
    async with console.run_test(size=SIZE) as pilot:
        for text in (NIP_1, NIP_1):
            console.scanned(text)
        await pilot.pause()
        assert rung == []
        console.scanned("STRANGER")
        await pilot.pause()
        assert rung == ["bell"]
        assert "TIDAK TERDAFTAR" in seen(console, "#recent")


async def test_nobody_is_welcomed_when_nothing_can_be_written(console: Console, file: Path) -> None:
    async with console.run_test(size=SIZE) as pilot:
        file.rename(file.with_suffix(".away"))
        console.scanned(NIP_1)
        await pilot.pause()
        assert console.failure
        assert "HADIR" not in seen(console, "#recent")
        assert "pindai ulang: Sitti Nurlina" in seen(console, "#recent")
        assert "0 / 4" in seen(console, "#counts")
        file.with_suffix(".away").rename(file)
        console.scanned(NIP_1)
        await pilot.pause()
        assert not console.failure
        assert "1 / 4" in seen(console, "#counts")
        assert "pindai ulang" not in seen(console, "#recent")


async def test_a_typed_code_is_taken_by_enter(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        for char in "NON-0001":
            await pilot.press({"-": "minus"}.get(char, char))
        await pilot.press("enter")
        await pilot.pause()
        assert desk.ceremony.check_in("NON-0001") is not None


async def test_the_clicker_walks_the_pledge(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        desk.call_stage(1)
        await pilot.press("f4")
        await pilot.pause()
        console.action_cue(1)
        await pilot.pause()
        assert desk.ceremony.cue.turn is Turn.LEADER  # type: ignore[union-attr]
        assert "berikrar" in desk.ceremony.cue.text  # type: ignore[union-attr]
        listed = seen(console, "#cues").splitlines()
        assert "▶   1  DENGARKAN" in listed[1]
        assert "IKUTI BERSAMA-SAMA" in listed[2]


async def test_a_doubled_press_is_one_press(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        desk.call_stage(1)
        await pilot.press("f4")
        type_at(0.1, console, "", "pagedown", "pagedown")
        await pilot.pause()
        assert desk.ceremony.now.cue == 1  # type: ignore[union-attr]


async def test_the_end_of_the_pledge_asks_once_more(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        desk.call_stage(1)
        while desk.call_cue(1):
            pass
        await pilot.press("f4")
        at = 100.0
        console.clicker.press(1, at)
        assert desk.ceremony.now.stage == 1  # type: ignore[union-attr]
        console.clicker.press(1, at + 1)
        assert desk.ceremony.now.stage == 2  # type: ignore[union-attr]


async def test_b_blanks_and_the_operator_still_sees_the_cue(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        desk.call_stage(1)
        await pilot.press("f4")
        await pilot.press("b")
        await pilot.pause()
        assert desk.ceremony.now.blank  # type: ignore[union-attr]
        assert "LAYAR GELAP" in seen(console, "#status")


async def test_enter_jumps_to_the_stage_under_the_bar(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert desk.ceremony.stage.title == "Penandatanganan"  # type: ignore[union-attr]
        listed = console.screen.query_one(OptionList)
        assert "▶" in str(listed.get_option_at_index(2).prompt)


async def test_n_and_p_walk_the_run_of_show(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f3")
        for key in ("n", "n", "p"):
            await pilot.press(key)
            await pilot.pause()
        assert desk.ceremony.now.stage == 0  # type: ignore[union-attr]


async def test_leaving_asks_and_stays_unless_told(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("enter")  # an accident
        await pilot.pause()
        assert console.is_running
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert console.return_code == 0


async def test_help_lists_every_key_that_is_declared(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        from ceremony_tui.ui.keys import key_table

        keys = [keys for keys, _ in key_table(console.keyed(), console.words)]
        assert {"F2", "F3", "F4", "?", "Ctrl+Q", "b ."} <= set(keys)


async def test_another_windows_scan_appears_here(console: Console, file: Path, clock) -> None:
    other = Desk(Log.open(file, origin="laptop-1"), "Gerbang 2", now=clock)
    async with console.run_test(size=SIZE) as pilot:
        other.scan(NIP_2)
        await until(pilot, lambda: "1 / 4" in seen(console, "#counts"))
    other.close()


def lit(wall: Wall) -> str:
    return "\n".join(row.text for row in wall._rows)


async def test_the_display_follows_the_console_through_the_file(
    desk: Desk, file: Path, clock, words
) -> None:
    display = Display(Desk(Log.open(file, origin="laptop-1"), "Layar", now=clock), words)
    async with display.run_test(size=(80, 24)) as pilot:
        wall = display.query_one(Wall)
        await pilot.pause()
        assert wall._sight.banner == "SELAMAT DATANG"  # type: ignore[union-attr]
        assert "0 hadir · Upacara Contoh" in wall._sight.progress  # type: ignore[union-attr]
        desk.call_stage(1)
        phrase = desk.call_cue(1) and desk.ceremony.cue.text  # type: ignore[union-attr]
        await until(pilot, lambda: wall._sight.phrase == phrase)  # type: ignore[union-attr]
        assert "DENGARKAN" in wall._sight.banner  # type: ignore[union-attr]
        desk.cover()
        await until(pilot, lambda: lit(wall).strip() == "")


async def test_a_restarted_display_stands_at_the_same_cue(
    desk: Desk, file: Path, clock, words
) -> None:
    desk.call_stage(1)
    for _ in range(3):
        desk.call_cue(1)
    for _ in range(2):
        display = Display(Desk(Log.open(file), "Layar", now=clock), words)
        async with display.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert display.query_one(Wall)._sight.phrase == desk.ceremony.cue.text  # type: ignore[union-attr]


async def test_the_clicker_works_with_the_focus_on_the_display(
    desk: Desk, file: Path, clock, words
) -> None:
    desk.call_stage(1)
    display = Display(Desk(Log.open(file), "Layar", now=clock), words)
    async with display.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        await pilot.pause()
        desk.refresh()
        assert desk.ceremony.now.cue == 1  # type: ignore[union-attr]


async def test_a_scan_typed_into_the_display_is_recorded(desk: Desk, file, clock, words) -> None:
    display = Display(Desk(Log.open(file), "Layar", now=clock), words)
    async with display.run_test(size=(80, 24)) as pilot:
        scan_with(display, NIP_1, "enter")
        await pilot.pause()
        desk.refresh()
        assert desk.ceremony.present == 1


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (240, 67), (20, 5)])
async def test_every_screen_stands_in_any_size(console: Console, desk: Desk, size) -> None:
    async with console.run_test(size=size) as pilot:
        desk.call_stage(1)
        console.scanned(NIP_1)
        for key in ("f3", "f4", "question_mark"):
            await pilot.press(key)
            await pilot.pause()
        assert console.is_running


@pytest.mark.parametrize("key", ["f3", "f4"])
async def test_a_scan_is_answered_on_the_other_screens_too(console: Console, file, key) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        console.scanned(NIP_1)
        await pilot.pause()
        assert "HADIR · Sitti Nurlina" in seen(console, "Echo")
        file.rename(file.with_suffix(".away"))
        console.scanned(NIP_2)
        await pilot.pause()
        assert "TIDAK TERCATAT" in seen(console, "Echo")
        assert "HADIR" not in seen(console, "Echo")


@pytest.mark.parametrize("key", ["question_mark", "ctrl+q"])
async def test_another_screen_closes_what_lay_over_this_one(console: Console, key: str) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press(key)
        await pilot.pause()
        await pilot.press("f4")
        await pilot.press("f2")
        await pilot.pause()
        assert type(console.screen).__name__ == "GateScreen"


async def test_a_new_screen_costs_one_reading_of_the_sheets(console: Console, monkeypatch) -> None:
    read: list[str] = []
    reparse = Stylesheet.reparse
    monkeypatch.setattr(Stylesheet, "reparse", lambda sheet: reparse(sheet) or read.append("once"))
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f9")
        read.clear()
        await pilot.press("f4")
        await pilot.pause()
        assert read == ["once"]


async def test_the_first_picture_is_whole(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "Halaman Kantor" in seen(console, "VerdictPanel")
        assert "Upacara Contoh" in seen(console, "Masthead")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
async def test_a_serial_scan_counts_while_somebody_types(console: Console, desk: Desk) -> None:
    ours, theirs = os.openpty()
    console.listen_to(SerialScanner(os.ttyname(theirs)))
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f5")
        await pilot.press("a")
        os.write(ours, f"{NIP_1}\r".encode())
        await until(pilot, lambda: desk.ceremony.present)
        assert desk.ceremony.check_in(NIP_1) is not None
    for end in (ours, theirs):
        os.close(end)
