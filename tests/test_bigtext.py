"""Big letters: as large as the room allows, balanced, and plain where they cannot be drawn."""

import pytest

from ceremony_tui.bigtext import SMALLEST, big

PHRASE = "pelaksanaan Pemilu dan Pemilihan Tahun 2024"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (240, 67), (30, 3), (10, 1), (1, 1)])
@pytest.mark.parametrize("text", [PHRASE, "HADIR", "A" * 60, "a b c d e f g h i j k l m n o p q"])
def test_nothing_leaves_its_room(text: str, size: tuple[int, int]) -> None:
    shown = big(text, *size)
    assert len(shown.rows) <= size[1]
    assert all(len(row) <= size[0] for row in shown.rows)


def test_more_room_gives_larger_letters() -> None:
    sizes = [big(PHRASE, width, width // 4).size for width in (100, 140, 200, 240)]
    assert sizes == sorted(set(sizes))
    assert sizes[0] >= SMALLEST


def test_lines_are_balanced() -> None:
    rows = big(PHRASE, 200, 50).rows
    inked = [row.strip() for row in rows if row.strip()]
    assert max(map(len, inked)) <= 200
    assert big(PHRASE, 200, 50).size > big(PHRASE, 200, 14).size


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_to_show_is_nothing(text: str) -> None:
    assert big(text, 80, 24).rows == ()


@pytest.mark.parametrize("text", ["ﺔﻴﺑﺮﻋ", "漢字", "🙂 Budi"])
def test_a_name_in_other_letters_is_written_plainly(text: str) -> None:
    shown = big(text, 80, 10)
    assert shown.size == 0
    assert "".join(shown.rows).split() == text.split()


def test_too_little_room_is_written_plainly() -> None:
    assert big(PHRASE, 50, 2).size == 0
    assert "pelaksanaan Pemilu" in big(PHRASE, 50, 2).rows[0]


def test_the_same_text_is_drawn_once() -> None:
    assert big(PHRASE, 150, 40) is big(PHRASE, 150, 40)


@pytest.mark.parametrize("sign", "✓✗●▲")
def test_every_sign_of_the_gate_has_a_shape(sign: str) -> None:
    assert any(row.strip() for row in big(sign, 40, 8).rows)
    assert big(sign, 40, 8).size > 0
