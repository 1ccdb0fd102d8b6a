"""Other gates' logs: any order, any number of times, one ceremony."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import SCRIPT, STARTS, Clock
from hypothesis import given, settings
from hypothesis import strategies as st
from tests_support import NIP_1, NIP_2, NIP_3, raw, tampered

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.laptops import CLOSED, Announced, Laptop, Sharing
from ceremony_tui.desk import Desk
from ceremony_tui.errors import BadInput, CeremonyError
from ceremony_tui.log import Log, Notes, badge_key, merge


@pytest.fixture
def gates(file: Path, clock, tmp_path: Path) -> list[Path]:
    """Three laptops that started from copies of one file; two of them took the same name."""
    paths: list[Path] = []
    for laptop, gate in (("l1", "Gerbang 1"), ("l2", "Gerbang 1"), ("l3", "Gerbang 3")):
        path = tmp_path / f"{laptop}.db"
        shutil.copy(file, path)
        desk = Desk(Log.open(path, origin=laptop), gate, now=clock)
        for nip in {"l1": (NIP_1, NIP_2), "l2": (NIP_2,), "l3": (NIP_3, "STRANGER")}[laptop]:
            clock.pass_(seconds=7)
            desk.scan(nip)
        desk.close()
        paths.append(path)
    return paths


def merged(into: Path, others: list[Path]) -> Ceremony:
    log = Log.open(into)
    for other in others:
        source = Log.open(other, write=False)
        merge(log, source)
        source.close()
    assert log.verify() is None
    state = Desk(log).ceremony
    log.close()
    return state


def test_merging_twice_adds_nothing(gates: list[Path]) -> None:
    mine = Log.open(gates[0])
    other = Log.open(gates[2])
    assert [merge(mine, other), merge(mine, other)] == [2, 0]
    mine.close()
    other.close()


def test_a_person_at_two_gates_is_one_attendance_and_two_entries(gates: list[Path]) -> None:
    state = merged(gates[0], gates[1:])
    assert state.present == 3
    assert len(state.scans[NIP_2]) == 2


def test_every_laptop_ends_with_the_same_ceremony(gates: list[Path], tmp_path: Path) -> None:
    states = []
    for n, path in enumerate(gates):
        mine = tmp_path / f"merged-{n}.db"
        shutil.copy(path, mine)
        states.append(merged(mine, [other for other in reversed(gates) if other != path]))
    assert states[0] == states[1] == states[2]


def test_another_ceremony_is_refused(file: Path, tmp_path: Path) -> None:
    Log.make(tmp_path / "other.db", "another-ceremony", SCRIPT)
    mine, other = Log.open(file), Log.open(tmp_path / "other.db")
    with pytest.raises(BadInput, match="merge-foreign"):
        merge(mine, other)
    mine.close()
    other.close()


def test_a_broken_chain_is_refused_whole(gates: list[Path]) -> None:
    tampered(gates[2], "UPDATE log SET operator = 'x' WHERE number = 2 AND gate = 'Gerbang 3'")
    mine, other = Log.open(gates[0]), Log.open(gates[2])
    before = mine.read()
    with pytest.raises(BadInput, match="merge-broken"):
        merge(mine, other)
    assert mine.read() == before
    mine.close()
    other.close()


def test_a_cloned_log_that_went_on_in_two_places_is_an_alarm(file: Path, clock, tmp_path) -> None:
    clone = tmp_path / "clone.db"
    shutil.copy(file, clone)
    for path, nip in ((file, NIP_1), (clone, NIP_2)):
        desk = Desk(Log.open(path, origin="one laptop"), "Gerbang 1", now=clock)
        desk.scan(nip)
        desk.close()
    mine, other = Log.open(file), Log.open(clone)
    with pytest.raises(CeremonyError, match="merge-cloned"):
        merge(mine, other)
    mine.close()
    other.close()


def test_people_added_at_another_gate_come_along(gates: list[Path], clock) -> None:
    from ceremony_tui.core.facts import RosterImported
    from ceremony_tui.core.roster import Attendee

    desk = Desk(Log.open(gates[2], origin="l3"), "Gerbang 3", now=clock)
    late = Attendee("NON-0002", "Tamu Baru", "Inspektorat")
    desk.import_roster([late], RosterImported("late.csv", 1, 1, 0, 0, 0))
    desk.scan("NON-0002")
    desk.close()
    state = merged(gates[0], gates[1:])
    assert state.roster.get("NON-0002") == late
    assert state.check_in("NON-0002") is not None


SCANS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from([NIP_1, NIP_2, NIP_3, "NON-0001", "STRANGER"]),
        st.integers(0, 5400),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(scans=SCANS, order=st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=6))
def test_any_order_and_any_repetition_gives_the_same_ceremony(scans, order) -> None:
    with TemporaryDirectory() as folder:
        files = {laptop: Path(folder) / f"{laptop}.db" for laptop in "abc"}
        first = Path(folder) / "first.db"
        Log.make(first, "one", SCRIPT)
        log = Log.open(first)
        with log.writing():
            from conftest import PEOPLE

            log.write_roster(PEOPLE)
        log.close()
        for path in files.values():
            shutil.copy(first, path)
        clock = Clock(STARTS)
        desks = {k: Desk(Log.open(p, origin=k), "Gerbang", now=clock) for k, p in files.items()}
        for laptop, text, second in scans:
            clock.at = Clock(SCRIPT.doors_open).at
            clock.pass_(seconds=second)
            desks[laptop].scan(text)
        for desk in desks.values():
            desk.close()
        target, straight = Path(folder) / "any.db", Path(folder) / "straight.db"
        shutil.copy(first, target)
        shutil.copy(first, straight)
        state = merged(target, [files[laptop] for laptop in (*order, "a", "b", "c")])
        assert state == merged(straight, list(files.values()))


def test_folding_the_merged_log_backwards_gives_the_same_ceremony(gates: list[Path]) -> None:
    state = merged(gates[0], gates[1:])
    log = Log.open(gates[0])
    entries, _ = log.read()
    blank = Ceremony(log.script, log.roster(), badge_key(log))
    assert evolve(blank, *reversed(entries)) == evolve(blank, *entries) == state
    log.close()


def of(path: Path, laptop: str) -> Log:
    """A laptop's own file; it has written there."""
    log = Log.open(path, origin=laptop)
    log.write_note("pin", "")
    return log


