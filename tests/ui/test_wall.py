"""The wall in cells: the same letters in every way to draw them, and smaller on the console."""

import io
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps, ImageStat
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip

from ceremony_tui.core.displays import Report
from ceremony_tui.core.text.pledge import Mode, Text, Turn, cues
from ceremony_tui.desk import Desk
from ceremony_tui.letters.typeface import OWN
from ceremony_tui.shown.wall import Sight
from ceremony_tui.ui.brush import Brush, Depth, brushes, dress, ramp
from ceremony_tui.ui.scanning import Scanning
from ceremony_tui.ui.screens.testcard import metres_of
from ceremony_tui.ui.widgets.preview import Preview, smaller
from ceremony_tui.ui.widgets.testcard import Card
from ceremony_tui.ui.widgets.wall import (
    Block,
    Wall,
    capital,
    laid_out,
    painted,
    picture,
)
from ceremony_tui.words import load

SIZES = [(80, 24), (120, 36), (240, 67)]
BRUSHES = brushes(Depth.TRUE)
ITEM = tuple(
    dict.fromkeys(
        cue.text
        for cue in cues(
            Text(
                "Ikrar",
                opening="Kami Pegawai Aparatur Sipil Negara berikrar:",
                points=(
                    "Menjaga dan menegakkan prinsip netralitas Pegawai ASN di instansi kami",
                    "Menghindari konflik kepentingan, tidak melakukan praktik intimidasi",
                ),
            ),
            Mode.ECHO,
        )[1:]
    )
)
SEEN = Sight(Turn.ALL, "IKUTI BERSAMA-SAMA", ITEM[2], ITEM[3], "Butir 1 dari 2", ITEM)


REPORTED = datetime(2023, 10, 28, tzinfo=UTC)


def name(brush: Brush) -> str:
    return brush.name


# --- What cells look like ----------------------------------------------------------------------

# The four quarters of a cell that a block covers, read like a page.
QUARTERS = dict(zip(" ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█", product((False, True), repeat=4), strict=True))

WRITTEN = (True,) * 4  # a plain letter


def lit(style: Style, *, ink: bool) -> tuple[int, int, int]:
    color = style.color if ink != bool(style.reverse) else style.bgcolor
    white = ink != bool(style.reverse)
    return tuple(color.get_truecolor()) if color else ((255,) * 3 if white else (0,) * 3)  # type: ignore[return-value]


def looks(rows: list[Strip] | tuple[Strip, ...]) -> Image.Image:
    """What a terminal makes of them, two dots a cell across and down."""
    image = Image.new("RGB", (2 * rows[0].cell_length, 2 * len(rows)))
    for y, row in enumerate(rows):
        x = 0
        for text, style, _ in row:
            assert style is not None
            for block, place in product(text, range(4)):
                at = 2 * x + place % 2, 2 * y + place // 2
                image.putpixel(at, lit(style, ink=QUARTERS.get(block, WRITTEN)[place]))
                x += place == 3
    return image


def by_pillow(block: Block, lower: int) -> Image.Image:
    """The same lines by Pillow alone, eight times as fine, in grey; `lower` in eighths of a dot."""
    assert OWN is not None
    fine = 8
    image = Image.new("L", (block.width * fine, 2 * block.height * fine))
    font = ImageFont.truetype(OWN, block.size * fine / 0.728)
    pitch = int(block.size * 1.44)
    last = (2 * block.height + block.size + (len(block.lines) - 1) * pitch) // 2
    for number, line in enumerate(reversed(block.lines)):
        at = image.width / 2, (last - number * pitch) * fine + lower
        ImageDraw.Draw(image).text(at, line, fill=255, font=font, anchor="ms")
    return image.resize((2 * block.width, 2 * block.height), Image.Resampling.BOX)


