"""What laptops send each other: any order, any repetition, any cut gives one ceremony."""

import shutil
import zlib
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from conftest import PEOPLE, SCRIPT, STARTS, Clock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests_support import NIP_1, NIP_2, NIP_3, tampered

from ceremony_tui.core import rules
from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.facts import (
    LEADING,
    ClockCompared,
    CueCalled,
    Entry,
    ParticularsSet,
    Purged,
    Restarted,
    RoleSet,
    RosterImported,
    Signed,
    TextSet,
    WalkedIn,
)
from ceremony_tui.core.laptops import other_laptops
from ceremony_tui.core.roster import Attendee
from ceremony_tui.desk import Desk, new_id
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log import Log, merge
from ceremony_tui.log.chain import chained
from ceremony_tui.log.exchange import Batch, Exchange, Gap, Refused, Sent

LAPTOPS = "abc"
NEW = Attendee("BARU-1", "Orang Baru", "Inspektorat", badge="BARU-1")


def laptops(folder: Path) -> dict[str, Path]:
    """Copies of one file, a laptop each."""
    first = folder / "first.db"
    Log.make(first, "one", SCRIPT)
    desk = Desk(Log.open(first, origin="maker"), now=Clock(SCRIPT.doors_open))
    desk.import_roster(PEOPLE, RosterImported("x.csv", 4, 4, 0, 0, 0))
    desk.close()
    paths = {name: folder / f"{name}.db" for name in LAPTOPS}
    for path in paths.values():
        shutil.copy(first, path)
    return paths


def ceremony_of(path: Path) -> Ceremony:
    log = Log.open(path, write=False)
    assert log.verify() is None
    desk = Desk(log)
    desk.close()
    return desk.ceremony


def sent(path: Path, portion: int) -> list[Batch]:
    """All that a file has to send, in portions."""
    log = Log.open(path)
    exchange, found = Exchange(log), []
    for origin in exchange.origins():
        whole = exchange.after(origin, 0)
        assert whole is not None
        for start in range(0, len(whole.entries), portion):
            entries = whole.entries[start : start + portion]
            found.append(Batch(origin, start + 1, entries))
    log.close()
    return found


def take_all(path: Path, batches: list[Batch]) -> None:
    """Takes batches as they come; what leaves a gap is for later."""
    log = Log.open(path)
    exchange = Exchange(log)
    for batch in batches:
        try:
            exchange.take([batch])
        except Gap:
            continue
    assert exchange.kept() == Exchange(log).kept()
    log.close()


WORKS = ("roster", "order", "absence", "clock")
SCANS = st.lists(
    st.tuples(
        st.sampled_from(LAPTOPS),
        st.sampled_from([NIP_1, NIP_2, NIP_3, "NON-0001", "STRANGER", *WORKS]),
        st.integers(0, 5400),
    ),
    max_size=10,
)


def put_in_order(desk: Desk) -> None:
    """Takes in a file that says the official order anew: the last one is first."""
    ids = [person.id for person in desk.ceremony.roster]
    file = RosterImported("z.csv", 1, 0, 0, 1, 0)
    desk.import_roster(PEOPLE[:1], file, ids[::-1])
    assert [person.id for person in desk.ceremony.roster] == ids[::-1]
    assert list(desk.ceremony.roster) == list(desk._log.roster())


def work(laptop: str, path: Path, what: str, second: int) -> None:
    clock = Clock(SCRIPT.doors_open + timedelta(seconds=second))
    desk = Desk(Log.open(path, origin=laptop), "Gerbang", now=clock)
    match what:
        case "roster":
            person = replace(PEOPLE[0], position=f"Jabatan {laptop}{second}")
            desk.import_roster([person, NEW], RosterImported("y.csv", 2, 1, 1, 0, 0))
        case "order":
            put_in_order(desk)
        case "absence":
            desk.set_absence(NIP_3, "SI"[second % 2])
        case "clock":
            desk.record(ClockCompared(3_600_000 if second % 2 else 0))
        case _:
            desk.scan(what)
    desk.close()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), scans=SCANS, portion=st.integers(1, 4))
