"""Looking at a ceremony file, a script, a text or a roster: what it is, decides its content."""

import os
import re
import shutil
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ceremony_tui.core.badge import fold, mask, nip_faults
from ceremony_tui.core.ceremony import CLOCK_DRIFT, Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import Entry, RosterImported
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Script
from ceremony_tui.core.text.pledge import Mode, Text
from ceremony_tui.core.text.proof import proof
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.lines import Lines, lines_of
from ceremony_tui.intake.rosters import read_roster
from ceremony_tui.intake.scripts import read_script, read_text
from ceremony_tui.library import data_folder, script_path
from ceremony_tui.log import Log, badge_key, read_reports
from ceremony_tui.readiness.finding import Area, Finding, Where
from ceremony_tui.readiness.gear import badges, display, power, scanning
from ceremony_tui.readiness.power import read_power
from ceremony_tui.scanners.profile import Profile

MB = 1_000_000
BASE, EACH = 50 * MB, 10_000  # bytes: a scan, a badge and a copy are 2 kB a person (measured)

Findings = Iterator[Finding]


def check(target: str, at: datetime, scanner: Profile | None = None) -> tuple[Finding, ...]:
    """What is wrong with a ceremony file, a script by name or path, a text, or a roster.

    `at` is now, in the laptop's own zone; `scanner` is what its last scanner test has kept.
    """
    path = Path(target)
    if script_path(target):
        return check_script(target, at)
    if not path.is_file() and not path.suffix:
        read_script(target)  # says which names there are
    head = _head(path)
    if head.startswith(b"SQLite format 3\0"):
        return check_file(path, at, scanner)
    text = head.decode("utf-8-sig", errors="replace")
    if re.search(r"^\s*\[\[?\s*(ceremony|role|stage)\s*\]", text, re.MULTILINE):
        return check_script(target, at)
    if re.search(r"^\s*(points|opening)\s*=", text, re.MULTILINE):
        return tuple(_text(read_text(path), at.year, Mode.ECHO, Where(), Lines(path, text)))
    return check_script(target, at) if path.suffix == ".toml" else check_roster(path)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MB)
    except FileNotFoundError:
        raise BadInput("file-missing", path=path) from None
    except OSError as error:
        raise BadInput("file-unreadable", path=path, detail=error.strerror) from None


def check_file(path: Path, at: datetime, scanner: Profile | None = None) -> tuple[Finding, ...]:
    """A ceremony file on the laptop that will run it."""
    with closing(Log.open(path, write=False)) as log:
        blank = Ceremony(log.script, log.roster(), badge_key(log))
        (entries, _), reports, broken = log.read(), read_reports(log), log.verify()
    state = evolve(blank, *entries)
    script, roster = state.script, state.roster
    found = [*_texts(script), *_people_on(roster, entries), *_unmapped(roster, state.units)]
    found += [*badges(entries, state.key), *_roles(script)]
    found += [*_clock(script, entries, at), *_disk(path, len(roster)), *_rights(path)]
    found += [*power(read_power()), *scanning(scanner), *display(reports, at)]
    if broken:
        place = {"path": path, "gate": broken.gate, "number": broken.number, "entry": broken.entry}
        found.append(Finding(Area.FILE, f"error.chain-{broken.how}", fields=place))
    return tuple(found)


def check_script(name: str, at: datetime) -> tuple[Finding, ...]:
    """A script, before a ceremony is made from it."""
    script = read_script(name)
    path = script_path(name) or Path(name)
    return (*_texts(script, path), *_roles(script), *_day(script, at))


def check_roster(path: Path) -> tuple[Finding, ...]:
    """A roster file, before it is taken in."""
    reading = read_roster(path)
    found = [
        Finding(
            Area.ROSTER,
            f"fault.reject-{reject.reason}",
            Where(path=path, row=reject.row),
            reject.value,
            fields={"row": reject.other},
        )
        for reject in reading.rejected
    ]
    for row, reason, _ in reading.warnings:
        where, alike = Where(path=path, row=row), reason == "badge"
        found.append(Finding(Area.ROSTER, f"fault.warn-{reason}", where, needs_person=alike))
    return tuple(found)


# --- The text -------------------------------------------------------------------------------


def _texts(script: Script, path: Path | None = None) -> Findings:
    for number, stage in enumerate(script.stages, 1):
        if stage.text and stage.mode:
            where = Where(number, stage.title)
            lines = lines_of(path, number - 1) if path else None
            yield from _text(stage.text, script.starts.year, stage.mode, where, lines)


