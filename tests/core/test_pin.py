"""The PIN: what may be one, what opens, and how long the next one waits."""

import pytest

from ceremony_tui.core.pin import is_pin, opens, seal, wait_after

SEAL = seal("2468", b"salt of this file")


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("123", False),
        ("1234", True),
        ("123456789012", True),
        ("1234567890123", False),
        ("12 34", False),
        ("12a4", False),
        ("١٢٣٤", False),  # digits that no keyboard of ours types
        ("", False),
    ],
)
def test_four_to_twelve_digits(text: str, may: bool) -> None:
    assert is_pin(text) is may


@pytest.mark.parametrize("pin", ["2469", "24680", "246", "", "2468 "])
def test_only_the_pin_itself_opens(pin: str) -> None:
    assert opens(SEAL, "2468")
    assert not opens(SEAL, pin)


@pytest.mark.parametrize("damaged", ["", "zz:00", "2468", ":", SEAL[:-1]])
def test_no_seal_and_a_damaged_one_open_to_nobody(damaged: str) -> None:
    assert not opens(damaged, "2468")


def test_the_same_pin_is_kept_differently_in_every_file() -> None:
    assert "2468" not in SEAL
    assert seal("2468", b"another") != SEAL


@pytest.mark.parametrize(
    ("wrong", "seconds"), [(0, 0), (2, 0), (3, 5), (4, 10), (5, 20), (8, 160), (9, 300), (99, 300)]
)
def test_every_wrong_pin_after_the_third_waits_twice_as_long(wrong: int, seconds: float) -> None:
    assert wait_after(wrong) == seconds
