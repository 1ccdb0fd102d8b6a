"""Pictures in cells: the right colours in the right place, and nothing leaves its room."""

import pytest
from PIL import Image
from rich.segment import Segment

from ceremony_tui.letters.halfblocks import halfblocks


def painted(rows: list[list[Segment]]) -> list[list[tuple[str, str]]]:
    """Each cell's upper and lower colour."""
    cells: list[list[tuple[str, str]]] = []
    for row in rows:
        cells.append([])
        for segment in row:
            assert segment.style
            assert segment.style.color
            assert segment.style.bgcolor
            pair = (segment.style.color.name, segment.style.bgcolor.name)
            cells[-1] += [pair] * len(segment.text)
    return cells


def test_every_dot_keeps_its_place_and_its_colour() -> None:
    image = Image.new("RGB", (2, 4))
    for place, color in {(0, 0): "#ff0000", (1, 0): "#00ff00", (0, 3): "#0000ff"}.items():
        image.putpixel(place, tuple(bytes.fromhex(color[1:])))
    black = "#000000"
    assert painted(halfblocks(image, 2, 2)) == [
        [("#ff0000", black), ("#00ff00", black)],
        [(black, "#0000ff"), (black, black)],
    ]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16"])
def test_a_picture_of_any_kind_is_painted(mode: str) -> None:
    rows = painted(halfblocks(Image.new(mode, (8, 8)), 8, 4))
    assert [len(row) for row in rows] == [8] * 4


def test_grey_stays_grey() -> None:
    assert painted(halfblocks(Image.new("L", (4, 4), 0x7F), 1, 1)) == [[("#7f7f7f", "#7f7f7f")]]


@pytest.mark.parametrize(
    ("size", "cells"),
    [
        ((64, 48), (24, 9)),  # a camera fills the corner
        ((48, 64), (14, 9)),  # a portrait is narrower
        ((1000, 10), (24, 1)),  # a strip is still seen
        ((10, 1000), (1, 9)),
    ],
)
def test_the_shape_is_kept_within_the_room(size: tuple[int, int], cells: tuple[int, int]) -> None:
    rows = painted(halfblocks(Image.new("RGB", size), 24, 9))
    assert (len(rows[0]), len(rows)) == cells


@pytest.mark.parametrize("room", [(0, 9), (24, 0)])
def test_no_room_is_no_picture(room: tuple[int, int]) -> None:
    assert halfblocks(Image.new("RGB", (4, 4)), *room) == []
