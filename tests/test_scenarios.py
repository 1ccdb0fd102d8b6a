"""What happens at a gate with 3,000 people, and what a good officer expects of it.

A scan is decided in milliseconds without a screen; the screens come last. What is killed at any
moment is in `faults/`, and mornings that nobody thought of are in `test_desk_model.py`.
"""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import permutations
from pathlib import Path

import pytest
from conftest import SCRIPT, STARTS, Clock
from openpyxl import load_workbook
from tests_support import NIP_1, NIP_2, NIP_3, PEOPLE
from textual import events
from textual.app import App
from textual.widgets import Input
from ui.eyes import seen
from ui.hands import scan_with, type_at

from ceremony_tui.core.arrivals import waiting
from ceremony_tui.core.badge import is_nip, read_badge
from ceremony_tui.core.facts import CueCalled, Entry, Opened, RosterImported
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import replaced_badges
from ceremony_tui.core.search import Finder
from ceremony_tui.core.tally import attendance, tally_all
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.intake.rosters import read_roster
from ceremony_tui.intake.scripts import read_script
from ceremony_tui.log import Log, merge
from ceremony_tui.papers import KINDS, write_paper
from ceremony_tui.rehearsal import invented_roster
from ceremony_tui.scanners.keyboard import Key, Scan, Wedge
from ceremony_tui.shown.gate import Answer, answer
from ceremony_tui.shown.podium import podium
from ceremony_tui.shown.wall import sight
from ceremony_tui.ui.app import Console
from ceremony_tui.words import Words

NURLINA = PEOPLE[0]
STRANGER = "198501012010012999"


@pytest.fixture
def gate_2(file: Path, clock: Clock):
    desk = Desk(Log.open(file, origin="laptop-1"), "Gerbang 2", now=clock)
    yield desk
    desk.close()


@pytest.fixture
def told(desk: Desk, words: Words):
    """Scans and gives what the officer is told."""

    def ask(text: str) -> Answer:
        found = answer(desk.scan(text), desk.ceremony, words)
        assert found is not None
        return found

    return ask


def verdict(desk: Desk, text: str) -> str:
    return desk.scan(text).fact.verdict  # type: ignore[union-attr]


def entries(desk: Desk) -> list[Entry]:
    return desk._log.read()[0]


def take_in(desk: Desk, *people: Attendee) -> None:
    desk.import_roster(people, RosterImported("susulan.csv", len(people), 0, 0, 0, 0))


# --- a badge in the lane ----------------------------------------------------------------------


def test_known_code_first_time(desk: Desk, told) -> None:
    before = len(entries(desk))
    answered = told(NIP_1)
    assert (answered.verdict, answered.who) == ("present", "Sitti Nurlina · Dinas Kesehatan")
    assert (len(entries(desk)), desk.ceremony.present) == (before + 1, 1)


def test_same_code_later(desk: Desk, told, clock: Clock) -> None:
    told(NIP_1)
    clock.pass_(minutes=2)
    answered = told(NIP_1)
    assert answered.message == "SUDAH TERCATAT — 07.00 WITA, Gerbang 1"
    assert entries(desk)[-1].fact.verdict == "already-present"  # type: ignore[union-attr]
    assert desk.ceremony.present == 1


def test_same_code_within_two_and_a_half_seconds(desk: Desk, clock: Clock) -> None:
    first, rows = desk.scan(NIP_1), entries(desk)
    clock.pass_(seconds=2.5)
    again = desk.scan(NIP_1)
    assert (again.id, again.fact.kind) == (first.id, "reread")
    assert entries(desk) == rows


def test_another_code_50_ms_later(desk: Desk, clock: Clock) -> None:
    desk.scan(NIP_1)
    clock.pass_(milliseconds=50)
    assert verdict(desk, NIP_2) == "present"


def test_two_badges_in_one_hand(desk: Desk, clock: Clock) -> None:
    answers = []
    for nip in (NIP_1, NIP_2, NIP_1, NIP_2, NIP_2):
        answers.append(verdict(desk, nip))
        clock.pass_(milliseconds=300)
    assert answers == ["present", "present", "reread", "reread", "reread"]


