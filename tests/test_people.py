"""People by command: found, checked in by hand, excused, taken back, welcomed as guests."""

import json
from pathlib import Path

import pytest
from tests_support import NIP_1, NIP_2, NIP_3

from ceremony_tui.cli import run
from ceremony_tui.core.arrivals import guests
from ceremony_tui.core.facts import Verdict
from ceremony_tui.desk import Desk
from ceremony_tui.log import Log


@pytest.fixture
def told(file: Path, capsys):
    """Runs a command on the file; its exit code, what it printed and what it said."""

    def ask(command: str, *arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([command, str(file), *arguments])
        out = capsys.readouterr()
        return code, out.out.strip(), out.err.strip()

    return ask


@pytest.fixture
def status(told):
    def ask() -> dict[str, object]:
        return json.loads(told("status", "--json")[1])

    return ask


def verdict(desk: Desk, text: str) -> str:
    return desk.scan(text).fact.verdict  # type: ignore[union-attr]


def test_people_are_found_with_their_standing(told, desk: Desk) -> None:
    desk.scan(NIP_1)
    code, out, _ = told("find", "nurlina")
    assert code == 0
    assert "Sitti Nurlina" in out
    assert "Gerbang 1" in out
    assert NIP_1[:8] not in out
    (person,) = json.loads(told("find", "nurlina", "--json")[1])["people"]
    assert (person["id"], person["present"], person["gate"]) == (NIP_1, True, "Gerbang 1")
    assert told("find", "nobody like that")[0] == 1


def test_a_reason_moves_somebody_from_one_column_to_another(told, status) -> None:
    assert told("absence", NIP_1, "C", "--note", "cuti tahunan")[0] == 0
    unit = status()["units"][0]  # type: ignore[index]
    assert unit["by_code"]["C"] == 1
    assert unit["expected"] == sum(n for code, n in unit["by_code"].items() if code != "TP")


def test_an_exempt_person_is_not_expected(told, status) -> None:
    before = status()["expected"]
    assert told("absence", NIP_2, "TP")[0] == 0
    after = status()
    assert (after["expected"], after["exempt"]) == (before - 1, 1)  # type: ignore[operator]


def test_the_last_reason_counts(told, status) -> None:
    for code in ("S", "DL"):
        told("absence", NIP_1, code)
    codes = status()["units"][0]["by_code"]  # type: ignore[index]
    assert (codes["S"], codes["DL"]) == (0, 1)


def test_h_records_an_arrival_by_hand(told, status) -> None:
    assert told("absence", NIP_1, "H", "--note", "lembar unit")[0] == 0
    assert status()["present"] == 1
    assert "lembar unit" in told("log")[1]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((NIP_1, "X"), 2), (("199901012020011999", "S"), 2), (("i", "S"), 2)],
    ids=["unknown code", "unknown person", "many people"],
)
def test_a_wrong_reason_is_refused(told, status, arguments, code: int) -> None:
    before = status()
    assert told("absence", *arguments)[0] == code
    assert status() == before


def test_a_units_sheet_is_taken_row_by_row(told, status, tmp_path: Path) -> None:
    sheet = tmp_path / "unit.csv"
    sheet.write_text(
        f"No;NIP;Nama;Kode;Catatan\n1;{NIP_1};Sitti;S;\n2;{NIP_2};Bob;;\n"
        f"3;{NIP_3};Ann;zz;\n4;123;Siapa;I;\n5;NON-0001;Sukarni;H;lembar\n",
        encoding="utf-8",
    )
    code, _, err = told("absences", str(sheet))
    assert code == 0
    assert "baris 4" in err
    assert "baris 5" in err
    assert "2 baris diterima, 2 ditolak" in err
    assert status()["present"] == 1


def test_a_void_needs_a_reason_and_lets_the_person_come_again(told, status, desk: Desk) -> None:
    entry = desk.scan(NIP_1).id
    assert told("void", entry, "--reason", " ")[0] == 2
    assert told("void", entry, "--reason", "kartu orang lain")[0] == 0
    assert status()["present"] == 0
    assert told("void", entry, "--reason", "sekali lagi")[0] == 1
    desk.refresh()
    assert verdict(desk, NIP_1) == Verdict.PRESENT
    kinds = [json.loads(line)["kind"] for line in told("log", "--json")[1].splitlines()]
    assert sorted(kinds[-3:]) == ["checked-in", "checked-in", "voided"]


def test_only_an_arrival_can_be_taken_back(told, desk: Desk) -> None:
    refused = desk.scan(NIP_1 + "12").id  # joined: unreadable
    assert told("void", refused, "--reason", "x")[0] == 1
    assert told("void", "no-such-entry", "--reason", "x")[0] == 1


