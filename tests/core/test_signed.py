"""Signed badges: only the ceremony's own key makes one, and one wrong digit is seen."""

import string
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rules import BEFORE, NURLINA, RIDWAN, clock, record, scanned

from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import BadgeReplaced, CheckedIn, ScanRefused, Verdict
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.rules import decide_badge, decide_scan
from ceremony_tui.core.signed import LENGTH, Signed, read_signed, series_of, sign

KEY, OTHER = bytes(range(16)), bytes(range(1, 17))
SIGNED = replace(BEFORE, key=KEY)
BADGE, SECOND = sign(KEY, NURLINA.id), sign(KEY, NURLINA.id, 1)
IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def told(text: str, before: Ceremony = SIGNED) -> tuple[Verdict, str]:
    """The verdict on a badge at half past six, and whom it names."""
    fact = decide_scan(before, text, "Gerbang 1", clock("06:30"))
    return fact.verdict, fact.attendee


def test_a_signed_badge_admits_whom_it_was_signed_for() -> None:
    assert told(BADGE) == (Verdict.PRESENT, NURLINA.id)
    assert told(sign(KEY, "NON-0001")) == (Verdict.PRESENT, "NON-0001")


def test_a_plain_badge_goes_on_working_and_is_the_same_person() -> None:
    assert told(NURLINA.id) == (Verdict.PRESENT, NURLINA.id)
    after = scanned(NURLINA.id, "06:25", before=SIGNED)
    assert told(BADGE, after)[0] is Verdict.ALREADY_PRESENT


@pytest.mark.parametrize(
    "text",
    [f"]Q1{BADGE}", f"\x02{BADGE}\x03", f"~{BADGE}", f"https://x.id/{BADGE}?a=1",
     " ".join(BADGE[n : n + 4] for n in range(0, LENGTH, 4)), f"{BADGE} {BADGE}"],
)  # fmt: skip
def test_what_a_scanner_or_a_hand_adds_does_not_matter(text: str) -> None:
    assert told(text) == (Verdict.PRESENT, NURLINA.id)


def test_it_tells_nobody_the_nip() -> None:
    assert NURLINA.nip[:8] not in BADGE
    assert read_badge(BADGE).codes == (BADGE,)


# --- forged and damaged -----------------------------------------------------------------------


@pytest.mark.parametrize("place", range(LENGTH))
def test_any_other_digit_at_any_place_is_unreadable(place: int) -> None:
    for digit in set(string.digits) - {BADGE[place]}:
        changed = BADGE[:place] + digit + BADGE[place + 1 :]
        assert told(changed) == (Verdict.UNREADABLE, ""), changed


@given(st.integers(0, LENGTH - 1), st.characters(exclude_characters=string.digits))
def test_any_other_letter_at_any_place_is_refused(place: int, letter: str) -> None:
    changed = BADGE[:place] + letter + BADGE[place + 1 :]
    verdict, attendee = told(changed)
    assert attendee == "" or verdict is Verdict.PRESENT
    if verdict is Verdict.PRESENT:  # the letter is the same digit in another script, or at an end
        assert BADGE in (read_badge(changed).text, *(s.text for s in read_badge(changed).signed))


@pytest.mark.parametrize("letter", ["A", "O", "I", "l", "é", "\ufffd"])
def test_a_letter_among_its_digits_is_unreadable(letter: str) -> None:
    assert told(BADGE[:20] + letter + BADGE[21:]) == (Verdict.UNREADABLE, "")


@given(st.tuples(st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1)))
def test_two_digits_swapped_are_seen(places: tuple[int, int]) -> None:
    a, b = places
    letters = list(BADGE)
    letters[a], letters[b] = letters[b], letters[a]
    swapped = "".join(letters)
    assert swapped == BADGE or read_signed(swapped) == ()


@pytest.mark.parametrize("text", [BADGE[:-1], BADGE[1:], BADGE * 2, BADGE + "1", BADGE[:20]])
def test_a_cut_or_joined_one_is_unreadable(text: str) -> None:
    assert told(text) == (Verdict.UNREADABLE, "")


def forged(text: str) -> str:
    """The text with check digits that fit: what somebody makes who knows how, but has no key."""
    body = int(text[:-2])
    return f"{body}{98 - body * 100 % 97:02d}"


@pytest.mark.parametrize("place", range(1, LENGTH - 2))
def test_a_forged_one_is_on_no_roster(place: int) -> None:
    digit = str((int(BADGE[place]) + 1) % 10)
    text = forged(BADGE[:place] + digit + BADGE[place + 1 :])
    assert read_signed(text) == (Signed(text),)
    assert told(text) == (Verdict.NOT_ON_ROSTER, "")


def test_the_signature_of_one_person_is_worth_nothing_on_another() -> None:
    hers, his = Signed(BADGE), Signed(sign(KEY, RIDWAN.id))
    text = forged(f"7{hers.series}{his.person}00{hers.text[16:32]}00")
    assert told(text) == (Verdict.NOT_ON_ROSTER, "")


