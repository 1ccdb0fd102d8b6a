"""Who may not join, and who may not do what: each is refused with a sentence, on a real server."""

import asyncio
import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from faults.laptops import HubHere, LaptopHere, free_port, make_file, settle, wait_until

from ceremony_tui.core.join import Join, hub_key
from ceremony_tui.core.laptops import CLOSED, LIVE, Announced
from ceremony_tui.errors import CeremonyError
from ceremony_tui.log.exchange import Batch, Exchange
from ceremony_tui.sharing.farewell import Told, say_goodbye
from ceremony_tui.sharing.hub import FIGURES, GATES, KEEPER, make_hub, open_hub
from ceremony_tui.sharing.line import Held, Line, streams
from ceremony_tui.sharing.server import Server, find_server

NOTHING = Held()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("joining") / "made.db"
    make_file(path, 20)
    return path


@pytest.fixture(scope="module")
def hub(made: Path) -> Generator[HubHere]:
    hub = HubHere(made.parent, made)
    yield hub
    hub.close()


def tried(join: Join) -> str:
    """The key of the sentence with which joining ends; "" when it works."""

    async def attempt() -> None:
        await (await Line.open(join)).close()

    try:
        asyncio.run(attempt())
    except CeremonyError as error:
        return error.key
    return ""


def test_who_scanned_the_code_may_join(hub: HubHere) -> None:
    assert tried(hub.join("gate")) == tried(hub.join("stage")) == ""


def test_a_wrong_password(hub: HubHere) -> None:
    assert tried(replace(hub.join(), password=hub.hub.passwords["stage"])) == "hub-password"


def test_another_certificate(hub: HubHere) -> None:
    assert tried(replace(hub.join(), pin="00" * 16)) == "hub-other"


def test_nobody_there(hub: HubHere) -> None:
    assert tried(replace(hub.join(), port=free_port())) == "hub-away"


def test_a_hub_that_speaks_in_the_clear_gets_no_password(hub: HubHere) -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            near, _ = listener.accept()
            with near:
                near.sendall(b'INFO {"server_id":"x","version":"2.15.1","tls_required":false}\r\n')
                near.settimeout(2)
                heard.append(near.recv(4096))

        threading.Thread(target=answer, daemon=True).start()
        assert tried(replace(hub.join(), port=listener.getsockname()[1])) == "hub-clear"
    assert hub.hub.passwords["gate"].encode() not in b"".join(heard)


def test_an_old_server(hub: HubHere) -> None:
    """Behind the right certificate, but of before the version that fsyncs."""
    folder = hub.hub.folder
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    info = {"server_id": "x", "version": "2.9.10", "max_payload": 1048576, "tls_required": True}
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            for _ in range(2):  # the look at the certificate, then the client
                near, _ = listener.accept()
                try:
                    with context.wrap_socket(near, server_side=True) as line:
                        line.sendall(f"INFO {json.dumps(info)}\r\n".encode())
                        while data := line.recv(4096):
                            line.sendall(b"PONG\r\n" if b"PING" in data else b"")
                except OSError:
                    continue

        threading.Thread(target=answer, daemon=True).start()
        assert tried(replace(hub.join(), port=listener.getsockname()[1])) == "hub-old"


