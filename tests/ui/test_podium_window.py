"""The podium and the operator's word to it, with the keys that people press."""

from dataclasses import replace

import pytest
from conftest import SCRIPT
from eyes import seen
from hands import scan_with
from tests_support import NIP_1
from textual.widgets import Input

from ceremony_tui.core.facts import Opened, Prompted
from ceremony_tui.core.script import Kind, Stage
from ceremony_tui.core.text.pledge import Text
from ceremony_tui.core.text.speech import standing
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.clicker import Bounce
from ceremony_tui.ui.podium import PodiumWindow

NUMBERS = [
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
]
SPEECH = Text("Amanat", points=("|".join(f"baris {n} {m}" for n in NUMBERS for m in NUMBERS),))
PLAN = replace(SCRIPT, stages=(Stage(Kind.SPEECH, "Amanat", 10, text=SPEECH), *SCRIPT.stages))


@pytest.fixture
def desk(make_file, clock):
    desk = Desk(Log.open(make_file(script=PLAN), origin="l"), "Gerbang 1", now=clock)
    desk.call_stage(0)
    yield desk
    desk.close()


def prompt(desk: Desk) -> Prompted:
    here = standing(desk.ceremony, desk.now())
    assert here is not None
    return here


async def test_a_speaker_with_a_clicker(desk: Desk, clock, words) -> None:
    window = PodiumWindow(desk, words)
    async with window.run_test(size=(80, 24)) as pilot:

        async def press(key: str, *, bounces: bool = False) -> Prompted:
            if not bounces:
                window._pressed = 0, float("-inf")  # as if a while had passed
            await pilot.press(key)
            await pilot.pause()
            return prompt(desk)

        await pilot.pause()
        assert "▶ baris satu satu" in seen(window, "Prompter")
        assert "BERIKUTNYA: Pembukaan" in seen(window, "Prompter")

        # While it stands, a press turns the page: the last line seen is now the one to be spoken.
        last = seen(window, "Prompter").splitlines()[-2].strip()
        turned = await press("pagedown")
        assert turned.line > 4
        assert f"▶ {last}" in seen(window, "Prompter")
        assert (await press("pagedown", bounces=True)).line == turned.line  # it bounced
        assert (await press("pageup")).line == 0.0

        # While it runs, a press corrects by a line.
        started = await press("b")
        assert not started.paused
        clock.pass_(seconds=72 / started.speed)
        assert prompt(desk).line == pytest.approx(1.2, abs=0.01)
        assert (await press("pagedown")).line == 2.0
        assert (await press("pageup")).line == 1.0

        faster = await press("up")
        assert faster.speed == started.speed + 1
        for harmless in ("escape", "f5", "tab", "enter"):
            assert await press(harmless) == faster
        assert (await press("space")).paused
        assert (await press("home")).line == 0.0

        scan_with(window, NIP_1, "enter")
        await pilot.pause()
        assert desk.ceremony.check_in(NIP_1) is not None
        assert prompt(desk).paused
        window._report()
        (report,) = desk.reports()
        assert (report.podium, report.columns, report.rows) == (True, 80, 24)
        assert report.entry == desk.ceremony.calls[-1].id
    assert desk.reports() == ()


async def test_where_no_speech_is_on_the_clicker_leads_the_ceremony(desk: Desk, words) -> None:
    desk.record(Opened("Gladi", "example", rehearsal=True))
    desk.call_stage(2)
    window = PodiumWindow(desk, words, theme="light")
    async with window.run_test(size=(60, 16)) as pilot:
        for keys, cue, blank in (
            (["pagedown"], 1, False), (["space"], 2, False), (["b"], 2, True), (["left"], 1, True),
        ):  # fmt: skip
            window.clicker._bounce = Bounce()  # as if a while had passed
            await pilot.press(*keys)
            await pilot.pause()
            assert desk.ceremony.now is not None
            assert (desk.ceremony.now.cue, desk.ceremony.now.blank) == (cue, blank)
        assert "GLADI" in seen(window, "Prompter")
        assert "▶ kami berikrar" in seen(window, "Prompter")


async def test_the_operator_tells_the_speaker_something(desk: Desk, words) -> None:
    console = Console(desk, words)
    async with console.run_test(size=(100, 30)) as pilot:
        await pilot.press("f3", "m")
        await pilot.pause()
        assert "tidak terlihat" in seen(console, "#state")
        await pilot.press("space", "right", "pagedown")
        await pilot.pause()
        here = prompt(desk)
        assert (here.paused, here.line) == (False, 1.0)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert prompt(desk).message == "1 MENIT LAGI"
        console.action_podium()
        await pilot.pause()
        console.screen.query_one("#typed", Input).value = "[b]Pelan\x1b[2J"
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert prompt(desk).message == "[b]Pelan"
        console.action_podium()
        await pilot.pause()
        assert "[b]Pelan" in seen(console, "#state")
        await pilot.press("end", "enter")
        await pilot.pause()
        assert (prompt(desk).message, prompt(desk).paused) == ("", False)
