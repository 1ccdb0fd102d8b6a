"""The command line, as contract and operators know it: words, exit codes, JSON."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from tests_support import NIP_1, NIP_2, NIP_3, raw, tampered

from ceremony_tui.cli import run

ROSTER = f"""NIP,Nama,Unit Kerja,Jabatan,No Kartu
{NIP_1},Sitti Nurlina,Dinas Kesehatan,Perawat,
{NIP_2},Bob [VIP],Dinas Kesehatan,,
{NIP_3},=HYPERLINK("x"),Inspektorat,,B-77
,Sukarni,Inspektorat,,
1.98E+17,Rusak,Inspektorat,,
"""


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "pegawai.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


@pytest.fixture
def ikrar(tmp_path: Path, roster: Path) -> Path:
    """A ceremony whose doors are open now and where nobody is late for half an hour."""
    path = tmp_path / "ikrar.db"
    starts = datetime.now(ZoneInfo("Asia/Makassar")) + timedelta(minutes=30)
    code = run(
        ["new", str(path), "--script", "muna-barat-2023", "--roster", str(roster),
         "--starts", starts.isoformat(timespec="seconds")]
    )  # fmt: skip
    assert code == 0
    return path


def ceremony(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ceremony_tui", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def scans(file: Path, *texts: str) -> list[dict[str, object]]:
    """What a gate answers; here, for a process takes ten times as long to start."""
    pipe, out = TextIOWrapper(BytesIO("\n".join(texts).encode())), StringIO()
    with patch("sys.stdin", pipe), redirect_stdout(out):
        assert run(["scan", str(file), "--gate", "Gerbang 1", "--json"]) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def status(file: Path, capsys) -> dict[str, object]:
    capsys.readouterr()
    assert run(["status", str(file), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, code: int, *arguments: object) -> str:
    capsys.readouterr()
    assert run([str(argument) for argument in arguments]) == code
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return told.err


def test_scripts_are_listed_by_name(capsys) -> None:
    assert run(["scripts", "--json"]) == 0
    names = [row["name"] for row in json.loads(capsys.readouterr().out)["scripts"]]
    assert {"muna-barat-2023", "jeneponto-2023", "upacara-bendera", "apel-ikrar"} <= set(names)


def test_a_scan_line_is_exactly_as_in_the_contract(ikrar: Path) -> None:
    done = ceremony("scan", ikrar, "--gate", "Gerbang 1", "--json", stdin=NIP_1.encode())
    line = json.loads(done.stdout)
    assert list(line) == [
        "entry", "at", "gate", "verdict", "attendee", "first", "late_minutes", "text", "message",
    ]  # fmt: skip
    assert line["verdict"] == "present"
    assert str(line["at"]).endswith("+08:00")
    assert line["attendee"] == {
        "id": NIP_1, "nip": NIP_1, "name": "Sitti Nurlina", "unit": "Dinas Kesehatan",
        "position": "Perawat",
    }  # fmt: skip
    assert line["first"] is None
    assert line["late_minutes"] is None
    assert line["text"] == NIP_1


def test_a_reread_names_the_entry_it_repeats(ikrar: Path) -> None:
    first, again = scans(ikrar, NIP_1, NIP_1)
    assert again["verdict"] == "reread"
    assert again["entry"] == first["entry"]
    assert again["first"]["gate"] == "Gerbang 1"  # type: ignore[index]


def test_odd_bytes_on_stdin_are_survived(ikrar: Path) -> None:
    feed = (
        b"\r\n\n  \n"
        + NIP_1.encode()
        + b"\r\n\xff\xfe\x00\n"
        + b"9" * 200_000
        + b"\n"
        + NIP_2.encode()
    )
    done = ceremony("scan", ikrar, "--gate", "G", "--json", stdin=feed)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["verdict"] for a in answers] == ["present", "unreadable", "unreadable", "present"]
    assert answers[1]["text"] == "\\xff\\xfe\\x00"
    assert done.returncode == 0


def test_a_code_beside_a_lost_byte_still_counts(ikrar: Path) -> None:
    done = ceremony("scan", ikrar, "--gate", "G", "--json", stdin=b"\xb1" + NIP_1.encode() + b"\n")
    assert json.loads(done.stdout)["verdict"] == "present"


def test_an_empty_stdin_is_no_failure(ikrar: Path) -> None:
    done = ceremony("scan", ikrar, "--gate", "G", stdin=b"")
    assert (done.returncode, done.stdout) == (0, b"")


def test_every_answer_is_on_disk_before_it_is_printed(ikrar: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ceremony_tui", "scan", str(ikrar), "--gate", "G", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    for nip in (NIP_1, NIP_2, NIP_3):
        process.stdin.write(f"{nip}\n".encode())
        process.stdin.flush()
        entry = json.loads(process.stdout.readline())["entry"]
        with raw(ikrar) as db:
            assert db.execute("SELECT count(*) FROM log WHERE id = ?", (entry,)).fetchone() == (1,)
    process.stdin.close()
    assert process.wait(10) == 0
    process.stdout.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell pipeline")
def test_a_closed_stdout_ends_with_a_sentence(ikrar: Path) -> None:
    many = "\n".join(f"X-{n}" for n in range(5000))
    done = subprocess.run(
        f"'{sys.executable}' -m ceremony_tui scan '{ikrar}' --gate G | head -1;"
        "echo ${PIPESTATUS[0]}",
        shell=True,
        executable="/bin/bash",
        input=many.encode(),
        capture_output=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == b"1"
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_status_has_the_keys_of_the_contract(ikrar: Path, capsys) -> None:
    scans(ikrar, NIP_1)
    told = status(ikrar, capsys)
    assert {
        "expected", "present", "late", "absent", "exempt", "refused", "walk_ins", "units", "stage",
    } <= set(told)  # fmt: skip
    assert (told["expected"], told["present"], told["absent"]) == (4, 1, 3)
    unit = told["units"][0]  # type: ignore[index]
    assert (unit["unit"], unit["expected"], unit["present"]) == ("Dinas Kesehatan", 2, 1)
    assert unit["by_code"]["H"] == 1
    assert sum(u["expected"] for u in told["units"]) == told["expected"]  # type: ignore[union-attr]


def test_status_reads_for_people_too(ikrar: Path, capsys) -> None:
    capsys.readouterr()
    assert run(["status", str(ikrar)]) == 0
    assert "Dinas Kesehatan" in capsys.readouterr().out
    assert run(["status", str(ikrar), "--lang", "en"]) == 0
    assert "Expected" in capsys.readouterr().out


def test_import_reports_in_the_contracts_words(ikrar: Path, roster: Path, capsys) -> None:
    capsys.readouterr()
    assert run(["import", str(ikrar), str(roster), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told)[:7] == [
        "read", "added", "changed", "unchanged", "rejected", "warnings", "columns",
    ]  # fmt: skip
    assert (told["read"], told["added"], told["unchanged"]) == (5, 0, 4)
    assert told["rejected"] == [{"row": 6, "reason": "excel", "value": "1.98E+17"}]
    assert told["columns"]["unit"] == "Unit Kerja"


def test_a_dry_run_changes_nothing(ikrar: Path, tmp_path: Path, capsys) -> None:
    more = tmp_path / "more.csv"
    more.write_text("NIP,Nama,Unit\n199912312024211999,Baru,Dinas\n", encoding="utf-8")
    assert run(["import", str(ikrar), str(more), "--dry-run"]) == 0
    assert status(ikrar, capsys)["expected"] == 4
    assert run(["import", str(ikrar), str(more)]) == 0
    assert status(ikrar, capsys)["expected"] == 5


def test_rejects_can_be_mended_and_imported_again(
    ikrar: Path, roster: Path, tmp_path, capsys
) -> None:
    rejects = tmp_path / "ditolak.csv"
    assert run(["import", str(ikrar), str(roster), "--rejects", str(rejects)]) == 0
    mended = rejects.read_text(encoding="utf-8-sig").replace("1.98E+17", "198609262015051901")
    rejects.write_text(mended, encoding="utf-8")
    assert run(["import", str(ikrar), str(rejects)]) == 0
    assert status(ikrar, capsys)["expected"] == 5


def test_new_refuses_to_overwrite(ikrar: Path, capsys) -> None:
    before = ikrar.read_bytes()
    assert "tidak ditimpa" in refused(capsys, 1, "new", ikrar, "--script", "apel-ikrar")
    assert ikrar.read_bytes() == before


def test_a_new_ceremony_with_a_bad_roster_leaves_no_file(tmp_path: Path, capsys) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("Nama,Unit\nAni,D\n", encoding="utf-8")
    told = refused(capsys, 2, "new", tmp_path / "x.db", "--script", "apel-ikrar", "--roster", bad)
    assert "NIP" in told
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["status", "tidak-ada.db"], 2, "tidak ada"),
        (["new", "x.db", "--script", "muna"], 2, "muna-barat-2023"),
        (["new", "x.db"], 2, "--script"),
        (["new", "x.db", "--script", "apel-ikrar", "--starts", "besok"], 2, "besok"),
        (["nonsense"], 2, "nonsense"),
        (["--lang", "jv", "scripts"], 2, "jv"),
    ],
)
def test_bad_arguments_are_a_sentence_and_exit_2(capsys, arguments, code: int, told: str) -> None:
    assert told in refused(capsys, code, *arguments)


def test_a_gate_without_a_name_is_refused(ikrar: Path, capsys) -> None:
    assert "gerbang" in refused(capsys, 2, "scan", ikrar, "--gate", "  ")


def test_language_may_stand_before_or_after_the_command(tmp_path: Path, capsys) -> None:
    gone = tmp_path / "gone.db"
    assert "no such file" in refused(capsys, 2, "--lang", "en", "status", gone)
    assert "no such file" in refused(capsys, 2, "status", gone, "--lang", "en")
    assert "berkas tidak ada" in refused(capsys, 2, "status", gone)


def test_a_foreign_file_is_refused_by_every_command(tmp_path: Path, capsys) -> None:
    path = tmp_path / "notes.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE notes (x)")
    db.close()
    for command in (["status"], ["log"], ["verify"], ["run"], ["display"], ["scan", "--gate", "G"]):
        name, *options = command
        assert "notes.db" in refused(capsys, 2, name, path, *options)


def test_verify_is_0_for_an_intact_log_and_1_for_a_broken_one(ikrar: Path, capsys) -> None:
    scans(ikrar, NIP_1, NIP_2)
    assert run(["verify", str(ikrar)]) == 0
    tampered(ikrar, "UPDATE log SET operator = 'x' WHERE number = 2 AND gate = 'Gerbang 1'")
    told = refused(capsys, 1, "verify", ikrar)
    assert "Gerbang 1" in told
    assert "2" in told


def test_log_is_one_entry_a_line_oldest_first(ikrar: Path, capsys) -> None:
    scans(ikrar, NIP_1, "X\x1b[2J")
    capsys.readouterr()
    assert run(["log", str(ikrar), "--json"]) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kinds = [entry["kind"] for entry in entries]
    assert kinds == ["opened", "roster-imported", "checked-in", "scan-refused"]
    assert [entry["at"] for entry in entries] == sorted(entry["at"] for entry in entries)
    assert run(["log", str(ikrar)]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_backup_and_merge_bring_two_gates_together(ikrar: Path, tmp_path: Path, capsys) -> None:
    other = tmp_path / "gerbang-2.db"
    assert run(["backup", str(ikrar), str(other)]) == 0
    scans(ikrar, NIP_1)
    done = ceremony("scan", other, "--gate", "Gerbang 2", stdin=f"{NIP_1}\n{NIP_2}".encode())
    assert done.returncode == 0
    capsys.readouterr()
    assert run(["merge", str(ikrar), str(other), str(other)]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[-2] == (
        f"1 catatan ganda; daftarnya: `ceremony export {ikrar} conflicts --out ganda.xlsx`"
    )
    assert re.fullmatch(
        r"  Hadir dua kali: Sitti Nurlina — [\d.]{5} · Gerbang 1, [\d.]{5} · Gerbang 2, "
        r"selisih .*detik",
        told[-1],
    )
    assert status(ikrar, capsys)["present"] == 2
    assert run(["verify", str(ikrar)]) == 0


def test_a_merge_in_which_nobody_was_let_in_twice_says_so(ikrar: Path, tmp_path, capsys) -> None:
    other = tmp_path / "gerbang-2.db"
    assert run(["backup", str(ikrar), str(other)]) == 0
    assert run(["merge", str(ikrar), str(other)]) == 0
    assert capsys.readouterr().err.endswith("Tidak ada catatan ganda.\n")


def test_merge_of_a_cut_file_is_refused_and_changes_nothing(ikrar: Path, tmp_path, capsys) -> None:
    cut = tmp_path / "cut.db"
    cut.write_bytes(ikrar.read_bytes()[:9000])
    before = status(ikrar, capsys)
    assert "cut.db" in refused(capsys, 2, "merge", ikrar, cut)
    assert status(ikrar, capsys) == before


@pytest.mark.parametrize("kind", ["attendance", "absent", "recap"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_papers_are_written(ikrar: Path, tmp_path: Path, kind: str, suffix: str) -> None:
    out = tmp_path / f"{kind}.{suffix}"
    assert run(["export", str(ikrar), kind, "--out", str(out)]) == 0
    assert out.stat().st_size > 100


def test_a_unit_can_be_asked_for_and_a_wrong_one_is_named(ikrar: Path, capsys) -> None:
    capsys.readouterr()
    asked = ["export", str(ikrar), "attendance", "--out", "-", "--format", "json", "--unit"]
    assert run([*asked, "Inspektorat"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 2
    assert "Inspektorat" in refused(capsys, 2, *asked, "Inspektorta")


def test_an_unknown_kind_or_suffix_is_refused(ikrar: Path, tmp_path: Path, capsys) -> None:
    assert "recap" in refused(capsys, 2, "export", ikrar, "recaps", "--out", "x.csv")
    assert ".csv" in refused(capsys, 2, "export", ikrar, "recap", "--out", tmp_path / "x.docx")
    assert "--format" in refused(capsys, 2, "export", ikrar, "recap", "--out", "-")


def test_the_demo_makes_a_marked_rehearsal_with_badges(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "coba"
    assert run(["demo", "--no-run", "--dir", str(folder), "--attendees", "60"]) == 0
    file = Path(capsys.readouterr().out.strip())
    assert file == folder / "gladi.db"
    assert (folder / "badges.pdf").read_bytes().startswith(b"%PDF")
    told = status(file, capsys)
    assert told["expected"] == 60
    assert told["rehearsal"] is True
    nip = sqlite3.connect(file).execute("SELECT nip FROM roster WHERE nip <> ''").fetchone()[0]
    assert scans(file, nip)[0]["verdict"] == "present"


def test_a_second_demo_finds_a_folder_of_its_own(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert run(["demo", "--no-run", "--attendees", "5"]) == 0
    assert capsys.readouterr().out.split() == ["gladi/gladi.db", "gladi-2/gladi.db"]


def test_the_screens_need_a_terminal(ikrar: Path) -> None:
    for command in ("run", "display"):
        done = ceremony(command, ikrar)
        assert done.returncode == 1
        assert "terminal" in done.stderr.decode()


def test_a_font_that_is_none_is_named_with_what_to_give(ikrar: Path, capsys) -> None:
    for font in (ikrar, ikrar.parent, ikrar.with_name("none.ttf")):
        told = refused(capsys, 2, "display", ikrar, "--font", font)
        assert str(font) in told
        assert ".ttf" in told


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anything")
def test_a_read_only_file_can_be_read_but_not_scanned(ikrar: Path, capsys) -> None:
    ikrar.chmod(0o400)
    assert run(["status", str(ikrar)]) == 0
    assert "ikrar.db" in refused(capsys, 1, "scan", ikrar, "--gate", "G")


def test_a_copied_file_alone_holds_everything(ikrar: Path, tmp_path: Path, capsys) -> None:
    assert ceremony("scan", ikrar, "--gate", "G", stdin=NIP_1.encode()).returncode == 0
    copy = tmp_path / "copy.db"
    shutil.copy(ikrar, copy)
    assert status(copy, capsys)["present"] == 1


def test_a_scan_that_cannot_be_written_is_named_and_the_next_one_goes_on(ikrar: Path) -> None:
    """Another program holds the file for longer than anyone waits, then lets it go."""
    process = subprocess.Popen(
        [sys.executable, "-c", QUICK, "scan", str(ikrar), "--gate", "G", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    with raw(ikrar) as other:
        other.execute("BEGIN IMMEDIATE")
        process.stdin.write(f"{NIP_1}\n".encode())
        process.stdin.flush()
        lost = json.loads(process.stdout.readline())
        other.execute("ROLLBACK")
    out, err = process.communicate(f"{NIP_1}\n".encode())
    assert (lost["verdict"], lost["entry"], lost["text"]) == ("not-recorded", None, NIP_1)
    assert json.loads(out)["verdict"] == "present"
    assert NIP_1 in err.decode()
    assert process.returncode == 1


# The program with a shorter patience, so that the test need not wait five seconds.
QUICK = (
    "import ceremony_tui.log.store as store; store.BUSY = 0.05; "
    "from ceremony_tui.cli import main; main()"
)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["status", "log", "verify"])
def test_an_output_that_cannot_be_written_is_a_sentence(ikrar: Path, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ceremony_tui", command, str(ikrar)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert "Keluaran tidak dapat ditulis" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_rejects_never_overwrite_the_roster_or_the_ceremony(ikrar: Path, roster: Path, capsys):
    before = (roster.read_bytes(), ikrar.stat().st_size)
    assert "--rejects" in refused(capsys, 2, "import", ikrar, roster, "--rejects", roster)
    refused(capsys, 2, "import", ikrar, roster, "--rejects", ikrar)
    refused(capsys, 1, "export", ikrar, "attendance", "--format", "csv", "--out", ikrar)
    assert (roster.read_bytes(), ikrar.stat().st_size) == before
    assert status(ikrar, capsys)["expected"] == 4


def test_a_refused_merge_of_several_changes_nothing(ikrar: Path, tmp_path: Path, capsys) -> None:
    good, foreign = tmp_path / "good.db", tmp_path / "foreign.db"
    assert run(["backup", str(ikrar), str(good)]) == 0
    scans(good, NIP_1)
    assert run(["new", str(foreign), "--script", "apel-ikrar"]) == 0
    refused(capsys, 2, "merge", ikrar, good, foreign)
    assert status(ikrar, capsys)["present"] == 0


def test_two_copies_on_one_laptop_merge_even_under_one_gates_name(ikrar, tmp_path, capsys) -> None:
    copy = tmp_path / "copy.db"
    assert run(["backup", str(ikrar), str(copy)]) == 0
    scans(ikrar, NIP_1)
    scans(copy, NIP_2)
    assert run(["merge", str(ikrar), str(copy)]) == 0
    assert status(ikrar, capsys)["present"] == 2


def test_a_killed_maker_leaves_nothing_that_looks_whole(tmp_path: Path, capsys) -> None:
    (tmp_path / "x.db.part").write_bytes(b"half of a file")
    assert run(["new", str(tmp_path / "x.db"), "--script", "apel-ikrar"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.db"]


def test_a_day_that_has_passed_is_told(tmp_path: Path, capsys) -> None:
    capsys.readouterr()
    assert run(["new", str(tmp_path / "x.db"), "--script", "jeneponto-2023"]) == 0
    assert "17 November 2023" in capsys.readouterr().err
    (line,) = scans(tmp_path / "x.db", NIP_1)
    assert line["verdict"] == "not-on-roster"


def test_closed_doors_name_their_day(tmp_path: Path, roster: Path) -> None:
    path = tmp_path / "x.db"
    assert run(["new", str(path), "--script", "jeneponto-2023", "--roster", str(roster)]) == 0
    (line,) = scans(path, NIP_1)
    assert line["verdict"] == "closed"
    assert "17 November 2023" in str(line["message"])


def test_a_fact_of_a_newer_program_is_told(ikrar: Path, capsys) -> None:
    tampered(ikrar, "UPDATE log SET kind = 'teleported' WHERE seq = 1")
    assert "versi yang lebih baru" in refused(capsys, 2, "status", ikrar)


def test_a_damaged_script_is_told(ikrar: Path, capsys) -> None:
    tampered(ikrar, "UPDATE meta SET value = '{' WHERE key = 'script'")
    assert "rusak" in refused(capsys, 2, "status", ikrar)