# --- other ceremonies and other keys ----------------------------------------------------------


def test_a_badge_of_another_ceremony_is_told_from_a_stranger() -> None:
    fact = decide_scan(SIGNED, sign(OTHER, NURLINA.id), "Gerbang 1", clock("06:30"))
    assert fact == ScanRefused(Verdict.NOT_ON_ROSTER, sign(OTHER, NURLINA.id), foreign=True)
    stranger = decide_scan(SIGNED, sign(KEY, "NON-9999"), "Gerbang 1", clock("06:30"))
    assert stranger == ScanRefused(Verdict.NOT_ON_ROSTER, sign(KEY, "NON-9999"))


@pytest.mark.parametrize("key", [KEY, b""])
def test_without_a_key_no_signature_is_believed(key: bytes) -> None:
    assert told(sign(key, NURLINA.id), BEFORE) == (Verdict.NOT_ON_ROSTER, "")


def test_two_badges_in_one_text_are_nobodys() -> None:
    assert told(f"{BADGE} {sign(KEY, RIDWAN.id)}")[0] is Verdict.UNREADABLE
    assert told(f"{BADGE} {RIDWAN.nip}")[0] is Verdict.UNREADABLE


def test_two_people_behind_one_number_are_told_apart_by_the_signature() -> None:
    people = tuple(Attendee(f"K-{n}", f"Orang {n}", "BKPSDM") for n in range(200))
    roster = Roster(people)
    roster._by_person = {KEY: dict.fromkeys((Signed(sign(KEY, p.id)).person for p in people),
                                            tuple(p.id for p in people))}  # fmt: skip
    for person in people[::40]:
        assert roster.signed(KEY, Signed(sign(KEY, person.id))) == person


# --- lost and replaced ------------------------------------------------------------------------


def revoked(before: Ceremony, hour: str, gate: str = "Gerbang 1") -> Ceremony:
    fact = decide_badge(before, NURLINA.id, NURLINA.badge, "", "hilang")
    assert fact is not None
    return record(before, fact, clock(hour), gate)


def test_a_lost_badge_is_revoked_and_the_next_one_admits() -> None:
    after = revoked(SIGNED, "06:20")
    assert after.serial(NURLINA.id) == 1
    assert told(BADGE, after) == (Verdict.REVOKED, NURLINA.id)
    assert told(SECOND, after) == (Verdict.PRESENT, NURLINA.id)
    again = revoked(after, "06:21")
    assert told(SECOND, again) == (Verdict.REVOKED, NURLINA.id)
    assert told(sign(KEY, RIDWAN.id), again) == (Verdict.PRESENT, RIDWAN.id)


def test_a_badge_printed_at_a_gate_that_knew_more_is_believed() -> None:
    assert told(SECOND) == (Verdict.PRESENT, NURLINA.id)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_gates_that_revoke_the_same_badge_agree_in_any_order(order: tuple[int, ...]) -> None:
    facts = [BadgeReplaced(NURLINA.id, NURLINA.badge, "", "hilang", serial) for serial in (1, 1, 2)]
    after = SIGNED
    for n in order:
        after = record(after, facts[n], clock(f"06:2{n}"), f"Gerbang {n}")
    assert after.serial(NURLINA.id) == 2
    assert told(SECOND, after) == (Verdict.REVOKED, NURLINA.id)


def test_another_code_for_a_person_takes_no_signed_badge_away() -> None:
    fact = decide_badge(SIGNED, NURLINA.id, "", "B-99", "")
    assert fact == BadgeReplaced(NURLINA.id, "", "B-99")


def test_serials_end_where_the_badge_has_no_room_for_more() -> None:
    worn = replace(SIGNED, serials={NURLINA.id: 99})
    fact = decide_badge(worn, NURLINA.id, NURLINA.badge, "", "hilang")
    assert fact is not None
    assert fact.serial == 99


# --- the text itself --------------------------------------------------------------------------


@settings(max_examples=50)
@given(st.binary(min_size=16, max_size=16), IDS, st.integers(0, 99))
def test_what_is_signed_is_read_back_by_the_same_key_only(key: bytes, id_: str, n: int) -> None:
    text = sign(key, id_, n)
    assert len(text) == LENGTH
    (badge,) = read_signed(text)
    assert (badge.serial, badge.series) == (n, series_of(key))
    assert badge.is_of(key, id_)
    assert not badge.is_of(OTHER, id_)
    assert not badge.is_of(key, f"{id_}x")


def test_the_key_is_in_nothing_that_may_be_printed() -> None:
    assert KEY.hex() not in repr(SIGNED)
    assert repr(KEY) not in repr(SIGNED)


def test_a_signed_badge_adds_an_ordinary_check_in() -> None:
    fact = decide_scan(SIGNED, BADGE, "Gerbang 1", clock("07:31"))
    assert fact == CheckedIn(NURLINA.id, BADGE, 1)
