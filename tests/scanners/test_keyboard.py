"""A scanner that types is told from a person's keys: every scan once, every key once."""

from itertools import count
from weakref import WeakSet

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanners.keystrokes import (
    BADGE,
    NAMES,
    NIP,
    SHORT,
    Found,
    Press,
    keys,
    known,
    play,
    presses,
    scans,
)

from ceremony_tui.scanners.keyboard import AFTER_END, LONGEST, Key, Scan, Wedge
from ceremony_tui.scanners.profile import HOLD, IDLE

UNKNOWN = "C00009999999"
URL = f"https://asn.example.id/?nip={NIP}"
ENDS = {"CR": "\r", "LF": "\n", "CRLF": "\r\n", "TAB": "\t"}


def named(name: str, at: float) -> Press:
    """A key that is no character."""
    return Key(name, "", at, 0)


def typed(text: str, at: float = 0.0) -> list[Press]:
    return presses(text, at, gap=0.120)


# --- what a scanner types ---------------------------------------------------------------------


@pytest.mark.parametrize("gap", [0.0, 0.0001], ids=["at one moment", "in one chunk"])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("many", [1, 2, 20])
def test_every_code_of_a_chunk_is_a_scan_in_order(many: int, end: str, gap: float):
    codes = [f"19660801198803{n:04d}" for n in range(1001, 1001 + many)]

    found = play(presses("".join(code + end for code in codes), gap=gap))

    assert found == [Scan(code) for code in codes]


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(NIP, id="NIP"),
        pytest.param("19660801 198803 1 901", id="NIP with spaces"),
        pytest.param(BADGE, id="badge number"),
        pytest.param(SHORT, id="short badge number"),
        pytest.param(UNKNOWN, id="unknown badge number"),
        pytest.param(NIP[:17], id="cut NIP"),
        pytest.param(URL, id="URL"),
        pytest.param("HTTPS://X.ID/?Q=1", id="URL of nobody"),
        pytest.param('{"nip": "196608011988031901"}', id="JSON"),
        pytest.param(f"\x02{NIP}\x03", id="STX and ETX"),
        pytest.param(f"\x11{NIP}", id="a prefix that quits elsewhere"),
        pytest.param(f"\x10{NIP}", id="a prefix that opens the palette elsewhere"),
        pytest.param(f"]C1{BADGE}\x1d{NIP}", id="AIM and GS"),
        pytest.param(f"¡{NIP[1:]}", id="Esc swallowed the first digit"),
        pytest.param("110110", id="two digits only"),
        pytest.param("X-9", id="unknown badge number of three characters"),
    ],
)
def test_nothing_of_a_code_acts_as_keys(code: str):
    assert play(presses(f"{code}\r", gap=0.005)) == [Scan(code)]


@pytest.mark.parametrize("gap", [0.0, 0.005, 0.020, 0.030])
def test_a_scanner_without_a_terminator_ends_with_silence(gap: float):
    found = play([*presses(NIP, gap=gap), *presses(UNKNOWN, 2.0, gap)])

    assert found == [Scan(NIP), Scan(UNKNOWN)]


@pytest.mark.parametrize("end", ["enter", "tab", "ctrl+j", "ctrl+m"])
def test_a_terminator_ends_a_scan_whatever_it_is_called(end: str):
    assert play([*presses(UNKNOWN), named(end, 0.001)]) == [Scan(UNKNOWN)]


@pytest.mark.parametrize("code", [NIP, BADGE, UNKNOWN])
def test_a_scan_is_told_at_its_terminator_and_not_after_a_silence(code: str):
    wedge: Wedge[int] = Wedge(known)

    found = [item for key in presses(f"{code}\r", gap=0.005) for item in wedge.feed(key)]

    assert found == [Scan(code)]


