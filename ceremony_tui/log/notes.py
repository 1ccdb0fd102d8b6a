"""What one copy of a ceremony keeps beside its log: the PIN, and the displays' reports."""

import secrets

from ceremony_tui.core.displays import Report
from ceremony_tui.core.pin import opens, seal
from ceremony_tui.log.file import Log
from ceremony_tui.log.reports import drop_report, read_reports, write_report


class Notes:
    """Of this copy only: no merge takes a note along."""

    def __init__(self, log: Log) -> None:
        self._log = log

    @property
    def _seal(self) -> str:
        return self._log.notes("pin").get("pin", "")

    @property
    def has_pin(self) -> bool:
        return bool(self._seal)

    def opens(self, pin: str) -> bool:
        """Whether this is the console's PIN. Takes a moment, by design."""
        return opens(self._seal, pin)

    def set_pin(self, pin: str) -> None:
        """Sets another PIN, or none with ""."""
        self._log.write_note("pin", seal(pin, secrets.token_bytes(16)) if pin else "")

    def report(self, report: Report) -> None:
        """Tells what a display shows; not in the log, which holds only what was done."""
        write_report(self._log, report)

    def drop_report(self, display: str) -> None:
        drop_report(self._log, display)

    def reports(self) -> tuple[Report, ...]:
        """What every display told last."""
        return read_reports(self._log)
