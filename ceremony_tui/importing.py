"""What a file would change, told: for the command, the preview and the list to mend."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ceremony_tui.intake.absences import ASKED
from ceremony_tui.intake.columns import OWN, TITLES
from ceremony_tui.intake.people import FIELDS, Reject, Remark
from ceremony_tui.intake.rosters import Counts, RosterReading
from ceremony_tui.words import Words

LISTED = 12  # names in one sentence


def told_reject(reject: Reject, words: Words) -> str:
    """A row that was not taken, with the reason."""
    where, why = _where(reject.row, reject.sheet), _why(reject, words)
    return words("import.rejected", row=where, why=why, value=reject.value).rstrip(" ·")


def told_remark(remark: Remark, words: Words) -> str:
    """What is odd about a row that was taken."""
    why = words(f"fault.warn-{remark.reason}")
    return words("import.warning", row=_where(remark.row, remark.sheet), why=why)


def _where(row: int, sheet: str) -> str:
    return f"{sheet} {row}" if sheet else str(row)


def _why(reject: Reject, words: Words) -> str:
    return words(f"fault.reject-{reject.reason}", row=reject.other)


def told_file(reading: RosterReading, words: Words) -> Iterator[str]:
    """How the file was read: columns, sheets, what is not kept, what the operator may still say."""
    pairs = [f"{TITLES[name]} = {title}" for name, title in reading.columns.items()]
    yield words("import.columns", columns=", ".join(pairs))
    used = [sheet.name for sheet in reading.sheets if sheet.columns and sheet.name]
    if len(used) + len(reading.skipped) > 1:
        yield words("import.sheets", sheets=", ".join(used))
    for key, names in (
        ("skipped", reading.skipped),
        ("dropped", reading.dropped),
        ("unmapped", reading.unmapped),
    ):
        if names:
            listed = ", ".join(names[:LISTED]) + (", …" if len(names) > LISTED else "")
            yield words(f"import.{key}", names=listed, count=words.number(len(names)))
    if reading.fitting:
        yield words("import.fitting", count=words.number(reading.fitting))


def told_counts(counts: Counts, words: Words) -> str:
    told = {key: words.number(n) for key, n in counts.items() if isinstance(n, int)}
    return words("import.counts", **told)


def report(reading: RosterReading, counts: Counts) -> dict[str, object]:
    """For programs: reasons are codes, never translated."""
    several = len(reading.sheets) > 1

    def at(row: int, sheet: str, **rest: object) -> dict[str, object]:
        return {"row": row, **rest, **({"sheet": sheet} if several else {})}

    return {
        **counts,
        "rejected": [at(r.row, r.sheet, reason=r.reason, value=r.value) for r in reading.rejected],
        "warnings": [at(r.row, r.sheet, reason=r.reason) for r in reading.warnings],
        "columns": reading.columns,
        "dropped": reading.dropped,
        "skipped_sheets": reading.skipped,
        "unmapped": reading.unmapped,
        "fits_15_digits": reading.fitting,
    }


def leave_rejects(reading: RosterReading, roster: Path, file: Path, words: Words) -> Path | None:
    """Writes what must be mended beside the ceremony file, as a table of the roster's own kind."""
    if not reading.rejected:
        return None
    form = "xlsx" if reading.sheets[0].name else "csv"
    out = file.with_name(f"{roster.stem}-ditolak.{form}")
    write_rejects(reading, out, words)
    return out


def write_rejects(reading: RosterReading, path: Path, words: Words) -> None:
    """The rejected rows, where they stood and why: mend them and import the file.

    Only the columns that are kept stand in it, under titles that need no --map.
    """
    names = [name for name in FIELDS if name in reading.columns or name == "unit"]
    places, blank = [FIELDS.index(name) for name in names], "unit" not in reading.columns

    def cells(reject: Reject) -> tuple[str, ...]:
        kept = [reject.cells[place] for place in places]
        if blank:
            kept[names.index("unit")] = reading.wishes.unit
        return (*kept, *reject.cells[len(FIELDS) :])

    _write_rejects(path, names, [(reject, cells(reject)) for reject in reading.rejected], words)


def write_unanswered(rejected: Iterable[Reject], path: Path, words: Words) -> None:
    """The rejected rows of a unit's sheet: mend them and take the file in again."""
    _write_rejects(path, ASKED, [(reject, reject.cells) for reject in rejected], words)


def _write_rejects(
    path: Path, names: Sequence[str], rows: Iterable[tuple[Reject, tuple[str, ...]]], words: Words
) -> None:
    from ceremony_tui.papers.write import write_rows

    told = ((_where(r.row, r.sheet), _why(r, words), *cells) for r, cells in rows)
    write_rows(path, [(*OWN, *(TITLES[name] for name in names)), *told])
