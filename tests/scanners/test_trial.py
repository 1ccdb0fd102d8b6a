"""The scanner test in tables: what three scans say of a scanner and of its keyboard."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanners.keystrokes import NAMES, NIP, Press, play, presses, scans

from ceremony_tui.core.signed import sign
from ceremony_tui.scanners.keyboard import Key, Scan
from ceremony_tui.scanners.profile import HOLD, IDLE, MEAN_GAP, Profile
from ceremony_tui.scanners.trial import Bursts, Findings, read_trial

CODES = (NIP, "199009132025241902", "A00001234567", "B-77y", "Zaq-9")
ENDS = {"CR": "\r", "LF": "\n", "CRLF": "\r\n", "TAB": "\t", "none": ""}
PREFIXES = ["", "ASN", "\x02", "]Q1", "]Q1\\000026", "~"]
GAPS = [0.0, 0.005, 0.020, 0.050, 0.100]

AZERTY = str.maketrans("1234567890aqzwAQZW-", "&é\"'(-è_çàqawzQAWZ)")
QWERTZ = str.maketrans("yzYZ-", "zyZYß")


def pulled(texts: Sequence[str], gap: float = 0.005) -> list[list[Press]]:
    """Each text as one pull of the trigger, two seconds apart."""
    return [presses(text, 2.0 * place, gap) for place, text in enumerate(texts)]


def read(*texts: str, gap: float = 0.005) -> Findings:
    return read_trial(pulled(texts, gap), CODES)


def told(found: Findings) -> list[str]:
    return [finding.key for finding in found.told()]


def amiss(found: Findings) -> list[str]:
    return [finding.key for finding in found.told() if not finding.fine]


@pytest.mark.parametrize("prefix", PREFIXES, ids=ascii)
@pytest.mark.parametrize("capslock", [False, True], ids=["", "CapsLock"])
@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("end", ENDS)
def test_a_scanner_is_described(end: str, gap: float, capslock: bool, prefix: str):
    texts = [prefix + code for code in (CODES[0], CODES[2], CODES[3])]
    if capslock:
        texts = [text.swapcase() for text in texts]

    found = read(*(text + ENDS[end] for text in texts), gap=gap)

    assert found.terminator == end
    assert found.prefix == (prefix.swapcase() if capslock else prefix)
    assert found.suffix == ""
    assert found.gap == pytest.approx(gap)
    assert found.largest == pytest.approx(gap)
    assert found.capslock == capslock
    assert found.layout == ""
    assert found.complete
    assert [reading.code for reading in found.readings] == [CODES[0], CODES[2], CODES[3]]
    exact = prefix[:1] in ("\x02", "]", "~") and prefix
    assert amiss(found) == [
        *(["end-none"] if end == "none" else []),
        *(["speed-slow"] if gap > 0.050 and not exact else []),
        *(["caps"] if capslock else []),
    ]
    assert ("prefix-exact" in told(found)) == bool(exact)


@pytest.mark.parametrize("prefix", PREFIXES, ids=ascii)
@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("end", ENDS)
def test_with_its_profile_a_scanner_never_acts_as_keys(end: str, gap: float, prefix: str):
    codes = [CODES[0], CODES[2], CODES[3]]
    sent = [prefix + code + ENDS[end] for code in codes]
    profile = read(*sent, gap=gap).profile

    again = [key for number, text in enumerate(sent) for key in presses(text, 5.0 * number, gap)]
    found = play(again, known=CODES.__contains__, profile=profile)

    assert [item for item in found if not isinstance(item, Scan)] == []
    # Only the badge reader knows how long an AIM identifier and its channel are.
    assert scans(found) == codes
    assert not any(scan.typed for scan in found if isinstance(scan, Scan))


@pytest.mark.parametrize(
    ("layout", "table"), [("azerty", AZERTY), ("qwertz", QWERTZ)], ids=["AZERTY", "QWERTZ"]
)
def test_a_layout_that_does_not_fit_is_named(layout: str, table: dict[int, int]):
    found = read(*(f"{code.translate(table)}\r" for code in ("Zaq-9", "B-77y", CODES[2])))

    assert found.layout == layout
    assert f"layout-{layout}" in amiss(found)
    assert not found.complete  # nobody keeps what the mended keyboard will not send


def test_the_digits_of_a_french_keyboard_are_a_nip_and_hidden():
    stranger = "198501012010012903"

    found = read(f"{stranger.translate(AZERTY)}\r")

    (reading,) = found.readings
    assert found.layout == "azerty"
    assert reading.code == stranger
    assert reading.shown == "•" * 8 + stranger[8:].translate(AZERTY)


@pytest.mark.parametrize("dash", ["/", "'"], ids=["slash", "apostrophe"])
def test_a_hyphen_that_is_another_sign_is_seen(dash: str):
    found = read(f"Zaq{dash}9\r".replace("Z", "Y" if dash == "/" else "Z"))

    assert found.layout == ("qwertz" if dash == "/" else "other")
    assert found.readings[0].code == "Zaq-9"


def test_badges_of_nobody_say_that_little_can_be_told():
    found = read("C00009999999\r", "D00009999998\r", "E00009999997\r")

    assert amiss(found) == ["unknown"]
    assert found.prefix == ""
    assert found.complete


@pytest.mark.parametrize("prefix", ["~", "\x02", "]C1", "*"], ids=ascii)
def test_a_sign_before_badges_of_nobody_is_a_prefix(prefix: str):
    assert read(*(f"{prefix}{code}\r" for code in ("C0000", "D0001", "E0002"))).prefix == prefix


def test_signed_badges_are_known_without_a_roster():
    texts = [sign(bytes(16), f"K-{n}") for n in range(3)]
    found = read(*(f"~{text}\r" for text in texts))
    assert [reading.code for reading in found.readings] == texts
    assert (found.prefix, found.layout) == ("~", "")
    assert amiss(found) == []
    assert read(*(f"{text.translate(AZERTY)}\r" for text in texts)).layout == "azerty"


def test_what_stands_behind_a_code_is_a_suffix():
    found = read(*(f"{code}#\r" for code in CODES[:3]))

    assert (found.prefix, found.suffix) == ("", "#")
    assert found.profile.bare(f"{CODES[2]}#") == CODES[2]


def test_of_two_aim_identifiers_the_bracket_is_the_mark():
    profile = read(f"]Q1{NIP}\r", f"]C1{CODES[2]}\r").profile

    assert profile.mark == "]"
    assert profile.bare(f"]Q1{NIP}") == f"]Q1{NIP}"  # the badge reader takes the rest


def test_ends_that_differ_are_told():
    assert "end-odd" in amiss(read(f"{NIP}\r", f"{NIP}\t", f"{NIP}\r"))
    assert "end-odd" in amiss(read(f"{NIP}\r\r"))
    assert read(f"{NIP}\r\r").profile.terminator == ""


def test_a_scanner_too_slow_to_be_waited_for_is_told_to_get_a_prefix():
    found = read(*(f"{code}\r" for code in CODES[:3]), gap=0.300)

    assert amiss(found) == ["speed-too-slow"]
    assert (found.profile.mean_gap, found.profile.hold, found.profile.idle) == (
        MEAN_GAP,
        HOLD,
        IDLE,
    )


def test_a_quick_scanner_changes_nothing():
    found = read(*(f"{code}\r" for code in CODES[:3]))

    assert found.profile == Profile(terminator="CR")


def test_a_whole_nip_is_never_shown():
    for text in (NIP, f"]Q1{NIP}", f"19660801 {NIP[8:]}", f"https://x.id/?nip={NIP}"):
        (reading,) = read(text).readings
        assert NIP[:8] not in reading.shown


def test_nothing_is_read_of_nothing():
    assert read_trial(()).readings == ()
    assert not read_trial(()).complete


# --- parting the keys ---------------------------------------------------------------------------


@pytest.mark.parametrize("gap", [0.0, 0.020, 0.100, 0.990])
@pytest.mark.parametrize("end", ENDS)
def test_each_pull_of_the_trigger_is_one_burst(end: str, gap: float):
    texts = [code + ENDS[end] for code in CODES[:3]]
    bursts: Bursts[int] = Bursts()

    at = 0.0
    for text in texts:
        for key in presses(text, at, gap):
            bursts.hear(key)
            at = key.at
        at += 1.5
    bursts.tick(at + 1)

    assert ["".join(key.char for key in burst) for burst in bursts.done] == texts


def test_codes_that_end_may_follow_at_once():
    bursts: Bursts[int] = Bursts()
    for key in presses("".join(f"{code}\r\n" for code in CODES[:3])):
        bursts.hear(key)
    bursts.tick(1.0)

    assert len(bursts.done) == 3


def test_a_persons_keys_are_no_burst():
    bursts: Bursts[int] = Bursts()
    for place, char in enumerate("?\r1\rb"):
        bursts.hear(*presses(char, 2.0 * place))
    bursts.tick(20.0)

    assert bursts.done == ()


def test_only_the_latest_three_count():
    bursts: Bursts[int] = Bursts()
    for text in (f"{code}\r" for code in CODES):
        for key in presses(text):
            bursts.hear(key)
    bursts.tick(1.0)

    assert ["".join(key.char for key in burst[:-1]) for burst in bursts.done] == list(CODES[2:])


# --- a mark makes it exact --------------------------------------------------------------------

MARKED = [
    Profile("~", terminator="CR"),
    Profile("\x02", terminator="CRLF"),
    Profile("]Q1", terminator="TAB"),
    Profile("~", "#", "LF"),
]
HUMAN = st.sampled_from([*"bansiti 1.?AQ", "\r", "\t", "\x7f", "\x1b", "f3", "right"])
TYPING = st.lists(st.tuples(HUMAN, st.integers(0, 2000)), min_size=1, max_size=12)
SCANNED = st.sampled_from([NIP, "A00001234567", "B", "C00009999999", "https://x.id/?b=.\x1d7"])
SCANNING = st.tuples(SCANNED, st.lists(st.integers(0, 990), min_size=40, max_size=40))


@given(
    st.sampled_from(MARKED),
    st.lists(st.tuples(st.integers(0, 2000), TYPING | SCANNING), max_size=8),
)
def test_with_a_mark_every_scan_and_every_key_is_exact_at_any_speed(profile: Profile, morning):
    pressed: list[Press] = []
    expected: list[object] = []
    now = 0
    for pause, block in morning:
        now += pause
        if isinstance(block, list):
            for char, gap in block:
                key = Key(
                    NAMES.get(char, char), char if len(char) == 1 else "", now / 1000, len(pressed)
                )
                pressed.append(key)
                expected.append(key)
                now += gap
        else:
            code, gaps = block
            sent = profile.prefix + code + profile.suffix + ENDS[profile.terminator]
            for char, gap in zip(sent, gaps, strict=False):
                pressed.append(Key(NAMES.get(char, char), char, now / 1000, len(pressed)))
                now += gap
            expected.append(Scan(code))

    assert play(pressed, known={NIP, "A00001234567"}.__contains__, profile=profile) == expected


@pytest.mark.parametrize("gap", [0.0, 0.100, 0.400])
def test_a_marked_code_that_nothing_ends_ends_with_its_own_silence(gap: float):
    profile = read(*(f"~{code}" for code in CODES[:3]), gap=gap).profile
    after = presses("b", 20.0)

    found = play([*presses("~C-9", gap=gap), *after], known=set().__contains__, profile=profile)

    assert found == [Scan("C-9"), *after]


@pytest.mark.parametrize("text", ["~", "~an"])
def test_a_mark_that_a_person_pressed_comes_back(text: str):
    pressed = presses(text, gap=0.200)

    assert play(pressed, profile=MARKED[0]) == pressed


def test_a_person_still_types_a_whole_nip():
    pressed = presses(f"{NIP}\r", gap=0.120)

    assert play(pressed, profile=MARKED[0]) == [*pressed[:-1], Scan(NIP, typed=True, keys=18)]


# --- a slow scanner without a mark ------------------------------------------------------------

SLOW = read(*(f"{code}\r" for code in CODES[:3]), gap=0.100).profile


@pytest.mark.parametrize("gap", [0.050, 0.100, 0.120])
@pytest.mark.parametrize("text", [NIP, "C0000-999999"])
@pytest.mark.parametrize("end", ["\r", ""], ids=["CR", "none"])
def test_what_was_measured_is_a_scan_even_of_nobody(text: str, gap: float, end: str):
    assert play(presses(text + end, gap=gap), profile=SLOW) == [Scan(text)]


@pytest.mark.parametrize("gap", [0.060, 0.100, 0.120, 0.250])
@pytest.mark.parametrize("text", ["sitti nurlina\r", "b", "1966\r", "Nurlina\tArman", "111"])
def test_beside_a_slow_scanner_a_person_types_as_ever(text: str, gap: float):
    pressed = presses(text, gap=gap)

    assert play(pressed, profile=SLOW) == pressed