@pytest.mark.skipif(sys.platform == "win32", reason="the old program is a shell script")
@pytest.mark.parametrize("told", ["nats-server: v2.9.10", "nats-server: v2.11.99", "nonsense"])
def test_an_old_program_is_not_started(tmp_path: Path, monkeypatch, told: str) -> None:
    program = tmp_path / "nats-server"
    program.write_text(f"#!/bin/sh\necho '{told}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("NATS_SERVER", str(program))
    with pytest.raises(CeremonyError, match="hub-old"):
        find_server()


async def doing(join: Join, subject: str, data: bytes = b"x") -> str:
    """The key of the sentence with which a message is refused; "" when it is taken."""
    line = await Line.open(join)
    try:
        answer = await line.ask(subject, data)
        return "answered" if "error" in answer else ""
    except CeremonyError as error:
        return error.key
    finally:
        await line.close()


MAY_NOT = {
    "gate": ["ceremony.{key}.cue.p1", "ceremony.other.scan.a", "ceremony.{key}.say.figures.a"],
    "stage": ["ceremony.other.cue.p1"],
}
NOBODY_MAY = [
    "ceremony.{key}.say.goodbye",
    "$JS.API.STREAM.DELETE.{entries}",
    "$JS.API.STREAM.PURGE.{entries}",
    "$JS.API.STREAM.MSG.DELETE.{entries}",
    "$JS.API.STREAM.UPDATE.{entries}",
    "$JS.API.STREAM.CREATE.MINE",
    "$SYS.REQ.SERVER.PING",
]


@pytest.mark.parametrize("role", ["gate", "stage"])
def test_the_rights_of_each(hub: HubHere, role: str) -> None:
    entries, _ = streams(hub.hub.key)

    async def attempts() -> list[str]:
        subjects = [s.format(key=hub.hub.key, entries=entries) for s in MAY_NOT[role] + NOBODY_MAY]
        return [await doing(hub.join(role), subject) for subject in subjects]

    assert set(asyncio.run(attempts())) == {"hub-rights"}


def test_cues_reach_every_laptop_from_the_stage_only(hub: HubHere, made: Path, tmp_path) -> None:
    gate, stage = (
        LaptopHere(name, made, tmp_path, hub.join(role))
        for name, role in (("gate", "gate"), ("stage", "stage"))
    )
    gate.desk.call_stage(0)  # before it joined: a rehearsal of its own
    for laptop in (gate, stage):
        laptop.connect()
        wait_until(laptop.is_live, "not live")
    stage.desk.call_stage(1)
    wait_until(lambda: gate.desk.refresh() and gate.desk.ceremony.stage, "no cue came")
    gate.scan(1)
    settle(stage, entries=4)
    kinds = [entry.fact.kind for entry in stage.entries()]
    assert kinds.count("cue-called") == 1  # the gate's own cue stays with the gate
    assert kinds.count("checked-in") == 1
    for laptop in (gate, stage):
        laptop.close()


def test_a_cue_overtakes_the_scans_of_others(hub: HubHere, made: Path, tmp_path) -> None:
    gate, flooded, stage, late = (
        LaptopHere(name, made, tmp_path, hub.join(role))
        for name, role in (("one", "gate"), ("two", "gate"), ("lead", "stage"), ("late", "gate"))
    )
    for laptop in (gate, stage):
        laptop.connect()
        wait_until(laptop.is_live, "not live")
    gate.scan(1)  # it scans: what others send is taken in little by little
    flooded.flood(1_500)
    begun = gate.count()
    flooded.connect()
    settle(stage, entries=begun + 1_500)  # the hub has all of it, the gate not yet
    stage.desk.call_stage(1)
    for laptop in (gate, late):
        if laptop is late:  # which reads everything from the beginning
            laptop.connect()
        wait_until(lambda one=laptop: one.count() >= begun + 1_501, "the flood did not end")
        arrived = [row["kind"] for row in laptop.desk._log.rows("ORDER BY seq")]
        assert "checked-in" in arrived[arrived.index("cue-called") :]
    for laptop in (gate, flooded, stage, late):
        laptop.close()


def test_the_hub_takes_a_log_only_where_it_ends(hub: HubHere, made: Path, tmp_path: Path) -> None:
    laptop = LaptopHere("end", made, tmp_path, hub.join())
    laptop.scan(1, 2, 3)
    exchange = Exchange(laptop.desk._log)
    batch = exchange.after(laptop.desk._log.origin, 0)
    assert batch

    async def attempts() -> None:
        line = await Line.open(hub.join())
        first = await line.push(Batch(batch.origin, 1, batch.entries[:1]), NOTHING)
        assert first
        assert await line.push(Batch(batch.origin, 2, batch.entries[1:2]), NOTHING) is None
        second = await line.push(Batch(batch.origin, 2, batch.entries[1:]), first)
        assert (await line.has())[batch.origin] == second
        found = [b async for _, b in line.read(batch.origin, 0)]
        assert [entry for b in found for entry in b.entries] == batch.entries
        await line.close()

    asyncio.run(attempts())
    laptop.close()


def test_a_damaged_message_stops_one_log_and_no_other(hub: HubHere, made: Path, tmp_path) -> None:
    one, two = (LaptopHere(name, made, tmp_path, hub.join()) for name in ("one", "two"))
    one.connect()
    wait_until(one.is_live, "not live")
    subject = f"ceremony.{hub.hub.key}.scan.feedbeef"
    assert asyncio.run(doing(hub.join(), subject, b"\x00{{{")) == ""
    wait_until(lambda: one.sharing and one.sharing.alarms, "no alarm")
    two.connect()
    two.scan(5)
    wait_until(lambda: one.desk.refresh() and one.desk.ceremony.present, "the other log stopped")
    for laptop in (one, two):
        laptop.close()


def test_last_values_are_there_for_who_comes_later(hub: HubHere) -> None:
    async def attempts() -> None:
        line, late = await Line.open(hub.join()), None
        for number in range(3):
            told = msgspec.json.encode(Announced({"G": number}, {}))
            await line.say("laptop.cafe", told)
        late = await Line.open(hub.join("stage"))
        heard = await late.listen("laptop.*")
        values = {topic: value async for topic, value in _all(heard)}
        assert msgspec.json.decode(values["laptop.cafe"], type=Announced).numbers == {"G": 2}
        await line.close()
        await late.close()

    async def _all(queue: "asyncio.Queue[tuple[str, bytes]]"):
        while not queue.empty():
            yield queue.get_nowait()

    asyncio.run(attempts())


async def goodbye(join: Join) -> Told:
    line = await Line.open(join)
    try:
        return await say_goodbye(line)
    finally:
        await line.close()


def test_a_closed_hub_is_left_by_all_who_hear_it(made: Path, tmp_path: Path, monkeypatch) -> None:
    hub = HubHere(tmp_path, made)
    one, two = (LaptopHere(name, made, tmp_path, hub.join()) for name in ("one", "two"))
    for laptop in (one, two):
        laptop.desk.set_join(laptop.join)
        laptop.connect()
        wait_until(laptop.is_live, "not live")
    one.scan(1)
    settle(one, two, entries=3)
    two.disconnect(suddenly=True)
    monkeypatch.setattr("ceremony_tui.sharing.farewell.PATIENCE", 0.3)
    told = asyncio.run(goodbye(hub.join(KEEPER)))
    assert [origin for origin, (last, _) in told.items() if not last.left] == [two.desk._log.origin]
    wait_until(lambda: not one._thread.is_alive(), "it still looks for the hub")
    assert one.desk.join() is None
    assert one.desk.sharing().state == CLOSED
    assert one.desk.sharing().is_final(one.now())
    assert two.desk.join() == two.join  # it was away, and nobody can tell it
    assert two.desk.sharing().state == LIVE
    two.connect()  # the hub still runs, and has not forgotten what it said
    wait_until(lambda: not two._thread.is_alive(), "it came too late to hear it")
    assert two.desk.join() is None
    for laptop in (one, two):
        laptop.close()
    hub.close()


def test_who_died_long_ago_is_not_heard_by_who_comes_later(hub: HubHere, made, tmp_path) -> None:
    dead = LaptopHere("dead", made, tmp_path, hub.join())
    dead.connect()
    wait_until(dead.is_live, "not live")
    late = LaptopHere("late", made, tmp_path, hub.join(), ahead=3600)
    dead.disconnect(suddenly=True)
    died = late.now()
    late.connect()
    wait_until(late.is_live, "not live")
    (heard,) = {one.heard for one in late.sharing.laptops if one.origin == dead.desk._log.origin}
    assert died - timedelta(minutes=1) < heard < died
    for laptop in (dead, late):
        laptop.close()


def test_a_gate_moves_to_another_hub_with_what_it_has(hub: HubHere, made: Path, tmp_path) -> None:
    old = HubHere(tmp_path, made)
    gate = LaptopHere("moves", made, tmp_path, old.join())
    gate.connect()
    wait_until(gate.is_live, "not live")
    old.kill()
    gate.scan(7)
    gate.disconnect()
    gate.join = hub.join()
    gate.connect()
    other = LaptopHere("other", made, tmp_path, hub.join())
    other.connect()
    came = other.desk.refresh
    wait_until(lambda: came() and other.desk.ceremony.check_in("N-7"), "it did not move over")
    for laptop in (gate, other):
        laptop.close()
    old.close()


def test_a_folder_is_made_once_and_for_one_ceremony(tmp_path: Path) -> None:
    first = make_hub(tmp_path / "hub", hub_key("one"), GATES, 4222)
    again = make_hub(tmp_path / "hub", hub_key("one"), GATES, 4333)
    assert (again.passwords, again.pin, again.port) == (first.passwords, first.pin, 4333)
    assert open_hub(tmp_path / "hub").port == 4333
    with pytest.raises(CeremonyError, match="hub-foreign"):
        make_hub(tmp_path / "hub", hub_key("two"), GATES)
    with pytest.raises(CeremonyError, match="hub-foreign"):
        make_hub(tmp_path / "hub", "", FIGURES)
    if sys.platform != "win32":
        for name in ("hub.json", "key.pem"):
            assert (tmp_path / "hub" / name).stat().st_mode & 0o077 == 0


def test_a_server_that_was_left_alone_is_taken_over(hub: HubHere, made: Path, tmp_path) -> None:
    mine = make_hub(tmp_path / "hub", hub_key("x"), GATES, free_port())
    left = Server(mine, "127.0.0.1")
    left.wait()
    new = Server(mine, "127.0.0.1")
    new.wait()
    assert left.process.wait(5) is not None
    assert new.process.poll() is None
    assert tried(mine.join(KEEPER, "127.0.0.1")) == ""
    new.close()


def test_a_port_that_is_taken_is_named(hub: HubHere, tmp_path: Path) -> None:
    other = make_hub(tmp_path / "hub", hub_key("x"), GATES, hub.hub.port)
    with pytest.raises(CeremonyError, match="hub-port"):
        Server(other, "127.0.0.1")


def test_the_command_ends_with_whoever_started_it(hub: HubHere, made: Path) -> None:
    program = (sys.executable, "-m", "ceremony_tui", "share", str(made), "--hub", "-", "--json")
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as share:
        assert share.stdin
        assert share.stdout
        share.stdin.write(f"{hub.join().text}\n".encode())
        share.stdin.flush()
        while b'"live"' not in share.stdout.readline():
            assert share.poll() is None
        share.stdin.close()
        assert share.wait(10) == 0
