"""A JOIN code as a picture: for a gate's own scanner to read, from a screen or from paper."""

import os
from pathlib import Path
from typing import Any

import qrcode

_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def _code(text: str) -> Any:
    code: Any = qrcode.QRCode(border=2)
    code.add_data(text)
    code.make()
    return code


def qr_lines(text: str) -> list[str]:
    """Two dots a cell, to be written in black on white: scanners do not read the reverse."""
    rows: list[list[bool]] = _code(text).get_matrix()
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_BLOCKS[dots] for dots in zip(*pair, strict=True)) for pair in pairs]


def write_qr(text: str, path: Path) -> None:
    """A PNG that its owner only can read: the code holds a password."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        _code(text).make_image().save(file)
