"""A script file (TOML) and its texts -> Script."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ceremony_tui.core.hours import moments
from ceremony_tui.core.script import Kind, Role, Script, Signer, Stage
from ceremony_tui.core.text.pledge import Mode, Text
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.speeches import SUFFIX, read_speech
from ceremony_tui.intake.table import Table, TomlFile
from ceremony_tui.library import data_folder, near, script_names, script_path, text_names, text_path


def read_script(name: str) -> Script:
    """A built-in script by its name, or a script file by its path. Any fault refuses it whole."""
    path = script_path(name) or Path(name)
    if not path.is_file() and path.suffix != ".toml":
        raise BadInput("script-unknown", name=name, near=near(name, script_names()))
    file = TomlFile(path)
    file.only("ceremony", "role", "stage")
    roles = tuple(_role(table) for table in file.sections("role"))
    stages = tuple(
        _stage(table, [role.name for role in roles], path.parent)
        for table in file.sections("stage")
    )
    if not stages:
        file.root.fault("stage", "no-stage")
    return _script(file.section("ceremony"), roles, stages)


def _script(table: Table, roles: tuple[Role, ...], stages: tuple[Stage, ...]) -> Script:
    starts, zone = table.moment("starts"), _zone(table)
    real = starts.replace(tzinfo=zone).utcoffset() or timedelta(0)
    if starts.utcoffset() != real:
        table.fault("starts", "offset", zone=zone.key, offset=_offset(real))
    hours = [table.time(key) for key in ("doors_open", "late_after", "doors_close")]
    leave = ["leave_from", "leave_after"] if table.peek("leave_from") is not None else []
    hours += [table.time(key) for key in leave if table.peek(key) is not None]
    found = moments(starts.astimezone(zone), *hours)
    if found != sorted(found):
        table.fault("late_after", "order")
    opens, late, closes, *leaving = found
    leave_from, leave_after = (*leaving, None, None)[:2]
    script = Script(
        title=table.text("title"),
        organizer=table.text("organizer"),
        place=table.text("place"),
        timezone=zone.key,
        starts=starts,
        doors_open=opens,
        late_after=late,
        doors_close=closes,
        leave_from=leave_from,
        leave_after=leave_after,
        roles=roles,
        stages=stages,
        farthest_row=_farthest(table),
    )
    table.done()
    return script


def _farthest(table: Table) -> float:
    metres = table.number("farthest_row") if table.peek("farthest_row") is not None else 60.0
    if not 1 <= metres <= 500:
        table.fault("farthest_row", "metres")
    return metres


def _zone(table: Table) -> ZoneInfo:
    try:
        return ZoneInfo(table.text("timezone"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        table.fault("timezone", "zone")


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _role(table: Table) -> Role:
    role = Role(
        name=table.text("name"),
        holder=table.text("holder", ""),
        office=table.text("office", ""),
        reserve=table.text("reserve", ""),
    )
    table.done()
    return role


def _stage(table: Table, roles: list[str], beside: Path) -> Stage:
    kind = Kind(table.choice("kind", list(Kind)))
    minutes = table.number("minutes")
    if not 0 < minutes <= 24 * 60:
        table.fault("minutes", "minutes")
    by = table.text("by", "")
    if by and by not in roles:
        table.fault("by", "role", near=near(by, roles))
    mode = table.choice("mode", list(Mode), "")
    text = _text(table, beside)
    if kind is Kind.RECITATION and not (text and mode):
        table.fault("mode" if text else "text", "needs-text")
    signers = tuple(_signer(signer) for signer in table.tables("signers"))
    stage = Stage(
        kind=kind,
        title=table.text("title"),
        minutes=minutes,
        by=by,
        mode=Mode(mode) if mode else None,
        text=text,
        signers=signers,
        outdoors=table.flag("outdoors"),
        countdown=_countdown(table),
        note=table.text("note", ""),
    )
    table.done()
    return stage


def _countdown(table: Table) -> int:
    seconds = table.number("countdown") if table.peek("countdown") is not None else 0
    if not 0 <= seconds <= 600:
        table.fault("countdown", "countdown")
    return round(seconds)


def _signer(table: Table) -> Signer:
    signer = Signer(table.text("name", ""), table.text("office", ""), table.text("group", ""))
    table.done()
    return signer


def _text(table: Table, beside: Path) -> Text | None:
    """A stage's text: by name, by path, or written right there."""
    value = table.peek("text")
    if value is None:
        return None
    if isinstance(value, dict):
        return _text_of(table.inline("text"))
    name = table.text("text")
    path = text_path(name, beside)
    if path is None:
        table.fault("text", "no-text", name=name[:40], near=near(name[:40], text_names()))
    if path.suffix.lower() != SUFFIX:
        return read_text(path)
    if table.peek("mode"):
        table.fault("text", "needs-toml")
    return read_speech(path, table.text("title"))


def read_text(path: Path) -> Text:
    """A text file."""
    return _text_of(TomlFile(path).root)


@cache
def read_common() -> Text:
    """The form that most pledges follow: the measure of a proof-reader."""
    return read_text(data_folder() / "texts" / "ikrar-netralitas-asn.toml")


def _text_of(table: Table) -> Text:
    text = Text(
        title=table.text("title"),
        source=table.text("source", ""),
        opening=table.text("opening", ""),
        points=table.texts("points"),
        closing=table.text("closing", ""),
    )
    table.done()
    if not any(part.strip(" |~") for part in (text.opening, *text.points, text.closing)):
        table.fault("points", "no-words")
    return text
