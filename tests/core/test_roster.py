"""People are found by what their badge says."""

import pytest

from ceremony_tui.core.badge import read_badge
from ceremony_tui.core.roster import Attendee, Roster

NURLINA = Attendee(
    "196608011988031901", "Hj. Sitti Nurlina, S.Sos", "Dinas Kesehatan", "196608011988031901",
    badge="A00001234567",
)  # fmt: skip
RIDWAN = Attendee(
    "199009132025241902", "La Ode Muh. Ridwan", "Inspektorat", "199009132025241902", badge="B-77/x"
)
SUKARNI = Attendee("NON-0001", "Sukarni", "Satpol PP")
TWIN = Attendee("NON-0002", "Sukarni", "Dinas Kesehatan", badge="b-77/X")
ROSTER = Roster((NURLINA, RIDWAN, SUKARNI))


# --- match ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param(NURLINA.nip, (NURLINA,), id="NIP"),
        pytest.param("19660801 198803 1 901", (NURLINA,), id="NIP with spaces"),
        pytest.param("A00001234567", (NURLINA,), id="badge number"),
        pytest.param("a00001234567", (NURLINA,), id="badge number under CapsLock"),
        pytest.param("]Q1A00001234567", (NURLINA,), id="badge number with AIM"),
        pytest.param("b-77/X", (RIDWAN,), id="badge number with marks"),
        pytest.param("B77x", (), id="badge number without its marks"),
        pytest.param("B-77", (), id="part of a badge number"),
        pytest.param("NON-0001", (SUKARNI,), id="local number"),
        pytest.param(f"https://x.id/{RIDWAN.nip}", (RIDWAN,), id="URL"),
        pytest.param(f"{RIDWAN.nip},198501012010012999", (RIDWAN,), id="only one on the roster"),
        pytest.param(f"{RIDWAN.nip},{NURLINA.nip}", (RIDWAN, NURLINA), id="two on the roster"),
        pytest.param("198501012010012999", (), id="a stranger"),
        pytest.param("1", (), id="row number"),
        pytest.param("Sukarni", (), id="a name"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_a_badge_stands_for(text: str, people: tuple[Attendee, ...]):
    assert ROSTER.match(read_badge(text)) == people


def test_two_people_behind_one_badge_number_both_match():
    roster = Roster((RIDWAN, SUKARNI, TWIN))

    assert roster.match(read_badge("B-77/x")) == (RIDWAN, TWIN)


def test_the_badge_number_of_one_and_the_nip_of_another_both_match():
    borrower = Attendee("NON-0003", "Peminjam", "Inspektorat", badge=RIDWAN.nip)

    assert Roster((RIDWAN, borrower)).match(read_badge(RIDWAN.nip)) == (RIDWAN, borrower)


def test_the_whole_text_goes_before_a_nip_inside_it():
    card = Attendee("NON-0004", "Kartu", "Inspektorat", badge=f"X/{RIDWAN.nip}")

    assert Roster((RIDWAN, card)).match(read_badge(f"x/{RIDWAN.nip}")) == (card,)


def test_a_person_whose_id_is_their_badge_matches_once():
    guest = Attendee("T-1", "Tamu", "Inspektorat", badge="T-1")

    assert Roster((guest,)).match(read_badge("T-1")) == (guest,)


# --- the roster itself ------------------------------------------------------------------------


def test_the_roster_keeps_the_official_order():
    assert list(Roster((SUKARNI, NURLINA, RIDWAN))) == [SUKARNI, NURLINA, RIDWAN]


def test_a_later_row_of_the_same_person_replaces_the_earlier():
    moved = Attendee("NON-0001", "Sukarni", "Inspektorat")

    roster = Roster((SUKARNI, moved))

    assert (len(roster), roster.get("NON-0001")) == (1, moved)


def test_somebody_not_on_the_roster_is_nobody():
    assert ROSTER.get("NON-9999") is None


def test_two_rosters_of_the_same_people_are_equal():
    assert Roster((NURLINA, RIDWAN)) == Roster((NURLINA, RIDWAN))


def test_two_rosters_of_other_people_differ():
    assert Roster((NURLINA,)) != Roster((RIDWAN,))
