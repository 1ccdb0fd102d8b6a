"""A paper as bytes, and bytes as a file that is there whole or not at all."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import mkstemp

from ceremony_tui.core.plain import plain
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.papers.formats import Style
from ceremony_tui.papers.formats.data import csv_bytes, write_csv, write_json
from ceremony_tui.papers.formats.text import write_txt
from ceremony_tui.papers.paper import Paper

__all__ = ["FORMATS", "Style", "plain", "render", "write_paper", "write_rows", "write_whole"]


def _xlsx(paper: Paper, style: Style) -> bytes:
    from ceremony_tui.papers.formats.workbook import write_xlsx

    return write_xlsx(paper, style)


def _pdf(paper: Paper, style: Style) -> bytes:
    from ceremony_tui.papers.formats.pages import write_pdf

    return write_pdf(paper, style)


# The libraries behind two of them are loaded only when one is asked for.
FORMATS: Mapping[str, Callable[[Paper, Style], bytes]] = {
    "csv": write_csv,
    "xlsx": _xlsx,
    "json": write_json,
    "pdf": _pdf,
    "txt": write_txt,
}


def render(paper: Paper, form: str, style: Style | None = None) -> bytes:
    """The paper in one of FORMATS; the same paper always gives the same bytes."""
    return FORMATS[form](paper, style or Style())


def write_paper(
    paper: Paper, path: Path, form: str | None = None, style: Style | None = None
) -> None:
    """Writes the paper, by default in the format of the path's suffix, over an older one."""
    write_whole(path, render(paper, form or form_of(path), style))


def write_rows(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Writes bare rows to be worked on and read again: CSV or XLSX, as the suffix says."""
    if form_of(path, ("csv", "xlsx")) == "csv":
        write_whole(path, csv_bytes(rows))
        return
    from ceremony_tui.papers.formats.workbook import xlsx_bytes

    write_whole(path, xlsx_bytes(rows))


def form_of(path: Path, forms: tuple[str, ...] = tuple(FORMATS)) -> str:
    """The format that a file's suffix names; one that is not among these is refused."""
    form = path.suffix.lower().removeprefix(".")
    if form not in forms:
        known = ", ".join(f".{known}" for known in forms)
        raise BadInput("out-format", path=path, suffix=path.suffix or '""', known=known)
    return form


def write_whole(path: Path, content: bytes) -> None:
    """The file holds all of the content or what it held before. A new file is the owner's alone."""
    if _is_ceremony(path):
        raise CeremonyError("out-is-ceremony", path=path)
    try:
        handle, name = mkstemp(prefix=".ceremony-", suffix=".tmp", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())  # a stick pulled out must not leave an empty file
            with contextlib.suppress(FileNotFoundError):
                shutil.copymode(path, beside)
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CeremonyError("out-failed", path=path, detail=error.strerror or error) from error


def _is_ceremony(path: Path) -> bool:
    """No paper may ever replace the only memory of a ceremony."""
    try:
        with path.open("rb") as file:
            return file.read(15) == b"SQLite format 3"
    except OSError:
        return False
