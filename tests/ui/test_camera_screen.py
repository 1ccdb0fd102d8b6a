"""What the gate shows of a camera: its picture in the corner, or in words why there is none."""

from collections.abc import Callable

import pytest
from hands import until
from tests_support import NIP_1

from ceremony_tui.desk import Desk
from ceremony_tui.scanners.camera import CameraScanner, Glimpse
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.screens import gate
from ceremony_tui.ui.widgets.picture import Picture

LARGE, SMALL = (120, 36), (80, 24)
RED = Glimpse((4, 3), b"\xff\0\0" * 12)


class Camera(CameraScanner):
    """Sees and tells what a test says."""

    def __init__(self) -> None:
        self.name, self.gone = "camera:0", "scanner.no-camera"
        self.glimpse = None

    def start(self, scanned: Callable[[str], object], plugged: Callable[[bool], object]) -> None:
        self.scanned, self.plugged = scanned, plugged

    def close(self) -> None:
        pass


@pytest.fixture
def camera(monkeypatch) -> Camera:
    monkeypatch.setattr(gate, "GLIMPSES", 0.01)
    return Camera()


@pytest.fixture
def console(desk: Desk, words, camera: Camera) -> Console:
    console = Console(desk, words)
    console.listen_to(camera)
    return console


def seen(console: Console) -> str:
    """The corner's cells, row after row."""
    picture = console.screen.query_one(Picture)
    return "\n".join(picture.render_line(y).text for y in range(picture.size.height))


async def test_the_corner_shows_what_the_camera_sees(console: Console, camera: Camera) -> None:
    async with console.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: "Menunggu camera:0" in seen(console))
        camera.glimpse = RED
        camera.plugged(True)
        await until(pilot, lambda: "▀" in seen(console))
        assert seen(console) == "\n".join(["▀" * 24] * 9)
        colors = {
            segment.style.color.name
            for segment in console.screen.query_one(Picture).render_line(4)
            if segment.text and segment.style and segment.style.color
        }
        assert colors == {"#ff0000"}


async def test_a_lost_camera_is_told_in_words_until_it_is_back(
    console: Console, camera: Camera
) -> None:
    async with console.run_test(size=LARGE) as pilot:
        for glimpse, there in ((RED, True), (None, False), (RED, True)):
            camera.glimpse = glimpse
            camera.plugged(there)
            await until(pilot, lambda there=there: ("▀" in seen(console)) is there)
            assert ("dipakai program lain" in " ".join(seen(console).split())) is not there


async def test_a_scan_by_camera_counts_like_any_other(
    console: Console, camera: Camera, desk: Desk
) -> None:
    async with console.run_test(size=LARGE) as pilot:
        camera.scanned(NIP_1)
        await pilot.pause()
        assert desk.ceremony.check_in(NIP_1) is not None


async def test_a_small_window_is_left_to_the_answer(console: Console, camera: Camera) -> None:
    camera.glimpse = RED
    async with console.run_test(size=SMALL) as pilot:
        below = console.screen.query_one("#below")
        await until(pilot, lambda: below.size.height == 6)
        await pilot.resize_terminal(*LARGE)
        await until(pilot, lambda: "▀" in seen(console))
        assert below.size.height == 9
        await pilot.resize_terminal(*SMALL)
        await until(pilot, lambda: below.size.height == 6)


async def test_without_a_camera_there_is_no_corner(desk: Desk, words) -> None:
    console = Console(desk, words)
    async with console.run_test(size=LARGE):
        assert not console.screen.query(Picture)
