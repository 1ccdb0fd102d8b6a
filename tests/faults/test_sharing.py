"""Laptops that share, and what goes wrong between them. Nothing is lost and nothing comes twice.

The long versions, minutes of them: `CEREMONY_FAULTS=1 pytest -n 0 tests/faults/test_sharing.py`.
"""

import os
import shutil
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from time import sleep

import pytest
from faults.laptops import (
    LONG,
    HubHere,
    LaptopHere,
    Network,
    Wire,
    agree,
    assert_one_truth,
    make_file,
    settle,
    shared_in_a_process,
    wait_until,
)

from ceremony_tui.core.conflicts import conflicts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGSTOP")

PEOPLE = 1_000 if LONG else 100
OUTAGE = 60.0 if LONG else 0.3  # seconds without a network
DEAD = 10.0 if LONG else 0.2  # seconds without a server
HANG = 20.0 if LONG else 0.2
FLOOD = 100_000 if LONG else 600
PUSHED = 20_000 if LONG else 3_000
ROOT = sys.platform == "linux" and os.geteuid() == 0
MADE = 2  # entries that every copy has: opened, and the roster

Make = Callable[..., LaptopHere]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sharing") / "made.db"
    make_file(path, PEOPLE)
    return path


@pytest.fixture
def hub(tmp_path: Path, made: Path) -> Generator[HubHere]:
    hub = HubHere(tmp_path, made)
    yield hub
    hub.close()


@pytest.fixture
def laptop(tmp_path: Path, made: Path, hub: HubHere) -> Generator[Make]:
    """Makes a laptop that has joined, and waits until it is live."""
    laptops: list[LaptopHere] = []

    def make(name: str, role: str = "gate", port: int = 0, ahead: float = 0) -> LaptopHere:
        laptop = LaptopHere(name, made, tmp_path, hub.join(role, port), ahead)
        laptops.append(laptop)
        laptop.connect()
        wait_until(laptop.is_live, f"{name} is not live")
        return laptop

    yield make
    for one in laptops:
        one.close()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    def say(sentence: str) -> None:
        if LONG:
            with capsys.disabled():
                sys.stdout.write(f"\n{sentence}\n")

    return say


def test_a_gate_is_cut_off_and_healed(hub: HubHere, laptop: Make, say) -> None:
    wire = Wire(hub.hub.port)
    one, two = laptop("1"), laptop("2", port=wire.port)
    one.scan(*range(10))
    two.scan(*range(10, 20))
    settle(one, two, entries=MADE + 20)
    wire.cut = True
    one.scan(*range(20, 40))
    two.scan(*range(30, 50))
    sleep(OUTAGE)
    wire.cut = False
    took = settle(one, two, entries=MADE + 60)
    assert_one_truth(one, two, entries=MADE + 60)
    wire.close()
    say(f"cut off {OUTAGE:g} s: 0 of 60 lost, agreed {took:.2f} s after the network was back")


@pytest.mark.skipif(
    not LONG or getattr(os, "geteuid", int)() != 0, reason="long, and networks need root"
)
def test_a_gate_in_a_network_of_its_own_loses_it(tmp_path: Path, made: Path, say) -> None:
    hub, network = HubHere(tmp_path, made, "0.0.0.0"), Network()
    gates = [LaptopHere(name, made, tmp_path, hub.join()) for name in "12"]
    one, two = gates
    programs = [
        shared_in_a_process(one),
        shared_in_a_process(two, *network.command, host=network.near),
    ]
    try:
        one.scan(*range(10))
        two.scan(*range(10, 20))
        settle(one, two, entries=MADE + 20)
        for seconds in (1, OUTAGE):
            before = one.count()
            network.plug(False)
            one.scan(*range(before, before + 20))
            two.scan(*range(before + 10, before + 30))
            sleep(seconds)
            network.plug(True)
            took = settle(one, two, entries=before + 40)
            assert_one_truth(one, two, entries=before + 40)
            say(f"cable out for {seconds:g} s: 0 of 40 lost, agreed {took:.2f} s after it was in")
    finally:
        for program in programs:
            program.kill()
            program.wait()
        network.close()
        for gate in gates:
            gate.close()
        hub.close()


def test_the_hub_is_killed(hub: HubHere, laptop: Make, say) -> None:
    one, two = laptop("1"), laptop("2")
    one.scan(1, 2, 3)
    hub.kill()
    two.scan(4, 5)
    sleep(DEAD)
    one.scan(6)
    hub.start()
    took = settle(one, two, entries=MADE + 6)
    assert_one_truth(one, two, entries=MADE + 6)
    say(f"hub killed for {DEAD:g} s: agreed {took:.2f} s after it was back")


def test_the_hub_is_wiped_while_one_gate_is_dead(hub: HubHere, laptop: Make, say) -> None:
    one, dead = laptop("1"), laptop("dead")
    dead.scan(*range(50))
    settle(one, entries=MADE + 50)
    dead.disconnect(suddenly=True)
    hub.kill()
    hub.wipe()
    hub.start()
    new = laptop("new")
    took = settle(new, entries=MADE + 50)
    assert_one_truth(one, new, entries=MADE + 50)
    say(f"hub wiped, one gate dead: its 50 scans were with a new gate after {took:.2f} s")


