"""How a command is given a JOIN code, and what a window on a laptop of its own makes of it."""

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ceremony_tui.cli import run
from ceremony_tui.cli.joins import read_code
from ceremony_tui.core.join import Join, hub_key
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput
from ceremony_tui.log import Log
from ceremony_tui.sharing.baton import Baton
from ceremony_tui.sharing.hub import GATES, folder_of, make_hub
from ceremony_tui.ui.display import Display
from ceremony_tui.ui.following import Following
from ceremony_tui.ui.podium import PodiumWindow

JOIN = Join("gate", "127.0.0.1", 9, "QWERTZUIOPASDFGH", "ab" * 16, hub_key("0190-ceremony"))
OTHER = replace(JOIN, key=hub_key("another"))
WINDOWS = {"display": (Display, "Layar"), "podium": (PodiumWindow, "Mimbar")}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ceremony_tui.sharing.baton.user_state_path", lambda *_, **__: tmp_path)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_code_is_a_text_a_file_or_a_line(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "join-gate.txt"
    path.write_text(f"\ufeffgate {JOIN.text}\r\n", encoding="utf-8")
    assert read_code(JOIN.text, tmp_path) == JOIN
    assert read_code(JOIN.url, tmp_path) == JOIN
    assert read_code(str(path), tmp_path) == JOIN
    typed(monkeypatch, f"{JOIN.text}\nmore")
    assert read_code("-", tmp_path) == JOIN
    typed(monkeypatch, "\n")
    assert read_code("-", tmp_path) is None


@pytest.mark.parametrize("code", [JOIN.text[:-3], "join-gate.txt", ".", "x" * 5000, "a\0b"])
def test_what_is_no_code_is_told(code: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="join-unreadable"):
        read_code(code, tmp_path)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Following]:
    """The windows that a command opened; none of them is painted."""
    windows: list[Following] = []
    monkeypatch.setattr("ceremony_tui.cli.during.needs_terminal", lambda: None)
    monkeypatch.setattr(Following, "run", lambda window: windows.append(window))
    return windows


@pytest.mark.parametrize("command", WINDOWS)
def test_a_window_joins_and_is_called_by_what_it_is(
    command: str, file: Path, tmp_path: Path, opened: list[Following]
) -> None:
    code = tmp_path / "join-gate.txt"
    code.write_text(JOIN.text, encoding="utf-8")
    kind, name = WINDOWS[command]
    assert run([command, str(file), "--hub", str(code)]) == 0
    assert run([command, str(file), "--gate", "Layar Timur"]) == 0
    assert [type(window) for window in opened] == [kind, kind]
    assert [window.desk.gate for window in opened] == [name, "Layar Timur"]
    assert opened[0].desk.join() == JOIN


@pytest.mark.parametrize("command", WINDOWS)
def test_a_window_that_cannot_join_is_not_opened(command: str, file, opened, capsys) -> None:
    assert run([command, str(file), "--hub", OTHER.text]) == 2
    assert "milik upacara lain" in capsys.readouterr().err
    assert run([command, str(file), "--hub", "salah"]) == 2
    assert "join-gate.txt" in capsys.readouterr().err
    assert not opened
    assert Desk(Log.open(file)).join() is None


def test_a_display_that_only_shows_does_not_join(file: Path, capsys) -> None:
    for only in ("--view", "--serve"):
        assert run(["display", str(file), only, "--hub", JOIN.text]) == 2
        assert "tidak bergabung" in capsys.readouterr().err


def test_the_file_of_a_new_hub_goes_there_with_its_role(file: Path, capsys) -> None:
    from ceremony_tui.cli.sharing import _move

    hub = make_hub(folder_of(file), JOIN.key, GATES, 4777)
    _move(file, hub, "10.0.0.7")
    assert Desk(Log.open(file)).join() is None  # it works alone: that is its own business
    Desk(Log.open(file)).set_join(replace(JOIN, role="stage"))
    for _ in range(2):
        _move(file, hub, "10.0.0.7")
    assert Desk(Log.open(file)).join() == hub.join("stage", "10.0.0.7")
    assert capsys.readouterr().err.count("pindah ke hub ini sebagai Panggung") == 1


def test_one_process_at_a_time_has_its_turn(tmp_path: Path) -> None:
    first, second, other = (
        Baton(tmp_path / "a.db"),
        Baton(tmp_path / "a.db"),
        Baton(tmp_path / "b.db"),
    )
    assert first.take()
    assert not second.is_free()
    assert not second.take()
    assert other.is_free()
    first.give_back()
    assert second.is_free()
    assert second.take()

    other._path.unlink()
    other._path.mkdir()
    assert other.take()  # where there can be no lock, nobody waits for it
    (tmp_path / "file").touch()
    other._path = tmp_path / "file" / "lock"
    assert other.take()
