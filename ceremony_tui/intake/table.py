"""A TOML table that is read key by key, so that every fault can name its line and its key."""

import re
import tomllib
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

from ceremony_tui.core.plain import plain
from ceremony_tui.errors import BadInput
from ceremony_tui.library import near

T = TypeVar("T")
Values = dict[str, Any]


class Table:
    """One table of a TOML file. `take` every key, then `done` refuses what is left over."""

    def __init__(self, file: "TomlFile", name: str, index: int, values: Values) -> None:
        self._file = file
        self._name = name
        self._index = index
        self._values = values
        self._known: list[str] = []

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, str, "type-text", default)
        value = plain(value)
        if default is None and not value:
            self.fault(key, "blank")
        return value

    def number(self, key: str) -> float:
        value: object = self._take(key, object, "type-number", None)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fault(key, "type-number")
        return float(value)

    def choice(self, key: str, names: Iterable[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value != default and value not in names:
            self.fault(key, "choice", names=", ".join(names))
        return value

    def moment(self, key: str) -> datetime:
        value = self._take(key, datetime, "type-moment", None)
        if value.tzinfo is None:
            self.fault(key, "type-moment")
        return value

    def time(self, key: str) -> time:
        return self._take(key, time, "type-time", None)

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            self.fault(key, "type-text")
        return tuple(plain(str(value)) for value in values)

    def _list(self, key: str) -> list[object]:
        return cast("list[object]", self._take(key, list, "type-list", []))

    def tables(self, key: str) -> list["Table"]:
        """A list of inline tables."""
        values = self._list(key)
        if not all(isinstance(value, dict) for value in values):
            self.fault(key, "type-table")
        return [Table(self._file, key, -1, value) for value in cast("list[Values]", values)]

    def flag(self, key: str) -> bool:
        """true or false; false when the key is not there."""
        return self._take(key, bool, "type-flag", False)

    def peek(self, key: str) -> object:
        """A value that may be of several types; None when the key is not there."""
        self._known.append(key)
        return self._values.get(key)

    def inline(self, key: str) -> "Table":
        return Table(self._file, key, -1, cast("Values", self._take(key, dict, "type-table", None)))

    def _take(self, key: str, kind: type[T], fault: str, default: T | None) -> T:
        self._known.append(key)
        value = self._values.get(key, default)
        if value is None:
            self.fault(key, "missing")
        if not isinstance(value, kind):
            self.fault(key, fault)
        return value

    def done(self) -> None:
        for key in self._values:
            if key not in self._known:
                self.fault(key, "unknown", near=near(key, self._known))

    def fault(self, key: str, why: str, **fields: object) -> NoReturn:
        """Refuses the file, naming the line of this key, or of its table when the key is absent."""
        line = self._file.line_of(self._name, self._index, key)
        raise BadInput("script-fault", path=self._file.path, line=line, key=key, why=why, **fields)


class TomlFile:
    """A TOML file as tables, with line numbers for faults."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._source = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise BadInput("file-missing", path=path) from None
        except UnicodeDecodeError:
            raise BadInput("script-encoding", path=path) from None
        except OSError as error:
            raise BadInput("file-unreadable", path=path, detail=error.strerror) from None
        try:
            self._values = tomllib.loads(self._source)
        except RecursionError:
            raise BadInput("script-encoding", path=path) from None
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else self._source.count("\n") + 1
            raise BadInput(
                "script-fault", path=path, line=line, key="TOML", why="syntax", detail=error
            ) from None

    @property
    def root(self) -> Table:
        return Table(self, "", 0, self._values)

    def line_of(self, table: str, index: int, key: str) -> int:
        """The line of a key in the nth table of a name, counted from 1."""
        header = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?\s*(#.*)?$")
        wanted = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
        inside, seen, best = not table, -1, 1
        for number, line in enumerate(self._source.splitlines(), 1):
            found = header.match(line)
            if found:
                seen += found[1] == table
                inside = found[1] == table and seen == index
                best = number if inside or (not table and found[1] == key) else best
            elif inside and wanted.match(line):
                return number
            elif index < 0 and re.match(rf"\s*{re.escape(table)}\s*=", line):
                best = number  # an inline table: the line on which it begins
        return best

    def section(self, name: str) -> Table:
        """The one table of a name."""
        values = self._values.get(name)
        if not isinstance(values, dict):
            self.root.fault(name, "missing" if values is None else "type-table")
        return Table(self, name, 0, cast("Values", values))

    def sections(self, name: str) -> list[Table]:
        """Every table of a name, in order."""
        found = self._values.get(name, [])
        tables = cast("list[object]", found if isinstance(found, list) else [found])
        if not all(isinstance(table, dict) for table in tables) or tables == [found]:
            self.root.fault(name, "type-table")
        values = cast("list[Values]", tables)
        return [Table(self, name, index, value) for index, value in enumerate(values)]

    def only(self, *names: str) -> None:
        """Refuses top-level keys of other names."""
        for key in self._values:
            if key not in names:
                self.root.fault(key, "unknown", near=near(key, list(names)))
