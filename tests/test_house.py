"""The house stands as it was drawn: imports point inwards, nothing grows without being asked."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

import ceremony_tui

PACKAGE = Path(ceremony_tui.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = sorted((PACKAGE / "core").rglob("*.py"))

# Each room may import the rooms named behind it, and itself.
INWARD = {
    "core": set(),
    "errors": set(),
    "library": set(),
    "words": {"errors"},
    "log": {"core", "errors"},
    "desk": {"core", "errors", "log"},
    "shown": {"core", "words"},
    "letters": {"core", "errors", "library"},
    "photos": {"core", "errors"},
    "sounds": {"core"},
    "scanners": {"core", "errors"},
    "sharing": {"core", "errors", "log", "words"},
    "intake": {"core", "errors", "library"},
    # What intake found, in words: the command, the preview and the list to mend say the same.
    "importing": {"core", "errors", "intake", "papers", "words"},
    # What makes a paper of a file: the command, the console and the end of a hub make the same.
    "issuing": {"desk", "papers", "sharing", "words"},
    "rehearsal": {"core", "library"},
    "papers": {"core", "errors", "library", "words"},
    # It looks at everything that a ceremony is made of, once for the screen and the command.
    "readiness": {"core", "errors", "intake", "library", "log", "scanners", "words"},
    "ui": {
        "core", "errors", "words", "desk", "importing", "intake", "issuing", "letters", "papers",
        "photos", "readiness", "scanners", "sharing", "shown", "sounds",
    },
    "cli": {
        "core", "errors", "words", "desk", "log", "importing", "intake", "issuing", "letters",
        "library", "papers", "photos", "readiness", "rehearsal", "scanners", "sharing", "shown",
        "ui",
    },
    "__init__": set(),
    "__main__": {"cli"},
}  # fmt: skip


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


@cache
def imports(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            found.add(node.module or "")
    return found


def roots(module: Path) -> set[str]:
    return {path.split(".")[0] for path in imports(module)}


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def named(modules: Iterable[Path]) -> list[str]:
    return [name(module) for module in modules]


def test_imports_point_inwards() -> None:
    wrong: dict[str, set[str]] = {}
    for module in MODULES:
        own = {path.split(".")[1] for path in imports(module) if path.startswith("ceremony_tui.")}
        if outwards := own - INWARD[room(module)] - {room(module)}:
            wrong[name(module)] = outwards
    assert wrong == {}


def test_only_the_ui_imports_textual() -> None:
    others = (module for module in MODULES if room(module) != "ui")
    assert named(module for module in others if "textual" in roots(module)) == []


def test_the_core_imports_the_standard_library_only() -> None:
    known = sys.stdlib_module_names | {"ceremony_tui"}
    assert {name(module): roots(module) - known for module in CORE if roots(module) - known} == {}


def test_the_core_has_no_clock_and_no_chance() -> None:
    barred = {"os", "pathlib", "random", "secrets", "time", "uuid", "sqlite3"}
    assert named(module for module in CORE if imports(module) & barred) == []
    assert named(m for m in CORE if "datetime.now(" in m.read_text(encoding="utf-8")) == []


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def test_nothing_outgrows_its_budget() -> None:
    assert named(m for m in MODULES if m.read_text(encoding="utf-8").count("\n") > 300) == []
    budgets = {ast.ClassDef: 180, ast.FunctionDef: 45, ast.AsyncFunctionDef: 45}
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if type(node) in budgets:
                assert lines(node) <= budgets[type(node)], f"{name(module)}: {node.name}"


def test_every_module_says_what_it_is() -> None:
    assert named(m for m in MODULES if not ast.get_docstring(tree(m))) == []


@pytest.mark.parametrize("arguments", [["status"], ["log"], ["export", "recap", "--out", "x.csv"]])
def test_commands_for_scripts_never_load_the_screens(file: Path, arguments: list[str]) -> None:
    command, *rest = arguments
    program = (
        "import sys; from ceremony_tui.cli import run; "
        f"code = run([{command!r}, {str(file)!r}, *{rest!r}]); "
        "assert code == 0, code; assert 'textual' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=file.parent)


def test_modules_of_one_system_only_are_left_to_the_one_that_is_loaded_there() -> None:
    posix = {"fcntl", "pty", "termios", "tty", "pwd", "grp", "resource", "curses", "readline"}
    for module in MODULES:
        if name(module) != "ui/posix.py":
            assert not roots(module) & posix, module
        first = {node.module for node in tree(module).body if isinstance(node, ast.ImportFrom)}
        assert "ceremony_tui.ui.posix" not in first, module
