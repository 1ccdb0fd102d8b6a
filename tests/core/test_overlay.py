"""A mapping that is changed again and again is a dict to whoever reads it; older ones stay."""

from hypothesis import given
from hypothesis import strategies as st

from ceremony_tui.core.overlay import THICK, Overlay

CHANGES = st.lists(st.dictionaries(st.integers(0, 9), st.integers(), max_size=4), max_size=8)


@given(CHANGES)
def test_it_reads_as_a_dict_that_took_the_same_changes(changes: list[dict[int, int]]):
    plain: dict[int, int] = {}
    overlay = Overlay[int, int]()
    for change in changes:
        before, as_it_was = overlay, dict(plain)
        plain |= change
        overlay = overlay.changed(change)
        assert before == as_it_was

    assert (dict(overlay), len(overlay)) == (plain, len(plain))
    for key in range(10):
        assert (key in overlay, overlay.get(key)) == (key in plain, plain.get(key))


def test_changes_become_ground_before_they_are_many():
    overlay = Overlay[int, int]()
    for number in range(10 * THICK):
        overlay = overlay.changed({number: number, 0: number})
        assert len(overlay._over) <= THICK

    assert list(overlay.values())[:2] == [10 * THICK - 1, 1]
    assert len(overlay) == 10 * THICK
