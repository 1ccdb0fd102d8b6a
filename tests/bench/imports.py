"""Taking in a roster of 100,000 people, every row checked, beside programs that check nothing."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from crowd import PROGRAM, make_ceremony, people
from measures import Goal, Times, tell, times_table

PEOPLE = 100_000
RUNS = 3
HEADER = ("NO", "NIP", "NAMA", "GOL", "JABATAN", "UNIT KERJA", "NO KARTU", "AGAMA")


def bench(folder: Path, _scans: int) -> list[Goal]:
    table, book = folder / "pegawai.csv", folder / "pegawai.xlsx"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_rows())
    _write_book(book)
    least = shutil.which("sqlite3")
    utils = Path(sys.executable).with_name("sqlite-utils")
    seconds: dict[str, list[float]] = {"ceremony import": [], "sqlite3 .import": []}
    for run in range(RUNS):  # in turns, and by the processor's time: the machine may be busy
        ours, other = folder / f"ours-{run}.db", folder / f"theirs-{run}.db"
        make_ceremony(ours, 0, [])
        took, _ = _run(*PROGRAM, "import", str(ours), str(table))
        seconds["ceremony import"].append(took)
        if least:
            took, _ = _run(least, str(other), f".import --csv {table} pegawai")
            seconds["sqlite3 .import"].append(took)
    taken, _ = _run(str(utils), "insert", str(folder / "u.db"), "pegawai", str(table), "--csv")
    seconds["sqlite-utils insert"] = [taken]
    make_ceremony(folder / "book.db", 0, [])
    xlsx, megabytes = _run(*PROGRAM, "import", str(folder / "book.db"), str(book))
    seconds["ceremony import, XLSX"] = [xlsx]
    title = f"Import of {PEOPLE:,} rows, processor time"
    tell(times_table(title, [Times(name, tuple(s)) for name, s in seconds.items() if s]))
    best = min(seconds["ceremony import"])
    goals = [Goal("import: as fast as sqlite-utils insert --csv", taken / best, 4, least=True)]
    if least:
        share = min(seconds["sqlite3 .import"]) / best
        goals.append(Goal("import: as fast as sqlite3 .import", share, 0.25, least=True))
    return [*goals, Goal("import: memory, XLSX of 100k rows", megabytes, 200, unit="MB")]


def _rows() -> Iterator[tuple[str, ...]]:
    yield HEADER
    for number, person in enumerate(people(PEOPLE), 1):
        # Of so many invented people some share a number; here each has one of their own.
        nip = f"{1960 + number % 40}0{1 + number // 40 % 9}{10 + number // 360 % 19}"
        nip += f"2010{1 + number // 6840 % 9:02d}{1 + number // 61560}{900 + number % 100}"
        yield (
            str(number), nip, person.name, person.rank, person.position, person.unit,
            f"A{number:011d}", "-",
        )  # fmt: skip


def _write_book(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for line, row in enumerate(_rows()):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell)
    book.close()


# A program is begun as a copy of the one that begins it, and counts the memory of that one too:
# of this one, which holds 100,000 people, more than its own. A small one between them does not.
_BETWEEN = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
sys.exit(done.returncode)
"""


def _run(*command: str) -> tuple[float, float]:
    """Seconds of the processor, and the most megabytes that the program held."""
    between = (sys.executable, "-c", _BETWEEN, *command)
    done = subprocess.run(between, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes
