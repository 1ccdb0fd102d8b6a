"""The desk: decide, record, evolve, in that order."""

from pathlib import Path

import msgspec
import pytest
from tests_support import NIP_1, NIP_2, raw

from ceremony_tui.cli import run
from ceremony_tui.core.facts import CheckedIn
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import Log


def verdict(desk: Desk, text: str) -> str:
    return desk.scan(text).fact.verdict  # type: ignore[union-attr]


def rows(desk: Desk) -> int:
    return len(desk._log.read()[0])


def test_what_was_recorded_is_there_after_reopening(desk: Desk, file: Path, clock) -> None:
    desk.scan(NIP_1)
    desk.scan("UNKNOWN")
    desk.call_stage(1)
    desk.call_cue(1)
    again = Desk(Log.open(file), now=clock)
    assert again.ceremony == desk.ceremony
    assert again.ceremony.cue == desk.ceremony.cue
    again.close()


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
    for ask in (lambda: desk.scan(NIP_1), lambda: desk.call_stage(1), lambda: desk.cover()):
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
    desk.cover()
    desk.call_cue(1)
    assert desk.ceremony.now.blank  # type: ignore[union-attr]
    desk.cover()
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


def test_texts_that_come_together_are_all_written_or_none(desk: Desk, file: Path) -> None:
    entries = desk.scan_all(NIP_1, NIP_1, "STRANGER", NIP_2)
    assert [entry.fact.verdict for entry in entries] == [  # type: ignore[union-attr]
        *("present", "reread", "not-on-roster", "present")
    ]
    before = desk.ceremony
    with raw(file) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON log WHEN NEW.fact LIKE '%B-77%' "
            "BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        other.commit()
    with pytest.raises(CeremonyError):
        desk.scan_all("NON-0001", "B-77")
    assert desk.ceremony == before
    assert desk.scan("NON-0001").fact.verdict == "present"  # type: ignore[union-attr]