def test_a_guest_is_counted_apart(told, status) -> None:
    before = status()
    code, entry, err = told("walk-in", "--name", "Tamu [b] Agung", "--unit", "BKN", "--gate", "G")
    assert code == 0
    assert "Tamu [b] Agung" in err
    after = status()
    assert after["walk_ins"] == 1
    assert (after["present"], after["expected"]) == (before["present"], before["expected"])
    assert told("void", entry, "--reason", "salah catat")[0] == 0
    assert status()["walk_ins"] == 0


def test_a_guest_who_is_on_the_roster_is_no_guest(told, status) -> None:
    assert told("walk-in", "--name", "Sitti", "--unit", "D", "--nip", NIP_1)[0] == 0
    assert (status()["walk_ins"], status()["present"]) == (0, 1)
    assert told("walk-in", "--name", "Sitti", "--unit", "D", "--nip", NIP_1)[0] == 1


def test_somebody_on_leave_is_told_of_and_let_in_by_a_second_scan(desk: Desk, clock) -> None:
    desk.set_absence(NIP_1, "C")
    assert verdict(desk, NIP_1) == Verdict.RECORDED_ABSENT
    assert desk.ceremony.present == 0
    clock.pass_(seconds=1)
    assert verdict(desk, NIP_1) == Verdict.REREAD
    clock.pass_(seconds=4)
    assert verdict(desk, NIP_1) == Verdict.PRESENT


def test_the_second_scan_must_be_at_the_same_gate_and_soon(desk: Desk, file, clock) -> None:
    other = Desk(Log.open(file, origin="o"), "Gerbang 2", now=clock)
    desk.set_absence(NIP_1, "C")
    verdict(desk, NIP_1)
    clock.pass_(seconds=10)
    assert verdict(other, NIP_1) == Verdict.RECORDED_ABSENT
    clock.pass_(minutes=6)
    assert verdict(desk, NIP_1) == Verdict.RECORDED_ABSENT
    other.close()


def test_somebody_on_service_is_simply_welcome(desk: Desk) -> None:
    desk.set_absence(NIP_1, "TP")
    assert verdict(desk, NIP_1) == Verdict.PRESENT


def test_illness_is_not_named_at_the_gate(desk: Desk, words) -> None:
    from ceremony_tui.shown.gate import answer

    desk.set_absence(NIP_1, "S")
    told = answer(desk.scan(NIP_1), desk.ceremony, words)
    assert told is not None
    assert "SAKIT" not in told.message.upper()
    assert "BERHALANGAN" in told.message


def test_what_was_done_by_hand_is_there_after_reopening(desk: Desk, file, clock) -> None:
    desk.set_absence(NIP_1, "C", "x")
    entry = desk.scan(NIP_2)
    desk.void(entry.id, "salah")
    desk.walk_in("Tamu", "BKN")
    desk.check_in_by_hand(NIP_3, "kartu tertinggal")
    again = Desk(Log.open(file), now=clock)
    assert again.ceremony == desk.ceremony
    assert (again.ceremony.present, len(guests(again.ceremony))) == (1, 1)
    again.close()


def test_a_scan_nobody_knew_is_linked_by_command(told, status, desk: Desk) -> None:
    desk.scan("KTP-123456789012")
    line = json.loads(told("waiting", "--json")[1])
    assert (line["verdict"], line["gate"]) == ("not-on-roster", "Gerbang 1")
    assert "123456" not in line["text"]
    assert status()["waiting"] == 1
    assert told("link", line["entry"], NIP_1)[0] == 0
    assert (status()["present"], status()["waiting"]) == (1, 0)
    code, _, err = told("link", line["entry"], NIP_2)
    assert code == 1
    assert "ceremony waiting" in err


def test_a_guest_is_listed_for_linking(told, status) -> None:
    entry = told("walk-in", "--name", "Nurlina", "--unit", "Dinkes")[1]
    assert entry in told("waiting")[1]
    assert told("link", entry, NIP_1)[0] == 0
    assert (status()["walk_ins"], status()["present"]) == (0, 1)


def test_a_lost_badge_is_revoked_by_command(told, desk: Desk) -> None:
    assert told("revoke", NIP_1, "--reason", "hilang", "--new", "BARU-9")[0] == 0
    desk.refresh()
    assert desk.scan("A00001234567").fact.verdict == Verdict.REVOKED
    assert desk.scan("BARU-9").fact.verdict == Verdict.PRESENT
    assert told("revoke", NIP_2, "--reason", "hilang", "--new", "BARU-9")[0] == 1
    assert told("revoke", NIP_2, "--reason", " ")[0] == 2


def test_leaving_needs_a_script_that_asks_for_it(told) -> None:
    code, _, err = told("leave", NIP_1)
    assert code == 1
    assert "leave_from" in err
