"""A scanned text becomes a badge whatever the scanner, the card or the office did to it."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceremony_tui.core.badge import (
    LONGEST,
    clean,
    compact,
    escape,
    fold,
    is_nip,
    mask,
    mask_nip,
    nip_faults,
    read_badge,
    status_of,
)

NIP = "196608011988031901"
OTHER = "199009132025241902"
BIRTH, REST = NIP[:8], NIP[8:]
VCARD = f"BEGIN:VCARD\r\nFN:Sitti\r\nTEL:+6281234567890\r\nNOTE:NIP {NIP}\r\nEND:VCARD"

CONTROLS = st.text(st.characters(categories=["Cc"]), max_size=4)
NO_DIGITS = st.text(st.characters(categories=["L", "P", "Z"]), max_size=6)
PIECES = ("]Q1", "]q1", "\\000026", "¡", "\x02", "\x1d", " ", "\u00a0", "\u200b", "é", "A", NIP)
SCANNED = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map("".join)

ACCEPTED = [
    pytest.param(NIP, id="bare"),
    pytest.param("19660801 198803 1 901", id="as printed on the card"),
    pytest.param("19660801.198803.1.901", id="dots"),
    pytest.param("19660801-198803-1-901", id="dashes"),
    pytest.param("19660801\u2013198803\u20131\u2013901", id="dashes of a word processor"),
    pytest.param("19660801\u00a0198803\u00a01\u00a0901", id="NBSP"),
    pytest.param(f"'{NIP}", id="apostrophe of a spreadsheet"),
    pytest.param(f"]Q1{NIP}", id="AIM"),
    pytest.param(f"]Q2\\000026{NIP}", id="AIM and ECI"),
    pytest.param(f"\x02{NIP}\x03", id="STX and ETX"),
    pytest.param(f"\x11{NIP}\x10", id="chords that are keys elsewhere"),
    pytest.param(f"{NIP[:9]}\x00{NIP[9:]}", id="a control character inside"),
    pytest.param("¡96608011988031901", id="Esc swallowed the first digit"),
    pytest.param(f"A{NIP}", id="a letter as scanner prefix"),
    pytest.param(f"NIP. {NIP}", id="with its title"),
    pytest.param(f"https://asn.example.id/k?nip={NIP}&v=2", id="URL"),
    pytest.param(f"HTTPS://ASN.EXAMPLE.ID/{NIP}", id="URL under CapsLock"),
    pytest.param(json.dumps({"nip": NIP, "nik": "7471012345678901"}), id="JSON"),
    pytest.param(VCARD, id="vCard"),
    pytest.param("１９６６０８０１１９８８０３１９０１", id="full-width digits"),  # noqa: RUF001
    pytest.param(f"{NIP} {NIP}", id="the same NIP twice"),
]


# --- cleaning ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param(NIP, NIP, id="bare"),
        pytest.param(f"  {NIP}\r\n", NIP, id="outer blanks"),
        pytest.param(f"]Q1{NIP}", NIP, id="AIM of a QR code"),
        pytest.param(f"]q1{NIP}", NIP, id="AIM under CapsLock"),
        pytest.param(f"]C0{NIP}", NIP, id="AIM of Code 128"),
        pytest.param(f"\\000026{NIP}", NIP, id="ECI"),
        pytest.param(f"]Q2\\000026{NIP}", NIP, id="AIM and ECI"),
        pytest.param(f"\x02{NIP}\x03", NIP, id="STX and ETX"),
        pytest.param(f"\x02]Q1{NIP}", NIP, id="STX before AIM"),
        pytest.param(f"\x1d{NIP}\x1d", NIP, id="GS"),
        pytest.param(f"\ufeff{NIP}", NIP, id="byte order mark"),
        pytest.param("¡96608011988031901", NIP, id="Esc swallowed the first digit"),
        pytest.param("１９６６０８０１１９８８０３１９０１", NIP, id="full-width digits"),  # noqa: RUF001
        pytest.param("A\u00a0 7\t8", "A 7 8", id="any blanks become one"),
        pytest.param("A\x007", "A 7", id="a control character parts"),
        pytest.param("A]Q17", "A]Q17", id="AIM only in front"),
        pytest.param("A\\0000267", "A\\0000267", id="ECI only in front"),
        pytest.param("\x02 \u200b", "", id="nothing visible"),
    ],
)
def test_cleaning_takes_off_what_scanners_add(text: str, cleaned: str):
    assert clean(text) == cleaned


@given(SCANNED)
def test_cleaning_twice_changes_nothing(text: str):
    assert clean(clean(text)) == clean(text)


@given(SCANNED)
def test_a_cleaned_text_is_one_visible_line(text: str):
    cleaned = clean(text)

    assert not any(unicodedata.category(char)[0] == "C" for char in cleaned)
    assert cleaned == " ".join(cleaned.split())


@pytest.mark.parametrize(
    "text", ["a00001234567", "A00001234567", " \x02A00001234567", "]Q1a00001234567"]
)
def test_capslock_and_dress_do_not_make_another_code(text: str):
    assert fold(text) == "a00001234567"


@pytest.mark.parametrize(
    "text",
    [
        "19660801 198803 1 901", "19660801.198803.1.901", "19660801-198803-1-901",
        "19660801\u2013198803\u20131\u2013901", f"'{NIP}", f"\u2019{NIP}", f"`{NIP}",
        "19660801\u00a0198803\t1\n901",
    ],
)  # fmt: skip
def test_what_offices_put_between_digits_is_no_part_of_a_nip(text: str):
    assert compact(text) == NIP


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (NIP, True), (NIP[:-1], False), (NIP + "1", False), ("", False), (f"{NIP[:-1]}A", False),
        ("١٩٦٦٠٨٠١١٩٨٨٠٣١٩٠١", False), ("²" * 18, False),
    ],
)  # fmt: skip
def test_a_nip_is_18_plain_digits(text: str, whole: bool):
    assert is_nip(text) is whole


# --- reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ACCEPTED)
def test_one_nip_is_found_in_every_accepted_text(text: str):
    assert [code for code in read_badge(text).codes if is_nip(code)] == [NIP]


@pytest.mark.parametrize(
    "text",
    [NIP, "19660801 198803 1 901", f"https://x.id/{NIP}", VCARD, "A00001234567", "B-77", "77"],
)
def test_a_whole_code_is_not_damaged(text: str):
    assert not read_badge(text).damaged


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\x02\x03", id="control characters alone"),
        pytest.param(NIP[:17], id="cut to 17 digits"),
        pytest.param("19660801 198803 1 90", id="cut and spaced"),
        pytest.param(NIP + "1", id="19 digits"),
        pytest.param(NIP + OTHER, id="two badges joined to 36 digits"),
        pytest.param(f"{NIP} {OTHER}", id="two badges on one line"),
        pytest.param("196608011988031000", id="rounded by Excel"),
        pytest.param("1966080119", id="cut to 10 digits"),
        pytest.param("A0000\ufffd234567", id="a byte was replaced"),
        pytest.param("A0000\udcff234567", id="a byte was lost"),
        pytest.param("\udc80A00001234567", id="the first lost byte"),
        pytest.param("A" * (LONGEST + 1), id="longer than any badge"),
    ],
)
def test_a_cut_joined_or_broken_text_is_damaged(text: str):
    assert read_badge(text).damaged


def test_a_number_of_9_digits_is_another_kind_of_number():
    assert not read_badge("130123456").damaged


def test_a_badge_number_is_compared_without_case_and_keeps_its_marks():
    assert read_badge("B+7 / x=_").codes == ("b+7 / x=_",)


def test_the_whole_text_is_the_best_guess():
    assert read_badge(f"X/{NIP}").codes == (f"x/{NIP}", NIP)


def test_every_nip_of_a_longer_text_is_a_guess_once():
    assert read_badge(f"{NIP},{OTHER};{NIP}").codes[1:] == (NIP, OTHER)


def test_18_digits_within_a_longer_number_are_no_nip():
    assert read_badge(f"id={NIP}7").codes == (f"id={NIP}7",)


def test_nothing_stands_for_nobody():
    assert read_badge(" \x02 ").codes == ()


def test_a_huge_text_is_cut_before_it_is_read():
    badge = read_badge("7" * 5_000_000)

    assert badge.damaged
    assert len(badge.text) == LONGEST


SEAMS = st.sampled_from(["", "", " ", ".", "-", "\u00a0", "\x1d", " - "])
SYMBOLOGIES = st.sampled_from(["", "]Q1", "\\000026", "]Q2\\000026", "'"])


@given(st.lists(SEAMS, min_size=17, max_size=17), CONTROLS, SYMBOLOGIES, CONTROLS)
def test_a_nip_is_found_in_any_dress(seams: list[str], before: str, symbology: str, after: str):
    dressed = "".join(f"{digit}{seam}" for digit, seam in zip(NIP, [*seams, ""], strict=True))

    badge = read_badge(f"{before}{symbology}{dressed}{after}")

    assert NIP in badge.codes
    assert not badge.damaged


@given(st.integers(10, 40).filter(lambda n: n != 18), st.randoms(use_true_random=False))
def test_a_long_number_of_any_other_length_is_damaged_and_no_nip(length: int, chance):
    badge = read_badge("".join(chance.choice("0123456789") for _ in range(length)))

    assert badge.damaged
    assert not any(map(is_nip, badge.codes))


# --- the rules of a NIP -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nip", "faults"),
    [
        pytest.param(NIP, (), id="PNS"),
        pytest.param(OTHER, (), id="PPPK"),
        pytest.param("196608011988031", ("length",), id="15 digits"),
        pytest.param("19660801198803190A", ("length",), id="a letter"),
        pytest.param("196613011988031901", ("birth",), id="month 13"),
        pytest.param("196602301988031901", ("birth",), id="30 February"),
        pytest.param("196604311988031901", ("birth",), id="31 April"),
        pytest.param("000008011988031901", ("birth",), id="year 0"),
        pytest.param("200002291988031901", (), id="leap day"),
        pytest.param("196608011988011901", (), id="January"),
        pytest.param("196608011988121901", (), id="December"),
        pytest.param("196608011988001901", ("appointment",), id="month 0"),
        pytest.param("196608011988131901", ("appointment",), id="month 13 of appointment"),
        pytest.param("196608011988201901", ("appointment",), id="block 20"),
        pytest.param("196608011988211901", (), id="block 21"),
        pytest.param("196608011988291901", (), id="block 29"),
        pytest.param("196608011988301901", ("appointment",), id="block 30"),
        pytest.param("196608011988030901", ("sex",), id="sex 0"),
        pytest.param("196608011988032901", (), id="sex 2"),
        pytest.param("196608011988033901", ("sex",), id="sex 3"),
        pytest.param("196608011988031000", ("serial",), id="rounded by Excel"),
        pytest.param("196608011988031001", (), id="the first serial"),
        pytest.param("999999999999999000", ("birth", "appointment", "sex", "serial"), id="all"),
    ],
)
def test_the_faults_of_a_nip(nip: str, faults: tuple[str, ...]):
    assert nip_faults(nip) == faults


@pytest.mark.parametrize(
    ("nip", "status"),
    [
        (NIP, "PNS"), ("196608011988121901", "PNS"), ("196608011988131901", ""), (OTHER, "PPPK"),
        ("199009132025211902", "PPPK"), ("199009132025291902", "PPPK"),
        ("199009132025301902", ""), (NIP[:17], ""), ("NON-0001", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_appointment_digits_tell_pns_from_pppk(nip: str, status: str):
    assert status_of(nip) == status


# --- showing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nip", "shown"),
    [
        pytest.param(NIP, "•••••••• 198803 1 901", id="a NIP as on the card"),
        pytest.param("NON-0001", "NON-0001", id="a local number tells no birth date"),
        pytest.param(NIP[:17], "•••••••••••••3190", id="a cut NIP still tells it"),
        pytest.param("", "", id="none"),
    ],
)
def test_a_shown_nip_hides_the_birth_date(nip: str, shown: str):
    assert mask_nip(nip) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(f"https://x.id/{NIP}?a=1", "https://x.id/••••••••••••••1901?a=1", id="URL"),
        pytest.param(f"{NIP},{OTHER}", "••••••••••••••1901,••••••••••••••1902", id="two NIPs"),
        pytest.param("7471012345678901", "••••••••••••8901", id="NIK"),
        pytest.param("196608011", "•••••8011", id="9 digits"),
        pytest.param("19660801", "19660801", id="8 digits are no number of a person"),
        pytest.param("B-77 / 2023", "B-77 / 2023", id="short numbers"),
        pytest.param("Sitti", "Sitti", id="no number"),
    ],
)
def test_masking_hides_long_numbers_but_for_their_tail(text: str, shown: str):
    assert mask(text) == shown


@pytest.mark.parametrize("text", [*ACCEPTED, pytest.param(NIP + NIP, id="two badges joined")])
def test_a_refused_scan_is_shown_without_the_birth_date(text: str):
    shown = compact(unicodedata.normalize("NFKC", mask(escape(text))))

    assert BIRTH not in shown
    assert f"{BIRTH[-1]}{REST}" not in shown


@given(st.integers(0, 10**10 - 1), NO_DIGITS, NO_DIGITS)
def test_a_birth_date_is_never_shown(rest: int, before: str, after: str):
    nip = f"{BIRTH}{rest:010d}"

    assert BIRTH not in mask_nip(nip)
    assert BIRTH not in mask(f"{before}{nip}{after}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (NIP, NIP), ("\x02A\x1b", "\\x02A\\x1b"), ("A\r\n\tB", "A\\r\\n\\tB"),
        ("\x85", "\\x85"), ("\u202eA", "\\u202eA"), ("\udcffA", "\\xffA"), ("\udc80", "\\x80"),
        ("\ud800", "\\ud800"), ("\udd00", "\\udd00"), ("Sitti é ¡", "Sitti é ¡"),
    ],
)  # fmt: skip
def test_a_received_text_is_kept_with_its_control_characters_escaped(text: str, shown: str):
    assert escape(text) == shown


@given(st.text(st.characters(), max_size=30) | CONTROLS)
def test_an_escaped_text_has_no_control_characters(text: str):
    assert not any(unicodedata.category(char)[0] == "C" for char in escape(text))


def test_a_huge_text_is_cut_before_it_is_kept():
    assert len(escape("7" * 5_000_000)) == LONGEST
