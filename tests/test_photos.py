"""Photos beside a name: whose they are, how they are cut, and files that mean harm."""

import os
import struct
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image
from tests_support import NIP_1, PEOPLE

from ceremony_tui.errors import BadInput
from ceremony_tui.photos import LARGEST, Photos

SITTI, _, ANN, SUKARNI = PEOPLE
RED, BLUE = (200, 30, 30), (30, 30, 200)


def save(path: Path, color: tuple[int, int, int] = RED, size: tuple[int, int] = (300, 400)) -> None:
    Image.new("RGB", size, color).save(path)


def color_at(image: Image.Image | None, x: float, y: float) -> str:
    """Which of the two it is, at a part of the width and height; JPEG keeps them only nearly."""
    assert image is not None
    red, _, blue = image.getpixel((int(x * image.width), int(y * image.height)))  # type: ignore[misc]
    return "red" if red > blue else "blue"


@pytest.mark.parametrize(
    "name",
    [
        *("196608011988031901.jpg", "196608011988031901.PNG", "19660801 198803 1 901.jpeg"),
        *("19660801.198803.1.901.JPG", "a00001234567.png", "A00001234567.Jpeg"),
    ],
)
def test_a_photo_is_named_by_nip_or_badge_in_any_case(tmp_path: Path, name: str) -> None:
    save(tmp_path / name)
    photos = Photos(tmp_path)
    assert photos.portrait(SITTI) is not None
    assert photos.portrait(ANN) is None


def test_who_has_no_nip_is_found_by_id(tmp_path: Path) -> None:
    save(tmp_path / "non-0001.jpg")
    assert Photos(tmp_path).portrait(SUKARNI) is not None


def test_two_photos_of_one_person_give_the_same_one_every_time(tmp_path: Path) -> None:
    save(tmp_path / f"{NIP_1}.png", BLUE)
    save(tmp_path / f"{NIP_1}.jpg", RED)
    assert color_at(Photos(tmp_path).portrait(SITTI), 0.5, 0.5) == "red"


def test_of_a_wide_photo_the_middle_is_shown_and_of_a_tall_one_the_top(tmp_path: Path) -> None:
    wide = Image.new("RGB", (900, 400), BLUE)
    wide.paste(RED, (300, 0, 600, 400))
    wide.save(tmp_path / f"{NIP_1}.png")
    tall = Image.new("RGB", (300, 1200), BLUE)
    tall.paste(RED, (0, 0, 300, 400))
    tall.save(tmp_path / "B-77.png")
    photos = Photos(tmp_path)
    for portrait in (photos.portrait(SITTI), photos.portrait(ANN)):
        corners = {color_at(portrait, x, y) for x in (0.0, 0.99) for y in (0.0, 0.99)}
        assert corners == {"red"}


def test_a_photo_of_a_phone_held_sideways_stands_upright(tmp_path: Path) -> None:
    sideways = Image.new("RGB", (400, 300), BLUE)
    sideways.paste(RED, (0, 0, 200, 300))
    exif = Image.Exif()
    exif[0x0112] = 6  # the left side is up
    sideways.save(tmp_path / f"{NIP_1}.jpg", exif=exif)
    portrait = Photos(tmp_path).portrait(SITTI)
    assert color_at(portrait, 0.5, 0.1) == "red"
    assert color_at(portrait, 0.5, 0.95) == "blue"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK"])
def test_a_photo_of_any_kind_is_shown_in_colours_of_a_screen(tmp_path: Path, mode: str) -> None:
    name = "jpg" if mode == "CMYK" else "png"
    Image.new(mode, (300, 400)).save(tmp_path / f"{NIP_1}.{name}")
    portrait = Photos(tmp_path).portrait(SITTI)
    assert portrait is not None
    assert portrait.mode == "RGB"


def test_a_jpeg_that_is_called_png_is_a_photo(tmp_path: Path) -> None:
    Image.new("RGB", (300, 400), RED).save(tmp_path / f"{NIP_1}.png", format="JPEG")
    assert Photos(tmp_path).portrait(SITTI) is not None


def png_of(width: int, height: int) -> bytes:
    """A few bytes that say they are so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        end = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", end)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"")), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def broken() -> dict[str, bytes]:
    return {
        "empty": b"",
        "text": b"bukan foto",
        "cut": png_of(300, 400),
        "no width": png_of(0, 400),
        "too large": png_of(6000, LARGEST // 6000 + 1),
        "a bomb Pillow warns of": png_of(10_000, 10_000),
        "a bomb Pillow refuses": png_of(60_000, 60_000),
        "another kind": b"GIF89a" + bytes(20),
        "half a JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    }


@pytest.mark.parametrize("what", broken())
def test_a_file_that_is_no_photo_shows_nothing(tmp_path: Path, what: str) -> None:
    (tmp_path / f"{NIP_1}.png").write_bytes(broken()[what])
    assert Photos(tmp_path).portrait(SITTI) is None


def test_a_photo_too_large_to_open_in_time_is_never_decoded(tmp_path: Path, monkeypatch) -> None:
    save(tmp_path / f"{NIP_1}.png")
    assert Photos(tmp_path).portrait(SITTI) is not None
    monkeypatch.setattr("ceremony_tui.photos.LARGEST", 300 * 400 - 1)
    assert Photos(tmp_path).portrait(SITTI) is None


def test_a_heavy_file_is_not_opened(tmp_path: Path, monkeypatch) -> None:
    save(tmp_path / f"{NIP_1}.png")
    monkeypatch.setattr("ceremony_tui.photos.HEAVIEST", 10)
    assert Photos(tmp_path).portrait(SITTI) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of another kind")
def test_a_link_or_a_pipe_is_no_photo(tmp_path: Path) -> None:
    folder = tmp_path / "foto"
    folder.mkdir()
    save(tmp_path / "elsewhere.png")
    (folder / f"{NIP_1}.png").symlink_to(tmp_path / "elsewhere.png")
    os.mkfifo(folder / "B-77.jpg")
    photos = Photos(folder)
    assert photos.portrait(SITTI) is None
    assert photos.portrait(ANN) is None


def test_a_photo_taken_away_while_the_console_runs_shows_nothing(tmp_path: Path) -> None:
    save(tmp_path / f"{NIP_1}.png")
    photos = Photos(tmp_path)
    (tmp_path / f"{NIP_1}.png").unlink()
    assert photos.portrait(SITTI) is None


@pytest.mark.parametrize("folder", ["tidak ada", "berkas.txt"])
def test_what_is_no_folder_is_refused_before_the_doors_open(tmp_path: Path, folder: str) -> None:
    (tmp_path / "berkas.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput):
        Photos(tmp_path / folder)