def test_any_order_any_repetition_any_cut_gives_one_ceremony(data, scans, portion) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = laptops(folder)
        for laptop, what, second in scans:
            work(laptop, paths[laptop], what, second)
        batches = list(chain.from_iterable(sent(path, portion) for path in paths.values()))
        states = []
        for name in LAPTOPS:
            target = folder / f"{name}-target.db"
            shutil.copy(paths[name], target)
            order = data.draw(st.permutations(batches))
            cut = data.draw(st.integers(0, len(order)))
            take_all(target, order[:cut])  # and then the line is cut
            if data.draw(st.booleans()):  # somebody walks over with a stick
                _merge(target, paths[data.draw(st.sampled_from(LAPTOPS))])
            for _ in range(2):
                take_all(target, sorted(batches, key=lambda batch: batch.first))
            states.append(ceremony_of(target))
        assert states[0] == states[1] == states[2]
        assert list(states[0].roster) == list(states[1].roster) == list(states[2].roster)


def _merge(into: Path, other: Path) -> None:
    mine, theirs = Log.open(into), Log.open(other, write=False)
    merge(mine, theirs)
    mine.close()
    theirs.close()


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    paths = laptops(tmp_path_factory.mktemp("laptops"))
    for n, nip in enumerate((NIP_1, NIP_2, NIP_3)):
        work("a", paths["a"], nip, 60 * n)
    return paths


