"""What must be at hand when the doors open, and how each system tells of its battery."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ceremony_tui.core.displays import Report
from ceremony_tui.core.facts import BadgesPrinted, Entry, Fact, RosterImported
from ceremony_tui.core.signed import series_of
from ceremony_tui.readiness.finding import Finding
from ceremony_tui.readiness.gear import badges, display, power, scanning
from ceremony_tui.readiness.power import Power, of_pmset, of_status, of_supplies, read_power
from ceremony_tui.scanners.profile import NO_END, PLAIN, Profile
from ceremony_tui.words import load

AT = datetime(2023, 10, 27, 23, tzinfo=UTC)
KEY = bytes(16)
MINE, OTHER = series_of(KEY), series_of(b"x")
IMPORTED = RosterImported("x.csv", 4, 4, 0, 0, 0)
MORE = RosterImported("y.csv", 2, 2, 0, 0, 0)
SAME = RosterImported("y.csv", 4, 0, 0, 4, 0)


def entries(*facts: Fact) -> list[Entry]:
    """Entries a minute apart, the last one first: the order of arrival does not matter."""
    made = [
        Entry(str(n), "", n, AT + timedelta(minutes=n), "", fact) for n, fact in enumerate(facts, 1)
    ]
    return made[::-1]


def told(findings: list[Finding]) -> list[tuple[str, object, bool]]:
    for found in findings:
        assert found.message(load("id"))
    return [(f.key.removeprefix("remark."), f.found, f.needs_person) for f in findings]


@pytest.mark.parametrize(
    ("facts", "key", "found"),
    [
        ((IMPORTED,), KEY, [("badges-none", "", False)]),
        ((IMPORTED, BadgesPrinted(4)), KEY, []),
        ((IMPORTED, BadgesPrinted(4), SAME), KEY, []),
        ((IMPORTED, BadgesPrinted(4), MORE), KEY, [("badges-late", 2, False)]),
        ((IMPORTED, BadgesPrinted(4), MORE, BadgesPrinted(2)), KEY, []),
        ((IMPORTED, BadgesPrinted(4, "", MINE)), KEY, []),
        ((IMPORTED, BadgesPrinted(4, "", OTHER)), KEY, [("badges-key", "", True)]),
        ((IMPORTED, BadgesPrinted(4, "", MINE)), b"", [("badges-key", "", True)]),
        ((IMPORTED, BadgesPrinted(4)), b"", []),
    ],
)
def test_badges_are_there_for_everybody_and_known_here(
    facts: tuple[Fact, ...], key: bytes, found: list[tuple[str, object, bool]]
) -> None:
    assert told(list(badges(entries(*facts), key))) == found


@pytest.mark.parametrize(
    ("supply", "found"),
    [
        (None, []),
        (Power(True, 3), []),
        (Power(False, 50), [("power-battery", 50, False)]),
        (Power(False, 49), [("power-low", 49, True)]),
    ],
)
def test_a_battery_that_will_not_last_needs_a_person(supply: Power | None, found: list) -> None:
    assert told(list(power(supply))) == found


@pytest.mark.parametrize(
    ("scanner", "found"),
    [
        (None, ["scanner-untested"]),
        (PLAIN, []),
        (Profile(terminator="CR"), []),
        (Profile(terminator=NO_END), ["scanner-endless"]),
    ],
)
def test_a_scanner_is_tested_and_ends_its_codes(scanner: Profile | None, found: list) -> None:
    assert [key for key, _, _ in told(list(scanning(scanner)))] == found


@pytest.mark.parametrize(
    ("ago", "found"),
    [([], ["display-none"]), ([4], ["display-none"]), ([4, 3], []), ([0], [])],
)
def test_a_display_has_said_lately_that_it_is_there(ago: list[int], found: list) -> None:
    reports = [Report(f"{s}", AT - timedelta(seconds=s), 200, 50) for s in ago]
    assert [key for key, _, _ in told(list(display(reports, AT)))] == found


def test_a_podium_is_no_display() -> None:
    podium = Report("podium", AT, 80, 24, podium=True)
    assert [key for key, _, _ in told(list(display([podium], AT)))] == ["display-none"]


# --- the battery ------------------------------------------------------------------------------


def supply(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir()
    for file, content in files.items():
        (folder / name / file).write_text(f"{content}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("mains", "status", "found"),
    [
        ("1", "Charging", Power(True, 80)),
        ("0", "Discharging", Power(False, 80)),
        ("0", "Full", Power(True, 80)),
        ("1", "Not charging", Power(True, 80)),
    ],
)
def test_linux_tells_in_folders(tmp_path: Path, mains: str, status: str, found: Power) -> None:
    supply(tmp_path, "AC", type="Mains", online=mains)
    supply(tmp_path, "BAT0", type="Battery", capacity="80", status=status)
    supply(tmp_path, "BAT1", type="Battery", capacity="95", status="Unknown")
    supply(tmp_path, "hid-mouse", type="Battery", scope="Device", capacity="5", status="Full")
    assert of_supplies(tmp_path) == found


def test_a_machine_without_a_battery_tells_nothing(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="1")
    assert of_supplies(tmp_path) is None


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t87%; charging; 1:02 remaining "
         "present: true\n", Power(True, 87)),
        ("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t9%; discharging; 0:20 "
         "remaining present: true\n", Power(False, 9)),
        ("Now drawing from 'AC Power'\n", None),
        ("", None),
    ],
)  # fmt: skip
def test_macos_tells_in_words(told: str, found: Power | None) -> None:
    assert of_pmset(told) == found


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ((1, 8, 77), Power(True, 77)),
        ((0, 1, 77), Power(False, 77)),
        ((1, 128, 255), None),
        ((1, 128, 100), None),
        ((255, 1, 50), None),
        ((0, 255, 50), None),
    ],
)
def test_windows_tells_in_bytes(status: tuple[int, int, int], found: Power | None) -> None:
    assert of_status(*status) == found


def test_whatever_this_machine_is_there_is_an_answer() -> None:
    supply = read_power()
    assert supply is None or 0 <= supply.percent <= 100
