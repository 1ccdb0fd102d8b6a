"""The chain names the first altered, removed or re-ordered entry."""

from pathlib import Path

import pytest
from tests_support import NIP_1, NIP_2, NIP_3, tampered

from ceremony_tui.desk import Desk
from ceremony_tui.log import Log


@pytest.fixture
def scanned(desk: Desk, clock, file: Path) -> Path:
    """Three scans at Gerbang 1, numbered 1 to 3."""
    for nip in (NIP_1, NIP_2, NIP_3):
        desk.scan(nip)
        clock.pass_(seconds=5)
    desk.close()
    return file


def broken(file: Path):
    log = Log.open(file)
    found = log.verify()
    log.close()
    return found and (found.how, found.gate, found.number)


def test_an_untouched_log_is_intact(scanned: Path) -> None:
    assert broken(scanned) is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log SET fact = replace(fact, '1966', '1967') WHERE number = 2 AND gate <> ''",
        "UPDATE log SET at = '2023-10-27T22:00:00.000000+00:00' WHERE number = 2 AND gate <> ''",
        "UPDATE log SET operator = 'Budi' WHERE number = 2 AND gate <> ''",
        "UPDATE log SET kind = 'scan-refused' WHERE number = 2 AND gate <> ''",
        "UPDATE log SET id = 'x' WHERE number = 2 AND gate <> ''",
        "UPDATE log SET fact = NULL WHERE number = 2 AND gate <> ''",
        "UPDATE log SET fact = '{}', digest = 'made up' WHERE number = 2 AND gate <> ''",
    ],
)
def test_an_altered_entry_is_named(scanned: Path, change: str) -> None:
    change = change.replace("'1966', '1967'", "'1990', '1991'")
    tampered(scanned, change)
    assert broken(scanned) == ("altered", "Gerbang 1", 2)


def test_a_removed_entry_is_named(scanned: Path) -> None:
    tampered(scanned, "DELETE FROM log WHERE number = 2 AND gate <> ''")
    assert broken(scanned) == ("removed", "Gerbang 1", 2)


def test_a_removed_first_entry_is_named(scanned: Path) -> None:
    tampered(scanned, "DELETE FROM log WHERE number = 1 AND gate <> ''")
    assert broken(scanned) == ("removed", "Gerbang 1", 1)


def test_a_cut_off_tail_is_noticed(scanned: Path) -> None:
    tampered(scanned, "DELETE FROM log WHERE number = 3")
    assert broken(scanned) == ("cut", "Gerbang 1", 2)


def test_entries_that_changed_places_are_named(scanned: Path) -> None:
    tampered(
        scanned,
        "UPDATE log SET number = 99 WHERE number = 2 AND gate <> ''",
        "UPDATE log SET number = 2 WHERE number = 3",
        "UPDATE log SET number = 3 WHERE number = 99",
    )
    assert broken(scanned) == ("altered", "Gerbang 1", 2)


def test_entries_that_swapped_their_order_of_arrival_are_named(scanned: Path) -> None:
    tampered(
        scanned,
        "UPDATE log SET seq = -1 WHERE number = 2 AND gate <> ''",
    )
    assert broken(scanned) == ("reordered", "Gerbang 1", 2)


def test_an_emptied_log_is_not_intact(scanned: Path) -> None:
    tampered(scanned, "DELETE FROM log")
    assert broken(scanned) == ("cut", "", 0)