def test_a_scanner_that_sends_every_code_twice(desk: Desk, clock: Clock) -> None:
    assert [verdict(desk, NIP_1), verdict(desk, NIP_1)] == ["present", "reread"]
    assert verdict(desk, NIP_2 + NIP_2) == "unreadable"  # joined: nobody is guessed


def test_unknown_code(desk: Desk) -> None:
    assert verdict(desk, "HELLO\x1b[2J") == "not-on-roster"
    assert entries(desk)[-1].fact.text == "HELLO\\x1b[2J"  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["1", "0001", "3", "-1", "0", "1.0", "1e0", "' OR 1=1 --"])
def test_row_number_or_database_key_typed_as_a_code(desk: Desk, typed: str) -> None:
    assert verdict(desk, typed) == "not-on-roster"


@pytest.mark.parametrize("code", ["A+1", "A-1", "A/1", "A=1", "A_1", "A 1", "+A1=", "%41"])
def test_a_code_with_marks_matches_exactly(desk: Desk, code: str) -> None:
    take_in(desk, Attendee(code, "Tamu Undangan", "BKN", badge=code))
    assert verdict(desk, code) == "present"
    assert verdict(desk, "A1") == "not-on-roster"


@pytest.mark.parametrize(
    "text",
    [
        "19660801 198803 1 901", "19660801.198803.1.901", f"NIP. {NIP_1}", f"nip:{NIP_1}",
        f"https://asn.example.id/?nip={NIP_1}&v=2", f'{{"nip": "{NIP_1}", "nama": "Sitti"}}',
        f"BEGIN:VCARD\r\nFN:Sitti\r\nNOTE:NIP {NIP_1}\r\nEND:VCARD\r\n",
    ],
)  # fmt: skip
def test_nip_with_spaces_or_dots_url_json_vcard(desk: Desk, text: str) -> None:
    assert verdict(desk, text) == "present"
    assert desk.ceremony.check_in(NIP_1) is not None


def test_capslock_on_letters_in_the_code(desk: Desk) -> None:
    assert [verdict(desk, "b-77"), verdict(desk, "B-77")] == ["present", "reread"]


def test_a_nip_with_one_wrong_digit_is_nobodys(desk: Desk) -> None:
    for place in range(18):
        for digit in set("0123456789") - {NIP_1[place]}:
            badge = read_badge(NIP_1[:place] + digit + NIP_1[place + 1 :])
            assert desk.ceremony.bearers(badge) == ()


@pytest.mark.parametrize("printed", [NIP_1.replace("0", "O"), NIP_1.replace("1", "l")])
def test_a_nip_printed_with_letters_for_digits(desk: Desk, printed: str) -> None:
    assert verdict(desk, printed) == "present"


def test_a_badge_number_printed_with_a_letter_for_zero_is_nobodys(desk: Desk) -> None:
    assert verdict(desk, "AOOOO1234567") == "not-on-roster"


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u00ad"])
def test_a_code_with_a_character_that_nobody_sees(desk: Desk, unseen: str) -> None:
    assert verdict(desk, f"B-{unseen}77") == "present"
    assert verdict(desk, NIP_1[:8] + unseen + NIP_1[8:]) == "present"


def test_a_badge_of_yesterdays_rehearsal(desk: Desk) -> None:
    codes = [person.nip for person in invented_roster(30) if person.nip]
    assert {verdict(desk, code) for code in codes} == {"not-on-roster"}


def test_a_screenshot_of_a_badge_on_another_phone(desk: Desk, gate_2: Desk, clock: Clock) -> None:
    desk.scan(NIP_1)
    clock.pass_(seconds=1)
    fact = gate_2.scan(NIP_1).fact
    assert (fact.verdict, fact.first_gate) == ("already-present", "Gerbang 1")  # type: ignore[union-attr]
    assert gate_2.ceremony.present == 1


