"""The home screen: what was opened last, a new ceremony, the rehearsal."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from ceremony_tui.errors import CeremonyError
from ceremony_tui.ui import kept, recent
from ceremony_tui.ui.home import Home
from ceremony_tui.ui.screens.new import Asked


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
    asked: list[Asked] = []
    app = home(words, make_new=lambda form: asked.append(form) or form.file)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        app.screen.query_one("#file", Input).value = "ikrar.db"
        app.screen.query_one("#title", Input).value = "Apel"
        app.screen.query_one("#day", Input).value = "7-12-2026"
        app.screen.query_one("#hour", Input).value = "0730"
        await pilot.click("#make")
        await pilot.pause()
    ((file, title, starts),) = [(form.file, form.title, form.starts) for form in asked]
    assert (file, title, starts.isoformat()) == (
        Path("ikrar.db"),
        "Apel",
        "2026-12-07T07:30:00+08:00",
    )
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


async def test_a_form_that_cannot_be_taken_keeps_what_was_typed(words, tmp_path: Path) -> None:
    def refuse(_asked: Asked) -> Path:
        raise CeremonyError("file-exists", path="ikrar.db")

    app = home(words, make_new=refuse)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        form, told = app.screen, app.screen.query_one(".failure", Static)
        form.query_one("#day", Input).value = "besok"
        await pilot.click("#make")
        await pilot.pause()
        assert "Hari" in str(told.render())
        form.query_one("#day", Input).value = "2026-12-07"
        form.query_one("#day", Input).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert "tidak ditimpa" in str(told.render())
        assert form.query_one("#day", Input).value == "2026-12-07"
