"""The scanner test in the operator's words; what it finds is tested in tests/scanners."""

from pathlib import Path

import pytest
from eyes import seen as painted
from hands import scan_with, type_at, until
from tests_support import NIP_1, NIP_2, NIP_3
from textual.widgets import Input, Static

from ceremony_tui.desk import Desk
from ceremony_tui.scanners.profile import PLAIN, Profile
from ceremony_tui.ui import kept
from ceremony_tui.ui.app import Console

SIZE = (100, 30)
THREE = (NIP_1, "B-77", NIP_2)


@pytest.fixture(autouse=True)
def own_profile(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(kept, "state_folder", lambda: tmp_path / "state")
    return tmp_path / "state" / kept.PROFILE


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


def seen(console: Console, *names: str) -> str:
    names = names or ("#scans", "#findings", "#choice")
    return "\n".join(str(console.screen.query_one(name, Static).render()) for name in names)


async def scan_three(console: Console, pilot, *texts: str) -> None:
    """Opens the test and scans badges, until the last of them is shown."""
    await pilot.press("f7")
    await pilot.pause()
    for text in texts:
        scan_with(console, text, "enter")
        await pilot.pause(0.15)  # keys are stamped as typed until now
    await until(pilot, lambda: "menunggu" not in seen(console, "#scans"))


async def test_three_badges_are_counted_and_the_result_is_kept(
    console: Console, desk: Desk, own_profile: Path
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await scan_three(console, pilot, *(f"~{code}" for code in THREE))
        assert "Akhiran Enter" in seen(console)
        assert "✓ Awalan ~" in seen(console)
        assert NIP_1[:8] not in seen(console)
        assert "tetap dicatat" in seen(console, "#ask")
        assert desk.ceremony.present == 2  # NIPs; a stranger to the profile is ~B-77
        assert not own_profile.exists()
        await pilot.press("enter")
        await pilot.pause()
        assert type(console.screen).__name__ == "GateScreen"
        assert kept.kept_profile() == Profile("~", terminator="CR")
        await pilot.press("f5")
        await pilot.pause()
        type_at(0.4, console, "~B-77", "enter")  # as slow as it likes
        await until(pilot, lambda: desk.ceremony.present == 3)
        assert console.screen.query_one("#search", Input).value == ""


async def test_escape_leaves_and_nothing_changes(console: Console, own_profile: Path) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await scan_three(console, pilot, *THREE)
        await pilot.press("escape")
        await pilot.pause()
        assert type(console.screen).__name__ == "GateScreen"
        assert not own_profile.exists()
        assert console._wedge.profile is PLAIN
        await pilot.press("f7")
        await pilot.pause()
        assert "1  menunggu" in seen(console, "#scans")


async def test_a_wrong_layout_says_what_to_do_and_is_not_kept(
    console: Console, own_profile: Path
) -> None:
    azerty = str.maketrans("1234567890", "&é\"'(-è_çà")
    async with console.run_test(size=SIZE) as pilot:
        await scan_three(console, pilot, *(n.translate(azerty) for n in (NIP_1, NIP_2, NIP_3)))
        assert "▲ Angka atau huruf tertukar" in seen(console)
        assert "Perbaiki dahulu" in seen(console)
        await pilot.press("enter")
        await pilot.pause()
        assert type(console.screen).__name__ == "TrialScreen"
        assert not own_profile.exists()


async def test_a_slow_scanner_presses_no_key_of_the_test_itself(
    console: Console, own_profile: Path
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await scan_three(console, pilot, *THREE)
        type_at(0.1, console, "?b-nobody", "enter")
        await pilot.pause()
        assert type(console.screen).__name__ == "TrialScreen"
        assert not own_profile.exists()
        await until(pilot, lambda: "3  ?b-nobody" in seen(console, "#scans"))


async def test_a_persons_question_mark_still_opens_the_help(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f7")
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        assert type(console.screen).__name__ == "HelpScreen"


@pytest.mark.parametrize("key", ["f3", "f5"])
async def test_after_a_test_a_slow_scan_presses_no_key(console: Console, desk, key: str) -> None:
    console.go_by(Profile(terminator="CR", mean_gap=0.125, hold=0.2, idle=0.25))
    async with console.run_test(size=SIZE) as pilot:
        before = len(desk.ceremony.scans)
        await pilot.press(key)
        await pilot.pause()
        type_at(0.1, console, "nnp-B-0077?", "enter")
        await until(pilot, lambda: len(desk.ceremony.scans) > before)
        assert desk.ceremony.now is None
        assert type(console.screen).__name__ != "HelpScreen"
        assert all(not box.value for box in console.screen.query(Input))


async def test_a_typed_code_is_marked_and_a_scanned_one_is_not(console: Console, desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        scan_with(console, NIP_1, "enter")
        await pilot.pause()
        assert "⌨" not in painted(console, "#recent")
        for how in ("STRANGER", NIP_2):  # the gate takes the one, the wedge the other
            type_at(0.2, console, how, "enter")
            await pilot.pause()
        assert "⌨ Bob [VIP]" in painted(console, "#recent")
        assert "⌨ STRANGER" in painted(console, "#recent")
        typed = [entry.fact.typed for entry in desk.ceremony.latest]
        assert typed == [False, True, True]


async def test_nothing_can_be_kept_and_it_holds_until_the_end(
    console: Console, own_profile: Path
) -> None:
    own_profile.parent.write_text("no folder", encoding="utf-8")
    async with console.run_test(size=SIZE) as pilot:
        console.keep_profile(Profile("~"))
        await pilot.pause()
        assert console._wedge.profile.mark == "~"
        assert any("sampai konsol ditutup" in n.message for n in console._notifications)


@pytest.mark.parametrize("content", [b"", b"{", b"7", b'{"hold": 0}', b'{"prefix": "\xff"}'])
def test_a_broken_profile_is_the_one_that_fits_most(own_profile: Path, content: bytes) -> None:
    own_profile.parent.mkdir()
    own_profile.write_bytes(content)
    assert kept.kept_profile() == PLAIN


def test_a_profile_is_kept_whole(own_profile: Path) -> None:
    profile = Profile("\x02", "#", "CRLF", 0.1, 0.2, 0.3)
    assert kept.keep_profile(profile)
    assert kept.kept_profile() == profile