def test_badge_replaced(desk: Desk, told) -> None:
    desk.replace_badge(NIP_1, NURLINA.badge, "BARU-1", "hilang")
    answered = told(NURLINA.badge)
    assert (answered.verdict, answered.attendee) == ("revoked", NURLINA)
    assert [verdict(desk, "BARU-1"), desk.ceremony.present] == ["present", 1]


def test_two_people_behind_one_code(desk: Desk) -> None:
    take_in(desk, Attendee("NON-9", "Kembar", "Inspektorat", badge="B-77"))
    assert verdict(desk, "B-77") == "ambiguous"
    assert desk.ceremony.present == 0
    assert desk.walk_in("Kembar", "Inspektorat", "B-77").fact.kind == "walked-in"  # type: ignore[union-attr]


# --- the clock --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "verdict", "message"),
    [
        ("06:14:59", "not-open", "PRESENSI DIBUKA 06.15 WITA"),
        ("06:15:00", "present", "HADIR — 06.15 WITA"),
        ("07:30:00", "present", "HADIR — 07.30 WITA"),
        ("07:30:01", "late", "HADIR (TERLAMBAT 1 menit) — 07.30 WITA"),
        ("07:47:00", "late", "HADIR (TERLAMBAT 17 menit) — 07.47 WITA"),
        ("09:00:00", "late", "HADIR (TERLAMBAT 90 menit) — 09.00 WITA"),
        ("09:00:01", "closed", "PRESENSI DITUTUP 09.00 WITA"),
    ],
)
def test_both_sides_of_the_second_of_every_limit(told, clock, hour, verdict, message) -> None:
    clock.set(hour)
    assert (told(NIP_1).verdict, told(NIP_2).message) == (verdict, message)


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (-1, "PRESENSI DIBUKA Sabtu, 28 Oktober 2023, 06.15 WITA"),
        (1, "PRESENSI DITUTUP Sabtu, 28 Oktober 2023, 09.00 WITA"),
    ],
)
def test_the_laptops_clock_a_day_off(told, clock: Clock, days: int, message: str) -> None:
    clock.pass_(days=days)
    assert told(NIP_1).message == message


def test_the_laptops_own_zone_does_not_matter(file: Path) -> None:
    wib = datetime(2023, 10, 28, 6, 31, tzinfo=timezone(timedelta(hours=7)))  # 07.31 WITA
    desk = Desk(Log.open(file), "Gerbang 1", now=lambda: wib)
    assert desk.scan(NIP_1).fact.late_minutes == 1  # type: ignore[union-attr]
    desk.close()


def test_a_second_that_comes_twice(desk: Desk, clock: Clock) -> None:
    """A leap second, or a clock put right by a moment: nothing is lost and nobody counts twice."""
    desk.scan(NIP_1)
    clock.pass_(seconds=-1)
    assert [verdict(desk, NIP_2), verdict(desk, NIP_1)] == ["present", "already-present"]
    assert desk.ceremony.present == 2


def test_the_clock_is_put_right_in_the_middle_of_the_pledge(desk: Desk, clock: Clock) -> None:
    """The wall and the reasons on file follow what was said last, whatever the clock says."""
    desk.call_stage(1)
    desk.set_absence(NIP_1, "S")
    desk.replace_badge(NIP_1, NURLINA.badge, "BARU-1", "hilang")
    clock.pass_(minutes=-30)
    for cue in (1, 2, 3):
        desk.call_cue(1)
        assert desk.ceremony.now.cue == cue  # type: ignore[union-attr]
    desk.set_absence(NIP_1, "")
    desk.replace_badge(NIP_1, "BARU-1", NURLINA.badge, "ditemukan")
    assert verdict(desk, NURLINA.badge) == "present"
    assert entries(desk)[-1].at == clock.at  # an arrival keeps the time its clock told


