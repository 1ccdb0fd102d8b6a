"""The stage from the command line: what is said on stdout, and what a refusal changes: nothing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SCRIPT
from tests_support import NIP_1, NIP_2, PEOPLE

from ceremony_tui.cli import run
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.script import Kind, Role, Signer, Stage
from ceremony_tui.log import Log

STAGES = (
    Stage(Kind.RITE, "Bendera", 3, "Irup", outdoors=True),
    Stage(Kind.SIGNING, "Tanda Tangan", 8, signers=(Signer("Arifin", "Sekda"), Signer("", "KPU"))),
)
ROLES = (Role("Irup", "Arifin", "Sekda", "Baso"), Role("Danup"))
TWINS = tuple(Attendee(f"T{n}", "Ilham", "Dinkes") for n in (1, 2))


@pytest.fixture
def path(make_file) -> Path:
    return make_file(script=replace(SCRIPT, stages=STAGES, roles=ROLES), people=(*PEOPLE, *TWINS))


def asked(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def entries(path: Path) -> int:
    return len(Log.open(path, write=False).read()[0])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "BELUM  Irup: Arifin / Sekda (cadangan: Baso)\nBELUM  Danup: -\n"),
        (["irup", "--swap", "--ready"], "SIAP   Irup: Baso (cadangan: Arifin / Sekda)\n"),
        (["Irup", "--reserve", ""], "BELUM  Irup: Arifin / Sekda\n"),
        (["Danup", "--holder", "Cokro / Lettu", "--ready"], "SIAP   Danup: Cokro / Lettu\n"),
        (["Irup", "--not-ready"], "BELUM  Irup: Arifin / Sekda (cadangan: Baso)\n"),
    ],
)
def test_roles(path: Path, capsys, arguments: list[str], told: str) -> None:
    assert asked(capsys, "role", path, *arguments)[:2] == (0, told)


def test_a_role_as_json(path: Path, capsys) -> None:
    _, out, _ = asked(capsys, "role", path, "Irup", "--json")
    assert json.loads(out) == {
        "role": "Irup", "holder": "Arifin", "office": "Sekda", "reserve": "Baso", "ready": False,
    }  # fmt: skip


def test_rain_and_sun(path: Path, capsys) -> None:
    assert asked(capsys, "indoors", path)[2] == "Di dalam ruangan. Dilewati: Bendera\n"
    assert asked(capsys, "indoors", path, "--off")[2] == "Di lapangan, dengan semua acara.\n"


def test_signatures(path: Path, capsys) -> None:
    for who in ([NIP_1], ["2"], ["arifin"], ["sukarni"], ["Tokoh", "--office", "Adat"]):
        code, out, _ = asked(capsys, "sign", path, *who)
        assert (code, len(out)) == (0, 37)
    _, out, _ = asked(capsys, "sign", path, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(line["number"], line["name"] or line["office"]) for line in lines] == [
        (1, "Arifin"), (2, "KPU"), (None, "Sitti Nurlina"), (None, "Sukarni"), (None, "Tokoh"),
    ]  # fmt: skip
    assert all(line["entry"] and line["at"] for line in lines)
    _, out, _ = asked(capsys, "sign", path)
    assert out.splitlines()[-1].endswith("  +  Tokoh · Adat")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["role", "Iruup"], 2, "Mungkin maksudnya: Irup."),
        (["role", "Danup", "--holder", "Cokro", "--swap"], 1, "belum punya cadangan"),
        (["role", "Danup", "--reserve", "Dani", "--ready"], 1, "belum ada petugasnya"),
        (["role", "--swap"], 2, "ROLE"),
        (["sign", "3"], 2, "1 sampai 2"),
        (["sign", "0"], 2, "1 sampai 2"),
        (["sign", "Tokoh"], 2, "--office"),
        (["sign", "Ilham"], 2, "2 orang"),
        (["sign", "198001012005011901"], 2, "••••••••"),
        (["sign", "1", "--stage", "1"], 2, "Tidak ada penandatanganan"),
        (["sign", "1", "--stage", "9"], 2, "Tidak ada penandatanganan"),
    ],
)
def test_what_is_refused_changes_nothing(
    path: Path, capsys, arguments: list[str], code: int, told: str
) -> None:
    before = entries(path)
    command, *rest = arguments
    assert asked(capsys, command, path, *rest)[0] == code
    assert told in asked(capsys, command, path, *rest)[2]
    assert entries(path) == before


def test_nobody_signs_twice(path: Path, capsys) -> None:
    assert asked(capsys, "sign", path, NIP_2)[0] == 0
    code, out, told = asked(capsys, "sign", path, NIP_2)
    assert (code, out) == (1, "")
    assert "sudah menandatangani" in told
    assert NIP_2[:8] not in told
