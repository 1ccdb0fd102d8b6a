"""Every kind of paper in every format, byte for byte, cell for cell, word for word.

After a change that is meant: `GOLDEN=write pytest tests/papers/test_golden.py`, and read the diff.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from full_morning import AFTER, full_morning
from openpyxl import load_workbook
from pypdf import PdfReader

from ceremony_tui.papers import KINDS, Paper, render
from ceremony_tui.words import load

GOLDEN = Path(__file__).parent / "golden"
PAPERS = [(kind, form, "id") for kind, row in KINDS.items() for form in row.formats]
UNCOUNTED = ("notice", "breach-note")  # no scan that is missing would change a word of them
ENGLISH = [(kind, "txt", "en") for kind in ("attendance", "minutes", "roll-call", "message")]


def paper(kind: str, lang: str = "id") -> Paper:
    ceremony, record = full_morning()
    return KINDS[kind](ceremony, AFTER, load(lang), record=lambda: record)


def shown(form: str, content: bytes) -> str:
    """What a reader of the file finds in it."""
    if form == "xlsx":
        return "\n".join(cells(content)) + "\n"
    if form == "pdf":
        pages = PdfReader(BytesIO(content)).pages
        return "\f\n".join(page.extract_text() for page in pages) + "\n"
    return content.decode("utf-8-sig" if form == "csv" else "utf-8")


def cells(content: bytes) -> list[str]:
    book = load_workbook(BytesIO(content))
    told: list[str] = []
    for sheet in book:
        told.append(f"[{sheet.title}] filter {sheet.auto_filter.ref} frozen {sheet.freeze_panes}")
        told += [
            f"{cell.coordinate} {cell.data_type} {cell.number_format} {cell.value!r}"
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
    return told


@pytest.mark.parametrize(("kind", "form", "lang"), [*PAPERS, *ENGLISH])
def test_the_paper_is_the_golden_one(kind: str, form: str, lang: str) -> None:
    told = shown(form, render(paper(kind, lang), form))
    tail = "" if lang == "id" else f"-{lang}"
    golden = GOLDEN / f"{kind}{tail}.{form}{'.txt' if form in ('xlsx', 'pdf') else ''}"
    if os.environ.get("GOLDEN") == "write":
        golden.write_bytes(told.encode())
    assert told == golden.read_bytes().decode()


@pytest.mark.parametrize(("kind", "form", "_lang"), PAPERS)
def test_the_same_paper_gives_the_same_bytes(kind: str, form: str, _lang: str) -> None:
    assert render(paper(kind), form) == render(paper(kind), form)


@pytest.mark.parametrize("kind", ["message", "recap", "sekda", "pledge-sheet", "notice"])
def test_what_goes_round_the_office_names_nobody(kind: str) -> None:
    told = render(paper(kind), "json").decode()
    assert "Sitti Aisyah" not in told
    assert "199112122024212905" not in told


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind, form, _ in PAPERS])
def test_a_paper_of_which_scans_may_be_missing_says_so(kind: str, form: str) -> None:
    state, record = full_morning()
    missing = "BELUM FINAL: Gerbang 2: 10 dari 12"
    unfinished = KINDS[kind](state, AFTER, load("id"), record=lambda: record, unfinished=missing)
    told = shown(form, render(unfinished, form))
    assert ("BELUM FINAL" in told) is (kind not in UNCOUNTED)
    if form == "csv":
        assert all(line.endswith("BELUM FINAL") for line in told.splitlines())