@pytest.fixture
def closed(gates: list[Path], clock) -> Path:
    """The first laptop's file after the hub was closed while the third was silent since long."""
    mine, dead = of(gates[0], "l1"), Log.open(gates[2], origin="l3")
    merge(mine, dead)
    told = Announced({"Gerbang 3": 2}, {dead.origin: 2})
    silent = Laptop(told, clock(), {"Gerbang 3": 2}, whole=True, origin=dead.origin)
    clock.pass_(minutes=5)
    Notes(mine).tell_sharing(Sharing(CLOSED, clock(), laptops=(silent,)))
    mine.close()
    dead.close()
    return gates[0]


def final(path: Path, clock: Clock) -> bool:
    log = Log.open(path, write=False)
    told = Notes(log).sharing()
    log.close()
    assert told
    return told.is_final(clock())


@pytest.mark.parametrize("as_backup", [False, True])
def test_the_file_of_a_dead_gate_makes_a_closed_day_final(
    closed: Path, gates: list[Path], clock, tmp_path: Path, *, as_backup: bool
) -> None:
    own = of(gates[2], "l3")
    if as_backup:
        gates[2] = tmp_path / "stick.db"
        own.backup(gates[2])
    own.close()
    assert not final(closed, clock)
    mine, other = of(closed, "l1"), Log.open(gates[2], write=False)
    assert merge(mine, other, at=clock()) == 0
    mine.close()
    other.close()
    assert final(closed, clock)


@pytest.mark.parametrize("by", ["an older program", "another laptop"])
def test_a_copy_that_another_laptop_has_written_proves_nothing(
    closed: Path, gates: list[Path], clock, by: str
) -> None:
    of(gates[2], "another").close()
    if by == "an older program":
        with raw(gates[2]) as db:
            db.execute("DELETE FROM meta WHERE key = 'writer'")
            db.commit()
    mine, other = of(closed, "l1"), Log.open(gates[2], write=False)
    merge(mine, other, at=clock())
    mine.close()
    other.close()
    assert not final(closed, clock)


def test_an_old_copy_of_a_file_proves_nothing(
    closed: Path, gates: list[Path], clock, tmp_path: Path
) -> None:
    old, dead = tmp_path / "old.db", of(gates[2], "l3")
    dead.backup(old)
    desk = Desk(dead, "Gerbang 3", now=clock)
    desk.scan("STRANGER 2")
    mine = of(closed, "l1")
    merge(mine, dead)  # it came another way
    desk.close()
    other = Log.open(old, write=False)
    merge(mine, other, at=clock())
    mine.close()
    other.close()
    assert not final(closed, clock)


def test_a_gate_that_turns_up_in_a_file_after_the_close_is_waited_for(
    gates: list[Path], clock
) -> None:
    of(gates[1], "another").close()
    mine, other = of(gates[0], "l1"), Log.open(gates[1], write=False)
    Notes(mine).tell_sharing(Sharing(CLOSED, clock()))
    assert final(gates[0], clock)
    merge(mine, other, at=clock())
    mine.close()
    other.close()
    assert not final(gates[0], clock)
