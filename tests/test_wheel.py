"""`data/` is found from an installed wheel as well as from a checkout."""

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "-w", out, ROOT], check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_one_package_with_its_data(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "ceremony_tui",
        f"{wheel.name.split('-')[0]}-{wheel.name.split('-')[1]}.dist-info",
    }
    assert "ceremony_tui/data/scripts/muna-barat-2023.toml" in names
    assert "ceremony_tui/ui/screens/gate.tcss" in names
    assert "ceremony_tui/words/id.toml" in names


def test_the_demo_runs_from_an_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    """The libraries are borrowed from this environment: the wheel is what is tested."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip())
    with ZipFile(wheel) as archive:
        archive.extractall(site)
    borrowed = [path for path in sys.path if "site-packages" in path]
    (site / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    done = subprocess.run(
        [str(python), "-m", "ceremony_tui", "demo", "--no-run", "--attendees", "20"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (tmp_path / done.stdout.strip()).is_file()
    program = "import ceremony_tui; print(ceremony_tui.__file__)"
    told = subprocess.run(
        [str(python), "-c", program], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert str(site) in told.stdout