def blurred(image: Image.Image, dots: int) -> Image.Image:
    """From so far away that so many dots run into one."""
    size = max(1, image.width // dots), max(1, image.height // dots)
    return image.resize(size, Image.Resampling.BOX)


@pytest.mark.parametrize("brush", [brush for brush in BRUSHES if not brush.plain], ids=name)
@pytest.mark.parametrize("size", [7, 12, 24])
def test_the_letters_are_those_that_pillow_draws(brush: Brush, size: int) -> None:
    size = brush.size(size) or 12
    block = Block(160, 48, ("Menjaga dan", "netralitas"), size, "#ffffff", "#000000")
    ours = blurred(looks(painted(block, brush, OWN)).convert("L"), 4)
    wanted = [blurred(by_pillow(block, lower), 4) for lower in (0, 2, 4, 6)]
    miss = min(ImageStat.Stat(ImageChops.difference(ours, one)).sum[0] for one in wanted)
    # A dot of a cell without block characters is as large as the whole cell.
    assert miss / ImageStat.Stat(wanted[0]).sum[0] < (0.35 if brush.spaces else 0.18)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract to read pictures")
@pytest.mark.parametrize(("size", "phrase"), [(SIZES[1], ITEM[0]), (SIZES[2], ITEM[-1])])
def test_a_phrase_is_read_at_a_sixteenth_of_its_size(size: tuple[int, int], phrase: str) -> None:
    """A wall of 1920 x 1080 dots from so far away that 120 x 67 are left of it."""
    wall = looks(picture(replace(SEEN, phrase=phrase), *size)).convert("L")
    far = wall.resize((120, 67), Image.Resampling.BOX).crop((0, 11, 120, 52))
    paper = ImageOps.invert(far.resize((960, 328), Image.Resampling.LANCZOS))
    file = io.BytesIO()
    paper.save(file, "png")
    read = subprocess.run(
        ["tesseract", "stdin", "stdout", "--psm", "6"],
        input=file.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads only wait for each other
    )
    assert "".join(read.stdout.decode().split()) == phrase.replace(" ", "")


@pytest.mark.parametrize("brush", BRUSHES, ids=name)
@pytest.mark.parametrize("size", [*SIZES, (20, 5), (3, 2), (1, 1)])
@pytest.mark.parametrize("seen", [SEEN, Sight(Turn.TITLE, phrase="Ikrar \x1b[31m漢字")])
def test_it_fills_the_wall_and_no_more(brush: Brush, size: tuple[int, int], seen: Sight) -> None:
    rows = picture(seen, *size, brush)
    assert len(rows) == size[1]
    assert {row.cell_length for row in rows} == {size[0]}
    if size > (20, 5):
        assert {cell_len(row.text) for row in rows} == {size[0]}
    assert "\x1b" not in "".join(row.text for row in rows)


def colors(rows: list[Strip]) -> set[Color]:
    styles = [style for row in rows for _, style, _ in row if style]
    return {color for style in styles for color in (style.color, style.bgcolor) if color}


@pytest.mark.parametrize("brush", BRUSHES, ids=name)
@pytest.mark.parametrize("turn", list(Turn))
def test_it_uses_the_colours_that_there_are(brush: Brush, turn: Turn) -> None:
    used = colors(picture(replace(SEEN, turn=turn), 120, 36, brush))
    if brush.depth is Depth.NONE:
        assert not used
    if brush.depth is Depth.SIXTEEN:
        assert len(used) <= 4
    if brush.depth is Depth.PALETTE:
        shades = {*range(256), 95}
        assert all(set(color.get_truecolor()) <= shades for color in used)


@pytest.mark.parametrize("depth", list(Depth))
def test_each_turn_is_told_from_the_leaders_by_brightness_too(depth: Depth) -> None:
    def light(color: str) -> float:
        red, green, blue = Color.parse(color).get_truecolor()
        return 0.3 * red + 0.6 * green + 0.1 * blue

    listen, repeat = dress(Turn.LEADER, depth), dress(Turn.ALL, depth)
    assert (listen.banner_ink, listen.banner_paper) != (repeat.banner_ink, repeat.banner_paper)
    for turn in Turn:
        worn = dress(turn, depth)
        for ink, paper in ((worn.ink, worn.paper), (worn.banner_ink, worn.banner_paper)):
            assert abs(light(ink) - light(paper)) > 90, turn
    if depth:
        assert light(repeat.ink) > light(listen.ink)


@pytest.mark.parametrize("depth", [Depth.TRUE, Depth.PALETTE])
def test_a_ramp_grows_steadily_from_paper_to_ink(depth: Depth) -> None:
    shades = [sum(color.get_truecolor()) for color in ramp("#ffffff", "#0a3d1c", depth)]
    assert shades == sorted(shades)
    assert len(set(shades)) > 5


# --- What does not change ----------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_an_item_has_one_size(size: tuple[int, int]) -> None:
    sights = [replace(SEEN, phrase=phrase) for phrase in ITEM]
    layouts = [laid_out(seen, *size, BRUSHES[0], OWN) for seen in sights]
    assert len({layout[1].size for layout in layouts}) == 1
    assert len({capital(seen, *size) for seen in sights}) == 1
    assert capital(SEEN, *size) > 0.07


def test_a_change_of_turn_leaves_the_rows_of_what_is_not_said_alone() -> None:
    before = picture(SEEN, 120, 36)
    after = picture(replace(SEEN, below=ITEM[4], progress="Butir 2 dari 2"), 120, 36)
    changed = [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    assert changed
    assert min(changed) >= 36 - 6 - 2


@pytest.mark.parametrize("size", SIZES)
def test_a_blank_wall_holds_nothing(size: tuple[int, int]) -> None:
    rows = picture(replace(SEEN, blank=True), *size)
    assert {row.text for row in rows} == {" " * size[0]}
    assert {color.get_truecolor() for color in colors(rows)} == {(0, 0, 0)}
    assert capital(replace(SEEN, blank=True), *size) == 0


def test_the_capital_it_tells_is_the_one_that_is_painted() -> None:
    seen = Sight(Turn.ALL, "IKUTI BERSAMA-SAMA", "HHHH", item=("HHHH", "dalam rangka"))
    for size in SIZES:
        dots = looks(picture(seen, *size)).convert("L")
        top, below = 2 * (size[1] // 6), 2 * (size[1] // 6 + 2 + size[1] // 14)
        phrase = dots.crop((0, top, dots.width, dots.height - below))
        box = phrase.point(lambda grey: 255 * (grey > 150)).getbbox()
        assert box is not None
        high = (box[3] - box[1]) / dots.height
        assert high == pytest.approx(capital(seen, *size), abs=1.1 / dots.height)


# --- On the console ----------------------------------------------------------------------------


def small(seen: Sight, size: tuple[int, int], scale: float) -> list[Strip]:
    blocks = laid_out(seen, *size, BRUSHES[0], OWN)
    return [Strip(row) for row in smaller(blocks, round(size[0] * scale), scale)]


@pytest.mark.parametrize("size", SIZES)
def test_a_preview_as_large_as_the_wall_is_the_wall(size: tuple[int, int]) -> None:
    cells = looks(picture(SEEN, *size)).resize((size[0], 2 * size[1]), Image.Resampling.BOX)
    again = looks(small(SEEN, size, 1)).resize(cells.size, Image.Resampling.BOX)
    phrase = (0, 2 * (size[1] // 6), size[0], 2 * (size[1] // 6 + size[1] // 2))
    miss = ImageChops.difference(again.crop(phrase).convert("L"), cells.crop(phrase).convert("L"))
    assert ImageStat.Stat(miss).mean[0] < 6


@pytest.mark.parametrize("scale", [0.15, 0.25, 0.3])
def test_letters_too_small_to_be_drawn_are_written_on_the_lines_of_the_wall(scale: float) -> None:
    long = replace(SEEN, phrase="tidak melakukan praktik-praktik intimidasi dan ancaman", item=())
    rows = small(long, (240, 67), scale)
    phrase = laid_out(long, 240, 67, BRUSHES[0], OWN)[1]
    assert len(phrase.lines) > 1
    written = [row.text.strip() for row in rows]
    at = written.index(phrase.lines[0])
    assert written[at : at + len(phrase.lines)] == list(phrase.lines)
    assert {row.cell_length for row in rows} == {round(240 * scale)}
    assert len(rows) == round(67 * scale)


class Stand(Scanning):
    """A wall or a preview by itself."""

    def __init__(self, desk: Desk, widget: Wall | Preview) -> None:
        super().__init__(desk)
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


async def test_a_preview_fits_into_any_room(desk: Desk) -> None:
    preview = Preview()
    async with Stand(desk, preview).run_test(size=(120, 40)) as pilot:
        preview.show(SEEN, 240, 67)
        await pilot.pause()
        rows = preview._rows
        assert len(rows) <= 40
        assert {row.cell_length for row in rows} == {120}
        greens = {color.get_truecolor() for color in colors(list(rows))}
        assert any(color[1] > color[0] + 30 for color in greens)
        preview.show(SEEN, 240, 67, "letters.plain")
        await pilot.pause()
        assert preview._rows != rows


async def test_what_is_prepared_is_there_when_it_is_called(desk: Desk) -> None:
    wall = Wall()
    async with Stand(desk, wall).run_test(size=(100, 30)) as pilot:
        sights = [replace(SEEN, phrase=phrase, below="") for phrase in ITEM]
        wall.show(sights[0])
        wall.prepare(sights)
        assert wall._idle is not None
        while next(wall._coming, wall) is not wall:
            pass
        before = painted.cache_info().misses
        for seen in sights:
            wall.show(seen)
        assert painted.cache_info().misses == before
        await pilot.pause()


# --- The test card -----------------------------------------------------------------------------


def card(width: int, height: int, brush: Brush = BRUSHES[0], metres: float = 3.5) -> list[Strip]:
    report = Report(
        "a", REPORTED, width, height, capital=capital(SEEN, width, height), metres=metres
    )
    return Card(report, SEEN, "3,5", "", load("id"), brush, OWN).rows()


@pytest.mark.parametrize("brush", BRUSHES, ids=name)
@pytest.mark.parametrize("size", [*SIZES, (40, 12), (12, 4), (1, 1)])
def test_the_card_shows_where_the_wall_ends(brush: Brush, size: tuple[int, int]) -> None:
    rows = card(*size, brush)
    assert len(rows) == size[1]
    assert {row.cell_length for row in rows} == {size[0]}
    ends = [*rows[0], *rows[-1], *(row._segments[end] for row in rows for end in (0, -1))]
    for _, style, _ in ends:
        assert style is not None
        paper = style.bgcolor.get_truecolor() if style.bgcolor else None
        assert style.reverse if paper is None else tuple(paper) == (255, 255, 255)


def told(rows: list[Strip]) -> str:
    return "\n".join(row.text for row in rows)


PLAIN = next(brush for brush in BRUSHES if brush.plain)


def test_the_card_tells_from_how_far_it_is_read() -> None:
    report = Report("a", REPORTED, 100, 30, capital=0.1, metres=3.5)
    text = told(Card(report, SEEN, "3,5", "", load("id"), PLAIN, OWN).rows())
    for part in ("terbaca sampai 70 m", "100 × 30", "3,5 m", "DENGARKAN", "IKUTI", "MENGHENING"):  # noqa: RUF001
        assert part in text
    assert SEEN.phrase in text


def test_the_card_asks_for_smaller_cells_where_they_are_large() -> None:
    assert "Ctrl dan minus" in told(card(100, 30, PLAIN))
    assert "Ctrl dan minus" not in told(card(240, 67, PLAIN))


@pytest.mark.parametrize(
    ("typed", "metres"),
    [("3", 3.0), ("3,5", 3.5), ("2.75", 2.75), ("", 0), (",", 0), ("3,5,1", 0), ("0", 0),
     ("99", 0), ("1e1", 10.0), ("nan", 0), ("inf", 0)],
)  # fmt: skip
def test_a_height_is_read_as_it_was_typed(typed: str, metres: float) -> None:
    assert metres_of(typed) == metres
