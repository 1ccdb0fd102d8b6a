"""The desk: decide, record, evolve, in that order."""

from pathlib import Path

import msgspec
import pytest
from tests_support import NIP_1, NIP_2, NIP_3

from ceremony_tui.cli import run
from ceremony_tui.core.facts import CheckedIn, Verdict
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import Log


def verdict(desk: Desk, text: str) -> str:
    return desk.scan(text).fact.verdict  # type: ignore[union-attr]


def rows(desk: Desk) -> int:
    return len(desk._log.read()[0])


def test_a_known_code_adds_one_row_and_one_attendance(desk: Desk) -> None:
    before = rows(desk)
    assert verdict(desk, NIP_1) == Verdict.PRESENT
    assert rows(desk) == before + 1
    assert desk.ceremony.present == 1


def test_the_same_code_at_once_is_a_reread_without_a_row(desk: Desk, clock) -> None:
    first = desk.scan(NIP_1)
    before = rows(desk)
    clock.pass_(seconds=2)
    again = desk.scan(NIP_1)
    assert again.fact.kind == "reread"
    assert again.id == first.id
    assert rows(desk) == before


def test_the_same_code_later_is_logged_but_not_counted(desk: Desk, clock) -> None:
    desk.scan(NIP_1)
    before = rows(desk)
    clock.pass_(minutes=2)
    assert verdict(desk, NIP_1) == Verdict.ALREADY_PRESENT
    assert rows(desk) == before + 1
    assert desk.ceremony.present == 1


def test_a_refused_scan_is_kept_with_its_raw_text(desk: Desk) -> None:
    desk.scan("HELLO\x1b[2J")
    fact = desk._log.read()[0][-1].fact
    assert fact.text == "HELLO\\x1b[2J"  # type: ignore[union-attr]
    assert desk.ceremony.refused == 1


def test_what_was_recorded_is_there_after_reopening(desk: Desk, file: Path, clock) -> None:
    desk.scan(NIP_1)
    desk.scan("UNKNOWN")
    desk.call_stage(1)
    desk.call_cue(1)
    again = Desk(Log.open(file), now=clock)
    assert again.ceremony == desk.ceremony
    assert again.ceremony.cue == desk.ceremony.cue
    again.close()


def test_two_desks_on_one_file_never_count_a_person_twice(desk: Desk, file: Path, clock) -> None:
    other = Desk(Log.open(file, origin="laptop-1"), "Gerbang 2", now=clock)
    assert verdict(desk, NIP_1) == Verdict.PRESENT
    clock.pass_(seconds=1)
    assert verdict(other, NIP_1) == Verdict.ALREADY_PRESENT
    other.close()


def test_a_desk_takes_in_what_another_wrote(desk: Desk, file: Path, clock) -> None:
    other = Desk(Log.open(file, origin="laptop-1"), "Gerbang 2", now=clock)
    assert not other.refresh()
    desk.scan(NIP_1)
    assert other.refresh()
    assert other.ceremony.present == 1
    other.close()


def test_a_failed_write_changes_nothing_in_memory(desk: Desk, file: Path) -> None:
    state = desk.ceremony
    file.rename(file.with_suffix(".gone"))
    for ask in (lambda: desk.scan(NIP_1), lambda: desk.call_stage(1), lambda: desk.blank()):
        with pytest.raises(CeremonyError):
            ask()
    assert desk.ceremony == state


def test_cues_walk_to_the_end_and_stop(desk: Desk) -> None:
    desk.call_stage(1)
    steps = 0
    while desk.call_cue(1):
        steps += 1
    assert steps == len(desk.ceremony.script.stages[1].cues) - 1
    assert desk.call_cue(1) is None


def test_stages_go_past_the_last_into_the_end(desk: Desk) -> None:
    for _ in range(4):
        desk.call_next_stage(1)
    assert desk.ceremony.stage is None
    assert desk.call_next_stage(1) is None
    assert desk.call_next_stage(-1) is not None
    assert desk.ceremony.stage.title == "Penandatanganan"  # type: ignore[union-attr]


def test_moving_while_blank_stays_blank(desk: Desk) -> None:
    desk.call_stage(1)
    desk.blank()
    desk.call_cue(1)
    assert desk.ceremony.now.blank  # type: ignore[union-attr]
    desk.blank()
    assert not desk.ceremony.now.blank  # type: ignore[union-attr]


def test_twenty_people_in_one_second_are_twenty_scans(make_file, clock) -> None:
    from ceremony_tui.rehearsal import invented_roster

    people = invented_roster(20)
    desk = Desk(Log.open(make_file("many.db", people)), "g", now=clock)
    for person in people:
        desk.scan(person.id)
    assert desk.ceremony.present == 20
    desk.close()


def test_ids_are_uuid_seven_and_sort_by_time(clock) -> None:
    first = new_id(clock())
    clock.pass_(milliseconds=1)
    second = new_id(clock())
    assert first < second
    assert first[14] == second[14] == "7"
    assert first[19] in "89ab"
    assert len({new_id(clock()) for _ in range(1000)}) == 1000


def test_a_roster_that_changes_during_the_event_keeps_earlier_scans(desk: Desk) -> None:
    from dataclasses import replace

    from ceremony_tui.core.facts import RosterImported

    desk.scan(NIP_3)
    person = desk.ceremony.roster.get(NIP_3)
    assert person is not None
    moved = replace(person, unit="Dinas Sosial")
    desk.import_roster([moved], RosterImported("y.csv", 1, 0, 1, 0, 0))
    assert desk.ceremony.roster.get(NIP_3) == moved
    assert desk.ceremony.check_in(NIP_3) is not None
    assert desk.ceremony.roster.get(NIP_2) is not None


def test_a_code_typed_by_hand_is_marked_in_the_log_and_a_scan_is_not(
    desk: Desk, file: Path, capsys
) -> None:
    desk.scan(NIP_1, typed=True)
    desk.scan("STRANGER", typed=True)
    desk.scan(NIP_2)
    assert run(["log", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()[-3:]
    assert ["typed=True" in line for line in lines] == [True, True, False]
    assert "typed" not in lines[-1]


def test_an_entry_from_before_typed_codes_were_marked_is_a_scan() -> None:
    old = msgspec.json.decode(b'{"attendee": "x", "text": "x"}', type=CheckedIn)
    assert not old.typed