@pytest.mark.parametrize(
    ("code", "gap", "is_scan"),
    [
        pytest.param("C00009", 0.034, True, id="as slow as a scanner may be"),
        pytest.param("C00009", 0.036, False, id="as fast as a hand may be"),
        pytest.param("C00009", 0.005, True, id="six characters"),
        pytest.param("110110", 0.005, True, id="two digits only"),
        pytest.param("C0009", 0.005, False, id="five characters"),
    ],
)
def test_an_unknown_text_that_nothing_ends_is_a_scan_by_its_pace(
    code: str, gap: float, is_scan: bool
):
    pressed = presses(code, gap=gap)

    assert play(pressed) == ([Scan(code)] if is_scan else pressed)


@pytest.mark.parametrize(
    ("code", "gap", "is_scan"),
    [
        pytest.param("C00009", 0.034, True, id="as slow as a scanner may be"),
        pytest.param("C00009", 0.036, False, id="as fast as a hand may be"),
        pytest.param("C-9", 0.005, True, id="three characters"),
        pytest.param("C9", 0.005, False, id="two characters"),
    ],
)
def test_an_unknown_text_with_a_terminator_is_a_scan_by_its_pace(
    code: str, gap: float, is_scan: bool
):
    pressed = presses(f"{code}\r", gap=gap)

    assert play(pressed) == ([Scan(code)] if is_scan else pressed)


def test_silence_ends_a_scan_no_sooner_than_it_must():
    wedge: Wedge[int] = Wedge(known)
    for key in presses(NIP):
        assert list(wedge.feed(key)) == []

    assert wedge.wait == IDLE
    assert list(wedge.tick(IDLE - 0.001)) == []
    assert list(wedge.tick(IDLE)) == [Scan(NIP)]
    assert wedge.wait is None


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_terminator_that_comes_after_the_silence_is_the_same_end(end: str):
    late = presses(end, IDLE + 0.010)

    assert play([*presses(NIP), *late]) == [Scan(NIP)]


@pytest.mark.parametrize("end", ["\r", "\n", "\t"], ids=["CR", "LF", "TAB"])
@pytest.mark.parametrize("gap", [0.0, 0.005, 0.020, 0.040])
def test_a_quick_scanner_is_never_seen_as_keys(gap: float, end: str):
    (scan,) = play(presses(NIP + end, gap=gap))

    assert isinstance(scan, Scan)
    assert scan.text == NIP


@pytest.mark.parametrize("code", [NIP, BADGE, SHORT, URL])
@pytest.mark.parametrize("gap", [0.060, 0.100, 0.200, 0.990])
def test_a_slow_scanner_is_known_by_its_code_once_it_ends(gap: float, code: str):
    found = play(presses(f"{code}\r", gap=gap))

    assert found == [*presses(code, gap=gap), Scan(code, typed=True, keys=len(code))]


@pytest.mark.parametrize("code", [NIP, BADGE])
def test_a_scanner_on_the_edge_of_the_hold_gives_one_scan(code: str):
    found = play(presses(f"{code}\r", gap=HOLD))

    (scan,) = [item for item in found if isinstance(item, Scan)]
    assert (scan.text, scan.keys) == (code, len(keys(found)))


def test_a_stutter_in_a_scan_does_not_cut_it():
    stuttering = [*presses(NIP[:1]), *presses(NIP[1:] + "\r", at=0.140, gap=0.005)]

    assert scans(play(stuttering)) == [NIP]


# --- what a person types ----------------------------------------------------------------------


@pytest.mark.parametrize("char", ["b", "?", " ", ".", "1", "\x11", "é"])
def test_a_lone_key_comes_back_after_the_hold(char: str):
    wedge: Wedge[int] = Wedge(known)
    (key,) = presses(char)

    assert list(wedge.feed(key)) == []
    assert wedge.wait == HOLD
    assert list(wedge.tick(HOLD - 0.001)) == []
    assert list(wedge.tick(HOLD)) == [key]
    assert wedge.wait is None


def test_a_key_comes_back_once():
    wedge: Wedge[int] = Wedge(known)
    list(wedge.feed(*presses("b")))
    list(wedge.tick(HOLD))

    assert [*wedge.tick(IDLE), *wedge.tick(5.0)] == []


