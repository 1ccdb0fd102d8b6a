"""The front door: arguments, putting the parts together, exit codes. Imports the screens last."""

from ceremony_tui.cli import (
    after,
    before,
    check,
    during,
    headless,
    helpdesk,
    lock,
    people,
    rehearsing,
    roster,
    sharing,
    stage,
    upwards,
)
from ceremony_tui.cli.door import ceremony, main, run

COMMANDS = (
    after, before, check, during, headless, helpdesk, lock, people, rehearsing, roster, sharing,
    stage, upwards,
)  # fmt: skip

__all__ = ["COMMANDS", "ceremony", "main", "run"]
