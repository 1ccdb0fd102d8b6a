"""Big letters: as large as the room allows, balanced, and plain where they cannot be drawn."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from ceremony_tui.core.text.pledge import Mode, cues
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.scripts import read_text
from ceremony_tui.letters.bigtext import SMALLEST, SMALLEST_HARD, big, drawn, fit, lines_of
from ceremony_tui.letters.halfblocks import Grid
from ceremony_tui.letters.typeface import OWN, read_face
from ceremony_tui.library import text_names, text_path

PHRASE = "pelaksanaan Pemilu dan Pemilihan Tahun 2024"
PARTICLES = ("dan", "yang", "di", "untuk", "tidak", "ke", "dari", "dengan", "oleh")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (240, 67), (30, 3), (10, 1), (1, 1)])
@pytest.mark.parametrize("text", [PHRASE, "HADIR", "A" * 60, "a b c d e f g h i j k l m n o p q"])
def test_nothing_leaves_its_room(text: str, size: tuple[int, int]) -> None:
    shown = big(text, *size)
    assert len(shown.rows) <= size[1]
    assert all(cell_len(row) <= size[0] for row in shown.rows)


def test_more_room_gives_larger_letters() -> None:
    sizes = [big(PHRASE, width, width // 4).size for width in (100, 140, 200, 240)]
    assert sizes == sorted(set(sizes))
    assert sizes[0] >= SMALLEST_HARD


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


ROOM = st.integers(1, 60)
ANY = st.text(st.characters(categories=("L", "N", "P", "S", "Z", "M")), max_size=40)


@settings(max_examples=60, deadline=None)
@given(ANY, ROOM, ROOM)
def test_no_text_is_wider_or_higher_than_its_room(text: str, width: int, height: int) -> None:
    shown = big(text, width, height)
    assert len(shown.rows) <= height
    # A letter two cells wide has no place in one.
    assert all(cell_len(row) <= max(2, width) for row in shown.rows)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(PHRASE.split() + list(PARTICLES)), min_size=1, max_size=14),
    st.integers(20, 240),
    st.integers(3, 60),
)
def test_drawn_letters_are_whole(words: list[str], width: int, height: int) -> None:
    """What is drawn in its own room is what is drawn with room to spare on every side."""
    size = fit([" ".join(words)], width, height, OWN)
    if not size:
        return
    lines = lines_of(" ".join(words), size, width, height, OWN)
    exact = drawn(lines, size, (width, height), Grid.HALVES, OWN)
    roomy = drawn(lines, size, (width + 40, height + 40), Grid.HALVES, OWN)
    assert " ".join(lines).split() == words
    assert sum(exact.tobytes()) == pytest.approx(sum(roomy.tobytes()), rel=0.02)


def texts() -> list[tuple[str, ...]]:
    """The phrases of every pledge that comes along, as echo and as unison."""
    paths = [text_path(name, Path()) for name in text_names()]
    read = [read_text(path) for path in paths if path]
    return [
        tuple(dict.fromkeys(cue.text for cue in cues(text, mode)[1:]))
        for text in read
        for mode in (Mode.ECHO, Mode.UNISON)
    ]


@pytest.mark.parametrize("room", [(78, 15), (118, 22), (236, 40)])
def test_every_phrase_of_an_item_fits_at_its_one_size(room: tuple[int, int]) -> None:
    for item in texts():
        size = fit(item, *room, OWN)
        assert size == min(fit([phrase], *room, OWN) for phrase in item)
        assert size >= SMALLEST, item
        for phrase in item:
            lines = lines_of(phrase, size, *room, OWN)
            assert "".join(lines).replace(" ", "") == phrase.replace(" ", "")
            image = drawn(lines, size, room, Grid.HALVES, OWN)
            assert image.getbbox() is not None


def breaks_after(words: tuple[str, ...], room: tuple[int, int]) -> list[str]:
    found: list[str] = []
    for item in texts():
        size = fit(item, *room, OWN)
        for phrase in item:
            lines = lines_of(phrase, size, *room, OWN)
            found += [f"{a} | {b}" for a, b in pairwise(lines) if a.split()[-1].lower() in words]
    return found


@pytest.mark.parametrize("room", [(118, 22), (158, 30), (236, 40)])
def test_no_line_ends_in_dan_yang_or_di(room: tuple[int, int]) -> None:
    assert breaks_after(PARTICLES, room) == []


def test_where_cells_are_few_a_long_word_leaves_no_choice() -> None:
    assert set(breaks_after(PARTICLES, (78, 15))) == {"dan tidak | menyebarkan"}


def test_other_small_words_end_a_line_only_where_letters_would_be_much_smaller() -> None:
    phrase = "kepada seluruh penyelenggara"
    assert lines_of(phrase, 8, 236, 40, OWN) == (phrase,)
    assert lines_of(phrase, 15, 236, 40, OWN) == ("kepada seluruh", "penyelenggara")
    assert lines_of("Kami bertekad akan setia", 20, 236, 40, OWN) == ("Kami bertekad", "akan setia")


def test_a_particle_ends_a_line_only_where_else_nothing_could_be_large() -> None:
    long = "dan mempertanggungjawabkannya"
    assert lines_of(long, fit([long], 150, 22, OWN), 150, 22, OWN) == (long,)
    size = fit([long], 110, 22, OWN)
    assert size == SMALLEST
    assert lines_of(long, size, 110, 22, OWN) == ("dan", "mempertanggungjawabkannya")


def test_a_word_breaks_at_its_stroke_rather_than_make_all_letters_small() -> None:
    word = "permusyawaratan/perwakilan"
    size = fit([word], 236, 40, OWN)
    assert lines_of(word, size, 236, 40, OWN) == ("permusyawaratan/", "perwakilan")
    assert lines_of(word, size // 2, 236, 40, OWN) == (word,)


def test_an_accent_and_a_tail_keep_their_room() -> None:
    plain, both = fit(["HADIR"], 300, 10, OWN), fit(["ÂQŠJ,"], 300, 10, OWN)
    assert both < plain
    image = drawn(("ÂQŠJ,",), both, (300, 10), Grid.HALVES, OWN)
    roomy = drawn(("ÂQŠJ,",), both, (300, 30), Grid.HALVES, OWN)
    assert sum(image.tobytes()) == sum(roomy.tobytes())


def test_without_a_font_file_the_one_of_pillow_draws() -> None:
    size = fit([PHRASE], 200, 40, None)
    assert size > 12
    lines = lines_of(PHRASE, size, 200, 40, None)
    assert drawn(lines, size, (200, 40), Grid.HALVES, None).getbbox() is not None


def test_a_font_of_somebodys_own_is_read_or_refused(tmp_path: Path) -> None:
    assert OWN is not None
    copy = tmp_path / "own.ttf"
    copy.write_bytes(OWN.read_bytes())
    assert fit([PHRASE], 200, 40, read_face(copy)) == fit([PHRASE], 200, 40, OWN)
    for data in (b"", b"no font", OWN.read_bytes()[:200]):
        copy = tmp_path / "broken.ttf"
        copy.write_bytes(data)
        with pytest.raises(BadInput):
            read_face(copy)
    with pytest.raises(BadInput):
        read_face(tmp_path)