@pytest.mark.parametrize("gap", [0.060, 0.100, 0.250])
@pytest.mark.parametrize("text", ["sitti nurlina\r", "b", "1966\r", "Nurlina\tArman", "a\n"])
def test_what_a_person_types_comes_out_as_it_was_typed(text: str, gap: float):
    pressed = presses(text, gap=gap)

    assert play(pressed) == pressed


def test_rolling_fingers_keep_their_order():
    rolled = [*presses("an", gap=0.030), *presses("dre\r", 0.110, gap=0.080)]

    assert play(rolled) == rolled


def test_the_end_of_a_persons_text_waits_for_no_silence():
    wedge: Wedge[int] = Wedge(known)
    pressed = presses("an\r", gap=0.040)

    found = [item for key in pressed for item in wedge.feed(key)]

    assert found == pressed


def test_a_person_types_a_whole_nip_and_enter():
    found = play(typed(f"{NIP}\r"))

    assert found == [*typed(NIP), Scan(NIP, typed=True, keys=18)]


def test_a_nip_that_a_person_corrects_is_left_to_the_text_box():
    corrected = typed(f"{NIP[:17]}9\x7f1\r")

    assert play(corrected) == corrected


@pytest.mark.parametrize("name", ["escape", "backspace", "delete", "ctrl+h"])
def test_keys_that_edit_come_after_what_was_typed(name: str):
    pressed = [*presses("ab", gap=0.030), named(name, 0.050)]

    assert play(pressed) == pressed


@pytest.mark.parametrize("name", ["escape", "backspace"])
def test_what_a_machine_typed_before_a_key_that_edits_presses_no_key(name: str):
    found = play([*presses("\x11y 4711"), named(name, 0)])

    assert [type(item) for item in found] == [Scan]


@pytest.mark.parametrize("end", ["\r", "\n", "\t"], ids=["enter", "ctrl+j", "tab"])
def test_a_terminator_alone_is_a_persons_key(end: str):
    pressed = presses(end)

    assert play(pressed) == pressed


def test_enter_is_a_persons_key_again_soon_after_a_scan():
    enter = presses("\r", AFTER_END + 0.010)

    assert play([*presses(f"{NIP}\r"), *enter]) == [Scan(NIP), *enter]


@pytest.mark.parametrize("repeats", [3, 60])
def test_a_key_held_down_repeats_but_was_pressed_once(repeats: int):
    held = [*presses("j"), *presses("j" * repeats, 0.500, gap=0.030)]

    assert play(held) == held[:2]


def test_a_doubled_letter_is_two_keys():
    pressed = presses("ll", gap=0.040)

    assert play(pressed) == pressed


@pytest.mark.parametrize("number", ["7", "17", "217"])
def test_a_short_badge_number_typed_by_hand_is_taken_whole(number: str):
    numbers = {"7", "17", "217"}

    found = play(presses(f"{number}\r", gap=0.200), known=numbers.__contains__)

    assert scans(found) == [number]


@pytest.mark.parametrize(
    ("pause", "texts"),
    [
        pytest.param(1.190, [NIP], id="a person looks at the card"),
        pytest.param(1.210, [], id="a person has gone"),
    ],
)
def test_a_long_pause_parts_what_was_typed(pause: float, texts: list[str]):
    first = typed(NIP[:9])

    found = play([*first, *typed(f"{NIP[9:]}\r", first[-1].at + pause)])

    assert scans(found) == texts


# --- both at once -----------------------------------------------------------------------------


@pytest.mark.parametrize("wait", [0.300, 1.0, 5.0], ids=["300 ms", "1 s", "5 s"])
@pytest.mark.parametrize("code", [NIP, BADGE, UNKNOWN, SHORT])
@pytest.mark.parametrize("text", ["b", "siti n", "1966"])
def test_a_half_typed_text_is_never_mixed_with_a_scan(text: str, code: str, wait: float):
    half = typed(text)

    found = play([*half, *presses(f"{code}\r", half[-1].at + wait, gap=0.005)])

    assert found == [*half, Scan(code)]


