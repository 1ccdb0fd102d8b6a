"""What a badge says today, and in which order badges are handed out."""

from dataclasses import replace

from test_rules import BEFORE, NURLINA, RIDWAN, TWINS, clock, record

from ceremony_tui.core.badges import badge_text, unit_by_unit
from ceremony_tui.core.facts import BadgeReplaced
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import decide_scan
from ceremony_tui.core.signed import sign

KEY = bytes(16)
STATE = replace(BEFORE, key=KEY)


def test_units_stand_together_in_official_order() -> None:
    people = (NURLINA, RIDWAN, *TWINS, replace(NURLINA, id="X"))
    assert unit_by_unit(people) == (NURLINA, people[-1], RIDWAN, TWINS[1], TWINS[0])


def test_a_plain_badge_says_the_id_and_a_signed_one_the_serial_that_counts() -> None:
    assert badge_text(STATE, NURLINA, signed=False) == NURLINA.id
    assert badge_text(STATE, NURLINA, signed=True) == sign(KEY, NURLINA.id)
    lost = record(STATE, BadgeReplaced(NURLINA.id, NURLINA.id, "", "hilang", 1), clock("06:00"))
    assert badge_text(lost, NURLINA, signed=True) == sign(KEY, NURLINA.id, 1)


def test_who_was_given_another_code_gets_it_and_who_was_given_none_gets_nothing() -> None:
    lost = record(STATE, BadgeReplaced(NURLINA.id, NURLINA.id, "", "hilang", 1), clock("06:00"))
    assert badge_text(lost, NURLINA, signed=False) == ""
    assert badge_text(lost, RIDWAN, signed=False) == RIDWAN.id
    given = record(lost, BadgeReplaced(NURLINA.id, "", "B-1"), clock("06:01"))
    assert badge_text(given, NURLINA, signed=False) == "B-1"
    again = record(given, BadgeReplaced(NURLINA.id, "B-1", "B-2"), clock("06:02"))
    assert badge_text(again, NURLINA, signed=False) == "B-2"
    assert decide_scan(again, "B-2", "G", clock("06:30")).attendee == NURLINA.id


def test_a_code_that_two_people_share_is_on_no_badge() -> None:
    shared = Attendee("B-9", "Amir", "BKPSDM"), Attendee("NON-1", "Budi", "BKPSDM", badge="B-9")
    state = replace(STATE, roster=Roster(shared))
    assert [badge_text(state, person, signed=False) for person in shared] == ["", "NON-1"]
