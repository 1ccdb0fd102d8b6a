"""`ceremony check`: what is wrong before the doors open, for a file, a script, a text, a roster."""

import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import STARTS, Clock
from tests_support import NIP_1, NIP_2, PEOPLE, raw, tampered

from ceremony_tui.cli import run
from ceremony_tui.core.displays import Report
from ceremony_tui.core.facts import BadgesPrinted, RosterImported
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.signed import series_of
from ceremony_tui.desk import Desk
from ceremony_tui.library import data_folder
from ceremony_tui.log import Log
from ceremony_tui.readiness import Area, Finding, check, checks
from ceremony_tui.readiness.checks import _disk
from ceremony_tui.readiness.finding import listed
from ceremony_tui.readiness.power import Power
from ceremony_tui.scanners.profile import PLAIN
from ceremony_tui.words import Words

GOLDEN = Path(__file__).with_name("golden")
EVENING = STARTS - timedelta(hours=12)

SCRIPT = """\
[ceremony]
title = "Upacara"
organizer = "Kabupaten Teluk Cempaka"
place = "Halaman"
starts = 2099-10-28T07:30:00+08:00
timezone = "Asia/Makassar"
doors_open = 06:15:00
late_after = 07:30:00
doors_close = 09:00:00

[[role]]
name = "Pembaca Ikrar"
holder = "Arifin"
reserve = "Baharuddin"

[[stage]]
kind = "recitation"
title = "Ikrar Bersama"
minutes = 4
by = "Pembaca Ikrar"
mode = "echo"
text = "kami"
"""
TEXT = """\
title = "Ikrar"
points = [
  "Menjaga netralitas",
  "Tidak menyebarkan berita bohong, apalagi menyebarkan ajaran kebencian",
]
opening = "Kami berikrar:"
"""


