"""The questions of the paper sheets: which are on record, and who signed on them."""

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import CheckedIn, SheetPrinted
from ceremony_tui.core.sheets import Sheet


def decide_sheet(ceremony: Ceremony, sheet: SheetPrinted) -> SheetPrinted | None:
    """Puts a sheet on record, before it is printed; None when the same one is."""
    return None if any(entry.fact == sheet for entry in ceremony.printed) else sheet


def decide_on_paper(ceremony: Ceremony, sheet: Sheet, row: int) -> CheckedIn | None:
    """Checks in whoever signed in a row; None when they are there already, or unknown.

    Nobody knows when they came: the paper tells no hour, so they are not late.
    """
    attendee = sheet.people[row - 1]
    if ceremony.roster.get(attendee) is None or ceremony.check_in(attendee) is not None:
        return None
    return CheckedIn(attendee, "", 0, f"paper {sheet.number} row {row}", timed=False)