def test_a_ceremony_at_midnight(tmp_path: Path, words: Words) -> None:
    path = tmp_path / "renungan.toml"
    path.write_text(
        '[ceremony]\ntitle = "Renungan Suci"\norganizer = "Kabupaten"\nplace = "TMP"\n'
        'starts = 2023-08-17T00:00:00+08:00\ntimezone = "Asia/Makassar"\n'
        "doors_open = 23:00:00\nlate_after = 00:00:00\ndoors_close = 00:30:00\n"
        '[[stage]]\nkind = "rite"\ntitle = "Pembukaan"\nminutes = 3\n',
        encoding="utf-8",
    )
    Log.make(tmp_path / "x.db", "x", read_script(str(path)))
    clock = Clock(datetime(2023, 8, 16, 22, 59, 59, tzinfo=STARTS.tzinfo))
    desk = Desk(Log.open(tmp_path / "x.db"), "G", now=clock)
    take_in(desk, *PEOPLE)
    answers = [verdict(desk, NIP_1)]
    for second in (3, 3600 + 1, 1800):
        clock.pass_(seconds=second)
        answers.append(verdict(desk, (NIP_1, NIP_2, NIP_3)[len(answers) - 1]))
    assert answers == ["not-open", "present", "late", "closed"]
    again = answer(desk.scan(NIP_1), desk.ceremony, words)
    assert again is not None
    assert "16 Agustus 2023, 23.00 WITA" in again.message
    desk.close()


# --- the help desk ----------------------------------------------------------------------------


def test_void_the_last_check_in_with_a_reason_scan_again(desk: Desk, clock: Clock) -> None:
    wrong = desk.scan(NIP_1)
    assert desk.void(wrong.id, " ") is None
    desk.void(wrong.id, "kartu orang lain")
    assert desk.ceremony.present == 0
    clock.pass_(seconds=1)
    again = desk.scan(NIP_1)
    assert (again.fact.verdict, desk.ceremony.check_in(NIP_1)) == ("present", again)  # type: ignore[union-attr]
    assert [e.id for e in entries(desk)[-3:]][0::2] == [wrong.id, again.id]


def test_walk_in_later_found_in_the_roster(desk: Desk, clock: Clock) -> None:
    guest = desk.walk_in("Nurlina", "Dinkes")
    came = clock.at
    clock.pass_(minutes=40)
    desk.link(guest.id, NIP_1)  # type: ignore[union-attr]
    assert desk.ceremony.check_in(NIP_1).at == came  # type: ignore[union-attr]
    assert tally_all(attendance(desk.ceremony, clock())).late == 0


def test_an_unknown_code_whose_bearer_is_found(desk: Desk, clock: Clock) -> None:
    scan = desk.scan("KTP-123")
    clock.pass_(minutes=40)
    desk.link(scan.id, NIP_1)
    assert desk.ceremony.check_in(NIP_1).at == scan.at  # type: ignore[union-attr]
    assert waiting(desk.ceremony) == ()


def test_a_visit_that_was_taken_back_has_no_leaving(make_file, clock: Clock) -> None:
    """A wrong card came and left; its owner, let in at the help desk, has not left."""
    path = make_file("pulang.db", script=replace(SCRIPT, leave_from=STARTS + timedelta(hours=1)))
    desk = Desk(Log.open(path), "G", now=clock)
    wrong = desk.scan(NIP_1)
    clock.set("08:30")
    assert verdict(desk, NIP_1) == "left"
    desk.void(wrong.id, "kartu orang lain")
    clock.set("08:40")
    assert verdict(desk, NIP_1) == "late"
    assert desk.ceremony.check_out(NIP_1) is None
    clock.set("08:50")
    assert verdict(desk, NIP_1) == "left"
    desk.close()


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("rahmat", ["1", "2"]), ("dr. h. rahmat, s.sos", ["1", "2"]), ("LM Rahmat", ["1"]),
        ("903", ["3"]), ("kesehatan", ["2", "3"]), ("maruf", ["3"]), ("Ma'ruf", ["3"]),
        ("سليم", ["4"]), ("nobody", []),
    ],
)  # fmt: skip
def test_name_search(typed: str, ids: list[str]) -> None:
    people = [
        Attendee("1", "Dr. H. La Ode Muh. Rahmat, S.Sos.", "Inspektorat"),
        Attendee("2", "Rahmat", "Dinas Kesehatan"),
        Attendee("3", "Ma\u2019ruf", "Dinas Kesehatan", NIP_3),  # Word's apostrophe
        Attendee("4", "سليم", "Kantor Kemenag"),
    ]
    assert [person.id for person in Finder(people).find(typed)] == ids