@pytest.fixture
def pair(originals: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    """Two laptops; a has scanned three people."""
    return {name: Path(shutil.copy(path, tmp_path)) for name, path in originals.items()}


def own(path: Path, origin: str) -> Batch:
    (batch,) = [b for b in sent(path, 100) if b.origin == Log.open(path, origin=origin).origin]
    return batch


def taken(path: Path, *batches: Batch) -> int:
    log = Log.open(path)
    try:
        return Exchange(log).take(batches)
    finally:
        log.close()


def test_what_came_before_adds_nothing(pair) -> None:
    batch = own(pair["a"], "a")
    assert [taken(pair["b"], batch), taken(pair["b"], batch)] == [3, 0]


def test_a_gap_is_noticed_and_nothing_of_it_is_written(pair) -> None:
    batch = own(pair["a"], "a")
    first, last = (Batch(batch.origin, n, batch.entries[n - 1 :][:1]) for n in (1, 3))
    with pytest.raises(Gap):
        taken(pair["b"], first, last)
    assert ceremony_of(pair["b"]).present == 0


CHANGES = {
    "the fact": {"fact": '{"attendee":"NON-0001","text":"x"}'},
    "the time": {"at": "2023-10-28T00:00:00.000000+00:00"},
    "a time without a zone": {"at": "2023-10-28T00:00:00.000000"},
    "the gate": {"gate": "Gerbang 9"},
    "the number": {"number": 7},
    "the hash": {"hash": "0" * 64},
    "no fact at all": {"fact": "null"},
    "nonsense": {"fact": "{{"},
    "a gate that commands the terminal": {"gate": "\x1b[2J"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_entry_is_refused_whole(pair, change) -> None:
    batch = own(pair["a"], "a")
    changed = [batch.entries[0], msgspec.structs.replace(batch.entries[1], **change)]
    with pytest.raises(Refused, match="share-broken"):
        taken(pair["b"], Batch(batch.origin, 1, changed))
    assert ceremony_of(pair["b"]).present == 0


@pytest.mark.parametrize("text", ["\x1b]0;x\x07", "\x9b2J", "a\x7fb", "\b\b\b"])
def test_an_entry_that_commands_the_terminal_is_refused(pair, text: str) -> None:
    """Its chain is whole: it is the laptop that wrote it that is not to be trusted."""
    log = Log.open(pair["a"], origin="evil")
    at = SCRIPT.doors_open
    with log.writing():
        log.append(new_id(at), "Gerbang 1", at, "", WalkedIn("TAMU-1", text, "BKN"))
    log.close()
    with pytest.raises(Refused, match="share-broken"):
        taken(pair["b"], own(pair["a"], "evil"))


def test_what_was_escaped_at_its_own_gate_is_no_command(pair) -> None:
    work("c", pair["c"], "\x1b[31m\x00\x9b", 9)
    assert taken(pair["b"], own(pair["c"], "c")) == 1


def test_one_number_with_two_contents_is_an_alarm(pair, tmp_path: Path) -> None:
    """The folder of laptop a was copied to another one, and both went on."""
    shutil.copy(pair["c"], tmp_path / "clone.db")
    work("a", tmp_path / "clone.db", "NON-0001", 5)
    taken(pair["b"], own(pair["a"], "a"))
    with pytest.raises(Refused, match="share-cloned"):
        taken(pair["b"], own(tmp_path / "clone.db", "a"))


def packed(told: bytes) -> str:
    return b64encode(zlib.compress(told)).decode()


STRANGE = {
    "nonsense": "x",
    "no archive": b64encode(b"x").decode(),
    "cut": packed(b"[]" * 99)[:20],
    "people who are none": packed(b'{"people":[5]}'),
    "a bomb": packed(b"{}" + b" " * 2**27),
    "a name that commands the terminal": packed(
        b'{"people":[{"id":"1","name":"\\u001b[2J","unit":"BKN"}]}'
    ),
}


@pytest.mark.parametrize("imported", STRANGE.values(), ids=STRANGE)
def test_a_strange_roster_is_refused_though_the_chain_is_whole(pair, imported: str) -> None:
    fact = RosterImported("x.csv", 1, 1, 0, 0, 0)
    entry = Entry(new_id(STARTS), "Gerbang 1", 1, STARTS, "", fact)
    told = msgspec.json.encode(msgspec.to_builtins(fact) | {"imported": imported}).decode()
    row = chained("", entry, "feedbeef", told)
    sent = Sent(*(row[name] for name in Sent.__struct_fields__))
    with pytest.raises(Refused, match="share-broken"):
        taken(pair["b"], Batch("feedbeef", 1, [sent]))


def test_a_purge_elsewhere_takes_nobody_away_here(pair) -> None:
    batch = own(pair["a"], "a")
    entry = msgspec.structs.replace(batch.entries[0], kind="purged", fact='{"reason":"x"}')
    with pytest.raises(Refused, match="share-purged"):
        taken(pair["b"], Batch(batch.origin, 1, [entry]))
    desk = Desk(Log.open(pair["c"], origin="c"), now=Clock(STARTS))
    desk.record(Purged("x"))
    desk.close()
    log = Log.open(pair["c"], origin="c")
    assert Exchange(log).after(log.origin, 0) is None
    log.close()


def test_a_kind_of_a_newer_program_is_refused_and_named(pair) -> None:
    batch = own(pair["a"], "a")
    entry = msgspec.structs.replace(batch.entries[0], kind="teleported")
    with pytest.raises(Refused, match="share-newer"):
        taken(pair["b"], Batch(batch.origin, 1, [entry]))


def test_a_cue_in_a_gates_log_is_refused(pair) -> None:
    batch = own(pair["a"], "a")
    entry = msgspec.structs.replace(batch.entries[0], kind="cue-called", fact='{"stage":1}')
    with pytest.raises(Refused, match="share-leads"):
        taken(pair["b"], Batch(batch.origin, 1, [entry]))


def test_cues_are_a_log_of_their_own(pair) -> None:
    desk = Desk(Log.open(pair["c"], origin="c"), "Gerbang", now=Clock(STARTS))
    desk.call_stage(1)
    desk.scan(NIP_1)
    log = Log.open(pair["c"], origin="c")
    exchange = Exchange(log)
    assert [exchange.length(origin) for origin in exchange.own] == [1, 1]
    podium = exchange.after(log.podium, 0)
    assert podium
    assert [entry.kind for entry in podium.entries] == ["cue-called"]
    assert taken(pair["b"], podium) == 1
    now = ceremony_of(pair["b"]).now
    assert now
    assert now.stage == 1
    log.close()
    desk.close()


def test_a_gate_that_has_joined_calls_no_cue(pair) -> None:
    from ceremony_tui.core.join import Join, hub_key

    desk = Desk(Log.open(pair["c"], origin="c"), "Gerbang", now=Clock(STARTS))
    join = Join("gate", "10.0.0.1", 4222, "A" * 16, "ab" * 16, hub_key("one"))
    desk.set_join(join)
    with pytest.raises(CeremonyError, match="stage-only"):
        desk.call_stage(1)
    with pytest.raises(CeremonyError, match="stage-only"):
        desk.record(ParticularsSet(title="Lain"))
    assert desk.ceremony.now is None
    assert desk.call(rules.decide_role, "Pembaca Ikrar", "Orang Lain", "")
    desk.set_join(replace(join, role="stage"))
    assert desk.call_stage(1)
    desk.set_join(None)
    assert desk.call_stage(0)
    desk.close()


def test_a_backup_holds_no_password(pair, tmp_path: Path) -> None:
    from ceremony_tui.core.join import Join, hub_key

    desk = Desk(Log.open(pair["c"], origin="c"))
    join = Join("gate", "10.0.0.1", 4222, "QWERTZUIOPASDFGH", "ab" * 16, hub_key("one"))
    desk.set_join(join)
    assert desk.join() == join
    desk._log.backup(tmp_path / "copy.db")
    desk.close()
    assert join.text.encode() not in (tmp_path / "copy.db").read_bytes()


def test_the_later_of_two_rosters_holds_on_every_copy(pair) -> None:
    for laptop, second in (("b", 50), ("c", 20)):
        work(laptop, pair[laptop], "roster", second)
    for one, other in (("b", "c"), ("c", "b"), ("a", "c"), ("a", "b")):
        _merge(pair[one], pair[other])
    found = [ceremony_of(pair[name]).roster for name in LAPTOPS]
    assert found[0] == found[1] == found[2]
    assert {roster.get(PEOPLE[0].id).position for roster in found} == {"Jabatan b50"}
    assert all(roster.get(NEW.id) == NEW for roster in found)


def order_of(path: Path) -> list[str]:
    return [person.id for person in ceremony_of(path).roster]


def test_the_later_official_order_is_that_of_every_copy(pair) -> None:
    work("b", pair["b"], "roster", 10)  # somebody new, of whom c hears first
    _merge(pair["c"], pair["b"])
    work("a", pair["a"], "order", 20)
    work("c", pair["c"], "order", 30)
    told = order_of(pair["c"])
    assert told[0] == NEW.id
    for one, other in (("a", "c"), ("c", "a"), ("b", "a"), ("b", "c")):
        _merge(pair[one], pair[other])
    assert [order_of(pair[name]) for name in LAPTOPS] == [told] * 3


def test_an_order_that_names_somebody_not_yet_told_of_keeps_their_place(pair) -> None:
    work("b", pair["b"], "roster", 10)
    newcomer = own(pair["b"], "b")
    taken(pair["c"], newcomer)
    work("c", pair["c"], "order", 20)
    taken(pair["a"], own(pair["c"], "c"))
    assert order_of(pair["a"]) == order_of(pair["c"])[1:]
    taken(pair["a"], newcomer)
    assert order_of(pair["a"]) == order_of(pair["c"])
    assert ceremony_of(pair["a"]).roster.get(NEW.id) == NEW


def test_a_roster_of_a_fast_clock_is_not_the_later_one(pair) -> None:
    """Its laptop has told by how much it is ahead."""
    work("b", pair["b"], "clock", 3601)
    work("b", pair["b"], "roster", 3610)
    work("c", pair["c"], "roster", 20)
    _merge(pair["b"], pair["c"])
    _merge(pair["c"], pair["b"])
    found = [ceremony_of(pair[name]).roster.get(PEOPLE[0].id) for name in "bc"]
    assert [person.position for person in found] == ["Jabatan c20"] * 2


def test_a_clock_that_was_compared_counts_from_then(pair) -> None:
    path = pair["c"]
    work("c", path, NIP_1, 3700)
    desk = Desk(
        Log.open(path, origin="c"),
        "Gerbang",
        now=Clock(SCRIPT.doors_open + timedelta(seconds=3700)),
    )
    desk.record(ClockCompared(3_600_000))
    desk.close()
    work("c", path, NIP_2, 3710)
    ceremony = ceremony_of(path)
    first, second = (ceremony.check_in(nip) for nip in (NIP_1, NIP_2))
    assert first
    assert second
    assert second.at > first.at  # as the clock told, and as it stays
    assert second.moment == SCRIPT.doors_open + timedelta(seconds=110)


@pytest.mark.parametrize("size", [16, 4096, 40_000, -1])
def test_a_copy_that_was_cut_short_is_refused_whole(pair, tmp_path: Path, size: int) -> None:
    log = Log.open(pair["a"])
    log.backup(tmp_path / "whole.db")
    log.close()
    cut = tmp_path / "cut.db"
    cut.write_bytes((tmp_path / "whole.db").read_bytes()[:size])
    mine = Log.open(pair["b"])
    before = mine.read()
    with pytest.raises(CeremonyError):
        merge(mine, Log.open(cut, write=False))
    assert mine.read() == before
    mine.close()


def test_one_bad_file_among_several_leaves_nothing_of_the_good_ones(pair) -> None:
    tampered(pair["c"], "UPDATE log SET operator = 'x'")
    mine = Log.open(pair["b"])
    before = mine.read()
    good, bad = (Log.open(pair[name], write=False) for name in "ac")
    with pytest.raises(CeremonyError, match="merge-broken"):
        merge(mine, good, bad)
    assert mine.read() == before
    for log in (mine, good, bad):
        log.close()


def test_a_live_file_is_copied_whole(pair, tmp_path: Path) -> None:
    """Entries that are in the -wal yet are in the copy too."""
    desk = Desk(Log.open(pair["a"], origin="a"), "Gerbang", now=Clock(STARTS))
    for _ in range(20):
        desk.scan(new_id(STARTS))
    desk._log.backup(tmp_path / "copy.db")
    assert len(Log.open(tmp_path / "copy.db").read()[0]) == len(desk._log.read()[0])
    desk.close()


def test_what_all_gates_see_or_count_by_is_led() -> None:
    assert {CueCalled.kind, ParticularsSet.kind, TextSet.kind} <= LEADING
    assert not {ClockCompared.kind, RoleSet.kind, Signed.kind} & LEADING


def test_who_scanned_since_the_restart_is_told_by_the_clock_of_all(tmp_path: Path) -> None:
    """One laptop's clock is an hour slow: by its own it scanned before the restart."""
    paths = laptops(tmp_path)
    clock = Clock(SCRIPT.doors_open)
    for name, scans, slow in (("a", "before", 0), ("b", "since", 1), ("c", "never", 0)):
        at = Clock(clock() - timedelta(hours=slow))
        desk = Desk(Log.open(paths[name], origin=name), f"Gerbang {name}", now=at)
        if slow:
            desk.record(ClockCompared(-3_600_000))
        at.pass_(minutes=30 if scans == "since" else 10)
        if scans == "never":
            at.pass_(minutes=10)
            desk.record(Restarted("gladi"))
        else:
            desk.scan(NIP_1)
        desk.close()
    for name in "ab":
        _merge(paths["c"], paths[name])
    log = Log.open(paths["c"], write=False)
    exchange = Exchange(log)
    others = other_laptops(log.origin, {}, exchange.kept(), {}, exchange.restarted)
    assert [tuple(one.held) for one in others] == [("Gerbang b",)]
    log.close()
