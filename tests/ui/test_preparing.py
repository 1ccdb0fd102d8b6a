"""The evening before, on the screen: a roster looked at first, the plan changed, by mouse too."""

from pathlib import Path

import pytest
from eyes import seen
from hands import until
from tables import xlsx
from tests_support import NIP_1, NIP_2
from textual import events
from textual.widgets import Input, TextArea

from ceremony_tui.desk import Desk
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.screens import choose
from ceremony_tui.ui.screens.choose import ChooseScreen
from ceremony_tui.ui.screens.plan import ParticularsScreen, PlanScreen
from ceremony_tui.ui.screens.preview import PreviewScreen
from ceremony_tui.ui.screens.wording import TextScreen

SIZE = (80, 24)
NIP = "198609262015051901"


@pytest.fixture
def console(desk: Desk, words, monkeypatch, tmp_path: Path) -> Console:
    monkeypatch.setattr(choose, "_FOLDERS", ())
    monkeypatch.chdir(tmp_path)
    return Console(desk, words)


async def test_a_roster_is_looked_at_and_taken_in_with_the_mouse(
    console: Console, desk: Desk, tmp_path: Path
) -> None:
    rows = [["Nomor", "Nama", "OPD", "AGAMA"], [NIP, "Ani [x]", "Dinas A", "-"],
            [NIP_2[:15] + "000", "Bob [VIP]", "Dinas Kesehatan", "-"]]  # fmt: skip
    (tmp_path / "pegawai.xlsx").write_bytes(xlsx(S=rows))
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f5", "ctrl+o")
        await until(pilot, lambda: isinstance(console.screen, ChooseScreen))
        await pilot.click("#files", offset=(2, 0))
        await until(pilot, lambda: isinstance(console.screen, PreviewScreen))
        await until(pilot, lambda: "NIP" in seen(console, "#faults"))
        await pilot.click("#columns", offset=(2, 0))  # the NIP stands in a column called Nomor
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "1 baru" in seen(console, "#counts"))
        assert NIP_2[:8] not in seen(console, "#faults")
        assert "AGAMA" in seen(console, "#faults")
        await pilot.click("#by-digits")
        await until(pilot, lambda: "0 ditolak" in seen(console, "#counts"))
        desk.scan(NIP_1)  # the lane goes on meanwhile
        await pilot.click("#take")
        await until(pilot, lambda: desk.ceremony.roster.get(NIP) is not None)
    assert desk.ceremony.check_in(NIP_1) is not None


async def test_what_was_looked_at_and_left_changes_nothing(
    console: Console, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "pegawai.csv").write_text(f"NIP,Nama,Unit\n{NIP},Ani,D\n", encoding="utf-8")
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f5", "ctrl+o")
        await until(pilot, lambda: isinstance(console.screen, ChooseScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(console.screen, PreviewScreen))
        await until(pilot, lambda: "1 baru" in seen(console, "#counts"))
        await pilot.press("escape")
        await pilot.pause()
    assert desk.ceremony.roster.get(NIP) is None


async def test_the_particulars_are_changed_without_a_file_to_edit(
    console: Console, desk: Desk
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f3", "e")
        await until(pilot, lambda: isinstance(console.screen, PlanScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(console.screen, ParticularsScreen))
        form = console.screen
        form.query_one("#place", Input).value = "Aula"
        form.query_one("#late_after", Input).value = "10.45"
        await pilot.press("enter")
        await pilot.pause()
        assert "berurutan" in seen(console, ".failure")
        form.query_one("#late_after", Input).value = "07.45"
        await pilot.click("#keep")
        await until(pilot, lambda: not isinstance(console.screen, ParticularsScreen))
    script = desk.ceremony.script
    assert (script.place, script.local(script.late_after).strftime("%H.%M")) == ("Aula", "07.45")


async def test_a_text_is_changed_and_a_paste_is_no_scan(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        console.push_screen(TextScreen(1))
        await pilot.pause()
        area = console.screen.query_one(TextArea)
        area.clear()
        console.post_message(events.Paste("Kami berikrar:\n\n1. Menjaga netralitas\n\nDemikian"))
        await until(pilot, lambda: "Demikian" in area.text)
        assert "1 butir" in seen(console, "#remarks")
        console.post_message(events.Paste(NIP_1))  # a scanner that pastes counts all the same
        await until(pilot, lambda: desk.ceremony.check_in(NIP_1))
        await pilot.click("#keep")
        await pilot.pause()
    text = desk.ceremony.script.stages[1].text
    assert text
    assert (text.points, text.closing) == (("Menjaga netralitas",), "Demikian")
    assert desk.ceremony.refused == 0
