"""The front door: arguments, putting the parts together, exit codes. Imports the screens last."""

from ceremony_tui.cli import (
    after,
    before,
    check,
    closing,
    during,
    headless,
    helpdesk,
    lock,
    papers,
    people,
    rehearsing,
    roster,
    stage,
)
from ceremony_tui.cli.door import ceremony, main, run

COMMANDS = (
    after, before, check, closing, during, headless, helpdesk, lock, papers, people, rehearsing,
    roster, stage,
)  # fmt: skip

__all__ = ["COMMANDS", "ceremony", "main", "run"]
