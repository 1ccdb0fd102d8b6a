"""Finding people as officers name them."""

import pytest

from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.search import Finder, fold_name

PEOPLE = [
    Attendee("1", "Dr. H. La Ode Muh. Rahmat, S.E., M.M.", "Inspektorat", "196608011988031901"),
    Attendee("2", "Sitti Nurlina, S.Kep., Ns.", "Dinas Kesehatan", "199009132025242902"),
    Attendee("3", "Andréa O'Neil", "Dinas Sosial", "198501012010012903", badge="A00001234567"),
    Attendee("4", "Sukarni", "RSUD", ""),
    Attendee("5", "Muhammad Yusuf", "Dinas Kesehatan", "198501012010011904"),
]


def found(text: str) -> list[str]:
    return [person.id for person in Finder(PEOPLE).find(text)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("nurlina", ["2"]),
        ("NURLI", ["2"]),
        ("nurlina sitti", ["2"]),
        ("siti nurlina", ["2"]),
        ("andrea", ["3"]),
        ("oneil", ["3"]),
        ("o'neil", ["3"]),
        ("Drs. Sukarni, S.Pd.", ["4"]),
        ("LM Rahmat", ["1"]),
        ("L.M. Rahmat", ["1"]),
        ("la ode muh rahmat", ["1"]),
        ("Moh. Yusuf", ["5"]),
        ("kesehatan", ["2", "5"]),
        ("dinas kesehatan yusuf", ["5"]),
        ("904", ["5"]),
        ("2010 01 1 904", ["5"]),
        ("A0000123", ["3"]),
        ("nurlena", ["2"]),
        ("yusup", ["5"]),
        ("yusfu", ["5"]),
        ("sukani", ["4"]),
        ("xyzzy", []),
        ("", []),
        ("  . ", []),
    ],
)
def test_people_are_found_by(text: str, ids: list[str]) -> None:
    assert found(text) == ids


def test_a_typing_error_comes_after_the_exact_ones() -> None:
    people = [Attendee("a", "Hasan", "D"), Attendee("b", "Hasen", "D")]
    assert [p.id for p in Finder(people).find("hasen")] == ["b", "a"]


def test_no_more_than_asked_for() -> None:
    people = [Attendee(str(n), "Ani", "D") for n in range(100)]
    assert [p.id for p in Finder(people).find("ani", 3)] == ["0", "1", "2"]


def test_a_folded_name_folds_to_itself() -> None:
    for person in PEOPLE:
        assert fold_name(fold_name(person.name)) == fold_name(person.name)