@pytest.mark.parametrize("code", [NIP, UNKNOWN])
def test_a_half_typed_text_is_not_mixed_with_a_scan_that_ends_with_silence(code: str):
    half = typed("siti")

    found = play([*half, *presses(code, half[-1].at + 0.100, gap=0.005)])

    assert found == [*half, Scan(code)]


@pytest.mark.parametrize("after", [0.001, 0.030, 0.100, 1.0])
def test_a_key_right_after_a_scan_is_not_swallowed(after: float):
    pressed = presses("b", after)

    assert play([*presses(f"{NIP}\r"), *pressed]) == [Scan(NIP), *pressed]


@pytest.mark.parametrize("name", ["f3", "pagedown", "left", "up"])
def test_a_key_that_is_no_character_passes_through_a_scan(name: str):
    code = presses(f"{NIP}\r", gap=0.005)
    key = named(name, code[9].at)

    assert play([*code[:10], key, *code[10:]]) == [key, Scan(NIP)]


HUMAN = st.sampled_from([*"bansiti 1.?", "\r", "\x7f", "\x1b", "f3", "right"])
CODES = st.sampled_from([NIP, BADGE, SHORT, UNKNOWN, URL, f"\x02{NIP}", NIP + NIP])
TYPING = st.lists(st.tuples(HUMAN, st.integers(60, 400)), min_size=1, max_size=8)
SCANNING = st.tuples(CODES, st.lists(st.integers(0, 10), min_size=50, max_size=50))


@given(st.lists(st.tuples(st.integers(300, 2000), TYPING | SCANNING), max_size=8))
def test_every_scan_and_every_key_comes_out_once_and_in_order(morning):
    pressed: list[Press] = []
    expected: list[Found] = []
    now, number = 0, count()
    for pause, block in morning:
        now += pause
        if isinstance(block, list):
            for char, gap in block:
                name = NAMES.get(char, char)
                key = Key(name, char if len(char) == 1 else "", now / 1000, next(number))
                pressed.append(key)
                expected.append(key)
                now += gap
        else:
            code, gaps = block
            for char, gap in zip(f"{code}\r", gaps, strict=False):
                pressed.append(Key(NAMES.get(char, char), char, now / 1000, next(number)))
                now += gap
            expected.append(Scan(code))

    assert play(pressed) == expected


# --- a key that is jammed ---------------------------------------------------------------------


class Event:
    """Something of which it can be told whether anybody still holds it."""


@pytest.mark.parametrize(
    ("jam", "gap"), [("j", 0.033), ("jk", 0.0)], ids=["a key held down", "two keys in one chunk"]
)
def test_a_jammed_key_is_held_only_so_long(jam: str, gap: float):
    wedge: Wedge[Event] = Wedge(known)
    alive: WeakSet[Event] = WeakSet()
    most, longest = 0, 0
    for place in range(100_000):
        event = Event()
        alive.add(event)
        for item in wedge.feed(Key("j", jam[place % len(jam)], place * gap, event)):
            longest = max(longest, len(item.text) if isinstance(item, Scan) else 0)
        most = max(most, len(alive))

    assert most <= LONGEST + 2
    assert longest <= LONGEST


@pytest.mark.parametrize(
    ("length", "wait"),
    [
        pytest.param(10_000, 2.0, id="a while later"),
        pytest.param(1_000, 0.3, id="soon after a short jam"),
        pytest.param(LONGEST + 5, 0.3, id="soon after more than is kept"),
    ],
)
def test_after_a_jam_the_next_scan_is_read(length: int, wait: float):
    jam = presses("j" * length, gap=0.033)

    assert scans(play([*jam, *presses(f"{NIP}\r", jam[-1].at + wait)])) == [NIP]
