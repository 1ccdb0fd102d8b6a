"""Every verdict, and the second on either side of every limit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CheckedIn, CueCalled, Entry, Fact, Reread, ScanRefused, Verdict
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import (
    decide_cover,
    decide_cue,
    decide_next_stage,
    decide_scan,
    decide_stage,
    late_minutes,
)
from ceremony_tui.core.script import Kind, Script, Stage
from ceremony_tui.core.text.pledge import Mode, Text


def clock(hour: str) -> datetime:
    """A moment of the ceremony's morning, as UTC: "07:30" or "07:30:00.5"."""
    return datetime.fromisoformat(f"2023-10-28T{hour}+08:00").astimezone(UTC)


NURLINA = Attendee("196608011988031901", "Sitti Nurlina", "Dinas Kesehatan", "196608011988031901",
                   badge="A00001234567")  # fmt: skip
RIDWAN = Attendee("199009132025241902", "Ridwan", "Inspektorat", "199009132025241902")
TWINS = (
    Attendee("NON-0001", "Sukarni", "Satpol PP", badge="B-77"),
    Attendee("NON-0002", "Sukarni", "Inspektorat", badge="B-77"),
)
STRANGER = "198501012010012999"
STAGES = (
    Stage(Kind.RITE, "Pembukaan", 3),
    Stage(Kind.RECITATION, "Ikrar", 4, mode=Mode.LISTEN, text=Text("Ikrar", opening="Kami|siap")),
)
SCRIPT = Script(
    "Upacara", "Kabupaten Teluk Cempaka", "Halaman", "Asia/Makassar",
    starts=clock("07:30"), doors_open=clock("06:15"), late_after=clock("07:30"),
    doors_close=clock("09:00"), stages=STAGES,
)  # fmt: skip
BEFORE = Ceremony(SCRIPT, Roster((NURLINA, RIDWAN, *TWINS)))
IKRAR = CueCalled(1, text_hash=sha256(b"Ikrar\nKami siap\n").hexdigest())


def record(ceremony: Ceremony, fact: Fact, at: datetime, gate: str = "Gerbang 1") -> Ceremony:
    return evolve(ceremony, Entry(f"{gate} {at}", gate, 1, at, "Rina", fact))


def scanned(text: str, hour: str, gate: str = "Gerbang 1", before: Ceremony = BEFORE) -> Ceremony:
    """The ceremony after a scan that was recorded."""
    fact = decide_scan(before, text, gate, clock(hour))
    assert not isinstance(fact, Reread)
    return record(before, fact, clock(hour), gate)


# --- the doors --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "verdict", "late"),
    [
        pytest.param("06:14:59.999999", Verdict.NOT_OPEN, None, id="the last moment before"),
        pytest.param("06:15:00", Verdict.PRESENT, 0, id="the doors open"),
        pytest.param("07:30:00", Verdict.PRESENT, 0, id="the limit itself"),
        pytest.param("07:30:00.999999", Verdict.PRESENT, 0, id="within the limit's second"),
        pytest.param("07:30:01", Verdict.LATE, 1, id="a second late"),
        pytest.param("07:31:00", Verdict.LATE, 1, id="a whole minute late"),
        pytest.param("07:31:00.999999", Verdict.LATE, 1, id="within the minute's last second"),
        pytest.param("07:31:01", Verdict.LATE, 2, id="the second minute has begun"),
        pytest.param("09:00:00", Verdict.LATE, 90, id="the doors close"),
        pytest.param("09:00:00.999999", Verdict.LATE, 90, id="within the closing second"),
        pytest.param("09:00:01", Verdict.CLOSED, None, id="closed"),
    ],
)
def test_the_hour_decides_how_a_person_comes(hour: str, verdict: Verdict, late: int | None):
    fact = decide_scan(BEFORE, NURLINA.nip, "Gerbang 1", clock(hour))

    assert fact.verdict is verdict
    assert fact.attendee == NURLINA.id
    assert getattr(fact, "late_minutes", None) == late


def test_the_hour_counts_in_whatever_zone_the_clock_speaks():
    wib = clock("07:31:01").astimezone(timezone(timedelta(hours=7)))

    assert late_minutes(SCRIPT, wib) == 2


def test_nobody_is_late_by_coming_early():
    assert late_minutes(SCRIPT, clock("06:15")) == 0