def _text(text: Text, year: int, mode: Mode, where: Where, lines: Lines | None) -> Findings:
    common = read_text(data_folder() / "texts" / "ikrar-netralitas-asn.toml")
    for remark in proof(text, year, mode, common):
        line = lines.line(text, remark.place, remark.point, remark.found) if lines else 0
        yield Finding(
            Area.TEXT,
            f"remark.{remark.key}",
            Where(where.stage, where.title, remark.place, remark.point, lines and lines.path, line),
            remark.found,
            remark.suggestion,
            remark.fix,
        )


# --- The roster and the roles ---------------------------------------------------------------


def _people_on(roster: Roster, entries: Iterable[Entry]) -> Findings:
    if not len(roster):
        yield Finding(Area.ROSTER, "remark.roster-empty")
    taken = [entry.fact for entry in entries if isinstance(entry.fact, RosterImported)]
    if taken and taken[-1].rejected:
        source = Where(name=taken[-1].source)
        yield Finding(Area.ROSTER, "remark.rows-left-out", source, taken[-1].rejected)
    bearers: dict[str, Attendee] = {}
    for person in roster:
        who = Where(name=f"{person.name} · {person.unit}".rstrip(" ·"))
        if not person.unit:
            yield Finding(Area.ROSTER, "remark.unit-missing", who)
        for fault in nip_faults(person.nip) if person.nip else ():
            yield Finding(Area.ROSTER, f"remark.nip-{fault}", who, needs_person=fault == "serial")
        for code in dict.fromkeys(map(fold, person.codes)):
            other = bearers.setdefault(code, person)
            if other is not person:
                yield Finding(Area.ROSTER, "remark.code-shared", who, mask(code), other.name)


def _unmapped(roster: Roster, units: Mapping[str, str]) -> Findings:
    """Sub-units that a mapping to offices was given for, and missed: on paper each is an office."""
    offices = {"", *units.values()}
    missed = Counter(person.unit for person in roster if units and person.unit not in offices)
    for unit, people in missed.items():
        where = Where(name=unit)
        yield Finding(Area.ROSTER, "remark.unit-unmapped", where, people, needs_person=False)


def _roles(script: Script) -> Findings:
    """Roles that a stage needs. One without a holder is not asked for a reserve as well."""
    for role in script.roles:
        numbers = [str(n) for n, stage in enumerate(script.stages, 1) if stage.by == role.name]
        where = Where(name=role.name)
        if numbers and not role.holder:
            yield Finding(Area.PEOPLE, "remark.role-empty", where, ", ".join(numbers))
        elif numbers and not role.reserve:
            yield Finding(Area.PEOPLE, "remark.no-reserve", where, role.holder, needs_person=False)


# --- The laptop -----------------------------------------------------------------------------


def _day(script: Script, at: datetime) -> Findings:
    zone = ZoneInfo(script.timezone)
    if at.astimezone(zone).date() > script.doors_close.astimezone(zone).date():
        yield Finding(Area.CLOCK, "remark.day-past", found=script.starts, suggestion="--starts")


def _clock(script: Script, entries: Iterable[Entry], at: datetime) -> Findings:
    yield from _day(script, at)
    zone = ZoneInfo(script.timezone)
    now = at.astimezone(zone)
    last = max((entry.at for entry in entries), default=at)
    if last - at > CLOCK_DRIFT:
        yield Finding(
            Area.CLOCK, "remark.clock-behind", found=now, suggestion=last.astimezone(zone)
        )
    if at.utcoffset() != now.utcoffset():  # set by hand to the local hour, it would be wrong by one
        yield Finding(Area.CLOCK, "remark.zone", found=now, suggestion=zone.key, needs_person=False)


def _disk(path: Path, people: int) -> Findings:
    free, needed = shutil.disk_usage(path.absolute().parent).free, BASE + EACH * people
    if free < needed:
        yield Finding(Area.DISK, "remark.disk-small", found=free // MB, suggestion=-(-needed // MB))


def _rights(path: Path) -> Findings:
    mode = stat.S_IMODE(path.stat().st_mode)
    if not os.access(path, os.W_OK):
        yield Finding(Area.FILE, "error.file-read-only", fields={"path": path})
    if os.name == "posix" and mode & 0o077:  # elsewhere rights are not kept in the mode
        yield Finding(Area.FILE, "remark.mode-open", found=f"{mode:04o}", suggestion="chmod 600")
