"""Lembar Sekda: the morning on one page."""

from collections.abc import Iterator
from datetime import datetime

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.pace import by_minute
from ceremony_tui.core.tally import Tally, sum_of
from ceremony_tui.papers.paper import Asked, Chart, Paper
from ceremony_tui.papers.recap import identity, public_row

LOWEST = 5
BARS = 20  # units that a page has room for


def sekda_paper(asked: Asked) -> Paper:
    """Totals, the five units of which the smallest part came, and how the morning went."""
    words, tallies = asked.words, asked.tallies
    whole, units = sum_of(tallies), lowest(tallies, LOWEST)
    return Paper(
        title=words("paper.sekda"),
        at=asked.at,
        mark=asked.mark,
        heading=(*asked.heading(whole), *identity(whole, words)),
        letterhead=asked.letterhead,
        charts=charts(asked),
        columns=(
            *asked.columns("unit", "people", "expected", "present", "late", "absent", "percent"),
        ),
        rows=tuple(public_row(tally.unit, tally) for tally in units),
        totals=public_row(words("paper.total-all"), whole),
        legend=words("sekda.lowest", count=words.number(len(units))) if units else "",
    )


def lowest(tallies: tuple[Tally, ...], count: int) -> tuple[Tally, ...]:
    """The units of which the smallest part has come; equal ones in official order."""
    expecting = (tally for tally in tallies if tally.expected)
    return tuple(sorted(expecting, key=lambda tally: tally.percent)[:count])


def charts(asked: Asked) -> tuple[Chart, ...]:
    """Arrivals per minute, and how many of each unit came, the lowest first."""
    drawn = (arrivals_chart(asked), _units(asked))
    return tuple(chart for chart in drawn if chart.labels)


def arrivals_chart(asked: Asked) -> Chart:
    step, columns = by_minute(_came(asked.ceremony, asked.unit), asked.ceremony.script.doors_open)
    return Chart(
        title=asked.words("chart.arrivals" if step == 1 else "chart.arrivals-step", step=step),
        labels=tuple(asked.time(moment) or "" for moment, _ in columns),
        values=tuple(count for _, count in columns),
    )


def _came(ceremony: Ceremony, unit: str | None) -> Iterator[datetime]:
    people = (person for person in ceremony.roster if unit in (None, person.unit))
    entries = (ceremony.check_in(person.id) for person in people)
    return (entry.at for entry in entries if entry and entry.timed)


def _units(asked: Asked) -> Chart:
    units = lowest(asked.tallies, BARS)
    return Chart(
        title=asked.words("chart.units"),
        labels=tuple(tally.unit for tally in units),
        values=tuple(tally.present for tally in units),
        of=tuple(tally.expected for tally in units),
    )
