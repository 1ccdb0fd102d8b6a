"""The README is true: its keys, its commands, its files."""

import re
import shlex
from pathlib import Path

import pytest
from click import Command, Context

from ceremony_tui.cli import ceremony
from ceremony_tui.core.facts import Verdict
from ceremony_tui.ui.app import Console
from ceremony_tui.ui.keys import key_table
from ceremony_tui.words import load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("ceremony ")]


def test_the_keys_are_those_of_the_code() -> None:
    rows = [f"| {keys} | {what} |" for keys, what in key_table(Console.keyed(), load("en"))]
    table = "\n".join(["<!-- keys -->", "| key | does |", "|---|---|", *rows, "<!-- /keys -->"])
    assert table in README


def test_there_are_two_commands_for_all_the_set_up() -> None:
    first, second = BLOCKS[:2]
    assert first.strip().endswith("ceremony demo")
    assert second.strip().endswith("pytest")


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_and_option_exists(line: str) -> None:
    _, name, *arguments = shlex.split(line)
    command = ceremony.commands[name]
    assert isinstance(command, Command)
    command.make_context(name, arguments, parent=Context(ceremony, info_name="ceremony"))


def test_every_file_it_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_answer_of_the_gate_is_explained() -> None:
    words = load("id")
    for verdict in set(Verdict) - {Verdict.REREAD}:
        assert words(f"verdict.{verdict}") in README, verdict
    assert words("verdict.not-recorded") in README


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in script
    assert "<!-- test -->" in script
    assert README.count("<!-- test -->") == 1
