"""The gate at a glance, in any window: the word, the name, how the morning fares."""

import pytest
from conftest import PEOPLE, Clock
from eyes import seen
from tests_support import NIP_1, NIP_2
from textual.geometry import Region
from textual.widget import Widget

from ceremony_tui.core.facts import RosterImported
from ceremony_tui.core.roster import Attendee
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.sounds import Sound
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.screens.gate import GateScreen

SIZES = [(20, 5), (40, 12), (60, 18), (80, 24), (140, 40), (240, 67)]


@pytest.fixture
def console(desk: Desk, words) -> Console:
    return Console(desk, words)


def gate(console: Console) -> GateScreen:
    assert isinstance(console.screen, GateScreen)
    return console.screen


def shown(screen: Widget) -> list[Region]:
    """Where the widgets are that show something of their own."""
    widgets = screen.query("Masthead, VerdictPanel, #counts, #recent, #units, #typed, KeyLine")
    return [widget.region for widget in widgets if widget.display and widget.region.area]


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_overlaps_and_word_and_name_are_whole(console: Console, size) -> None:
    async with console.run_test(size=size) as pilot:
        console.scanned(NIP_1)
        await pilot.pause()
        regions = shown(console.screen)
        for number, region in enumerate(regions):
            assert Region(0, 0, *size).contains_region(region)
            assert not any(region.overlaps(other) for other in regions[number + 1 :])
        rows = seen(console, "VerdictPanel").splitlines()
        assert len(rows) == console.screen.query_one("VerdictPanel").size.height
        assert all(len(row) <= size[0] for row in rows)
        if size[0] <= 60:  # larger ones draw the name in big letters
            assert "Sitti Nurlina" in " ".join(" ".join(rows).split())


async def test_a_long_word_and_a_long_name_outlast_all_other_lines(desk: Desk, words) -> None:
    name = "Prof. Dr. Ir. Hj. Sitti Nurlina binti La Ode Muhammad"
    desk.import_roster(
        [Attendee("P-1", name, "Dinas", position="Perawat")], RosterImported("x.csv", 1, 1, 0, 0, 0)
    )
    desk.set_absence("P-1", "C")
    console = Console(desk, words)
    async with console.run_test(size=(24, 10)) as pilot:
        console.scanned("P-1")
        await pilot.pause()
        told = " ".join(seen(console, "VerdictPanel").split())
        assert "● TERCATAT TIDAK HADIR" in told
        assert name in told


async def test_who_is_on_duty_elsewhere_is_not_expected(console: Console, desk: Desk) -> None:
    desk.set_absence(NIP_1, "TP")
    async with console.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "0 / 3 hadir" in seen(console, "#counts")
        console.scanned(NIP_1)  # and came all the same
        gate(console)._count()
        gate(console).show_state()
        assert "1 / 4 hadir" in seen(console, "#counts")


@pytest.fixture
def busy(make_file, clock: Clock, words):
    """A console at which thirty of a hundred have come, six seconds apart."""
    people = [Attendee(f"P-{n}", f"Orang {n}", f"Unit {n % 5}") for n in range(100)]
    desk = Desk(Log.open(make_file("ramai.db", tuple(people))), "Gerbang 1", now=clock)
    for person in people[:30]:
        desk.scan(person.id)
        clock.pass_(seconds=6)
    yield Console(desk, words)
    desk.close()


async def test_the_counts_tell_when_the_rest_will_be_in(busy: Console, clock: Clock) -> None:
    async with busy.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        # From 07.00 on ten a minute; at 07.03 seventy are awaited, ten of five minutes were empty.
        assert "30 / 100 hadir · 9 orang/menit · selesai ± 07.14" in seen(busy, "#counts")
        clock.pass_(minutes=4)
        gate(busy).show_state()
        assert "selesai" not in seen(busy, "#counts")


async def test_a_pace_too_slow_for_the_doors_is_said(busy: Console, clock: Clock) -> None:
    async with busy.run_test(size=(100, 30)) as pilot:
        clock.set("07:03:30")
        gate(busy)._standing.whole.by_code["B"] = 1200
        gate(busy).show_state()
        await pilot.pause()
        assert "belum selesai saat pintu tutup" in seen(busy, "#counts")


