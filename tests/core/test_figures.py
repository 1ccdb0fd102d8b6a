"""What goes up: counts that add up, and nobody who could be recognised."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceremony_tui.core.figures import OTHER, SMALL, Figures, figures_of, grouped, total
from ceremony_tui.core.tally import CODES, Tally

AT = datetime(2026, 12, 7, tzinfo=UTC)
COUNTS = st.dictionaries(st.sampled_from(CODES), st.integers(0, 40))


@given(COUNTS)
def test_the_groups_add_up_and_none_is_small(counts: dict[str, int]) -> None:
    told = grouped(counts)
    assert sum(told.values()) == sum(counts.values())
    if sum(counts.values()) >= SMALL:
        assert all(count >= SMALL for count in told.values())


@given(COUNTS)
def test_who_is_hidden_is_hidden_among_others(counts: dict[str, int]) -> None:
    """One group alone under `other` would be told by the name that is missing."""
    told = grouped(counts)
    hidden = [code for code, count in counts.items() if count and code not in told]
    filled = [code for code, count in counts.items() if count]
    assert len(hidden) != 1 or len(filled) == 1
    assert told.get(OTHER, 0) == sum(counts[code] for code in hidden)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"H": 90, "S": 6, "B": 10}, {"H": 90, "S": 6, "B": 10}),
        ({"H": 90, "S": 1, "I": 4, "B": 10}, {"H": 90, "B": 10, OTHER: 5}),
        ({"H": 90, "S": 2, "B": 10}, {"H": 90, OTHER: 12}),
        ({"H": 3, "B": 300}, {OTHER: 303}),
        ({"H": 300}, {"H": 300}),
    ],
)
def test_small_groups_are_put_together(counts: dict[str, int], told: dict[str, int]) -> None:
    assert grouped(counts) == told


def test_a_ceremony_of_four_tells_nothing() -> None:
    def told(people: int) -> Figures | None:
        tally = Tally("", Counter(H=people))
        return figures_of(tally, "Upacara", "Kota", AT, final=False, rehearsal=False)

    assert told(SMALL - 1) is None
    assert told(SMALL)


def test_a_rehearsal_counts_in_no_sum() -> None:
    real = Figures("a", "x", AT, 100, {"H": 60, "T": 20, "B": 20}, final=True)
    trial = Figures("b", "y", AT, 50, {"H": 50}, rehearsal=True)
    whole = total([real, trial])
    assert (whole.ceremonies, whole.people, whole.present, whole.final) == (1, 100, 80, 1)
