"""A camera as a scanner, with videos made here: badges held as people hold them."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import cv2
import numpy as np
import pytest
import qrcode
import zxingcpp

from ceremony_tui.cli import run
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.scanners import camera as room
from ceremony_tui.scanners import find_scanner
from ceremony_tui.scanners.camera import CameraScanner
from ceremony_tui.scanners.lens import ACROSS, AWAY, View, live_frames, small, texts_in

CODES = [f"1986092620150519{n:02d}" for n in range(10)]
RATE = 25
PATIENCE = 20
Picture = np.ndarray


def badge(text: str, dot: int = 5) -> Picture:
    """The code as it is printed, in colour, with its quiet zone."""
    code = qrcode.QRCode(box_size=dot)
    code.add_data(text)
    return cv2.cvtColor(np.array(code.make_image().convert("L")), cv2.COLOR_GRAY2BGR)


def held(card: Picture, x: int = 200, y: int = 120, turned: float = 0) -> Picture:
    """A card before the camera, in a hall that is neither black nor white."""
    view = np.full((480, 640, 3), (90, 120, 105), np.uint8)
    high, wide = card.shape[:2]
    place = cv2.getRotationMatrix2D((wide / 2, high / 2), turned, 1)
    place[:, 2] += (x, y)
    return cv2.warpAffine(card, place, (640, 480), view, borderMode=cv2.BORDER_TRANSPARENT)


NOTHING = held(np.full((9, 9, 3), 128, np.uint8))


def film(path: Path, pictures: Iterator[Picture] | list[Picture]) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (640, 480))
    for picture in pictures:
        writer.write(picture)
    writer.release()
    return path


class Watcher:
    """Hears what the console would hear."""

    def __init__(self, source: Path | str, speed: float = 1000) -> None:
        self.scans: Queue[str] = Queue()
        self.plugged: Queue[bool] = Queue()
        self.scanner = CameraScanner(str(source), speed)
        self.scanner.start(self.scans.put, self.plugged.put)

    def to_the_end(self) -> list[str]:
        """Every scan of the video."""
        assert self.plugged.get(timeout=PATIENCE)
        assert not self.plugged.get(timeout=PATIENCE)
        self.scanner.close()
        return list(self.scans.queue)


LOOKS: dict[str, Callable[[Picture], Picture]] = {
    "straight": held,
    "turned a little": lambda card: held(card, turned=12),
    "on its side": lambda card: held(card, turned=90),
    "upside down": lambda card: held(card, turned=180),
    "askew": lambda card: held(card, turned=37),
    "blurred": lambda card: cv2.GaussianBlur(held(card), (0, 0), 2),
    "smeared": lambda card: cv2.blur(held(card), (7, 1)),
    "dim": lambda card: (held(card) // 8 + 10).astype(np.uint8),
    "overlit": lambda card: cv2.add(held(card), np.full((480, 640, 3), 150, np.uint8)),
    "light on dark": lambda card: held(255 - card),
    "mirrored": lambda card: cv2.flip(held(card), 1),
    "half in shadow": lambda card: (held(card) * np.linspace(0.25, 1, 640)[None, :, None]).astype(
        np.uint8
    ),
    "from the side": lambda card: cv2.warpPerspective(
        held(card),
        cv2.getPerspectiveTransform(
            np.array([[200, 120], [345, 120], [345, 265], [200, 265]], np.float32),
            np.array([[200, 130], [310, 150], [310, 245], [200, 265]], np.float32),
        ),
        (640, 480),
    ),
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_badge_is_read_however_it_is_held(look: str) -> None:
    assert texts_in(LOOKS[look](badge(CODES[0]))) == [CODES[0]]


def test_a_badge_is_read_from_afar() -> None:
    assert texts_in(held(badge(CODES[0], dot=2))) == [CODES[0]]


def code(content: str | bytes, kind: str = "QRCode", **options: object) -> Picture:
    made = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat[kind], **options)
    grey = np.pad(np.array(made.to_image(scale=3)), 40, constant_values=255)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


@pytest.mark.parametrize(
    "kind",
    ["QRCode", "MicroQRCode", "RMQRCode", "DataMatrix", "Aztec", "PDF417", "Code128", "Code39"],
)
def test_every_kind_of_code_that_badges_bear_is_read(kind: str) -> None:
    assert texts_in(code("NON-0001", kind)) == ["NON-0001"]


def test_the_code_of_a_product_is_no_badge() -> None:
    assert texts_in(code("8991002101104", "EAN13")) == []


HOSTILE = ("\x1b[2J\x1b]0;x\x07\x00\x9b31m" * 500)[:2000]


@pytest.mark.parametrize(
    ("content", "options", "text"),
    [
        (HOSTILE, {}, HOSTILE),
        ("9" * 7000, {}, "9" * 7000),
        ("José ʿAisyah 中村", {}, "José ʿAisyah 中村"),
        ("Sitti\r\nDinas\t1", {}, "Sitti\r\nDinas\t1"),
        (b"\xff\xfe\x001986", {"eci": "UTF-8"}, "\ufffd\ufffd\x001986"),  # damaged, and says so
        (b"Jos\xe9 1986", {"eci": "ISO-8859-1"}, "José 1986"),
        (b"\xff1986", {"eci": "700000"}, "\udcff1986"),  # a character set that nobody knows
        ("[21]198609262015051901[10]AB", {"gs1": True}, "21198609262015051901\x1d10AB"),
    ],
    ids=["escape codes", "4096", "letters", "lines", "not UTF-8", "Latin-1", "unknown", "GS1"],
)
def test_a_text_comes_as_it_was_printed(
    content: str | bytes, options: dict[str, object], text: str
) -> None:
    assert texts_in(code(content, **options)) == [text]


def test_a_blank_code_is_no_scan() -> None:
    assert texts_in(code(" \t ")) == []


def test_a_card_that_stays_in_view_is_one_scan() -> None:
    view = View()
    assert [view.enter(["a"], at / RATE) for at in range(200)] == [["a"], *[[]] * 199]


def test_a_card_that_was_away_for_a_moment_is_scanned_anew() -> None:
    view = View()
    assert view.enter(["a"], 0) == ["a"]
    assert view.enter([], 0.1) == []
    assert view.enter(["a"], AWAY) == []  # blurred for as long
    assert view.enter(["a"], 2 * AWAY) == []
    assert view.enter(["a"], 3 * AWAY + 0.01) == ["a"]


def test_two_cards_in_one_view_are_two_scans_and_one_does_not_hide_the_other() -> None:
    view = View()
    assert view.enter(["a", "b", "a"], 0) == ["a", "b"]
    assert view.enter(["b", "c"], 1) == ["c"]
    assert view.enter(["a"], 2) == ["a"]
    assert view.enter(["b"], 2.1) == []


def test_people_who_pass_by_are_each_scanned_once_in_order(tmp_path: Path) -> None:
    def passing() -> Iterator[Picture]:
        for number, text in enumerate(CODES[:4]):
            card = badge(text)
            for step in range(14):
                moved = held(card, x=-150 + step * 55, y=90 + 20 * number, turned=step * 9 - 60)
                yield cv2.blur(moved, (5, 1))
        yield from [NOTHING] * 3

    assert Watcher(film(tmp_path / "queue.avi", passing())).to_the_end() == CODES[:4]


def test_two_badges_side_by_side_and_one_that_comes_again(tmp_path: Path) -> None:
    left, right = badge(CODES[0]), badge(CODES[1])
    both = np.where(held(left, x=30) != NOTHING, held(left, x=30), held(right, x=400, turned=20))
    back = [NOTHING] * int(RATE * (AWAY + 0.2)) + [held(left)] * 3
    scans = Watcher(film(tmp_path / "two.avi", [both] * 20 + back)).to_the_end()
    assert sorted(scans[:2]) == CODES[:2]
    assert scans[2:] == CODES[:1]


def test_a_hostile_code_comes_through_as_text(tmp_path: Path) -> None:
    text = HOSTILE[:300]
    card = cv2.resize(code(text), (400, 400), interpolation=cv2.INTER_AREA)
    assert Watcher(film(tmp_path / "x.avi", [held(card, y=30)] * 3)).to_the_end() == [text]


def test_the_small_picture_is_in_colour_and_a_cameras_is_a_mirror() -> None:
    frame = np.zeros((480, 640, 3), np.uint8)
    frame[:, :320] = (255, 0, 0)  # blue, as OpenCV writes it
    for mirrored, first in ((False, b"\x00\x00\xff"), (True, b"\x00\x00\x00")):
        glimpse = room._glimpse(json.loads(json.dumps(small(frame, mirrored=mirrored))))
        assert glimpse.size == (ACROSS, 48)
        assert glimpse.rgb[:3] == first


def test_a_video_keeps_to_its_speed_and_stops_when_it_is_closed(tmp_path: Path) -> None:
    path = film(tmp_path / "slow.avi", [held(badge(CODES[0]))] * 10)
    watcher = Watcher(path, speed=0.01)
    assert watcher.scans.get(timeout=PATIENCE) == CODES[0]
    watcher.scanner.close()
    assert watcher.scanner._lens
    assert watcher.scanner._lens.returncode not in (None, 0)  # it was not let run to its end
    assert list(watcher.plugged.queue) == [True]


def test_a_missing_video_is_refused(file: Path, capsys) -> None:
    assert run(["run", str(file), "--scanner", "camera:tiada.avi"]) == 2
    assert "tiada.avi: berkas tidak ada" in capsys.readouterr().err


def test_a_file_that_is_no_video_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.avi").write_text("no video", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        CameraScanner(str(tmp_path / "x.avi"))
    assert refused.value.key == "video-unreadable"


def test_a_missing_library_is_answered_with_the_install_command(tmp_path: Path, monkeypatch):
    (tmp_path / "cv2.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(CeremonyError) as refused:
        CameraScanner("0")
    assert refused.value.key == "missing-package"
    assert refused.value.fields["command"] == "pip install 'ceremony-tui[camera]'"


def test_only_the_lens_loads_what_takes_long_to_load() -> None:
    package = Path(room.__file__).parents[1]
    slow = re.compile(r"^\s*(import|from) (cv2|zxingcpp|numpy|ceremony_tui\.scanners\.lens)", re.M)
    modules = [m for m in package.rglob("*.py") if slow.search(m.read_text(encoding="utf-8"))]
    assert [module.name for module in modules] == ["lens.py"]


@pytest.fixture
def fake_lens(monkeypatch) -> Callable[[str], None]:
    """A camera that sees what a test says, each time the lens is opened."""
    monkeypatch.setattr(room, "AGAIN", 0.01)

    def pretend(seen: str) -> None:
        program = f"import sys; sys.argv[1] == 'look' or sys.stdout.write({seen!r})"
        monkeypatch.setattr(room, "_LENS", (sys.executable, "-S", "-c", program))

    return pretend


def test_a_camera_that_was_pulled_out_is_found_again(fake_lens) -> None:
    fake_lens('{"text": "a"}\n')
    watcher = Watcher("0")
    told = [watcher.plugged.get(timeout=PATIENCE) for _ in range(4)]
    watcher.scanner.close()
    assert told == [True, False, True, False]
    assert list(watcher.scans.queue)[:2] == ["a", "a"]


def test_a_camera_that_is_not_there_yet_is_waited_for(fake_lens) -> None:
    fake_lens("")
    watcher = Watcher("0")
    assert [watcher.plugged.get(timeout=PATIENCE) for _ in range(2)] == [False, False]
    fake_lens('{"text": "a"}\n')
    assert watcher.scans.get(timeout=PATIENCE) == "a"
    watcher.scanner.close()


def test_what_is_cut_off_or_chatter_is_no_scan(fake_lens) -> None:
    fake_lens('libjpeg: warning\n{"text": "a"}\n{"text": "b')
    watcher = Watcher("0")
    assert watcher.scans.get(timeout=PATIENCE) == "a"
    assert watcher.plugged.get(timeout=PATIENCE)
    assert not watcher.plugged.get(timeout=PATIENCE)
    watcher.scanner.close()
    assert set(watcher.scans.queue) <= {"a"}


class Webcam:
    """Misses frames as a webcam does that warms up, and then for good."""

    def __init__(self, frames: str) -> None:
        self._frames = iter(frames)

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return True

    def read(self) -> tuple[bool, str]:
        frame = next(self._frames, "-")
        return frame != "-", frame


def test_a_webcam_may_miss_a_frame_and_is_lost_when_it_misses_many(monkeypatch) -> None:
    monkeypatch.setattr("ceremony_tui.scanners.lens.sleep", lambda _seconds: None)
    seen = [frame for _, frame in live_frames(Webcam("---a--b-"))]  # pyright: ignore
    assert seen == ["a", "b"]


@pytest.mark.parametrize("source", ["٣", "100", "-1", "0 "])
def test_only_a_plain_small_number_is_a_camera(source: str) -> None:
    with pytest.raises(BadInput) as refused:
        find_scanner(f"camera:{source}")
    assert refused.value.key == "file-missing"
