"""Rundown, officials and signatures in the operator's hands."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SCRIPT, Clock
from eyes import seen
from tests_support import NIP_1, NIP_2
from textual.widgets import Input, OptionList

from ceremony_tui.core.facts import RoleSet
from ceremony_tui.core.rules import decide_plan
from ceremony_tui.core.script import Kind, Role, Signer, Stage
from ceremony_tui.core.signing import signers
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.screens.officials import OfficialsScreen
from ceremony_tui.ui.screens.signing import SigningScreen
from ceremony_tui.words import Words

SIZE = (80, 24)
STAGES = (
    Stage(Kind.RITE, "Laporan", 1, "Danup"),
    Stage(Kind.RITE, "Bendera", 3, "Irup", outdoors=True),
    Stage(
        Kind.SIGNING, "Tanda Tangan", 8,
        signers=(Signer("Sitti Nurlina", "Sekda"), Signer("", "Kapolres [/b]", "Forkopimda")),
    ),
)  # fmt: skip
ROLES = (Role("Irup", "Arifin", "Sekda", "Baso / Asisten"), Role("Danup"))


@pytest.fixture
def desk(make_file, clock: Clock):
    path: Path = make_file(script=replace(SCRIPT, stages=STAGES, roles=ROLES))
    desk = Desk(Log.open(path, origin="laptop-1"), "Gerbang 1", "Rina", now=clock)
    yield desk
    desk.close()


@pytest.fixture
def console(desk: Desk, words: Words) -> Console:
    return Console(desk, words)


def signed(desk: Desk) -> list[str]:
    return [line.title for line in signers(desk.ceremony, 2) if line.signed]


async def test_signatures_by_key_badge_and_name_and_one_taken_back(console: Console, desk: Desk):
    async with console.run_test(size=SIZE) as pilot:
        desk.call_stage(2)
        await pilot.press("f3")
        console.screen.query_one("#stages", OptionList).action_select()
        await pilot.pause()
        assert isinstance(console.screen, SigningScreen)
        names = console.screen.names
        console.scanned(NIP_1)
        console.scanned(NIP_2)
        await pilot.pause()
        assert desk.ceremony.check_in(NIP_1)
        assert signed(desk) == ["Sitti Nurlina", "Bob [VIP]"]
        assert names.highlighted == 1  # the next who has not
        names.action_select()
        await pilot.pause()
        assert "✓ 07.00   2  Kapolres [/b] · Forkopimda" in seen(console, "#signers")
        console.screen.query_one("#witness", Input).value = "Tokoh Adat / Lembaga Adat"
        await console.screen.query_one("#witness", Input).action_submit()
        await pilot.pause()
        assert "4 dari 4 sudah" in seen(console, "#summary")
        names.highlighted = 1
        console.screen.action_take_back()
        await pilot.pause()
        assert signed(desk) == ["Sitti Nurlina", "Bob [VIP]", "Tokoh Adat"]
        names.highlighted = 3
        names.action_select()  # a witness is not marked twice
        await pilot.pause()
        assert len(signed(desk)) == 3


async def test_elsewhere_a_scan_signs_nothing(console: Console, desk: Desk):
    async with console.run_test(size=SIZE) as pilot:
        desk.call_stage(2)
        console.scanned(NIP_1)
        await pilot.pause()
        assert signed(desk) == []


async def test_who_is_ready_and_who_stands_in(console: Console, desk: Desk):
    async with console.run_test(size=SIZE) as pilot:
        console.action_go("officials")
        await pilot.pause()
        assert isinstance(console.screen, OfficialsScreen)
        roles = console.screen.roles
        roles.action_select()
        await pilot.pause()
        assert "✓ SIAP   Irup   Arifin (cadangan: Baso) · Sekda" in seen(console, "#roles")
        console.screen.action_swap()
        await pilot.pause()
        assert "· BELUM  Irup   Baso (cadangan: Arifin) · Asisten" in seen(console, "#roles")
        roles.highlighted = 1
        roles.action_select()  # nobody has it: nothing opens that the next key would be typed into
        console.screen.action_swap()
        await pilot.pause()
        assert isinstance(console.screen, OfficialsScreen)
        console.screen.action_edit()
        await pilot.pause()
        console.screen.query_one("#holder", Input).value = "Cokro [/b]"
        await console.screen.query_one("#holder", Input).action_submit()
        await pilot.pause()
        assert "Danup  Cokro [/b]" in seen(console, "#roles")
        console.action_go("rundown")
        await pilot.pause()
        assert "Bendera · Baso" in seen(console, "#stages")
        assert "BELUM SIAP: Danup, Irup" in seen(console, "#outlook")


async def test_rain_asks_once_and_leaves_the_flag_out(console: Console, desk: Desk):
    async with console.run_test(size=SIZE) as pilot:
        console.action_go("rundown")
        await pilot.pause()
        assert "sisa 12 menit, ± 07.42" in seen(console, "#outlook")
        await pilot.press("r")
        await pilot.pause()
        assert not desk.ceremony.script.indoors
        console.screen.action_rain()  # type: ignore[attr-defined]
        await pilot.pause()
        assert desk.ceremony.script.indoors
        assert "sisa 9 menit, ± 07.39 · DI DALAM" in seen(console, "#outlook")
        assert "DILEWATI Bendera" in seen(console, "#stages")
        console.action_next_stage(1)
        console.action_next_stage(1)  # the same press, as fast as that
        assert desk.ceremony.now.stage == 0  # type: ignore[union-attr]
        desk.call_next_stage(1)
        assert desk.ceremony.now.stage == 2  # type: ignore[union-attr]


async def test_another_window_is_followed(console: Console, desk: Desk):
    async with console.run_test(size=SIZE) as pilot:
        console.action_go("rundown")
        desk.record(RoleSet("Danup", "Wahyu"))
        desk.call(decide_plan, indoors=True)
        console._show_state()
        await pilot.pause()
        assert "Laporan · Wahyu" in seen(console, "#stages")
        assert "DI DALAM" in seen(console, "#outlook")
