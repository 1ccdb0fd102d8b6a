"""The home screen: what was opened last, a new ceremony, the rehearsal."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from ceremony_tui.errors import CeremonyError
from ceremony_tui.ui import kept, recent
from ceremony_tui.ui.home import Home


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(kept, "state_folder", lambda: tmp_path / "state")


def home(words, make_new=None, make_demo=None) -> Home:
    nothing = lambda *asked: Path("made.db")  # noqa: E731
    return Home(words, ["apel-ikrar"], make_new or nothing, make_demo or nothing)


def test_what_was_opened_last_comes_first(tmp_path: Path) -> None:
    first, second = tmp_path / "a.db", tmp_path / "b.db"
    for path in (first, second):
        path.touch()
    for path in (first, second, first):
        recent.remember(path)
    assert recent.recent() == [first, second]


def test_a_file_that_is_gone_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    recent.remember(tmp_path / "a.db")
    (tmp_path / "a.db").unlink()
    assert recent.recent() == []


@pytest.mark.parametrize("content", ["", "{", "7", "[1, 2]", '{"a": 1}'])
def test_a_broken_list_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "recent.json").write_text(content, encoding="utf-8")
    assert recent.recent() == []


async def test_enter_opens_the_ceremony_of_last_time(words, tmp_path: Path) -> None:
    (tmp_path / "kemarin [b].db").touch()
    recent.remember(tmp_path / "kemarin [b].db")
    app = home(words)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value == tmp_path / "kemarin [b].db"


async def test_a_new_ceremony_is_asked_for_and_opened(words) -> None:
    asked: list[tuple[str, ...]] = []
    app = home(words, make_new=lambda *form: asked.append(form) or Path(form[1]))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#file", Input).value = "ikrar.db"
        app.screen.query_one("#roster", Input).value = "pegawai.csv"
        app.screen.query_one("#starts", Input).value = "2026-12-07T07:30"
        await pilot.click("#make")
        await pilot.pause()
    assert asked == [("apel-ikrar", "ikrar.db", "pegawai.csv", "2026-12-07T07:30")]
    assert app.return_value == Path("ikrar.db")


async def test_what_cannot_be_made_is_said_and_nothing_opens(words) -> None:
    def refuse(*_form: str) -> Path:
        raise CeremonyError("file-exists", path="ikrar.db")

    app = home(words, make_demo=refuse)
    async with app.run_test() as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert "tidak ditimpa" in str(app.query_one("#failure", Static).render())
        assert app.is_running
