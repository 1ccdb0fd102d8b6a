"""Badges before the doors open: sheets, labels, single pictures, and one on the screen."""

from collections.abc import Sequence
from pathlib import Path

import click

from ceremony_tui.cli.door import (
    FILE,
    OPERATOR,
    ceremony,
    open_desk,
    operator_name,
    say,
    watched,
    words,
)
from ceremony_tui.cli.people import person_of
from ceremony_tui.core.badges import badge_text, unit_by_unit
from ceremony_tui.core.facts import BadgesPrinted
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.signed import series_of
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.library import near

LAYOUTS = ("a4-10", "a4-8", "label-63x38", "label-38x21")  # as in papers.badges, loaded late
PICTURES = ("png", "svg")
TOLD = 10


@ceremony.command()
@FILE
@click.option("--out", type=click.Path(path_type=Path), help="X.pdf, or a new folder of pictures.")
@click.option("--unit", metavar="U", help="Only this unit.")
@click.option("--nip", "nips", multiple=True, metavar="NIP", help="Only this person; repeatable.")
@click.option("--layout", type=click.Choice(LAYOUTS), default=LAYOUTS[0], show_default=True)
@click.option("--format", "form", type=click.Choice(PICTURES), default="png", show_default=True)
@click.option("--signed/--plain", default=False, help="Signed by this ceremony, or the bare NIP.")
@click.option("--preview", metavar="NIP", help="Show this person's code here, for a phone.")
@OPERATOR
def badges(
    file: Path,
    out: Path | None,
    unit: str | None,
    nips: tuple[str, ...],
    layout: str,
    form: str,
    preview: str | None,
    operator: str,
    *,
    signed: bool,
) -> None:
    """QR badges, unit by unit: A4 sheets to cut, label sheets, or one picture each.

    Labels are named by their size in mm: 21 of 63x38 or 65 of 38x21 to a page.
    """
    if preview is not None:
        show_badge(file, preview, signed=signed)
        return
    if out is None:
        raise click.UsageError("--out PATH, --preview NIP")
    if out.suffix.lower() not in ("", ".pdf") and not out.is_dir():
        raise BadInput("out-format", path=out, suffix=out.suffix, known=words()("badges.forms"))
    desk = open_desk(file, operator=operator_name(operator), write=True)
    made = Badges(desk, _chosen(desk, unit, nips), signed=signed)
    if out.suffix.lower() == ".pdf":
        made.write_sheets(out, layout)
    else:
        made.write_pictures(out, form)
    desk.record(BadgesPrinted(made.count, unit or "", made.series))
    if made.left_out:
        who = ", ".join(made.left_out[:TOLD])
        say(words()("badges.left-out", count=len(made.left_out), who=who))
    say(words()("badges.made", count=words().number(made.count), path=out))


def _chosen(desk: Desk, unit: str | None, nips: tuple[str, ...]) -> tuple[Attendee, ...]:
    roster = desk.ceremony.roster
    people = tuple(dict.fromkeys(person_of(desk, nip) for nip in nips)) if nips else tuple(roster)
    units = list(dict.fromkeys(person.unit for person in roster))
    if unit is not None and unit not in units:
        raise BadInput("unit-unknown", unit=unit, near=near(unit, units))
    return unit_by_unit(p for p in people if unit in (None, p.unit))


class Badges:
    """The badges of these people with what each says; who has no valid text is left out."""

    def __init__(self, desk: Desk, people: Sequence[Attendee], *, signed: bool = False) -> None:
        key = desk.badge_key() if signed else b""
        self.series = series_of(key) if signed else ""
        self._state = desk.ceremony
        texts = [(p, badge_text(self._state, p, signed=signed)) for p in people]
        self._badges = [(person, text) for person, text in texts if text]
        self.left_out = [person.name for person, text in texts if not text]

    @property
    def count(self) -> int:
        return len(self._badges)

    def write_sheets(self, path: Path, layout: str = LAYOUTS[0]) -> None:
        from ceremony_tui.papers.badges import LAYOUTS as FOUND
        from ceremony_tui.papers.badges import write_badges

        script = self._state.script
        write_badges(
            watched(self._badges),
            path,
            title=script.title,
            words=words(),
            rehearsal=self._state.rehearsal,
            layout=FOUND[layout],
        )

    def write_pictures(self, folder: Path, form: str) -> None:
        from ceremony_tui.papers.badge_folder import write_badge_folder

        write_badge_folder(watched(self._badges), folder, form=form, words=words())


# Many fonts leave a hairline around half blocks. As light letters on dark paper they leave the dark
# bars whole: cameras read these where they did not read dark letters on light paper.
_DARK, _LIGHT = "#ffffff on #000000", "#000000 on #ffffff"
_PAINTED = {" ": (" ", _LIGHT), "█": (" ", _DARK), "▀": ("▄", _DARK), "▄": ("▀", _DARK)}


def show_badge(file: Path, nip: str, *, signed: bool) -> None:
    """One person's code in the terminal, dark on light whatever its colours are."""
    from rich.console import Console
    from rich.text import Text

    from ceremony_tui.papers.codes import cells

    desk = open_desk(file, write=signed)
    person = person_of(desk, nip)
    key = desk.badge_key() if signed else b""
    text = badge_text(desk.ceremony, person, signed=bool(key))
    if not text:
        raise CeremonyError("badge-none", name=person.name)
    console = Console(highlight=False)
    console.print(Text(f"{person.name} · {person.unit}"))
    for row in cells(text):
        looks = (_PAINTED[cell] if console.is_terminal else (cell, "") for cell in row)
        console.print(Text.assemble(*looks), crop=False, soft_wrap=True)
