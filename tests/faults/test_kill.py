"""Killed at any moment: whoever was welcomed is in the file, and the file is whole."""

import json
import os
import re
import select
import subprocess
import sys
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from e2e.terminal import PATIENCE, House, nip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and a terminal")

KILLS = int(os.environ.get("CEREMONY_KILLS", "24")) // 2  # of the console; as many of a gate
AT_ONCE = 40  # scans that stand in a pipe when the gate is killed
PEOPLE = [(nip(n), f"Warga {n:04d}", "Dinas Uji", f"KTU-{n:04d}") for n in range(KILLS * AT_ONCE)]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, PEOPLE)


def test_a_killed_console_has_recorded_everyone_it_welcomed(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = Random(20231028)
    people = iter(PEOPLE)
    sent: list[str] = []
    welcomed: set[str] = set()
    for _ in range(KILLS):
        with house.terminal("run", house.file, columns=80, rows=24) as gate:
            gate.wait_for("Pindai kartu")
            for number in range(chance.randint(6, 14)):
                code, name, _, _ = next(people)
                gate.press(code, "\r")
                sent.append(name)
                if number == 0:
                    gate.wait_for(f"{name} · Dinas")
                gate.silent_for(chance.choice((0, 0, 0.003, 0.02)))
            gate.silent_for(chance.uniform(0, 0.02))
            gate.kill()
            welcomed |= {name.decode() for name in re.findall(rb"Warga \d{4}", gate.output)}
    # Everyone was scanned once: who is missing now was missing when the console was killed.
    present = house.present()
    recorded = {name for code, name, _, _ in PEOPLE if code in present}
    assert welcomed <= recorded <= set(sent)
    assert len(present) == len(recorded)
    assert "utuh" in house.run("verify", house.file)
    assert len(sent) >= 6 * KILLS
    assert len(welcomed) >= KILLS
    _say(capsys, f"console: {KILLS} kills, {_counts(len(sent), len(recorded), len(welcomed))}")


def test_a_killed_gate_has_recorded_everything_it_answered(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = Random(20231029)
    answered: list[str] = []
    for kill in range(KILLS):
        codes = [person[0] for person in PEOPLE[kill * AT_ONCE :][:AT_ONCE]]
        printed = _killed_gate(house, codes, chance.uniform(0, 0.06))
        answers = [json.loads(line) for line in printed.split(b"\n")[:-1]]
        assert [answer["text"] for answer in answers] == codes[: len(answers)]
        assert {answer["verdict"] for answer in answers} == {"present"}
        answered += [answer["entry"] for answer in answers]
    recorded = [entry["id"] for entry in house.log() if entry["kind"] == "checked-in"]
    assert set(answered) <= set(recorded)
    assert "utuh" in house.run("verify", house.file)
    assert len(answered) >= KILLS
    _say(capsys, f"scan: {KILLS} kills, {_counts(len(PEOPLE), len(recorded), len(answered))}")


def _killed_gate(house: House, codes: list[str], life: float) -> bytes:
    """What a gate printed until it was killed, `life` seconds after its first answer."""
    with subprocess.Popen(
        house.command("scan", house.file, "--gate", "Gerbang 2", "--json"),
        env=house.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as gate:
        assert gate.stdin
        assert gate.stdout
        gate.stdin.write("".join(f"{code}\n" for code in codes).encode())
        assert select.select([gate.stdout], [], [], PATIENCE)[0], "no answer"
        printed, deadline = b"", monotonic() + life
        while (left := deadline - monotonic()) > 0:
            if select.select([gate.stdout], [], [], left)[0]:
                printed += gate.stdout.read(65536)
        gate.kill()
        while rest := gate.stdout.read(65536):
            printed += rest
    return printed


def _counts(sent: int, recorded: int, shown: int) -> str:
    return f"{sent} scans sent, {recorded} recorded, {shown} shown, 0 missing"


def _say(capsys: pytest.CaptureFixture[str], sentence: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{sentence}\n")