# --- rosters and names ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sitti \U0001f338 Nurlina", "Sitti \U0001f338 Nurlina"),
        ("سليم Hasan", "سليم Hasan"),
        ("Ann\u202e eeL", "Ann eeL"),
        ("Sit\u200bti\ufeff Nur\u00adlina", "Sitti Nurlina"),
        ("Bob\x1b[31m [VIP]", "Bob [VIP]"),
        ("Wa\u0301wan", "Wa\u0301wan"),
        ("\u200b\u202e", None),
    ],
    ids=["emoji", "RTL", "RTL override", "zero width", "escape sequence", "combining", "nothing"],
)
def test_names_from_anywhere(tmp_path: Path, written: str, name: str | None) -> None:
    path = tmp_path / "p.csv"
    path.write_text(f"NIP,Nama,Unit Kerja\n{NIP_1},{written},BKN\n", encoding="utf-8")
    reading = read_roster(path)
    assert [person.name for person in reading.people] == ([name] if name else [])
    assert len(reading.rejected) == (name is None)


def test_roster_changed_during_the_event(desk: Desk) -> None:
    desk.scan(NIP_3)
    moved = replace(PEOPLE[2], unit="Dinas Sosial", badge="B-78")
    take_in(desk, moved)
    (line,) = [line for line in attendance(desk.ceremony, STARTS) if line.came]
    assert line.attendee == moved
    assert [verdict(desk, "B-78"), verdict(desk, "B-77")] == ["reread", "revoked"]


def test_a_badge_given_at_one_gate_admits_at_the_others_after_a_merge() -> None:
    given = replace(PEOPLE[1], badge="BARU-1")
    (fact,) = replaced_badges(Roster(PEOPLE), [given])
    assert (fact.attendee, fact.old, fact.new) == (NIP_2, "", "BARU-1")


# --- many gates -------------------------------------------------------------------------------


def laptops(file: Path, clock: Clock) -> dict[str, Path]:
    """Three laptops with copies of one file; Nurlina passed at two of them within a second."""
    paths = {laptop: file.with_name(f"{laptop}.db") for laptop in ("l1", "l2", "l3")}
    for seconds, (laptop, path) in zip((0.9, -0.9, 5), paths.items(), strict=True):
        shutil.copy(file, path)
        desk = Desk(Log.open(path, origin=laptop), f"Gerbang {laptop}", now=clock)
        clock.pass_(seconds=seconds)
        desk.scan(NIP_2 if laptop == "l3" else NIP_1)
        desk.scan(STRANGER)
        desk.close()
    return paths


def merged(into: Path, *others: Path) -> Desk:
    log = Log.open(into)
    for other in others:
        source = Log.open(other, write=False)
        merge(log, source)
        source.close()
    return Desk(log)


def test_two_gates_same_person(file: Path, clock: Clock) -> None:
    desk = merged(file, *laptops(file, clock).values())
    assert desk.ceremony.present == 2
    assert len(desk.ceremony.scans[NIP_1]) == 2
    assert desk.ceremony.check_in(NIP_1).gate == "Gerbang l2"  # type: ignore[union-attr]
    desk.close()


def test_merge_twice_any_order_the_same_file(file: Path, clock: Clock) -> None:
    paths = laptops(file, clock)
    views = []
    for order in permutations(paths.values()):
        target = file.with_name("target.db")
        shutil.copy(file, target)
        desk = merged(target, *order, *order)
        views.append((desk.ceremony, len(entries(desk))))
        desk.close()
    assert views.count(views[0]) == 6


