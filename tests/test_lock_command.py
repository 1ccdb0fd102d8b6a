"""`ceremony lock`: answers by pipe here; at a terminal they are typed unseen."""

import io
from pathlib import Path

import pytest
from tests_support import NIP_1

from ceremony_tui.cli import run
from ceremony_tui.desk import Desk

pytestmark = pytest.mark.usefixtures("cheap_pins")


@pytest.fixture
def lock(file: Path, monkeypatch, capsys):
    """Runs `ceremony lock` with answers; its exit code and what it said."""

    def ask(*answers: str, off: bool = False) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(answers)))
        code = run(["lock", str(file), *(["--off"] if off else [])])
        return code, capsys.readouterr().err

    return ask


def test_set_changed_and_taken_away_by_whoever_knows_it(lock, desk: Desk) -> None:
    assert lock("2468", "2468")[0] == 0
    assert desk.opens("2468")
    assert lock("2468", "13579", "13579")[0] == 0
    assert desk.opens("13579")
    assert lock("13579", off=True)[0] == 0
    assert not desk.has_pin


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("2468", "2469"), "tidak sama"),
        (("246", "246"), "4 sampai 12"),
        (("abcd", "abcd"), "4 sampai 12"),
        ((NIP_1, NIP_1), "4 sampai 12"),
        ((), "4 sampai 12"),
    ],
)
def test_a_slip_sets_nothing(lock, desk: Desk, answers: tuple[str, ...], said: str) -> None:
    code, told = lock(*answers)
    assert (code, desk.has_pin) == (2, False)
    assert said in told


@pytest.mark.parametrize("off", [False, True])
def test_who_does_not_know_it_neither_changes_nor_removes_it(lock, desk: Desk, off: bool) -> None:
    lock("2468", "2468")
    code, told = lock("1111", "9999", "9999", off=off)
    assert code == 1
    assert "PIN salah" in told
    assert desk.opens("2468")


def test_there_is_nothing_to_take_away_from_a_file_without_one(lock) -> None:
    code, told = lock(off=True)
    assert code == 1
    assert "belum punya PIN" in told