# --- who it is --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param(STRANGER, Verdict.NOT_ON_ROSTER, id="a NIP of nobody here"),
        pytest.param("C-99", Verdict.NOT_ON_ROSTER, id="a badge number of nobody here"),
        pytest.param("https://x.id/?q=1", Verdict.NOT_ON_ROSTER, id="a URL without a NIP"),
        pytest.param(f"https://x.id/{STRANGER}", Verdict.NOT_ON_ROSTER, id="a URL of a stranger"),
        pytest.param("1", Verdict.NOT_ON_ROSTER, id="a row number"),
        pytest.param("0003", Verdict.NOT_ON_ROSTER, id="a database key"),
        pytest.param("Sitti Nurlina", Verdict.NOT_ON_ROSTER, id="a name"),
        pytest.param(NURLINA.nip[:17], Verdict.UNREADABLE, id="a cut NIP"),
        pytest.param(NURLINA.nip + RIDWAN.nip, Verdict.UNREADABLE, id="two badges joined"),
        pytest.param(f"{NURLINA.nip} {RIDWAN.nip}", Verdict.UNREADABLE, id="two on one line"),
        pytest.param("196608011988031000", Verdict.UNREADABLE, id="rounded by Excel"),
        pytest.param("\x02\x03", Verdict.UNREADABLE, id="control characters alone"),
        pytest.param("7" * 5_000, Verdict.UNREADABLE, id="a jammed key"),
        pytest.param("B-77", Verdict.AMBIGUOUS, id="one badge number of two people"),
        pytest.param("b-77", Verdict.AMBIGUOUS, id="the same under CapsLock"),
    ],
)
def test_a_badge_of_nobody_certain_is_refused(text: str, verdict: Verdict):
    fact = decide_scan(BEFORE, text, "Gerbang 1", clock("07:00"))

    assert isinstance(fact, ScanRefused)
    assert (fact.verdict, fact.attendee) == (verdict, "")


def test_two_people_behind_a_nip_in_a_longer_text_are_ambiguous():
    borrower = Attendee("NON-0009", "Peminjam", "Inspektorat", badge=RIDWAN.nip)
    ceremony = replace(BEFORE, roster=Roster((RIDWAN, borrower)))

    fact = decide_scan(ceremony, f"https://x.id/{RIDWAN.nip}", "Gerbang 1", clock("07:00"))

    assert fact.verdict is Verdict.AMBIGUOUS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NURLINA.nip, id="NIP"),
        pytest.param("19660801 198803 1 901", id="NIP with spaces"),
        pytest.param("a00001234567", id="badge number under CapsLock"),
        pytest.param(f'{{"nip":"{NURLINA.nip}","for":"{STRANGER}"}}', id="beside a stranger's"),
    ],
)
def test_one_person_is_admitted(text: str):
    fact = decide_scan(BEFORE, text, "Gerbang 1", clock("07:00"))

    assert fact == CheckedIn(NURLINA.id, text)


def test_a_nip_that_breaks_the_rules_is_admitted_when_the_roster_has_it():
    odd = Attendee("196613011988991000", "Aneh", "Inspektorat", "196613011988991000")
    ceremony = replace(BEFORE, roster=Roster((odd,)))

    assert decide_scan(ceremony, odd.nip, "Gerbang 1", clock("07:00")).verdict is Verdict.PRESENT


@pytest.mark.parametrize("text", [NURLINA.nip, STRANGER])
def test_the_text_is_kept_as_received_with_control_characters_escaped(text: str):
    fact = decide_scan(BEFORE, f"\x02{text}\x1b", "Gerbang 1", clock("07:00"))

    assert fact.text == f"\\x02{text}\\x1b"


@pytest.mark.parametrize("hour", ["06:00", "07:10", "08:00", "10:00"])
def test_who_has_come_is_told_when_and_where_at_any_hour(hour: str):
    ceremony = scanned(NURLINA.nip, "06:30")

    fact = decide_scan(ceremony, "A00001234567", "Gerbang 2", clock(hour))

    assert fact == ScanRefused(
        Verdict.ALREADY_PRESENT, "A00001234567", NURLINA.id, clock("06:30"), "Gerbang 1"
    )


def test_who_was_refused_before_the_doors_opened_may_come_later():
    ceremony = scanned(NURLINA.nip, "06:00")

    fact = decide_scan(ceremony, NURLINA.nip, "Gerbang 1", clock("06:30"))

    assert fact.verdict is Verdict.PRESENT


