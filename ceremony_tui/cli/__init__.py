"""The front door: arguments, putting the parts together, exit codes. Imports the screens last."""

from ceremony_tui.cli import (
    after,
    badges,
    before,
    check,
    closing,
    during,
    headless,
    helpdesk,
    hub,
    lock,
    papers,
    people,
    rehearsing,
    roster,
    sharing,
    sheets,
    stage,
    upwards,
)
from ceremony_tui.cli.door import ceremony, main, run

COMMANDS = (
    after, badges, before, check, closing, during, headless, helpdesk, hub, lock, papers,
    people, rehearsing, roster, sharing, sheets, stage, upwards,
)  # fmt: skip

__all__ = ["COMMANDS", "ceremony", "main", "run"]
