"""Where displays tell what they show: beside the log, so that the log holds only what was done."""

from contextlib import suppress

import msgspec

from ceremony_tui.core.displays import Report
from ceremony_tui.log.file import Log

_PREFIX = "display:"


def write_report(log: Log, report: Report) -> None:
    log.write_note(f"{_PREFIX}{report.id}", msgspec.json.encode(report).decode())


def drop_report(log: Log, display: str) -> None:
    """A display was closed: nobody misses it."""
    log.write_note(f"{_PREFIX}{display}", "")


def read_reports(log: Log) -> tuple[Report, ...]:
    """Every display's last report, the oldest display first."""
    reports: list[Report] = []
    for _, note in sorted(log.notes(_PREFIX).items()):
        with suppress(msgspec.MsgspecError):  # another version's display
            reports.append(msgspec.json.decode(note, type=Report))
    return tuple(reports)
