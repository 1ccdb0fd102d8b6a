"""Rehearsing: a copy that is marked everywhere and never comes back, and starting over."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import SCRIPT, STARTS
from tests_support import NIP_1, NIP_2

from ceremony_tui.cli import run
from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.facts import RosterImported
from ceremony_tui.core.rules import (
    decide_message,
    decide_ready,
    decide_restart,
    decide_reword,
    decide_role,
    decide_sheet,
)
from ceremony_tui.core.sheets import sheets, sheets_of
from ceremony_tui.core.signed import sign
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log
from ceremony_tui.rehearsal import free_copy, rehearsed


def opened(path: Path) -> Desk:
    return Desk(Log.open(path, write=False))


@pytest.fixture
def prepared(file: Path, clock) -> Path:
    """A ceremony with edits, a replaced badge, and somebody who came."""
    with closing(Desk(Log.open(file, origin="l"), "Gerbang 1", now=clock)) as desk:
        desk.call(decide_role, "Pembaca Ikrar", "Budi", "Ani")
        desk.call(decide_ready, "Pembaca Ikrar")
        desk.call_stage(1)
        desk.call_cue(1)
        desk.call(decide_reword, 1, 1, "kami bersumpah")
        desk.replace_badge(NIP_2, NIP_2, "B-1207", "hilang")
        desk.call_each(decide_sheet, zip(sheets_of(desk.ceremony), strict=True))
        desk.set_absence(NIP_1, "S")
        desk.scan("B-77")
        units = (("Puskesmas", "Dinas Kesehatan"),)
        desk.record(RosterImported("x.csv", 0, 0, 0, 0, 0, units=units))
    return file


def entries(path: Path) -> list[str]:
    with closing(Log.open(path, write=False)) as log:
        return [entry.fact.kind for entry in log.read()[0]]


def test_a_rehearsal_is_a_copy_of_what_was_prepared(prepared: Path, tmp_path: Path, capsys) -> None:
    before = entries(prepared)
    assert run(["rehearse", str(prepared)]) == 0
    told = capsys.readouterr()
    copy = tmp_path / "ikrar-gladi.db"
    assert told.out == f"{copy}\n"
    assert "4 orang" in told.err
    with closing(opened(copy)) as gladi:
        state = gladi.ceremony
        assert state.rehearsal
        assert (state.scans, state.calls, state.absences, state.present) == ({}, (), {}, 0)
        assert [person.id for person in state.roster] == [
            person.id for person in opened(prepared).ceremony.roster
        ]
        role = state.script.roles[0]
        assert (role.holder, role.reserve, role.ready) == ("Budi", "Ani", False)
        assert state.script.stages[1].cues[1].text == "kami bersumpah"
        assert [p.id for p in state.bearers(read_badge("B-1207"))] == [NIP_2]
        assert state.bearers(read_badge(NIP_2)) == ()
        # What was printed for the day is what is rehearsed with: no other badges, no other sheets.
        key = opened(prepared).ceremony.key
        assert [p.id for p in state.bearers(read_badge(sign(key, NIP_1)))] == [NIP_1]
        assert state.revoked(read_badge(sign(key, NIP_2))) == NIP_2
        assert sheets(state) != ()
        assert state.units == {"Puskesmas": "Dinas Kesehatan"}
        assert {s.number for s in sheets(state)} == {s.sheet for s in sheets_of(state)}
        now = datetime.now(UTC)
        assert state.script.doors_open <= now < state.script.late_after
    assert entries(prepared) == before
    assert copy.stat().st_mode & 0o077 == 0


def test_nothing_of_a_rehearsal_comes_back(prepared: Path, capsys) -> None:
    run(["rehearse", str(prepared)])
    copy = free_copy(prepared).with_name("ikrar-gladi.db")
    assert run(["merge", str(prepared), str(copy)]) == 2
    assert "berkas upacara lain" in capsys.readouterr().err
    assert run(["rehearse", str(prepared)]) == 0
    assert prepared.with_name("ikrar-gladi-2.db").exists()


def test_it_never_overwrites_and_may_keep_its_hours(prepared: Path, tmp_path: Path, capsys) -> None:
    assert run(["rehearse", str(prepared), str(prepared)]) == 1
    assert "tidak ditimpa" in capsys.readouterr().err
    copy = tmp_path / "besok.db"
    assert run(["rehearse", str(prepared), str(copy), "--keep-hours"]) == 0
    assert opened(copy).ceremony.script.starts == STARTS


@pytest.mark.parametrize("opens", [10, 75, 300])
@pytest.mark.parametrize("late", [-20, 0, 15])
def test_the_doors_of_a_rehearsal_are_open_and_nobody_is_late(opens: int, late: int) -> None:
    limit = STARTS + timedelta(minutes=late)
    opened = limit - timedelta(minutes=opens)
    now = datetime(2026, 12, 6, 8, 15, 42, tzinfo=UTC)
    script = rehearsed(replace(SCRIPT, doors_open=opened, late_after=limit), now)
    assert script.doors_open <= now < script.late_after
    assert script.starts - script.late_after == timedelta(minutes=-late)


# --- Starting over ----------------------------------------------------------------------------


def status(path: Path, capsys) -> dict[str, object]:
    capsys.readouterr()
    assert run(["status", str(path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_it_tells_first_what_would_be_set_aside(prepared: Path, capsys) -> None:
    before = entries(prepared)
    assert run(["restart", str(prepared), "--reason", "gladi"]) == 1
    assert "1 pindaian, 2 perpindahan" in capsys.readouterr().err
    assert entries(prepared) == before


def test_a_ceremony_rehearsed_in_its_own_file_starts_over(prepared: Path, capsys) -> None:
    assert status(prepared, capsys)["present"] == 1
    assert run(["restart", str(prepared), "--reason", "gladi", "--yes"]) == 0
    assert "1 pindaian" in capsys.readouterr().err
    counts = status(prepared, capsys)
    assert (counts["present"], counts["refused"], counts["stage"]) == (0, 0, None)
    assert counts["rehearsal"] is False
    assert run(["export", str(prepared), "attendance", "--out", "-", "--format", "json"]) == 0
    assert '"gate": "Gerbang 1"' not in capsys.readouterr().out
    assert run(["log", str(prepared)]) == 0
    told = capsys.readouterr().out
    assert "restarted" in told
    assert "reason=gladi" in told
    assert "checked-in" in told
    assert run(["verify", str(prepared)]) == 0
    assert run(["restart", str(prepared), "--reason", "lagi", "--yes"]) == 1
    assert "belum ada yang terjadi" in capsys.readouterr().err
    with closing(opened(prepared)) as desk:
        state = desk.ceremony
        assert (state.absence(NIP_1), state.script.roles[0].holder) == ("S", "Budi")


def test_a_reason_is_needed(prepared: Path, capsys) -> None:
    assert run(["restart", str(prepared), "--reason", " ", "--yes"]) == 2
    assert "perlu alasan" in capsys.readouterr().err


def test_no_restart_before_what_a_fast_clock_wrote(prepared: Path, clock, capsys) -> None:
    clock.at = datetime.now(UTC) + timedelta(hours=1)
    with closing(Desk(Log.open(prepared, origin="cepat"), "Gerbang 2", now=clock)) as desk:
        desk.call_stage(0)
    assert run(["restart", str(prepared), "--reason", "gladi", "--yes"]) == 1
    assert "Betulkan jam" in capsys.readouterr().err


def test_every_window_starts_over_with_the_file(prepared: Path, clock) -> None:
    """What another window had in memory is forgotten there too."""
    with (
        closing(Desk(Log.open(prepared, origin="a"), "Gerbang 1", now=clock)) as mine,
        closing(Desk(Log.open(prepared, origin="b"), "Layar", now=clock)) as other,
    ):
        mine.call(decide_message, clock(), "LANJUT")
        other.refresh()
        assert (other.ceremony.present, other.ceremony.prompt is None) == (1, False)
        mine.call(decide_restart, clock(), "gladi")
        assert other.refresh()
        state = other.ceremony
        assert (state.present, state.calls, state.prompt, state.latest) == (0, (), None, ())
        assert other.scan("B-77").fact.kind == "checked-in"
        assert other.ceremony.present == 1


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["find", "nurlina"],
        ["waiting"],
        ["export", "recap", "--out", "-", "--format", "csv"],
        ["absence", NIP_1, "C"],
        ["restart", "--reason", "x"],
    ],
)
def test_every_command_of_a_rehearsal_says_gladi(prepared: Path, capsys, command) -> None:
    copy = prepared.with_name("gladi.db")
    run(["rehearse", str(prepared), str(copy)])
    capsys.readouterr()
    name, *rest = command
    run([name, str(copy), *rest])
    assert "GLADI" in capsys.readouterr().err