def test_the_hub_is_put_back_to_an_older_state(hub: HubHere, laptop: Make, say) -> None:
    one, two = laptop("1"), laptop("2")
    one.scan(*range(5))
    settle(one, two, entries=MADE + 5)
    hub.kill()
    shutil.copytree(hub.store, hub.hub.folder / "older")
    hub.start()
    wait_until(lambda: one.is_live() and two.is_live(), "not live again")
    two.scan(*range(5, 25))
    settle(one, two, entries=MADE + 25)
    two.disconnect(suddenly=True)
    hub.kill()
    hub.wipe()
    shutil.move(hub.hub.folder / "older", hub.store)
    hub.start()
    one.scan(30)
    new = laptop("new")
    took = settle(one, new, entries=MADE + 26)
    assert_one_truth(one, new, entries=MADE + 26)
    say(f"hub older than the gates: a new gate had everything after {took:.2f} s")


def test_the_hub_hangs(hub: HubHere, laptop: Make, say) -> None:
    one, two = laptop("1"), laptop("2")
    one.scan(1)
    settle(one, two, entries=MADE + 1)
    hub.freeze()
    one.scan(2, 3)
    two.scan(4)
    sleep(HANG)
    hub.thaw()
    took = settle(one, two, entries=MADE + 4)
    assert_one_truth(one, two, entries=MADE + 4)
    say(f"hub hung for {HANG:g} s: agreed {took:.2f} s after it went on")


def test_a_gate_is_killed_while_it_pushes(hub: HubHere, laptop: Make, tmp_path, made, say) -> None:
    one = laptop("1")
    two = LaptopHere("2", made, tmp_path, hub.join())
    two.flood(PUSHED)
    deaths = 0
    for part in (0.1, 0.4, 0.7) if LONG else (0.05,):
        program = shared_in_a_process(two)
        wait_until(lambda part=part: one.count() >= MADE + part * PUSHED, "nothing was pushed")
        program.kill()
        program.wait()
        deaths += one.count() < MADE + PUSHED
    two.connect()
    took = settle(one, two, entries=MADE + PUSHED)
    assert_one_truth(one, two, entries=MADE + PUSHED)
    two.close()
    assert deaths
    say(f"gate killed {deaths} times while pushing {PUSHED:,}: agreed {took:.2f} s after the last")


@pytest.mark.parametrize("ahead", [3600, -3600], ids=["fast", "slow"])
def test_a_clock_is_an_hour_off(laptop: Make, ahead: float, say) -> None:
    right, wrong = laptop("right"), laptop("wrong", ahead=ahead)
    base = MADE + 1  # the wrong clock is told in an entry
    settle(right, wrong, entries=base)
    rounds, won = 100 if LONG else 4, 0
    for number in range(rounds):
        first, second = (right, wrong) if number % 2 else (wrong, right)
        hidden = second.desk  # has not heard of the first scan yet
        first.scan(number)
        hidden.check_in_by_hand(f"N-{number}", "kartu tertinggal")
        sleep(0.01)
    assert_one_truth(right, wrong, entries=agree(right, wrong, least=base + rounds))
    ceremony = right.ceremony()
    for number in range(rounds):
        came = ceremony.check_in(f"N-{number}")
        assert came
        won += came.gate == ("Gerbang right" if number % 2 else "Gerbang wrong")
    assert won == rounds
    wait_until(lambda: right.sharing and right.sharing.laptops, "nobody is announced")
    assert right.sharing
    (other,) = right.sharing.laptops
    assert abs(other.announced.ahead - ahead * 1000) < 5000
    say(f"clock {ahead:+} s: the right one was first in {won} of {rounds}")


def test_the_same_badge_at_once(laptop: Make, say) -> None:
    one, two = laptop("1"), laptop("2")
    rounds = 100 if LONG else 3
    for number in range(rounds):
        one.desk.scan(f"N-{number}")
        two.desk.scan(f"N-{number}")
    assert_one_truth(one, two, entries=agree(one, two, least=MADE + 2 * rounds))
    for gate in (one, two):
        gate.desk.refresh()
    found = conflicts(one.desk.ceremony)
    assert found == conflicts(two.desk.ceremony)
    assert found
    assert one.desk.ceremony.present == rounds
    say(f"the same badge at once: {len(found)} of {rounds} were let in twice, both gates know")


def test_a_flood_comes_in_while_people_are_scanned(hub, laptop: Make, tmp_path, made, say) -> None:
    one = laptop("1")
    alone = LaptopHere("alone", made, tmp_path, hub.join())
    alone.flood(FLOOD)
    alone.connect()
    scanned = 0
    while one.count() < MADE + FLOOD + scanned:
        one.scan(scanned % PEOPLE)
        scanned += 1
        sleep(0.02)
    took = settle(one, alone, entries=MADE + FLOOD + scanned)
    assert_one_truth(one, alone, entries=MADE + FLOOD + scanned)
    alone.close()
    say(f"{FLOOD:,} entries came in during {scanned} scans; agreed {took:.2f} s after the last")
