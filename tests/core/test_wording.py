"""The words recited have a hash that anyone can compute again."""

from dataclasses import replace
from hashlib import sha256

import pytest

from ceremony_tui.core.text.pledge import Text
from ceremony_tui.core.text.wording import text_hash

PLEDGE = Text(
    title="Ikrar",
    source="Berita Acara",
    opening="Kami berikrar:",
    points=("Menjaga netralitas.", "Menolak politik uang."),
    closing="",
)


def test_the_hash_is_that_of_the_words_one_part_a_line() -> None:
    words = "Ikrar\nKami berikrar:\nMenjaga netralitas.\nMenolak politik uang.\n"
    assert text_hash(PLEDGE) == sha256(words.encode()).hexdigest()


@pytest.mark.parametrize(
    "same",
    [
        replace(PLEDGE, source="lain"),
        replace(PLEDGE, opening="Kami|berikrar:"),
        replace(PLEDGE, opening=" Kami ~ berikrar: "),
        replace(PLEDGE, points=("Menjaga~netralitas.|", "Menolak  politik uang.")),
    ],
    ids=["the source", "a break", "a tie", "marks and spaces"],
)
def test_what_is_not_spoken_does_not_count(same: Text) -> None:
    assert text_hash(same) == text_hash(PLEDGE)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLEDGE, title="Ikrar ASN"),
        replace(PLEDGE, opening="kami berikrar:"),
        replace(PLEDGE, points=PLEDGE.points[::-1]),
        replace(PLEDGE, points=PLEDGE.points[:1], closing=PLEDGE.points[1]),
        replace(PLEDGE, points=("Menjaga netralitas", PLEDGE.points[1])),
    ],
    ids=["title", "a capital", "the order", "a point that became the closing", "a full stop"],
)
def test_other_words_have_another_hash(other: Text) -> None:
    assert text_hash(other) != text_hash(PLEDGE)


def test_an_accent_counts_the_same_however_it_is_stored() -> None:
    assert text_hash(Text("Zoe\u0308")) == text_hash(Text("Zo\u00eb"))
