"""Signature sheets: their rows stay what was printed, and row numbers are read as people write."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rules import BEFORE, RIDWAN, clock, record, scanned

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import BadgesPrinted, CheckedIn, SheetPrinted, Verdict
from ceremony_tui.core.pace import last_minute
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import decide_on_paper, decide_scan, decide_sheet
from ceremony_tui.core.sheets import (
    Rows,
    read_rows,
    sheet_of,
    sheets,
    sheets_of,
)
from ceremony_tui.core.tally import attendance

UNIT = "Dinas Kesehatan"
PEOPLE = tuple(Attendee(f"K-{n}", f"Orang {n}", UNIT) for n in range(1, 6))
STATE = replace(BEFORE, roster=Roster((*PEOPLE, RIDWAN)))
PRINTED = sheet_of(UNIT, PEOPLE)


def on_record(state: Ceremony = STATE, hour: str = "05:00", sheet: SheetPrinted = PRINTED):
    return record(state, sheet, clock(hour))


# --- the order --------------------------------------------------------------------------------


def test_the_sheets_of_a_roster_are_its_units_in_official_order() -> None:
    assert tuple(sheets_of(STATE)) == (PRINTED, sheet_of("Inspektorat", [RIDWAN]))
    assert tuple(sheets_of(STATE, UNIT)) == (PRINTED,)


def test_the_same_order_has_one_number_and_another_order_another() -> None:
    assert sheet_of(UNIT, PEOPLE) == PRINTED
    others = [sheet_of(UNIT, PEOPLE[::-1]), sheet_of("X", PEOPLE), sheet_of(UNIT, PEOPLE[:4])]
    assert PRINTED.sheet not in {other.sheet for other in others}
    assert len(PRINTED.sheet) == 5
    assert PRINTED.sheet.isdigit()


def test_the_same_sheet_is_on_record_once() -> None:
    assert decide_sheet(STATE, PRINTED) == PRINTED
    assert decide_sheet(on_record(), PRINTED) is None


def test_rows_stay_what_was_printed_whatever_the_roster_becomes() -> None:
    newcomer = Attendee("K-0", "Orang Baru", UNIT)
    moved = replace(PEOPLE[1], name="Nama Baru", unit="Inspektorat")
    state = replace(on_record(), roster=Roster((newcomer, PEOPLE[4], moved, *PEOPLE[2:4])))
    (sheet,) = sheets(state)
    assert sheet.who(state, (1, 2, 5)) == ((2, moved), (5, PEOPLE[4]))
    fact = decide_on_paper(state, sheet, 2)
    assert fact is not None
    assert fact.attendee == "K-2"
    assert decide_on_paper(state, sheet, 1) is None  # the roster has them no more


def test_two_orders_of_a_unit_are_both_there_the_newest_first() -> None:
    other = sheet_of(UNIT, PEOPLE[::-1])
    ridwan = sheet_of("Inspektorat", [RIDWAN])
    state = on_record(on_record(on_record(hour="05:00"), "05:01", ridwan), "05:02", other)
    state = record(state, BadgesPrinted(6), clock("05:03"))
    numbers = [sheet.number for sheet in sheets(state)]
    assert numbers == [other.sheet, PRINTED.sheet, ridwan.sheet]


def test_a_sheet_printed_at_two_laptops_is_one() -> None:
    state = on_record(on_record(hour="05:05"), "05:00")
    assert [sheet.at for sheet in sheets(state)] == [clock("05:00")]


# --- who signed -------------------------------------------------------------------------------


def test_who_signed_is_present_and_not_late_and_the_log_says_from_where() -> None:
    state = on_record()
    (sheet,) = sheets(state)
    fact = decide_on_paper(state, sheet, 3)
    assert fact == CheckedIn("K-3", "", 0, f"paper {PRINTED.sheet} row 3", timed=False)
    after = record(state, fact, clock("11:00"))
    (line,) = [line for line in attendance(after, clock("11:00")) if line.attendee.id == "K-3"]
    assert (line.code, line.at, line.late_minutes, line.inside) == ("H", None, 0, None)


def test_who_is_there_already_is_left_alone() -> None:
    state = scanned("K-3", "07:00", before=on_record())
    (sheet,) = sheets(state)
    assert decide_on_paper(state, sheet, 3) is None


def test_a_badge_that_was_scanned_at_another_gate_tells_the_hour_after_all() -> None:
    state = on_record()
    (sheet,) = sheets(state)
    fact = decide_on_paper(state, sheet, 3)
    assert fact is not None
    merged = record(record(state, fact, clock("08:00")), CheckedIn("K-3", "K-3"), clock("07:10"))
    lines = {line.attendee.id: line for line in attendance(merged, clock("11:00"))}
    assert lines["K-3"].at == clock("07:10")
    assert decide_scan(merged, "K-3", "G", clock("08:10")).verdict is Verdict.ALREADY_PRESENT


def test_paper_tells_nothing_of_the_pace_at_the_gate() -> None:
    state = on_record()
    (sheet,) = sheets(state)
    for row in range(1, 6):
        fact = decide_on_paper(state, sheet, row)
        assert fact is not None
        state = record(state, fact, clock("08:00") + timedelta(microseconds=row))
    assert state.present == 5
    assert last_minute(state, clock("08:00:01")) == 0


# --- the numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1-3 5", (1, 2, 3, 5)),
        ("5, 1;3", (1, 3, 5)),
        ("1\u20133", (1, 2, 3)),
        ("1 - 3", (1, 2, 3)),
        ("1 s.d. 3", (1, 2, 3)),
        ("1 sd 3 , 5", (1, 2, 3, 5)),
        ("1 s/d 3", (1, 2, 3)),
        ("1 sampai 3", (1, 2, 3)),
        ("1. 2. 3.", (1, 2, 3)),
        ("03 3 3-3", (3,)),
        ("1-3 2-4", (1, 2, 3, 4)),
        ("", ()),
        ("  ,  ", ()),
    ],
)
def test_rows_are_read_as_people_write_them(text: str, numbers: tuple[int, ...]) -> None:
    assert read_rows(text, 5) == Rows(numbers)


@pytest.mark.parametrize(
    ("text", "fault", "found"),
    [
        ("1-", "rows-unread", "1-"),
        ("semua", "rows-unread", "semua"),
        ("1-2-3", "rows-unread", "1-2-3"),
        ("-3", "rows-unread", "-3"),
        ("1 6", "rows-beyond", "6"),
        ("0", "rows-beyond", "0"),
        ("2-999999", "rows-beyond", "2-999999"),
        ("3-1", "rows-backwards", "3-1"),
        ("196608011988031901", "rows-unread", "196608011988031901"),
        ("\x1b[31m" + "9" * 400, "rows-unread", ("\x1b[31m" + "9" * 400)[:20]),
        ("²", "rows-unread", "²"),
    ],
)
def test_what_is_no_row_is_named(text: str, fault: str, found: str) -> None:
    assert read_rows(text, 5) == Rows((), fault, found)


@settings(max_examples=50)
@given(st.text("0123456789-, .sdx", max_size=30), st.integers(0, 40))
def test_rows_are_on_the_sheet_or_refused(text: str, last: int) -> None:
    rows = read_rows(text, last)
    assert all(1 <= row <= last for row in rows.numbers)
    assert not (rows.fault and rows.numbers)
    assert list(rows.numbers) == sorted(set(rows.numbers))


@settings(max_examples=30)
@given(st.sets(st.integers(1, 60)))
def test_any_rows_can_be_written(rows: set[int]) -> None:
    assert read_rows(" ".join(map(str, rows)), 60).numbers == tuple(sorted(rows))
