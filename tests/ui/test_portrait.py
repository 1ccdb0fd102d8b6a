"""The photo beside the answer: of the person answered or of nobody, and never in the way."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from hands import until
from PIL import Image
from tests_support import NIP_1, NIP_2, NIP_3

from ceremony_tui.cli import run
from ceremony_tui.core.roster import Attendee
from ceremony_tui.desk import Desk
from ceremony_tui.photos import Photos
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.widgets.portrait import Portrait

SIZE = (112, 31)
RED, BLUE = (200, 30, 30), (30, 30, 200)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "foto"
    folder.mkdir()
    for nip, color in ((NIP_1, RED), (NIP_2, BLUE)):
        Image.new("RGB", (300, 400), color).save(folder / f"{nip}.png")
    return folder


@pytest.fixture
def console(desk: Desk, words, folder: Path) -> Console:
    console = Console(desk, words)
    console.photos = Photos(folder)
    return console


def face(console: Console) -> str:
    """The colour in the middle of the portrait; "" when nothing is there."""
    portrait = console.screen.query_one(Portrait)
    row = portrait.render_line(portrait.size.height // 2)
    dots = [s.style.color for s in row if "▀" in s.text and s.style and s.style.color]
    return "" if not dots else "red" if dots[0].get_truecolor().red > 100 else "blue"


class Slow(Photos):
    """Photos on a stick that thinks: each is read when it is let go."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.go = {nip: Event() for nip in (NIP_1, NIP_2, NIP_3)}
        self.opened: list[str] = []

    def portrait(self, person: Attendee) -> Image.Image | None:
        self.opened.append(person.nip)
        self.go[person.nip].wait(10)
        return super().portrait(person)


async def test_the_photo_of_who_is_answered_is_shown(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_1)
        await until(pilot, lambda: face(console) == "red")
        console.scanned(NIP_2)
        await until(pilot, lambda: face(console) == "blue")


@pytest.mark.parametrize("text", [NIP_3, "STRANGER"])
async def test_without_a_photo_nothing_is_left_of_the_person_before(
    console: Console, text: str
) -> None:
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_1)
        await until(pilot, lambda: face(console) == "red")
        console.scanned(text)
        assert face(console) == ""  # before anything could be painted
        await pilot.pause(0.1)
        assert face(console) == ""


async def test_the_answer_does_not_wait_for_the_photo(console: Console, folder: Path) -> None:
    console.photos = slow = Slow(folder)
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_1)
        await until(pilot, lambda: slow.opened)
        panel = console.screen.query_one("VerdictPanel")
        rows = [panel.render_line(y).text for y in range(panel.size.height)]
        assert "Dinas Kesehatan" in "".join(rows)
        assert face(console) == ""
        slow.go[NIP_1].set()
        await until(pilot, lambda: face(console) == "red")


async def test_a_photo_that_comes_too_late_is_never_shown(console: Console, folder: Path) -> None:
    console.photos = slow = Slow(folder)
    async with console.run_test(size=SIZE) as pilot:
        seen: list[str] = []
        portrait = console.screen.query_one(Portrait)
        shown = portrait.show
        portrait.show = lambda what: (shown(what), seen.append(face(console)))  # type: ignore[method-assign]
        console.scanned(NIP_1)
        await until(pilot, lambda: slow.opened == [NIP_1])
        console.scanned(NIP_3)
        console.scanned(NIP_2)
        slow.go[NIP_1].set()
        await until(pilot, lambda: slow.opened == [NIP_1, NIP_2])  # the one between is skipped
        slow.go[NIP_2].set()
        await until(pilot, lambda: face(console) == "blue")
        assert "red" not in seen


async def test_the_same_badge_again_leaves_the_photo_where_it_is(console: Console) -> None:
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_1)
        await until(pilot, lambda: face(console) == "red")
        console.scanned(NIP_1)
        assert face(console) == "red"


@pytest.mark.parametrize("ask", [lambda c: c.scanned(NIP_2), lambda c: c.action_cover("blank")])
async def test_when_nothing_can_be_written_no_face_is_shown(
    console: Console, desk: Desk, file: Path, ask: Callable[[Console], None]
) -> None:
    desk.call_stage(1)
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_1)
        await until(pilot, lambda: face(console) == "red")
        file.rename(file.with_suffix(".away"))
        ask(console)
        await pilot.pause()
        assert face(console) == ""
        file.with_suffix(".away").rename(file)


async def test_a_photo_that_is_broken_stops_no_lane(
    console: Console, folder: Path, desk: Desk
) -> None:
    (folder / f"{NIP_1}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_1)
        console.scanned(NIP_2)
        await until(pilot, lambda: face(console) == "blue")
        assert desk.ceremony.present == 2


async def test_in_a_small_window_the_answer_has_all_the_room(console: Console) -> None:
    async with console.run_test(size=(99, 30)) as pilot:
        assert console.screen.query_one("VerdictPanel").size.width == 99
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert console.screen.query_one("VerdictPanel").size.width == 75


async def test_without_a_folder_there_is_no_place_for_photos(desk: Desk, words) -> None:
    console = Console(desk, words)
    async with console.run_test(size=SIZE):
        assert not console.screen.query(Portrait)
        assert console.screen.query_one("VerdictPanel").size.width == SIZE[0]


def test_a_folder_of_photos_that_is_not_there_is_named(file: Path, capsys) -> None:
    assert run(["run", str(file), "--photos", str(file.with_name("foto"))]) == 2
    assert "foto: bukan folder" in capsys.readouterr().err