def test_the_same_check_in_taken_back_at_two_gates(desk: Desk, file: Path, clock: Clock) -> None:
    """The first reason holds, whichever log comes first."""
    wrong = desk.scan(NIP_1).id
    desk._log.backup(file.with_name("l2.db"))
    other = Desk(Log.open(file.with_name("l2.db"), origin="l2"), "Gerbang 2", now=clock)
    for one in (other, desk):
        clock.pass_(seconds=1)
        one.void(wrong, f"menurut {one.gate}")
    other.close()
    mine = file.with_name("mine.db")
    desk._log.backup(mine)
    reasons = []
    for into, source in ((file, other.path), (other.path, mine)):
        joined = merged(into, source)
        reasons.append(joined.ceremony.voided[wrong][0].fact.reason)  # type: ignore[union-attr]
        joined.close()
    assert reasons == ["menurut Gerbang 2"] * 2


def test_clock_of_one_gate_an_hour_off(desk: Desk, file: Path, clock: Clock) -> None:
    fast = Clock(clock.at + timedelta(hours=1))
    other = Desk(Log.open(file, origin="laptop-1"), "Gerbang 2", now=fast)
    assert [verdict(other, NIP_1), verdict(desk, NIP_1)] == ["late", "already-present"]
    assert verdict(desk, NIP_2) == "present"
    assert [entry.at for entry in entries(desk)[-3:]] == [fast.at, clock.at, clock.at]
    assert desk.ceremony.present == 2
    other.close()


def test_what_is_said_here_goes_over_what_a_fast_clock_said_elsewhere(
    desk: Desk, file: Path, clock: Clock
) -> None:
    desk._log.backup(file.with_name("l2.db"))
    fast = Clock(clock.at + timedelta(hours=1))
    other = Desk(Log.open(file.with_name("l2.db"), origin="l2"), "Gerbang 2", now=fast)
    other.call_stage(2)
    other.set_absence(NIP_1, "S")
    merge(desk._log, other._log)
    desk.call_stage(1)
    desk.set_absence(NIP_1, "")
    desk.call_cue(1)
    assert (desk.ceremony.now, desk.ceremony.absence(NIP_1)) == (CueCalled(1, 1), "")
    other.close()


# --- the disk ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "mended", "error"),
    [
        ("max_page_count = 1", "max_page_count = 1000000", "disk-full"),
        ("query_only = 1", "query_only = 0", "file-read-only"),
    ],
)
def test_disk_full_or_read_only(desk: Desk, pragma: str, mended: str, error: str) -> None:
    desk._log._connection.execute(f"PRAGMA {pragma}")
    before = desk.ceremony
    with pytest.raises(CeremonyError, match=error):
        desk.check_in_by_hand(NIP_1, "x" * 40_000)  # more than the last page holds
    assert desk.ceremony == before
    desk._log._connection.execute(f"PRAGMA {mended}")
    assert verdict(desk, NIP_1) == "present"


def test_database_busy(desk: Desk, gate_2: Desk) -> None:
    desk._log._connection.execute("PRAGMA busy_timeout = 0")
    with gate_2._log.writing(), pytest.raises(CeremonyError, match="file-busy"):
        desk.scan(NIP_1)
    assert desk.ceremony.present == 0
    assert verdict(desk, NIP_1) == "present"


# --- papers -----------------------------------------------------------------------------------


def test_xlsx_18_digit_nip(desk: Desk, words: Words, tmp_path: Path) -> None:
    desk.scan(NIP_1)
    write_paper(KINDS["attendance"](desk.ceremony, STARTS, words), tmp_path / "hadir.xlsx")
    sheets = load_workbook(tmp_path / "hadir.xlsx").worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert {cell.value for cell in cells if cell.data_type == "s"} >= {NIP_1, NIP_2, NIP_3}