# --- the same badge, still in view ------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "again", "verdict"),
    [
        pytest.param("07:00:00", "07:00:00", Verdict.REREAD, id="at the same moment"),
        pytest.param("07:00:00", "07:00:02.5", Verdict.REREAD, id="2.5 seconds later"),
        pytest.param("07:00:00", "07:00:02.500001", Verdict.ALREADY_PRESENT, id="later than that"),
        pytest.param("07:00:00", "06:59:59.9", Verdict.ALREADY_PRESENT, id="the clock went back"),
        pytest.param("07:29:59", "07:30:01", Verdict.REREAD, id="over the limit"),
        pytest.param("09:00:00", "09:00:01", Verdict.REREAD, id="over the closing"),
        pytest.param("06:14:58", "06:14:59", Verdict.REREAD, id="both too early"),
        pytest.param("06:14:59", "06:15:00", Verdict.PRESENT, id="the doors have opened since"),
        pytest.param("09:00:01", "09:00:02", Verdict.REREAD, id="both too late"),
    ],
)
def test_a_badge_read_again(first: str, again: str, verdict: Verdict):
    ceremony = scanned(NURLINA.nip, first)

    fact = decide_scan(ceremony, NURLINA.nip, "Gerbang 1", clock(again))

    assert fact.verdict is verdict


def test_a_reread_names_the_scan_it_repeats_and_where_the_person_came():
    ceremony = scanned(NURLINA.nip, "07:40")
    (recorded,) = ceremony.scans[NURLINA.id]

    fact = decide_scan(ceremony, NURLINA.nip, "Gerbang 1", clock("07:40:01"))

    assert fact == Reread(
        recorded.id, CheckedIn(NURLINA.id, NURLINA.nip, 10), NURLINA.nip, NURLINA.id,
        clock("07:40"), "Gerbang 1",
    )  # fmt: skip


@pytest.mark.parametrize("text", [STRANGER, "c-99", NURLINA.nip[:17], "B-77"])
def test_a_refused_text_read_again_is_a_reread(text: str):
    ceremony = scanned(text, "07:00:00")

    fact = decide_scan(ceremony, text.upper(), "Gerbang 1", clock("07:00:02.5"))

    assert isinstance(fact, Reread)
    assert fact.of == ceremony.latest[-1].fact


@pytest.mark.parametrize("text", [STRANGER, NURLINA.nip[:17], "B-77"])
def test_a_refused_text_read_again_later_is_refused_again(text: str):
    ceremony = scanned(text, "07:00:00")

    fact = decide_scan(ceremony, text, "Gerbang 1", clock("07:00:02.500001"))

    assert isinstance(fact, ScanRefused)


def test_another_unknown_text_is_no_reread():
    ceremony = scanned(STRANGER, "07:00:00")

    fact = decide_scan(ceremony, "C-99", "Gerbang 1", clock("07:00:01"))

    assert isinstance(fact, ScanRefused)


def test_a_reread_does_not_lengthen_the_time():
    ceremony = scanned(NURLINA.nip, "07:00:00")
    assert decide_scan(ceremony, NURLINA.nip, "Gerbang 1", clock("07:00:02")).verdict == "reread"

    fact = decide_scan(ceremony, NURLINA.nip, "Gerbang 1", clock("07:00:03"))

    assert fact.verdict is Verdict.ALREADY_PRESENT


def test_a_repeat_is_counted_from_the_last_one_recorded():
    once = scanned(NURLINA.nip, "07:00:00")
    twice = scanned(NURLINA.nip, "07:00:10", before=once)

    fact = decide_scan(twice, NURLINA.nip, "Gerbang 1", clock("07:00:12"))

    assert isinstance(fact, Reread)
    assert fact.of.verdict is Verdict.ALREADY_PRESENT


def test_a_badge_shown_at_another_gate_is_no_reread():
    ceremony = scanned(NURLINA.nip, "07:00:00", "Gerbang 1")

    fact = decide_scan(ceremony, NURLINA.nip, "Gerbang 2", clock("07:00:01"))

    assert fact.verdict is Verdict.ALREADY_PRESENT
    assert isinstance(fact, ScanRefused)
    assert fact.first_gate == "Gerbang 1"


def test_a_gate_finds_its_own_scan_behind_those_of_other_gates():
    here = scanned(NURLINA.nip, "07:00:00", "Gerbang 1")
    there = scanned(NURLINA.nip, "07:00:01", "Gerbang 2", before=here)

    fact = decide_scan(there, NURLINA.nip, "Gerbang 1", clock("07:00:02"))

    assert isinstance(fact, Reread)
    assert fact.of.verdict is Verdict.PRESENT


