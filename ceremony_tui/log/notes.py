"""What one copy of a ceremony keeps beside its log: the PIN, the displays' reports, the sharing."""

import secrets
from contextlib import suppress
from pathlib import Path

import msgspec

from ceremony_tui.core.displays import Report
from ceremony_tui.core.join import Join, read_join
from ceremony_tui.core.laptops import CLOSED, Sharing
from ceremony_tui.core.pin import opens, seal
from ceremony_tui.log.file import OF_THE_HUB, Log
from ceremony_tui.log.reports import drop_report, read_reports, write_report

_JOIN, _SHARING = f"{OF_THE_HUB}join", f"{OF_THE_HUB}sharing"


class Notes:
    """Of this copy only: no merge takes a note along, and a backup leaves those of a hub out."""

    def __init__(self, log: Log) -> None:
        self._log = log

    @property
    def path(self) -> Path:
        """The ceremony file: this copy of it."""
        return self._log.path

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

    def join(self) -> Join | None:
        """The hub that this copy has joined; None when it works alone."""
        return read_join(self._log.notes(_JOIN).get(_JOIN, ""))

    def set_join(self, join: Join | None) -> None:
        """Joins a hub from now on, or none. What was told of the last one is forgotten.

        Displays of other laptops are missed until they have come to the new hub, too.
        """
        if join is None:
            self._forget_displays()
        self._log.write_note(_JOIN, join.text if join else "")
        self._log.write_note(_SHARING, "")

    def sharing(self) -> Sharing | None:
        """How the sharing went when that was last told; None when this copy works alone."""
        note = self._log.notes(_SHARING).get(_SHARING, "")
        with suppress(msgspec.MsgspecError):  # another version's
            return msgspec.json.decode(note, type=Sharing) if note else None
        return None

    def tell_sharing(self, sharing: Sharing) -> None:
        """Notes how the sharing goes; of a hub that was closed the password is forgotten."""
        with self._log.writing():
            if sharing.state == CLOSED:
                self._forget_displays()
                self._log.write_note(_JOIN, "")
            self._log.write_note(_SHARING, msgspec.json.encode(sharing).decode())

    def _forget_displays(self) -> None:
        """Nobody tells of those of other laptops any more, nor can they follow."""
        for report in self.reports():
            if report.where:
                self.drop_report(report.id)