def test_counts_in_every_paper_and_the_absent_list(desk: Desk, words: Words, clock: Clock) -> None:
    desk.scan(NIP_1)
    desk.set_absence(NIP_2, "TP")
    clock.set("07:40")
    desk.scan(NIP_3)
    tally = tally_all(attendance(desk.ceremony, clock()))
    papers = {kind: paper(desk.ceremony, clock(), words) for kind, paper in KINDS.items()}
    keys = [column.key for column in papers["attendance"].columns]
    codes = [row[keys.index("code")] for row in papers["attendance"].rows]
    assert (codes.count("H"), codes.count("T")) == (1, tally.late)
    assert len(papers["absent"].rows) == tally.absent == tally.expected - desk.ceremony.present
    sum_ = "Wajib hadir 3 = hadir 2 (terlambat 1) + tidak hadir 1; kehadiran 66,7 %"
    silent = {kind for kind, paper in papers.items() if sum_ not in paper.heading}
    # Letters and lists that ask something else; the minutes have a table of the counts.
    letters = {"breach-note", "log", "notice", "pledge-sheet"}
    assert silent == letters | {"follow-up", "minutes", "reasons"}


def test_rehearsal_scans_never_in_a_real_report(desk: Desk, tmp_path: Path, words: Words) -> None:
    Log.make(tmp_path / "gladi.db", "0191-gladi", SCRIPT)
    gladi = Desk(Log.open(tmp_path / "gladi.db"), "G", now=desk.now)
    gladi.record(Opened("Gladi", "example", rehearsal=True))
    with pytest.raises(BadInput, match="merge-foreign"):
        merge(desk._log, gladi._log)
    assert all("GLADI" in paper(gladi.ceremony, STARTS, words).mark for paper in KINDS.values())
    gladi.close()


# --- scanners that type -----------------------------------------------------------------------

NAMES = {"\r": "enter", "\n": "ctrl+j", "\t": "tab"}


def played(text: str, gap: float = 0.0) -> list[str]:
    """Scans as they come out, and a person's keys as `<key>`."""
    wedge: Wedge[None] = Wedge(lambda text: any(map(is_nip, read_badge(text).codes)))
    found: list[Scan | Key[None]] = []
    for number, char in enumerate(text):
        found += wedge.feed(Key(NAMES.get(char, char), char, number * gap, None))
    found += wedge.tick(len(text) * gap + 1)
    return [item.text if isinstance(item, Scan) else f"<{item.char}>" for item in found]


@pytest.mark.parametrize("many", [1, 2, 20])
def test_codes_with_cr_in_one_chunk(many: int) -> None:
    codes = [f"19660801198803{n:04d}" for n in range(1001, 1001 + many)]
    assert played("".join(f"{code}\r" for code in codes)) == codes


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t", ""])
def test_terminators(end: str) -> None:
    assert played(NIP_1 + end, 0.005) == [NIP_1]


@pytest.mark.parametrize("gap", [0.0, 0.005, 0.020, 0.050])
def test_milliseconds_per_key(gap: float) -> None:
    assert [item for item in played(f"{NIP_1}\r", gap) if len(item) > 3] == [NIP_1]


@pytest.mark.parametrize("gap", [0.060, 0.120, 0.250])
def test_a_human_types_a_name(gap: float) -> None:
    assert played("sitti nurlina\r", gap) == [f"<{char}>" for char in "sitti nurlina\r"]


def test_a_human_types_18_digits_and_enter() -> None:
    assert played(f"{NIP_1}\r", 0.150)[-1] == NIP_1


@pytest.mark.parametrize("dress", ["]Q1{}", "\x02{}\x03", "QR:{}", "*{}*", "{};", "2023-10-28 {}"])
def test_a_scanner_with_another_desks_settings(desk: Desk, dress: str) -> None:
    (text,) = played(f"{dress.format(NIP_1)}\r", 0.005)
    assert verdict(desk, text) == "present"


# --- the screens ------------------------------------------------------------------------------

SIZE = (100, 30)


@pytest.fixture
def console(desk: Desk, words: Words) -> Console:
    return Console(desk, words)


