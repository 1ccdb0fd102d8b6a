"""The help desk: whose an arrival was, which badge was replaced, and who has left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from conftest import PEOPLE, SCRIPT, STARTS

from ceremony_tui.core.arrivals import alone, guests, waiting
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    BadgeReplaced,
    CheckedIn,
    CheckedOut,
    Entry,
    Fact,
    Linked,
    Reread,
    RosterImported,
    ScanRefused,
    Verdict,
    WalkedIn,
)
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import (
    decide_badge,
    decide_link,
    decide_out_by_hand,
    decide_scan,
    decide_void,
    replaced_badges,
)
from ceremony_tui.core.tally import attendance, tally_all

NURLINA, BOB = PEOPLE[0], PEOPLE[1]
LEAVING = replace(
    SCRIPT,
    leave_from=STARTS + timedelta(minutes=90),
    leave_after=STARTS + timedelta(minutes=105),
)


class Gate:
    """A ceremony in memory: facts go in at a minute of the morning."""

    def __init__(self, script=SCRIPT, people: tuple[Attendee, ...] = PEOPLE) -> None:
        self.ceremony = Ceremony(script, Roster(people))
        self.entries: list[Entry] = []

    def at(self, hour: str) -> datetime:
        return datetime.fromisoformat(f"{STARTS.date()}T{hour}+08:00").astimezone(UTC)

    def take(self, fact: Fact | None, hour: str) -> Entry:
        assert fact is not None
        number = len(self.entries) + 1
        entry = Entry(f"e{number}", "Gerbang 1", number, self.at(hour), "", fact)
        self.entries.append(entry)
        self.ceremony = evolve(self.ceremony, entry)
        return entry

    def scan(self, text: str, hour: str):
        fact = decide_scan(self.ceremony, text, "Gerbang 1", self.at(hour))
        if not isinstance(fact, Reread):
            self.take(fact, hour)
        return fact

    def link(self, entry: str, attendee: str, hour: str) -> Entry:
        return self.take(decide_link(self.ceremony, entry, attendee), hour)

    def badge(self, attendee: str, old: str, new: str = "") -> Entry:
        return self.take(decide_badge(self.ceremony, attendee, old, new, "hilang"), "06:30")


# --- Links ------------------------------------------------------------------------------------


def test_an_unknown_code_waits_for_the_help_desk_once() -> None:
    gate = Gate()
    gate.scan("KTP-123", "07:00")
    gate.scan("ktp-123", "07:05")
    (entry,) = waiting(gate.ceremony)
    assert entry.at == gate.at("07:00")


def test_an_unreadable_scan_waits_for_nobody() -> None:
    gate = Gate()
    gate.scan(NURLINA.nip + "12", "07:00")
    assert waiting(gate.ceremony) == ()


def test_a_linked_scan_counts_at_the_minute_it_was_made() -> None:
    gate = Gate()
    gate.scan("KTP-123", "07:29")
    gate.link("e1", NURLINA.id, "07:45")
    entry = gate.ceremony.check_in(NURLINA.id)
    assert entry is not None
    assert (entry.at, entry.gate) == (gate.at("07:29"), "Gerbang 1")
    assert isinstance(entry.fact, CheckedIn)
    assert entry.fact.late_minutes == 0
    assert gate.ceremony.present == 1
    assert waiting(gate.ceremony) == ()


def test_a_guest_found_on_the_roster_is_a_guest_no_longer() -> None:
    gate = Gate()
    gate.take(WalkedIn("TAMU-1", "Nurlina", "Dinkes"), "07:31")
    assert len(guests(gate.ceremony)) == 1
    gate.link("e1", NURLINA.id, "08:00")
    assert guests(gate.ceremony) == ()
    line = attendance(gate.ceremony, gate.at("08:00"))[0]
    assert (line.code, line.late_minutes, line.at) == ("T", 1, gate.at("07:31"))


def test_the_next_scan_of_a_linked_person_tells_when_they_came() -> None:
    gate = Gate()
    gate.take(WalkedIn("TAMU-1", "Nurlina", "Dinkes"), "07:10")
    gate.link("e1", NURLINA.id, "08:00")
    fact = gate.scan(NURLINA.nip, "08:10")
    assert fact.verdict is Verdict.ALREADY_PRESENT
    assert fact.first_at == gate.at("07:10")


def test_the_earlier_of_a_scan_and_a_linked_arrival_counts() -> None:
    gate = Gate()
    gate.take(WalkedIn("TAMU-1", "Nurlina", "Dinkes"), "07:10")
    gate.scan(NURLINA.nip, "07:20")
    gate.link("e1", NURLINA.id, "08:00")
    assert gate.ceremony.check_in(NURLINA.id).at == gate.at("07:10")
    assert gate.ceremony.present == 1


def test_a_link_taken_back_leaves_the_arrival_waiting_again() -> None:
    gate = Gate()
    gate.scan("KTP-123", "07:00")
    link = gate.link("e1", NURLINA.id, "07:10")
    gate.take(decide_void(gate.ceremony, link.id, "orang lain"), "07:11")
    assert gate.ceremony.present == 0
    assert [entry.id for entry in waiting(gate.ceremony)] == ["e1"]
    gate.link("e1", BOB.id, "07:12")
    assert gate.ceremony.check_in(BOB.id) is not None


def test_a_dismissed_scan_waits_no_longer() -> None:
    gate = Gate()
    gate.scan("https://wifi.example", "07:00")
    gate.take(decide_void(gate.ceremony, "e1", "bukan kartu"), "07:01")
    gate.scan("https://wifi.example", "07:05")
    assert waiting(gate.ceremony) == ()


def test_a_scan_whose_bearer_came_another_way_waits_no_longer() -> None:
    gate = Gate(people=(*PEOPLE, Attendee("NON-9", "Kembar", "Inspektorat", badge="B-77")))
    assert gate.scan("B-77", "07:00").verdict is Verdict.AMBIGUOUS
    assert len(waiting(gate.ceremony)) == 1
    gate.badge("NON-9", "B-77", "B-78")
    gate.scan("B-77", "07:02")
    assert waiting(gate.ceremony) == ()


@pytest.mark.parametrize("attendee", ["NOBODY", NURLINA.id])
def test_a_refused_scan_is_linked_only_to_somebody_who_is_awaited(attendee: str) -> None:
    gate = Gate()
    gate.scan("KTP-123", "07:00")
    gate.scan(NURLINA.nip, "07:01")
    assert decide_link(gate.ceremony, "e1", attendee) is None
    assert decide_link(gate.ceremony, "e2", BOB.id) is None
    assert decide_link(gate.ceremony, "e1", BOB.id) is not None


def test_links_mean_the_same_in_any_order_of_arrival() -> None:
    gate = Gate()
    gate.take(WalkedIn("TAMU-1", "Nurlina", "Dinkes"), "07:10")
    gate.link("e1", NURLINA.id, "07:20")
    gate.take(Linked("e1", BOB.id), "07:30")  # another gate's, decided without knowing of ours
    gate.take(WalkedIn("TAMU-2", "Bob", "Dinkes"), "07:12")
    gate.link("e4", BOB.id, "07:40")
    gate.take(decide_void(gate.ceremony, "e5", "salah"), "07:41")
    for entries in permutations(gate.entries):
        again = evolve(Ceremony(SCRIPT, Roster(PEOPLE)), *entries)
        one_by_one = Ceremony(SCRIPT, Roster(PEOPLE))
        for entry in entries:
            one_by_one = evolve(one_by_one, entry)
        for ceremony in (again, one_by_one):
            assert ceremony.present == 1
            assert ceremony.check_in(NURLINA.id).id == "e1"
            assert ceremony.check_in(BOB.id) is None
            assert [entry.id for entry in alone(ceremony)] == ["e4"]


# --- Badges -----------------------------------------------------------------------------------


def test_a_replaced_badge_admits_nobody_and_names_its_bearer() -> None:
    gate = Gate()
    gate.badge(NURLINA.id, NURLINA.badge, "BARU-1")
    fact = gate.scan(NURLINA.badge, "07:00")
    assert (fact.verdict, fact.attendee) == (Verdict.REVOKED, NURLINA.id)
    assert gate.ceremony.present == 0
    assert gate.scan("baru-1", "07:01").verdict is Verdict.PRESENT


def test_a_badge_taken_out_of_use_leaves_the_other_codes_of_a_person() -> None:
    gate = Gate()
    gate.badge(NURLINA.id, NURLINA.badge)
    assert gate.scan(NURLINA.badge, "07:00").verdict is Verdict.REVOKED
    assert gate.scan(NURLINA.nip, "07:00").verdict is Verdict.PRESENT
    assert waiting(gate.ceremony) == ()


def test_a_badge_given_back_admits_again() -> None:
    gate = Gate()
    gate.badge(NURLINA.id, NURLINA.badge, "BARU-1")
    gate.badge(NURLINA.id, "BARU-1", NURLINA.badge)
    assert gate.scan("BARU-1", "07:00").verdict is Verdict.REVOKED
    assert gate.scan(NURLINA.badge, "07:01").verdict is Verdict.PRESENT


def test_a_code_of_somebody_else_is_never_given() -> None:
    gate = Gate()
    assert decide_badge(gate.ceremony, BOB.id, "", NURLINA.badge, "") is None
    assert decide_badge(gate.ceremony, BOB.id, "", " ", "") is None
    assert decide_badge(gate.ceremony, "NOBODY", "", "BARU-1", "") is None


def test_a_roster_with_another_badge_number_takes_the_old_one_out_of_use() -> None:
    gate = Gate()
    again = replace(NURLINA, badge="BARU-1")
    replaced = replaced_badges(gate.ceremony.roster, (again, BOB, PEOPLE[2]))
    assert replaced == (BadgeReplaced(NURLINA.id, NURLINA.badge, "BARU-1"),)
    gate.take(RosterImported("x.csv", 3, 0, 1, 2, 0, replaced), "06:00")
    gate.ceremony = replace(gate.ceremony, roster=Roster((again, *PEOPLE[1:])))
    assert gate.scan(NURLINA.badge, "07:00").verdict is Verdict.REVOKED
    assert gate.scan("BARU-1", "07:01").verdict is Verdict.PRESENT


# --- Leaving ----------------------------------------------------------------------------------


def test_a_second_scan_is_a_repeat_until_leaving_begins() -> None:
    gate = Gate(LEAVING)
    gate.scan(NURLINA.nip, "07:00")
    assert gate.scan(NURLINA.nip, "08:59:59").verdict is Verdict.ALREADY_PRESENT
    assert gate.scan(NURLINA.nip, "09:00:00").verdict is Verdict.LEFT_EARLY
    assert gate.ceremony.present == 1


@pytest.mark.parametrize(
    ("hour", "early"),
    [("09:14:00", 1), ("09:14:59", 1), ("09:13:59", 2), ("09:15:00", 0), ("10:00:00", 0)],
)
def test_leaving_is_early_until_the_second_of_the_end(hour: str, early: int) -> None:
    gate = Gate(LEAVING)
    gate.scan(NURLINA.nip, "07:00")
    fact = gate.scan(NURLINA.nip, hour)
    assert isinstance(fact, CheckedOut)
    assert fact.early_minutes == early
    assert fact.verdict is (Verdict.LEFT_EARLY if early else Verdict.LEFT)


def test_who_has_left_is_told_when() -> None:
    gate = Gate(LEAVING)
    gate.scan(NURLINA.nip, "07:00")
    gate.scan(NURLINA.nip, "09:20")
    assert isinstance(gate.scan(NURLINA.nip, "09:20:02"), Reread)
    fact = gate.scan(NURLINA.nip, "09:30")
    assert isinstance(fact, ScanRefused)
    assert (fact.verdict, fact.first_at) == (Verdict.ALREADY_LEFT, gate.at("09:20"))
    assert gate.ceremony.refused == 0


def test_time_inside_runs_from_the_first_scan_to_the_leaving() -> None:
    gate = Gate(LEAVING)
    gate.scan(NURLINA.nip, "07:00")
    gate.scan(BOB.nip, "07:05")
    gate.scan(NURLINA.nip, "09:10")
    lines = attendance(gate.ceremony, gate.at("10:00"))
    assert lines[0].inside == timedelta(hours=2, minutes=10)
    assert (lines[0].left, lines[0].early_minutes) == (gate.at("09:10"), 5)
    assert (lines[1].left, lines[1].inside) == (None, None)
    assert tally_all(lines).present == 2


def test_a_leaving_taken_back_may_be_made_again() -> None:
    gate = Gate(LEAVING)
    gate.scan(NURLINA.nip, "07:00")
    gate.scan(NURLINA.nip, "09:10")
    gate.take(decide_void(gate.ceremony, "e2", "salah pindai"), "09:11")
    assert gate.ceremony.check_out(NURLINA.id) is None
    assert gate.ceremony.check_in(NURLINA.id) is not None
    assert gate.scan(NURLINA.nip, "09:20").verdict is Verdict.LEFT


def test_a_scan_just_after_coming_is_not_leaving() -> None:
    gate = Gate(replace(LEAVING, doors_close=STARTS + timedelta(hours=2)))
    gate.scan(NURLINA.nip, "09:05:00")
    assert isinstance(gate.scan(NURLINA.nip, "09:05:02"), Reread)


def test_who_never_came_cannot_leave() -> None:
    gate = Gate(LEAVING)
    assert gate.scan(NURLINA.nip, "09:30").verdict is Verdict.CLOSED
    assert decide_out_by_hand(gate.ceremony, NURLINA.id, "", gate.at("09:30")) is None


def test_leaving_by_hand_says_why() -> None:
    gate = Gate(LEAVING)
    gate.scan(NURLINA.nip, "07:00")
    fact = decide_out_by_hand(gate.ceremony, NURLINA.id, "sakit", gate.at("09:00"))
    assert fact is not None
    assert (fact.why, fact.early_minutes) == ("sakit", 15)


def test_without_leaving_in_the_script_nobody_leaves() -> None:
    gate = Gate()
    gate.scan(NURLINA.nip, "07:00")
    assert gate.scan(NURLINA.nip, "12:00").verdict is Verdict.ALREADY_PRESENT
    assert decide_out_by_hand(gate.ceremony, NURLINA.id, "", gate.at("12:00")) is None