async def test_units_stand_beside_the_last_scans_where_there_is_room(busy: Console) -> None:
    async with busy.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        gate(busy)._count()
        assert "Unit 0" in seen(busy, "#units")
        assert "6 / 20" in seen(busy, "#units")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not busy.screen.query_one("#units").display


async def test_a_small_window_drops_counts_it_cannot_show_whole(busy: Console) -> None:
    async with busy.run_test(size=(44, 18)) as pilot:
        await pilot.pause()
        told = seen(busy, "#counts")
        assert "30 / 100 hadir · 9 orang/menit" in told
        assert "selesai" not in told
        assert "ditolak 0" in told


# --- what it sounds like ----------------------------------------------------------------------


@pytest.fixture
def rung(console: Console, monkeypatch) -> list[Sound]:
    sounds: list[Sound] = []
    monkeypatch.setattr(console.chime, "ring", sounds.append)
    return sounds


async def test_four_answers_sound_four_ways(console: Console, desk: Desk, rung, clock) -> None:
    desk.set_absence(NIP_2, "C")
    async with console.run_test():
        for text in (NIP_1, NIP_2, "STRANGER", "19660801198803"):
            console.scanned(text)
        clock.pass_(minutes=1)
        console.scanned(NIP_1)
        clock.set("07:45")
        console.scanned(PEOPLE[2].nip)
    again, think, refused = Sound.AGAIN, Sound.THINK, Sound.REFUSED
    assert rung == [Sound.WELCOME, think, refused, think, again, again]


async def test_a_card_that_lies_in_view_sounds_once(console: Console, rung) -> None:
    async with console.run_test():
        for _ in range(3):
            console.scanned(NIP_1)
    assert rung == [Sound.WELCOME]


async def test_nothing_written_sounds_as_a_refusal(console: Console, rung, file) -> None:
    async with console.run_test():
        file.rename(file.with_suffix(".away"))
        console.scanned(NIP_1)
    assert set(rung) == {Sound.REFUSED}


@pytest.mark.parametrize(("sound", "bells"), list(zip(Sound, (0, 0, 1, 2), strict=True)))
async def test_without_a_speaker_the_bell_says_look_and_stop(
    console: Console, monkeypatch, sound: Sound, bells: int
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(console, "bell", lambda: rung.append("bell"))
    monkeypatch.setattr(console, "set_timer", lambda _after, do: do())
    console.chime.ring(sound)
    assert len(rung) == bells


async def test_quiet_is_quiet_and_the_masthead_says_so(console: Console, monkeypatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(console, "bell", lambda: rung.append("bell"))
    async with console.run_test(size=(100, 30)) as pilot:
        await pilot.press("f12")
        await pilot.pause()
        console.scanned("STRANGER")
        gate(console)._on_state()
        assert rung == []
        assert "TANPA SUARA" in seen(console, "Masthead")
        await pilot.press("f12")
        console.scanned("ANOTHER")
        assert rung == ["bell"]


# --- whose scan it was --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((60, 18), "Sitti Nurlina · Dina… …rbang [/b]"),
        ((80, 24), "Sitti Nurlina · Dinas Kesehatan          Gerbang [/b]"),
        ((120, 36), "Sitti Nurlina · Dinas Kesehatan  Gerbang [/b]"),
        ((200, 50), "Gerbang [/b]"),
    ],
)
async def test_a_scan_of_another_gate_names_it_and_keeps_the_name(
    console: Console, file, clock: Clock, size: tuple[int, int], shown: str
) -> None:
    other = Desk(Log.open(file), "Gerbang [/b]", now=clock)
    other.scan(NIP_1)
    other.close()
    async with console.run_test(size=size) as pilot:
        console._refresh()
        await pilot.pause()
        (row,) = seen(console, "#recent").rstrip().splitlines()
        assert row.rstrip().endswith(shown)
        clock.pass_(seconds=1)
        console.scanned(NIP_2)
        await pilot.pause()
        mine = seen(console, "#recent").splitlines()[0]
        assert "Bob [VIP]" in mine
        assert "Gerbang" not in mine
