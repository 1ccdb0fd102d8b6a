"""The house stands as it was drawn: imports point inwards, nothing grows without being asked."""

import ast
import subprocess
import sys
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


def imports(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            found.add(node.module or "")
    return found


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_imports_point_inwards(module: Path) -> None:
    own = {path.split(".")[1] for path in imports(module) if path.startswith("ceremony_tui.")}
    assert own <= INWARD[room(module)] | {room(module)}


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_only_the_ui_imports_textual(module: Path) -> None:
    if room(module) != "ui":
        assert not any(path.split(".")[0] == "textual" for path in imports(module))


@pytest.mark.parametrize("module", CORE, ids=name)
def test_the_core_imports_the_standard_library_only(module: Path) -> None:
    top = {path.split(".")[0] for path in imports(module)}
    assert top <= sys.stdlib_module_names | {"ceremony_tui"}


@pytest.mark.parametrize("module", CORE, ids=name)
def test_the_core_has_no_clock_and_no_chance(module: Path) -> None:
    assert "datetime.now(" not in module.read_text(encoding="utf-8")
    assert not imports(module) & {"os", "pathlib", "random", "secrets", "time", "uuid", "sqlite3"}


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_nothing_outgrows_its_budget(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert source.count("\n") <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            assert lines(node) <= 180, node.name
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert lines(node) <= 45, node.name


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_every_module_says_what_it_is(module: Path) -> None:
    if module.name != "__main__.py":
        assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


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
            assert not {path.split(".")[0] for path in imports(module)} & posix, module
        top = ast.parse(module.read_text(encoding="utf-8")).body
        first = {node.module for node in top if isinstance(node, ast.ImportFrom)}
        assert "ceremony_tui.ui.posix" not in first, module