@pytest.fixture(autouse=True)
def mains(monkeypatch) -> None:
    """The laptop that runs the tests may be on its battery."""
    monkeypatch.setattr(checks, "read_power", lambda: None)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script that wants nothing, and beside it a text with a slip on line 4."""
    (tmp_path / "kami.toml").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "acara.toml"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def mended(script: Path) -> Path:
    text = script.with_name("kami.toml")
    text.write_text(TEXT.replace("ajaran", "ujaran"), encoding="utf-8")
    return script


def keys(findings: tuple[Finding, ...], area: Area | None = None) -> list[str]:
    return [f.key.removeprefix("remark.") for f in findings if area in (None, f.area)]


def asked(capsys, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(["check", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


# --- The command ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["muna-barat-2023", "jeneponto-2023"])
def test_the_seed_ceremonies_are_told_word_for_word(name: str, capsys) -> None:
    code, told, _ = asked(capsys, name)
    assert told == (GOLDEN / f"check-{name}.txt").read_text(encoding="utf-8")
    assert code == 1


def test_one_sentence_when_nothing_needs_anybody(script: Path, tmp_path: Path, capsys) -> None:
    assert asked(capsys, mended(script)) == (0, "Siap: tidak ada yang perlu ditangani.\n", "")
    roster = tmp_path / "p.csv"
    roster.write_text(f"NIP,Nama,Unit Kerja\n{NIP_1},Nurlina,Dinas\n", encoding="utf-8")
    assert asked(capsys, roster)[0] == 0
    file = tmp_path / "ikrar.db"
    assert run(["new", str(file), "--script", str(script), "--roster", str(roster)]) == 0
    assert asked(capsys, file, "--lang", "en")[1].endswith("Ready: nothing needs anybody.\n")


def test_json_is_one_object_with_codes_and_a_sentence(script: Path, capsys) -> None:
    code, told, _ = asked(capsys, script, "--json")
    assert code == 1
    assert json.loads(told) == {
        "ok": False,
        "remarks": [
            {
                "area": "text",
                "where": f"{script.with_name('kami.toml')}:4, stage 1, point 2",
                "found": "ajaran kebencian",
                "suggestion": "ujaran kebencian",
                "message": "Ikrar Bersama, butir 2, kami.toml baris 4: “ajaran kebencian”. "
                "Mungkin “ujaran kebencian”?",
                "needs_person": True,
            }
        ],
    }


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("muna-barat", None, "muna-barat-2023"),
        ("hilang.csv", None, "hilang.csv"),
        ("x.toml", "warna = 3\n", "x.toml, baris 1"),
        ("x.db", "SQLite format 3\0", "x.db"),
        ("x.csv", "Nama;Unit\nA;B\n", "NIP"),
    ],
    ids=["no such script", "no such file", "no script", "a cut file", "no roster"],
)
def test_what_cannot_be_read_is_bad_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, name: str, content, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if content:
        Path(name).write_text(content, encoding="utf-8")
    code, out, err = asked(capsys, name)
    assert (code, out) == (2, "")
    assert told in err


# --- Texts and their lines ------------------------------------------------------------------


def test_a_text_can_be_checked_before_any_script_names_it(script: Path) -> None:
    (found,) = check(str(script.with_name("kami.toml")), EVENING)
    assert (found.found, found.where.line) == ("ajaran kebencian", 4)


def test_the_printed_errors_have_their_lines() -> None:
    path = data_folder() / "texts" / "ikrar-jeneponto-2023-asli.toml"
    found = {f.found: f.where.line for f in check(str(path), EVENING)}
    lines = path.read_text(encoding="utf-8").splitlines()
    assert set(found) == {"aparatur sipir", "2004", "ajaran kebencian", "Saya bersedia"}
    for slip, line in found.items():
        assert slip in lines[line - 1]
        assert not lines[line - 1].startswith("disalin")  # not where the source speaks of it


def test_a_text_inside_the_script_has_the_line_of_the_script(script: Path) -> None:
    inline = 'text = { title = "Ikrar", points = ["Setia", "fakta integritas", "Setia"] }'
    script.write_text(SCRIPT.replace('text = "kami"', inline), encoding="utf-8")
    spelling, twice = sorted(check(str(script), EVENING), key=lambda f: f.where.point)
    assert spelling.where.path == twice.where.path == script
    assert spelling.where.line == twice.where.line == SCRIPT.splitlines().index('text = "kami"') + 1


def test_the_second_of_two_like_points_has_its_own_line(script: Path) -> None:
    path = script.with_name("kami.toml")
    path.write_text(TEXT.replace("Tidak", "Menjaga netralitas kami dan"), encoding="utf-8")
    (found,) = [f for f in check(str(path), EVENING) if f.key == "remark.spelling"]
    assert found.where.line == 4


# --- A ceremony file and its laptop ---------------------------------------------------------


def test_the_sample_file_wants_only_a_reserve_badges_and_a_display(file: Path, desk: Desk) -> None:
    assert keys(check(str(file), STARTS, PLAIN), Area.GEAR) == ["display-none"]
    desk.report(Report("1", STARTS, 200, 50))
    badges, found = check(str(file), STARTS, PLAIN)
    assert badges.key == "remark.badges-none"
    assert (found.key, found.where.name, found.needs_person) == (
        "remark.no-reserve", "Pembaca Ikrar", False,
    )  # fmt: skip
    desk.record(BadgesPrinted(4))
    assert keys(check(str(file), STARTS, PLAIN)) == ["no-reserve"]
    assert keys(check(str(file), STARTS)) == ["no-reserve", "scanner-untested"]


def test_a_gate_whose_copy_is_older_than_the_key_is_told(file: Path, desk: Desk) -> None:
    desk.record(BadgesPrinted(4, series=series_of(desk.ceremony.key)))
    assert keys(check(str(file), STARTS), Area.BADGES) == []
    with raw(file) as db:
        db.execute("DELETE FROM meta WHERE key = 'badge-key'")
        db.commit()
    assert keys(check(str(file), STARTS), Area.BADGES) == ["badges-key"]


def test_a_unit_that_the_mapping_to_offices_missed_is_told(file: Path, desk: Desk) -> None:
    assert "unit-unmapped" not in keys(check(str(file), STARTS))  # no mapping, no office
    units = (("Puskesmas", "Dinas Kesehatan"), ("Irban I", "Inspektorat"))
    person = Attendee("K-9", "Titipan", "Irban I")
    desk.import_roster([person], RosterImported("x.csv", 1, 1, 0, 0, 0, units=units))
    found = {f.where.name: f for f in check(str(file), STARTS) if f.key == "remark.unit-unmapped"}
    others = {p.unit for p in desk.ceremony.roster} - {"", "Dinas Kesehatan", "Inspektorat"}
    assert found.keys() == others
    assert (found["Irban I"].found, found["Irban I"].needs_person) == (1, False)


def test_a_battery_is_told_with_the_rest(file: Path, monkeypatch) -> None:
    monkeypatch.setattr(checks, "read_power", lambda: Power(plugged=False, percent=20))
    found, _ = [f for f in check(str(file), STARTS, PLAIN) if f.area is Area.GEAR]
    assert (found.key, found.found, found.needs_person) == ("remark.power-low", 20, True)


def test_the_day_may_be_over_but_the_hour_may_not_matter(file: Path) -> None:
    assert "day-past" not in keys(check(str(file), STARTS + timedelta(hours=16)))
    assert "day-past" in keys(check(str(file), STARTS + timedelta(hours=17)))


def test_a_clock_behind_the_last_entry_is_told(file: Path, clock: Clock) -> None:
    at = clock.at.astimezone(STARTS.tzinfo)
    assert keys(check(str(file), at - timedelta(seconds=60)), Area.CLOCK) == []
    (found,) = [f for f in check(str(file), at - timedelta(seconds=61)) if f.area is Area.CLOCK]
    assert (found.key, found.suggestion) == ("remark.clock-behind", at)


def test_another_zone_on_the_laptop_is_worth_a_look(file: Path, clock: Clock) -> None:
    (found,) = [f for f in check(str(file), clock.at) if f.area is Area.CLOCK]
    assert (found.key, found.suggestion, found.needs_person) == (
        "remark.zone", "Asia/Makassar", False,
    )  # fmt: skip


def test_a_full_disk_is_told_with_what_is_needed(file: Path) -> None:
    assert list(_disk(file, 5000)) == []
    (found,) = _disk(file, 10**13)
    assert (found.key, found.suggestion) == ("remark.disk-small", 10**11 + 50)


@pytest.mark.skipif(os.name != "posix", reason="rights are not kept in the mode")
@pytest.mark.parametrize(("mode", "told"), [(0o600, []), (0o640, ["mode-open"])])
def test_a_file_that_others_can_read_is_told(file: Path, mode: int, told: list[str]) -> None:
    file.chmod(mode)
    assert keys(check(str(file), EVENING), Area.FILE) == told


def test_an_entry_that_was_changed_is_told(file: Path, words: Words) -> None:
    tampered(file, "UPDATE log SET fact = replace(fact, 'x.csv', 'y.csv')")
    (found,) = [f for f in check(str(file), EVENING) if f.area is Area.FILE]
    assert "pernah diubah" in found.message(words)
    assert found.needs_person


def test_faults_of_the_roster_hide_the_birth_dates(make_file, words: Words) -> None:
    one, two, *rest = PEOPLE
    file = make_file(people=(
        replace(one, nip="196613011988031901"),
        replace(two, badge=NIP_1),
        replace(rest[0], id=NIP_1[:-3] + "000", nip=NIP_1[:-3] + "000", unit=""),
    ))  # fmt: skip
    findings = check(str(file), EVENING)
    assert sorted(keys(findings, Area.ROSTER)) == [
        "code-shared", "nip-birth", "nip-serial", "unit-missing",
    ]  # fmt: skip
    needing = {f.key for f in findings if f.area is Area.ROSTER and f.needs_person}
    assert needing == {"remark.code-shared", "remark.nip-serial", "remark.unit-missing"}
    told = " ".join(str(f.json(words)) for f in findings)
    assert "1966" not in told
    assert one.name in told


def test_rows_left_out_and_a_roster_without_people_are_told(make_file) -> None:
    file = make_file(people=())
    with_rejects = RosterImported("pegawai.csv", 3, 1, 0, 0, 2)
    desk = Desk(Log.open(file), now=lambda: EVENING)
    desk.import_roster(PEOPLE[:1], with_rejects)
    desk.close()
    findings = check(str(file), STARTS)
    assert "rows-left-out" in keys(findings)
    assert "roster-empty" not in keys(findings)
    assert "roster-empty" in keys(check(str(make_file("kosong.db", people=())), STARTS))


def test_a_rosters_rows_are_told_with_reasons(tmp_path: Path, words: Words) -> None:
    path = tmp_path / "pegawai.csv"
    rows = [f"{NIP_1},A,Dinas,", "123456789012,B,Dinas,", f"{NIP_1},C,Dinas,"]
    rows += ["196613011988031901,D,Dinas,", f"{NIP_2},E,Dinas,B-1", ",F,Dinas,B-1"]
    path.write_text("\n".join(["NIP,Nama,Unit Kerja,No Kartu", *rows]), encoding="utf-8")
    told = [(f.message(words), f.needs_person) for f in check(str(path), EVENING)]
    assert told == [
        ("baris 3: NIP bukan 18 angka · 123456789012", True),
        (f"baris 4: NIP atau nomor kartu sudah dipakai di baris 2 · {NIP_1}", True),
        ("baris 5: tanggal lahir dalam NIP tidak ada", False),
        ("baris 7: nomor kartu sama dengan orang lain", True),
    ]


def test_what_needs_a_person_comes_first_and_long_lists_are_cut(words: Words) -> None:
    notes = [Finding(Area.ROSTER, "fault.warn-sex", needs_person=False)] * 39
    lines = list(listed([*notes, *[Finding(Area.ROSTER, "fault.reject-nip")] * 2], words))
    assert [needs for _, needs in lines] == [None, True, True, *[False] * 39]
    assert lines[-1][0] == "… dan 1 lagi; semuanya dengan --json."


def test_the_log_names_the_words_that_were_recited(file: Path, capsys) -> None:
    desk = Desk(Log.open(file))
    desk.call_stage(1)
    desk.call_cue(1)
    desk.close()
    capsys.readouterr()
    assert run(["log", str(file), "--json"]) == 0
    facts = [json.loads(line)["fact"] for line in capsys.readouterr().out.splitlines()]
    title, cue = facts[-2:]
    assert len(title["text_hash"]) == 64
    assert cue["text_hash"] == ""
    assert run(["log", str(file)]) == 0
    assert f"text_hash={title['text_hash']}" in capsys.readouterr().out
