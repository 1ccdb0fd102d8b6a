"""A cue of the pledge, from its words to cells and to bytes, beside Pillow that only draws it."""

import io
from collections.abc import Callable
from pathlib import Path
from time import process_time

from measures import Goal, Times, tell, times_table
from PIL import Image, ImageDraw, ImageFont
from rich.console import Console

from ceremony_tui.core.text.pledge import Mode, Turn, cues
from ceremony_tui.intake.scripts import read_text
from ceremony_tui.letters.bigtext import COARSE
from ceremony_tui.letters.typeface import OWN
from ceremony_tui.library import text_path
from ceremony_tui.shown.wall import Sight
from ceremony_tui.ui.brush import Depth, brushes
from ceremony_tui.ui.widgets.wall import Block, laid_out, painted

SIZES = ((80, 24), (120, 36), (240, 67))
ROUNDS = 9  # each cue as often, and the quickest counts: others use this machine too
BOUND = 1.5
SMOOTH = brushes(Depth.TRUE)[0]
EM = 1 / 0.728  # the font's size in capitals


def bench(_folder: Path, _scans: int) -> list[Goal]:
    goals: list[Goal] = []
    for columns, rows in SIZES:
        walls = [laid_out(seen, columns, rows, SMOOTH, OWN) for seen in sights()]
        contenders = {"pillow draws": by_pillow, "cells": as_cells, "bytes": as_bytes}
        times = {name: [0.0] * len(walls) for name in contenders}
        for at, wall in enumerate(walls):
            for name, paint in contenders.items():
                times[name][at] = min(timed(paint, wall) for _ in range(ROUNDS))
        told = {name: Times(name, tuple(taken)) for name, taken in times.items()}
        tell(times_table(f"A cue at {columns} x {rows}", told.values()))
        ratio = told["cells"].median / told["pillow draws"].median
        goals.append(Goal(f"raster: cue to cells / Pillow, {columns} x {rows}", ratio, BOUND))
    return goals


def sights() -> list[Sight]:
    """Every cue of a whole pledge, as the wall shows it."""
    path = text_path("ikrar-muna-barat-2023", Path())
    assert path is not None
    laid = cues(read_text(path), Mode.ECHO)[1:]
    item = tuple(dict.fromkeys(cue.text for cue in laid))
    said = {Turn.LEADER: "DENGARKAN", Turn.ALL: "IKUTI BERSAMA-SAMA"}
    after = [*(cue.text for cue in laid[1:]), ""]
    return [
        Sight(cue.turn, said[cue.turn], cue.text, coming, f"Butir {cue.point}", item)
        for cue, coming in zip(laid, after, strict=True)
    ]


def timed(paint: Callable[[tuple[Block, ...]], object], wall: tuple[Block, ...]) -> float:
    painted.cache_clear()
    begun = process_time()
    paint(wall)
    return process_time() - begun


def by_pillow(wall: tuple[Block, ...]) -> None:
    """The big letters of the wall in grey, dot by dot, and nothing more."""
    for block in wall:
        if not block.size:
            continue
        fine = 2 if block.size < COARSE else 1
        image = Image.new("L", (block.width * fine, 2 * block.height * fine))
        draw, font = ImageDraw.Draw(image), font_of(block.size * fine)
        for number, line in enumerate(block.lines):
            at = image.width / 2, (number + 1) * block.size * fine * 1.44
            draw.text(at, line, fill=255, font=font, anchor="ms")
        if fine > 1:
            image = image.reduce((1, 2))
        image.tobytes()


FONTS: dict[int, ImageFont.FreeTypeFont] = {}


def font_of(capital: int) -> ImageFont.FreeTypeFont:
    if capital not in FONTS:
        FONTS[capital] = ImageFont.truetype(str(OWN), capital * EM)
    return FONTS[capital]


def as_cells(wall: tuple[Block, ...]) -> None:
    """What the display hands to Textual."""
    for block in wall:
        painted(block, SMOOTH, OWN)


def as_bytes(wall: tuple[Block, ...]) -> int:
    """What Textual then writes to the terminal."""
    console = Console(color_system="truecolor", file=io.StringIO())
    rows = (row for block in wall for row in painted(block, SMOOTH, OWN))
    return sum(len(row.render(console)) for row in rows)
