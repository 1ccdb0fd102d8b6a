"""Dark for a hall, light for the sun: everything stays readable, and no verdict is colour alone."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color

from ceremony_tui.core.facts import Verdict
from ceremony_tui.desk import Desk
from ceremony_tui.ui import kept, themes
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.themes import LOOKS, THEMES, remember, remembered
from ceremony_tui.words import load

READABLE = 4.5  # WCAG 2, AA
KINDS = [(theme, kind) for theme in LOOKS for kind in LOOKS[theme]]


def luminance(colour: str) -> float:
    """As WCAG 2 defines it."""
    parts = (part / 255 for part in Color.parse(colour).rgb)
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("theme", "kind"), KINDS)
def test_letters_stand_out_from_their_paper(theme: str, kind: str) -> None:
    look = LOOKS[theme][kind]
    assert contrast(look.letters, look.paper) >= READABLE


@pytest.mark.parametrize(("theme", "kind"), KINDS)
def test_inks_stand_out_from_whatever_the_screen_has_behind_them(theme: str, kind: str) -> None:
    worn = THEMES[theme]
    bar = (worn.variables[f"block-cursor-{part}background"] for part in ("", "blurred-"))
    for behind in (worn.background, worn.surface, worn.panel, *bar):
        assert contrast(LOOKS[theme][kind].ink, behind or "") >= READABLE, behind


@pytest.mark.parametrize("theme", THEMES)
def test_what_the_screens_themselves_say_is_readable(theme: str) -> None:
    worn = THEMES[theme]
    said = (worn.foreground, worn.accent, worn.error)  # text, keys of the footer, failures
    for ink in said:
        for behind in (worn.background, worn.surface, worn.panel):
            assert contrast(ink or "", behind or "") >= READABLE, (ink, behind)
    assert contrast(worn.background or "", worn.warning or "") >= READABLE  # the lock's line
    assert contrast("#ffffff", worn.variables["masthead"]) >= READABLE


@pytest.mark.parametrize("theme", LOOKS)
def test_nobody_has_to_tell_red_from_green(theme: str) -> None:
    looks = LOOKS[theme]
    for one, other in combinations(("welcome", "again", "refused", "think"), 2):
        assert looks[one].symbol != looks[other].symbol
    for one, other in combinations(looks, 2):
        if looks[one].symbol and looks[one].symbol == looks[other].symbol:
            assert contrast(looks[one].paper, looks[other].paper) > 1.05  # HADIR, TERLAMBAT


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_verdict_has_a_word_of_its_own(lang: str) -> None:
    words = [load(lang)(f"verdict.{verdict}") for verdict in Verdict]
    assert len(set(words)) == len(words)


@pytest.fixture
def state(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(kept, "state_folder", lambda: tmp_path / "state")
    return tmp_path / "state" / "theme.json"


def test_a_laptop_remembers_its_theme(state: Path) -> None:
    assert remembered() == "dark"
    remember("light")
    assert remembered() == "light"


@pytest.mark.parametrize("content", ["", "{", "7", "[1]", '"sepia"'])
def test_a_broken_memory_is_a_dark_screen(state: Path, content: str) -> None:
    state.parent.mkdir()
    state.write_text(content, encoding="utf-8")
    assert remembered() == "dark"


async def test_f9_changes_everything_that_is_to_be_seen(desk: Desk, words, state: Path) -> None:
    console = Console(desk, words)
    async with console.run_test(size=(100, 30)) as pilot:
        console.scanned("STRANGER")
        await pilot.press("f9")
        await pilot.pause()
        assert colours(console, "VerdictPanel") == {paper("light")}
        assert LOOKS["light"]["refused"].ink in inks(console, "#recent")
        assert json.loads(state.read_text(encoding="utf-8")) == "light"
        await pilot.press("f9")
        await pilot.pause()
        assert colours(console, "VerdictPanel") == {paper("dark")}
        assert remembered() == "dark"


def paper(theme: str) -> str:
    return LOOKS[theme]["refused"].paper


def styles(console: Console, name: str) -> list[Style]:
    widget = console.screen.query_one(name)
    rows = (widget.render_line(y) for y in range(widget.size.height))
    return [segment.style for row in rows for segment in row if segment.style]


def colours(console: Console, name: str) -> set[str]:
    return {style.bgcolor.name for style in styles(console, name) if style.bgcolor}


def inks(console: Console, name: str) -> set[str]:
    return {style.color.name for style in styles(console, name) if style.color}


def test_no_screen_writes_in_an_ink_of_its_own() -> None:
    """Letters may bring their own paper; without it they stand on either dress."""
    for screen in Path(themes.__file__).parent.joinpath("screens").glob("*.py"):
        source = screen.read_text(encoding="utf-8")
        assert not re.search(r'"(bold )?#[0-9a-fA-F]{6}"', source), screen.name
