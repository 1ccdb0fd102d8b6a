"""A finding and how it is told: to a person in a sentence, to a program in codes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ceremony_tui.core.plain import plain
from ceremony_tui.core.text.wording import Place
from ceremony_tui.words import Words

TOLD = 40  # findings of one area told one by one; --json holds all


class Area(StrEnum):
    """What a finding is about, in the order in which it is told."""

    TEXT = "text"
    ROSTER = "roster"
    BADGES = "badges"
    PEOPLE = "people"
    GEAR = "gear"
    CLOCK = "clock"
    DISK = "disk"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Where:
    """What is known of the place; numbers count from 1, and 0 is unknown."""

    stage: int = 0
    title: str = ""
    place: Place | None = None
    point: int = 0
    path: Path | None = None
    line: int = 0
    row: int = 0
    name: str = ""  # of a role or a person

    def __str__(self) -> str:
        """The same in every language: "ikrar.toml:12, stage 20, point 3"."""
        file = f"{self.path}:{self.line}" if self.line else str(self.path or "")
        stage = f"stage {self.stage}" if self.stage else ""
        part = f"point {self.point}" if self.point else self.place or ""
        row = f"row {self.row}" if self.row else ""
        return ", ".join(filter(None, (file, stage, part, row, self.name)))

    def told(self, words: Words) -> str:
        part = words(f"place.{self.place}", point=self.point) if self.place else ""
        line = self.path and self.line and words("place.line", file=self.path.name, line=self.line)
        row = words("place.row", row=self.row) if self.row else ""
        return ", ".join(filter(None, (self.title, part, line or "", row, self.name)))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at before the doors open. `key` names its sentence in `words`."""

    area: Area
    key: str
    where: Where = Where()
    found: str | int | datetime = ""
    suggestion: str | int | datetime = ""
    needs_person: bool = True
    fields: Mapping[str, object] = field(default_factory=dict[str, object])

    def message(self, words: Words) -> str:
        found, suggestion = (_told(value, words) for value in (self.found, self.suggestion))
        told = words(self.key, found=found, suggestion=suggestion, **self.fields)
        if found and self.key.startswith("fault."):  # these only say what is wrong with it
            told = f"{told} · {found}"
        where = self.where.told(words)
        return plain(f"{where}: {told}" if where else told)

    def json(self, words: Words) -> Mapping[str, object]:
        """One remark of `ceremony check --json`."""
        return {
            "area": self.area,
            "where": str(self.where),
            "found": _coded(self.found),
            "suggestion": _coded(self.suggestion),
            "message": self.message(words),
            "needs_person": self.needs_person,
        }


def _told(value: str | int | datetime, words: Words) -> str:
    if isinstance(value, datetime):
        return f"{words.date(value)} {words.time(value)}"
    return words.number(value) if isinstance(value, int) else value


def _coded(value: str | int | datetime) -> str | int:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value


def listed(findings: Iterable[Finding], words: Words) -> Iterator[tuple[str, bool | None]]:
    """The lines of the list, area by area, and whether one needs a person; None for a heading."""
    every = tuple(findings)
    for area in Area:
        inside = sorted((f for f in every if f.area is area), key=lambda f: not f.needs_person)
        if inside:
            yield words(f"check.{area}"), None
        for found in inside[:TOLD]:
            yield f"{'✗' if found.needs_person else '●'} {found.message(words)}", found.needs_person
        if len(inside) > TOLD:
            more = words("check.more", count=words.number(len(inside) - TOLD))
            yield more, inside[TOLD].needs_person


def summary(findings: Iterable[Finding], words: Words) -> tuple[str, bool]:
    """The last line, and whether nothing needs a person."""
    count = sum(found.needs_person for found in findings)
    told = words("check.todo", count=words.number(count)) if count else words("check.ready")
    return told, not count
