"""Sentences by key from `id.toml` and `en.toml`; times and numbers as each language writes."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from ceremony_tui.errors import CeremonyError

LANGUAGES = ("id", "en")

Day = date  # inside Words, `date` is its own

# Indonesia's zones by their IANA names; there is no summer time.
_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


class Words:
    """One language. Call it with a key and the fields of its sentence."""

    def __init__(self, lang: str, sentences: Mapping[str, str]) -> None:
        self.lang = lang
        self._sentences = sentences

    def __call__(self, key: str, /, **fields: object) -> str:
        return self._sentences[key].format_map(fields)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def error(self, error: CeremonyError, *, short: bool = False) -> str:
        """What went wrong, where, and the remedy. `short` leaves out the folder of a file."""
        fields = dict(error.fields)
        if short and isinstance(path := fields.get("path"), Path):
            fields["path"] = path.name
        if "near" in fields:
            names = fields["near"]
            fields["near"] = self._near(error.key, cast("list[str]", names))
        if "why" in fields and f"fault.{fields['why']}" in self:
            fields["why"] = self(f"fault.{fields['why']}", **{"near": "", **fields})
        return self(f"error.{error.key}", **fields)

    def _near(self, key: str, names: list[str]) -> str:
        """The names somebody may have meant, as a part of the sentence or one of its own."""
        listed = ", ".join(names)
        if key == "script-fault":
            return self("fault.near", names=listed) if listed else ""
        return self("error.near", names=listed) if listed else self(f"error.{key}-none")

    def time(self, moment: datetime) -> str:
        """`07.12` in Indonesian, `07:12` in English; the moment's own offset."""
        return moment.strftime("%H.%M" if self.lang == "id" else "%H:%M")

    def second(self, moment: datetime) -> str:
        """`07.12.09`: to the second."""
        return self.time(moment) + moment.strftime(".%S" if self.lang == "id" else ":%S")

    def clock(self, moment: datetime, zone: str) -> str:
        """The time with its zone: `07.12 WITA`."""
        name = _ZONES.get(zone) or moment.tzname() or ""
        return f"{self.time(moment)} {name}".rstrip()

    def date(self, moment: datetime) -> str:
        """`Sabtu, 28 Oktober 2023` or `Saturday, 28 October 2023`."""
        return f"{self.weekday(moment)}, {self.day(moment)}"

    def weekday(self, moment: Day) -> str:
        """`Sabtu` or `Saturday`."""
        return self("date.days").split()[moment.weekday()]

    def day(self, moment: Day) -> str:
        """`28 Oktober 2023` or `28 October 2023`."""
        month = self("date.months").split()[moment.month - 1]
        return f"{moment.day} {month} {moment.year}"

    def number(self, value: int) -> str:
        """Thousands apart: `5.099` or `5,099`."""
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if self.lang == "id" else grouped

    def percent(self, value: float) -> str:
        """0 to 100 with one decimal: `87,5 %` or `87.5%`. Only all is 100."""
        plain = self.decimal(value if value == 100 else min(value, 99.9))
        return f"{plain} %" if self.lang == "id" else f"{plain}%"

    def decimal(self, value: float) -> str:
        """One decimal: `1,2` or `1.2`."""
        plain = f"{value:.1f}"
        return plain.replace(".", ",") if self.lang == "id" else plain

    def span(self, length: timedelta) -> str:
        """Minutes and seconds, `3:07`; the sign is the caller's to say."""
        minutes, seconds = divmod(abs(int(length.total_seconds())), 60)
        return f"{minutes}:{seconds:02d}"

    def lasting(self, length: timedelta) -> str:
        """How long, in words: `1 jam 3 menit`, `2 menit 5 detik`; hours without their seconds."""
        seconds = int(length.total_seconds())
        hours, minutes = seconds // 3600, seconds // 60 % 60
        parts = {"hours": hours, "minutes": minutes, "seconds": 0 if hours else seconds % 60}
        told = (self(f"lasting.{part}", count=count) for part, count in parts.items() if count)
        return " ".join(told) or self("lasting.instant")


@lru_cache
def load(lang: str) -> Words:
    """The words of a language of LANGUAGES."""
    source = files("ceremony_tui.words").joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    sections = tomllib.loads(source)
    return Words(
        lang,
        {
            f"{section}.{key}": sentence
            for section, sentences in sections.items()
            for key, sentence in sentences.items()
        },
    )
