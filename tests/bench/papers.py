"""Papers beside the bare libraries that write them, and all of them for a whole province."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any

import xlsxwriter
from crowd import make_ceremony, to_come
from measures import Goal, Times, tell, times_table
from reportlab.pdfgen.canvas import Canvas

from ceremony_tui.desk import Desk, utc_now
from ceremony_tui.log import Log
from ceremony_tui.papers import KINDS, Paper, render
from ceremony_tui.words import load

PEOPLE, MANY = 10_000, 100_000
ROUNDS = 5
ABSENT = 200


def bench(folder: Path, _scans: int) -> list[Goal]:
    small = folder / "ikrar.db"
    make_ceremony(small, PEOPLE, to_come(PEOPLE, ABSENT))
    desk = Desk(Log.open(small, write=False))
    listed = KINDS["attendance"](desk.ceremony, utc_now(), load("id"))
    goals: list[Goal] = []
    for form, bare in (("xlsx", bare_xlsx), ("pdf", bare_pdf)):
        ours, least = (
            _times(f"{form}, papers", lambda f=form: render(listed, f)),
            _times(f"{form}, bare", lambda b=bare: b(listed)),
        )
        tell(times_table(f"Attendance of {PEOPLE:,} people as {form}", [ours, least]))
        goals.append(Goal(f"papers: {form}, 10k people", ours.median / least.median, 1.5))
    desk.close()
    large = folder / "besar.db"
    make_ceremony(large, MANY, to_come(MANY, ABSENT))
    program = Path(__file__).with_name("contenders") / "papers.py"
    done = subprocess.run([sys.executable, program, large], check=True, capture_output=True)
    seconds, most = map(float, done.stdout.split())
    return [
        *goals,
        Goal("papers: all kinds, 100k people", seconds, 60, unit="s"),
        Goal("papers: memory, 100k people", most, 300, unit="MB"),
    ]


def _times(name: str, write: Callable[[], object]) -> Times:
    taken: list[float] = []
    for _ in range(ROUNDS):
        begun = process_time()
        write()
        taken.append(process_time() - begun)
    return Times(name, tuple(taken))


def bare_xlsx(paper: Paper) -> bytes:
    """The same cells in the same sheets, a look for each column, and nothing else."""
    out = BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"constant_memory": True})
    looks = [book.add_format({"num_format": "@"}) for _ in paper.columns]
    for number, each in enumerate(paper.sheets):
        sheet = book.add_worksheet(str(number))
        for line, row in enumerate(each.rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, place, cell, looks[place])
                elif cell is not None:
                    sheet.write_number(line, place, cell, looks[place])
    book.close()
    return out.getvalue()


def bare_pdf(paper: Paper) -> bytes:
    """The same cells line under line, without a look at whether they fit."""
    out: Any = Canvas(BytesIO(), pagesize=(842, 595), pageCompression=1)
    for each in paper.sheets:
        out.setFont("Helvetica", 8.5)
        y = 560
        for row in each.rows:
            if y < 40:
                out.showPage()
                out.setFont("Helvetica", 8.5)
                y = 560
            for place, cell in enumerate(row):
                if cell is not None and cell != "":
                    out.drawString(40 + 80 * place, y, str(cell))
            y -= 15
        out.showPage()
    return out.getpdfdata()