def test_who_was_turned_away_here_and_came_elsewhere_is_told_so():
    early = scanned(NURLINA.nip, "06:14:59", "Gerbang 1")
    elsewhere = scanned(NURLINA.nip, "06:15:00", "Gerbang 2", before=early)

    fact = decide_scan(elsewhere, NURLINA.nip, "Gerbang 1", clock("06:15:01"))

    assert fact.verdict is Verdict.ALREADY_PRESENT


def test_another_badge_in_between_is_processed_at_once():
    ceremony = scanned(NURLINA.nip, "07:00:00")

    fact = decide_scan(ceremony, RIDWAN.nip, "Gerbang 1", clock("07:00:00.05"))

    assert fact == CheckedIn(RIDWAN.id, RIDWAN.nip)


def test_each_badge_has_its_own_time():
    ceremony = scanned(RIDWAN.nip, "07:00:01", before=scanned(NURLINA.nip, "07:00:00"))

    fact = decide_scan(ceremony, NURLINA.nip, "Gerbang 1", clock("07:00:02"))

    assert isinstance(fact, Reread)


# --- moving through the ceremony --------------------------------------------------------------


def at(stage: int, cue: int = 0, *, blank: bool = False) -> Ceremony:
    return record(BEFORE, CueCalled(stage, cue, blank), clock("07:30"))


@pytest.mark.parametrize(
    ("stage", "called"),
    [(-1, None), (0, CueCalled(0)), (1, IKRAR), (2, CueCalled(2)), (3, None)],
    ids=["before the first", "the first", "the last", "the end", "beyond the end"],
)
def test_any_stage_and_the_end_can_be_called(stage: int, called: CueCalled | None):
    assert decide_stage(BEFORE, stage) == called


@pytest.mark.parametrize(
    ("ceremony", "step", "called"),
    [
        pytest.param(BEFORE, 1, CueCalled(0), id="begins"),
        pytest.param(BEFORE, -1, None, id="nothing before the beginning"),
        pytest.param(at(0), 1, IKRAR, id="on"),
        pytest.param(at(1, 2, blank=True), -1, CueCalled(0, blank=True), id="back, still dark"),
        pytest.param(at(1, 2), -1, CueCalled(0), id="back"),
        pytest.param(at(1), 1, CueCalled(2), id="to the end"),
        pytest.param(at(2), 1, None, id="nothing after the end"),
        pytest.param(at(2), -1, IKRAR, id="back from the end"),
        pytest.param(at(0), -1, None, id="nothing before the first"),
    ],
)
def test_stages_follow_each_other(ceremony: Ceremony, step: int, called: CueCalled | None):
    assert decide_next_stage(ceremony, step) == called


@pytest.mark.parametrize(
    ("ceremony", "step", "called"),
    [
        pytest.param(BEFORE, 1, None, id="nothing before the beginning"),
        pytest.param(at(0), 1, None, id="a rite has one cue"),
        pytest.param(at(0), -1, None, id="nothing before the title"),
        pytest.param(at(1), 1, CueCalled(1, 1), id="on"),
        pytest.param(at(1, 1), 1, CueCalled(1, 2), id="on to the last"),
        pytest.param(at(1, 2), 1, None, id="nothing after the last"),
        pytest.param(at(1, 2), -1, CueCalled(1, 1), id="back"),
        pytest.param(at(1, 1), -1, IKRAR, id="back to the title"),
        pytest.param(at(1), -1, None, id="back stays within the stage"),
        pytest.param(at(1, blank=True), 1, CueCalled(1, 1, True), id="on while blank"),
        pytest.param(at(2), 1, None, id="nothing at the end"),
    ],
)
def test_cues_follow_each_other(ceremony: Ceremony, step: int, called: CueCalled | None):
    assert decide_cue(ceremony, step) == called


@pytest.mark.parametrize(
    ("ceremony", "called"),
    [
        pytest.param(BEFORE, None, id="nothing to blank before the beginning"),
        pytest.param(at(1, 2), CueCalled(1, 2, True), id="blank"),
        pytest.param(at(1, 2, blank=True), CueCalled(1, 2), id="show again"),
        pytest.param(at(2), CueCalled(2, 0, True), id="blank at the end"),
    ],
)
def test_the_wall_goes_blank_and_comes_back(ceremony: Ceremony, called: CueCalled | None):
    assert decide_cover(ceremony, "blank") == called
