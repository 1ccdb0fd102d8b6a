"""The wall in a real terminal, byte for byte: all that the projector's cable carries."""

import re
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from e2e.terminal import House, Terminal, nip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")

COLUMNS, ROWS = 120, 36
PAGE_DOWN, PAGE_UP, BLANK = "\x1b[6~", "\x1b[5~", "b"
F5, TAB, ENTER, ESCAPE = "\x1b[15~", "\t", "\r", "\x1b"
SEQUENCE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")
COLOR = re.compile(rb"[34]8;2;(\d+;\d+;\d+)")
QUIET = 0.4  # seconds in which a wall that has something to paint has painted it


@pytest.fixture
def wall(tmp_path: Path) -> Generator[Terminal]:
    """The display at the pledge's first phrase."""
    house = House(tmp_path, [(nip(1), "Warga", "Dinas Uji", "KTU-1")])
    house.env |= {"COLORTERM": "truecolor"}
    house.env.pop("NO_COLOR", None)
    house.call_first_phrase()
    with house.terminal("display", house.file, columns=COLUMNS, rows=ROWS) as wall:
        wall.wait_for(lambda: "▀" in wall.text, "big letters")
        wall.silent_for(QUIET)
        yield wall


def painted(wall: Terminal, *keys: str) -> bytes:
    """What the display writes after these keys."""
    before = len(wall.output)
    wall.press(*keys)
    wall.silent_for(QUIET)
    return wall.output[before:]


def test_a_wall_goes_dark_in_one_frame_and_leaks_nothing(wall: Terminal) -> None:
    phrase = wall.text
    dark = painted(wall, BLANK)
    assert SEQUENCE.sub(b"", dark).strip(b" \r\n") == b""
    assert set(COLOR.findall(dark)) == {b"0;0;0"}
    rows = re.findall(rb"\x1b\[(\d+);1H", dark)
    assert [int(row) for row in rows[:ROWS]] == [*range(1, ROWS + 1)]
    assert dark.count(b" " * COLUMNS) == ROWS  # each row once: no second frame
    assert not wall.text.strip()
    assert painted(wall, PAGE_DOWN) == b""  # moving while dark stays dark
    assert painted(wall, F5, TAB, ENTER, ESCAPE) == b""
    assert painted(wall, PAGE_UP, BLANK)
    assert wall.text == phrase