def masthead(app: App[object]) -> str:
    return seen(app, "Masthead")


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["f2"], id="gate"),
        pytest.param(["f3"], id="run of show"),
        pytest.param(["f4"], id="pledge"),
        pytest.param(["f5"], id="search"),
        pytest.param(["f5", *"sukar", "enter"], id="a person"),
        pytest.param(["question_mark"], id="help"),
        pytest.param(["ctrl+q"], id="leaving"),
    ],
)
async def test_a_scan_while_anything_is_open(console: Console, desk: Desk, keys) -> None:
    async with console.run_test(size=SIZE) as pilot:
        desk.call_stage(1)
        await pilot.press(*keys)
        await pilot.pause(0.1)
        stands, screen = desk.ceremony.now, console.screen
        boxes = [box.value for box in screen.query(Input)]
        scan_with(console, NIP_1, "enter")
        await pilot.pause()
        assert desk.ceremony.check_in(NIP_1) is not None
        assert (desk.ceremony.now, console.screen) == (stands, screen)
        assert [box.value for box in screen.query(Input)] == boxes
        assert console.is_running


async def test_human_half_typed_text_then_a_scan(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        type_at(0.12, console, "suk")
        await pilot.pause(0.1)
        scan_with(console, NIP_2, "enter")
        await pilot.pause()
        assert desk.ceremony.check_in(NIP_2) is not None
        assert console.screen.query_one("#search", Input).value == "suk"


async def test_bracketed_paste_of_a_code(console: Console, desk: Desk) -> None:
    async with console.run_test(size=SIZE) as pilot:
        await pilot.press("f5")
        console.post_message(events.Paste(f"{NIP_1}\r\n"))
        await pilot.pause()
        assert desk.ceremony.check_in(NIP_1) is not None
        assert console.screen.query_one("#search", Input).value == ""


async def test_every_screen_of_a_rehearsal_says_gladi(console: Console, desk: Desk) -> None:
    desk.record(Opened("Gladi", "example", rehearsal=True))
    async with console.run_test(size=SIZE) as pilot:
        for mode in console.MODES:
            console.action_go(mode)
            await pilot.pause()
            assert "GLADI" in seen(console, "Masthead")


def test_every_moment_of_a_rehearsal_says_gladi_on_the_wall(desk: Desk, words: Words) -> None:
    """Only a blank wall says nothing."""
    desk.record(Opened("Gladi", "example", rehearsal=True))
    stages = desk.ceremony.script.stages
    for stage in range(-1, len(stages) + 1):
        if stage >= 0:
            desk.call_stage(stage)
        cues = len(stages[stage].cues) if 0 <= stage < len(stages) else 1
        for _ in range(cues):
            shown = sight(desk.ceremony, words, desk.now())
            assert "GLADI" in f"{shown.banner} {shown.phrase} {shown.below} {shown.progress}"
            assert podium(desk.ceremony, words, desk.now()).mark == "GLADI"
            desk.call_cue(1)


async def test_starting_over_in_the_console_needs_a_reason(console: Console, desk: Desk) -> None:
    desk.call_stage(1)
    desk.scan(NIP_1)
    async with console.run_test(size=SIZE) as pilot:
        console.scanned(NIP_2)
        await pilot.press("f3", "ctrl+r")
        await pilot.pause()
        await pilot.press("enter")
        assert desk.ceremony.present == 2
        console.screen.query_one("#reason", Input).value = "gladi bersih"
        await pilot.press("enter")
        await pilot.pause()
        assert (desk.ceremony.present, desk.ceremony.now) == (0, None)
        await pilot.press("u")  # nothing to undo into
        assert desk.ceremony.now is None
        await pilot.press("f2")
        console.screen._count()
        await pilot.pause()
        assert "0 / 4" in seen(console, "#counts")
        assert "HADIR" not in seen(console, "#recent")
        assert console.answer is None
        console.action_restart()
        await pilot.pause()
        assert not console.screen.query("#reason")
