"""The display that only shows: in a terminal of its own, and in a browser."""

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from aiohttp import ClientSession, WSMsgType
from hands import scan_with, until
from tests_support import NIP_1
from textual import events

from ceremony_tui.cli import run
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.shown.wall import sight
from ceremony_tui.ui.serve import LARGEST, told_by, too_large
from ceremony_tui.ui.view import View
from ceremony_tui.ui.widgets.wall import Wall


async def test_who_only_watches_changes_nothing(desk: Desk, file: Path, clock, words) -> None:
    desk.call_stage(1)
    before = desk.ceremony
    watcher = Desk(Log.open(file, write=False), now=clock)
    view = View(watcher, words)
    async with view.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown", "space", "b", "ctrl+q", "ctrl+c", "escape", "f5", "t", "u")
        scan_with(view, NIP_1, "enter")
        view.post_message(events.Paste(f"{NIP_1}\r"))
        await pilot.click(offset=(5, 5))
        await pilot.pause()
        assert view.is_running
        desk.refresh()
        assert desk.ceremony == before
        desk.call_cue(1)
        shown = sight(desk.ceremony, words, clock())
        await until(pilot, lambda: view.query_one(Wall)._sight == shown)
    assert desk.reports() == ()


@pytest.mark.parametrize(
    ("cells", "large"),
    [("80", False), ("500", False), ("501", True), ("99999999999999", True), ("x", False)],
)
def test_a_browser_asks_for_no_window_without_end(cells: str, large: bool) -> None:
    assert too_large(cells) is large
    assert max(LARGEST) == 500


def test_what_is_no_json_is_nothing() -> None:
    class Message:
        def json(self) -> object:
            return json.loads("[")

    assert told_by(Message()) is None


def test_without_the_package_the_command_to_install_it_is_named(file, capsys, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    assert run(["display", str(file), "--serve"]) == 1
    assert "pip install 'ceremony-tui[web]'" in capsys.readouterr().err


@pytest.mark.parametrize("bind", ["127.0.0.1", "::1"])
def test_a_port_that_is_taken_is_named(file: Path, capsys, bind: str) -> None:
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.create_server((bind, 0), family=family) as taken:
        port = taken.getsockname()[1]
        assert run(["display", str(file), "--serve", "--port", str(port), "--bind", bind]) == 1
    told = capsys.readouterr().err
    assert f"porta {port}" in told
    assert "tersaji" not in told


def test_who_binds_wider_is_told_what_it_means(file: Path, capsys) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        run(["display", str(file), "--serve", "--port", str(port), "--bind", "0.0.0.0"])
    assert "siapa pun di jaringan ini" in capsys.readouterr().err


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


@pytest.mark.skipif(sys.platform == "win32", reason="ends a program with a signal")
async def test_a_browser_shows_the_wall_and_asks_nobody_else(desk: Desk, file: Path) -> None:
    desk.call_stage(1)
    desk.call_cue(1)
    before = desk.ceremony
    port = free_port()
    command = [sys.executable, "-m", "ceremony_tui", "display", str(file), "--serve"]
    with subprocess.Popen(
        [*command, "--port", str(port)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stderr
            assert f"http://127.0.0.1:{port}" in server.stderr.readline()
            _asks_nobody_else(port)
            painted = await _watched(port)
        finally:
            server.terminate()
        told, _ = server.communicate()
    assert server.returncode == 0
    assert told == ""
    assert "DENGARKAN" in painted
    desk.refresh()
    assert desk.ceremony == before


def _asks_nobody_else(port: int) -> None:
    """Every address in the page, and in what the page loads, is the laptop's own."""
    page = _fetched(port, "/")
    addresses = re.findall(r"""(?:src|href)=["']([^"']+)""", page)
    assert len(addresses) == 3
    for address in addresses:
        assert address.startswith(("/static/", "data:"))
        loaded = _fetched(port, address) if address.startswith("/") else ""
        loaded = re.sub(r"/\*.*?\*/", "", loaded, flags=re.DOTALL)  # who wrote it, and where
        assert not re.findall(r"""https?://|["'(]//[a-z]|@import|url\(""", loaded), address
    assert not re.findall(r"https?://|@import|url\(", page)


def _fetched(port: int, address: str) -> str:
    for _ in range(500):  # it says where it is a moment before it is there
        try:
            with urlopen(f"http://127.0.0.1:{port}{address}", timeout=10) as answer:
                return answer.read().decode()
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
    raise AssertionError(address)


async def _watched(port: int) -> str:
    """What a small tab is painted, whose watcher presses keys; the first frame is enough."""
    url = f"ws://127.0.0.1:{port}/ws?width=60&height=12"
    async with ClientSession() as session, session.ws_connect(url) as tab:
        for keys in ("\x1b[6~", " ", "b", "q\x11\x03"):
            await tab.send_json(["stdin", keys])
        await tab.send_str("[")
        painted = b""
        while b"DENGARKAN" not in painted:
            message = await tab.receive(timeout=20)
            assert message.type is WSMsgType.BINARY
            painted += message.data
        await tab.send_json(["resize", {"width": 10**9, "height": "x"}])
        await tab.send_json(["ping", 7])
        while (message := await tab.receive(timeout=20)).type is WSMsgType.BINARY:
            pass
        assert message.json() == ["pong", 7]
    return painted.decode(errors="replace")
