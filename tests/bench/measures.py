"""What was measured, as rows of one table."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Times:
    """Seconds of one contender, in the order in which they were taken."""

    name: str
    seconds: tuple[float, ...]

    def at(self, share: float) -> float:
        """The time that this share of all stays below, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def median(self) -> float:
        return self.at(0.5)

    @property
    def p99(self) -> float:
        return self.at(0.99)


@dataclass(frozen=True)
class Goal:
    """A ratio and what it may be: at most `bound`, or at least when `least`."""

    what: str
    ratio: float
    bound: float
    least: bool = False
    unit: str = "x"

    @property
    def met(self) -> bool:
        return self.ratio >= self.bound if self.least else self.ratio <= self.bound


def times_table(title: str, contenders: Iterable[Times]) -> Table:
    table = Table("", "n", "median ms", "p90", "p99", "worst", title=title, title_justify="left")
    for times in contenders:
        shown = (times.median, times.at(0.9), times.p99, times.at(1))
        table.add_row(times.name, str(len(times.seconds)), *(f"{ms:.2f}" for ms in shown))
    return table


def goals_table(goals: Iterable[Goal]) -> Table:
    table = Table("goal", "measured", "bound", "", title="Goals", title_justify="left")
    for goal in goals:
        sign = "≥" if goal.least else "≤"
        told = f"{goal.ratio:.2f} {goal.unit}", f"{sign} {goal.bound} {goal.unit}"
        table.add_row(goal.what, *told, "met" if goal.met else "MISSED")
    return table


def tell(*tables: Table) -> None:
    console = Console(width=max(100, Console().width))
    for table in tables:
        console.print(table)
