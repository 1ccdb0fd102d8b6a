"""The list of `ceremony check`, looked at anew on every visit."""

from pathlib import Path

import pytest
from tests_support import NIP_1
from textual.widgets import Static

from ceremony_tui.core.facts import Verdict
from ceremony_tui.desk import Desk
from ceremony_tui.ui.app import Console

SIZE = (100, 30)


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


def shown(console: Console, part: str) -> str:
    return str(console.screen.query_one(part, Static).render())


async def looked(console: Console, pilot) -> None:
    await pilot.press("f3", "c")
    await pilot.pause()
    await console.workers.wait_for_complete()
    await pilot.pause()


async def test_each_visit_looks_again_and_a_badge_counts_meanwhile(
    console: Console, desk: Desk, clock
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await looked(console, pilot)
        assert "Siap: tidak ada yang perlu ditangani." in shown(console, "#told")
        assert "Pembaca Ikrar: Arifin belum punya cadangan." in shown(console, "#lines")
        console.scanned(NIP_1)
        assert console.answer is not None
        assert console.answer.verdict is Verdict.PRESENT
        await pilot.press("f2")
        clock.pass_(hours=-1)
        await looked(console, pilot)
        assert "1 hal perlu ditangani" in shown(console, "#told")
        assert "jam laptop" in shown(console, "#lines")


async def test_a_file_that_is_gone_is_said(console: Console, file: Path) -> None:
    async with console.run_test(size=SIZE) as pilot:
        file.rename(file.with_name("lain.db"))
        await looked(console, pilot)
        assert "ikrar.db" in shown(console, "#told")
        assert shown(console, "#lines") == ""
        assert console.is_running
        file.with_name("lain.db").rename(file)
