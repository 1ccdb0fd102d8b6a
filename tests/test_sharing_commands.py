"""The commands between laptops, as a coordinator types them."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
import zxingcpp
from faults.laptops import free_port, make_file
from PIL import Image

from ceremony_tui.cli import run
from ceremony_tui.cli.door import this_copy
from ceremony_tui.core.join import Join, hub_key, read_join
from ceremony_tui.core.laptops import LIVE, Announced, Laptop, Sharing
from ceremony_tui.desk import Desk, utc_now
from ceremony_tui.log import Log
from ceremony_tui.sharing.qr import qr_lines, write_qr
from ceremony_tui.words import load

if TYPE_CHECKING:
    from ceremony_tui.sharing.server import Server

JOIN = Join("gate", "192.168.43.117", 4222, "QWERTZUIOPASDFGH", "ab" * 16, "cd" * 8)
PROGRAM = (sys.executable, "-m", "ceremony_tui")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "ikrar.db"
    make_file(path, 20)
    return path


@pytest.fixture(scope="module")
def codes(made: Path) -> Generator[dict[str, str]]:
    """A hub that runs, started by its command; its JOIN codes."""
    arguments = ("--address", "127.0.0.1", "--port", str(free_port()), "--json")
    with subprocess.Popen(
        (*PROGRAM, "hub", "start", str(made), *arguments), stdout=subprocess.PIPE
    ) as hub:
        assert hub.stdout
        yield json.loads(hub.stdout.readline())
        hub.terminate()


def picture(lines: list[str]) -> Image.Image:
    """The cells of a terminal, black on white."""
    halves = {"█": (0, 0), "▀": (0, 255), "▄": (255, 0), " ": (255, 255)}
    seen = Image.new("L", (len(lines[0]), 2 * len(lines)))
    for y, line in enumerate(lines):
        for x, cell in enumerate(line):
            for half, shade in enumerate(halves[cell]):
                seen.putpixel((x, 2 * y + half), shade)
    return seen.resize((seen.width * 4, seen.height * 4), Image.Resampling.NEAREST)


def test_the_code_on_the_screen_and_in_the_picture_can_be_scanned(tmp_path: Path) -> None:
    lines = qr_lines(JOIN.text)
    assert max(map(len, lines)) <= 60
    assert len(lines) <= 24
    (seen,) = zxingcpp.read_barcodes(picture(lines))
    assert read_join(seen.text) == JOIN
    write_qr(JOIN.text, tmp_path / "join.png")
    (seen,) = zxingcpp.read_barcodes(Image.open(tmp_path / "join.png"))
    assert read_join(seen.text) == JOIN


def test_two_laptops_have_the_same_after_each_has_shared_once(codes, made, tmp_path) -> None:
    files = [tmp_path / f"{name}.db" for name in "ab"]
    for number, file in enumerate(files):
        assert run(["backup", str(made), str(file)]) == 0
        desk = Desk(Log.open(file, origin=this_copy(file)), f"Gerbang {number}")
        desk.scan(f"N-{number}")
        desk.close()
    for file in (*files, files[0]):
        assert run(["share", str(file), "--hub", codes["gate"], "--once"]) == 0
    entries = [Log.open(file, write=False).read()[0] for file in files]
    assert {e.id for e in entries[0]} == {e.id for e in entries[1]}
    assert len(entries[0]) >= 4


def test_one_hub_is_looked_after_once(codes, made: Path, capsys) -> None:
    noted = made.with_name("ikrar-hub") / "hub.json"
    before = noted.read_bytes()
    assert run(["hub", "start", str(made), "--port", str(free_port())]) == 1
    assert "sudah berjalan" in capsys.readouterr().err
    assert noted.read_bytes() == before


def test_a_code_travels_as_a_text_file_on_the_stick_of_the_copy(codes, made, tmp_path) -> None:
    file, code = tmp_path / "layar.db", made.with_name("ikrar-hub") / "join-gate.txt"
    assert code.read_text(encoding="utf-8").strip() == codes["gate"]
    if sys.platform != "win32":
        assert code.stat().st_mode & 0o077 == 0
    assert run(["backup", str(made), str(file)]) == 0
    assert run(["share", str(file), "--hub", str(code), "--once"]) == 0
    assert Desk(Log.open(file)).join() == read_join(codes["gate"])


def test_a_hub_is_closed_when_the_file_has_everything(codes, made, tmp_path, capsys) -> None:
    other, out = tmp_path / "other.db", tmp_path / "hadir.csv"
    assert run(["backup", str(made), str(other)]) == 0
    desk = Desk(Log.open(other, origin=this_copy(other)), "Gerbang 9")
    desk.scan("N-9")
    desk.close()
    assert run(["share", str(other), "--hub", codes["gate"], "--once"]) == 0
    assert run(["hub", "close", str(made), "--out", str(out)]) == 1
    assert "yang belum ada di" in capsys.readouterr().err
    assert not out.exists()
    assert run(["share", str(made), "--hub", codes["gate"], "--once"]) == 0
    assert run(["hub", "status", str(made), "--json"]) == 0
    logs = json.loads(capsys.readouterr().out)["logs"]
    assert all(told["hub"] == told["here"] for told in logs)
    assert "Gerbang 9" in {told["name"] for told in logs}
    with subprocess.Popen(
        (*PROGRAM, "share", str(other)), stderr=subprocess.PIPE, encoding="utf-8"
    ) as share:
        assert share.stderr
        assert "Tersambung" in share.stderr.readline()
        assert run(["hub", "close", str(made), "--out", str(out)]) == 0
        assert share.stderr.readline().startswith("HUB DITUTUP")
        assert share.wait(10) == 0
    assert Desk(Log.open(other)).join() is None
    assert Desk(Log.open(made)).join() is None
    told = capsys.readouterr().err
    assert " dari 20. Hub dan isinya dihapus." in told
    assert "Jumlah final" in told
    assert "BELUM FINAL" not in out.read_text(encoding="utf-8")
    assert not made.with_name("ikrar-hub").exists()
    assert run(["hub", "status", str(made)]) == 1


@pytest.fixture
def here(tmp_path: Path) -> Generator["Server"]:
    """A hub's server beside `ikrar.db`, without the command that looks after it."""
    from ceremony_tui.sharing.hub import GATES, folder_of, make_hub
    from ceremony_tui.sharing.server import Server

    file = tmp_path / "ikrar.db"
    make_file(file, 3)
    server = Server(make_hub(folder_of(file), _key(file), GATES, free_port()), "127.0.0.1")
    server.wait()
    yield server
    server.close()


def _key(file: Path) -> str:
    with closing(Log.open(file, write=False)) as log:
        return hub_key(log.id)


def announce(server: "Server", **laptops: Announced) -> None:
    """What laptops told of themselves that nobody hears any more."""
    from ceremony_tui.sharing.line import Line

    async def say() -> None:
        line = await Line.open(server.hub.join("gate", "127.0.0.1"))
        for name, told in laptops.items():
            await line.say(f"laptop.{name}", msgspec.json.encode(told))
        await line.close()

    asyncio.run(say())


def test_a_hub_is_not_closed_before_what_was_announced_is_here(here, tmp_path, capsys) -> None:
    file, out = tmp_path / "ikrar.db", tmp_path / "hadir.csv"
    leads = Announced({"Gerbang 3": 90}, {"feedbeef": 90, "pfeedbeef": 4}, role="stage")
    announce(here, feedbeef=leads, cafe=Announced({}, {"cafe": 0}))
    close = ["hub", "close", str(file), "--out", str(out)]
    assert run(close) == 1
    assert "Gerbang 3 mempunyai catatan yang belum sampai di hub" in capsys.readouterr().err
    assert run(["hub", "status", str(file)]) == 0
    gate, cues, whole = capsys.readouterr().out.splitlines()  # no line of who has nothing
    assert gate.startswith("Gerbang 3: 0 dari 90")
    assert cues.startswith("Gerbang 3 · aba-aba: 0 dari 4")
    assert whole.startswith("94 catatan belum sampai di hub")
    here.close()
    assert run([*close, "--force"]) == 0
    assert "tidak diberi tahu" in capsys.readouterr().err
    assert "BELUM FINAL" in out.read_text(encoding="utf-8")


def test_the_list_at_the_end_of_a_hub_says_who_is_missing(
    here, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.setattr("ceremony_tui.sharing.farewell.PATIENCE", 0.2)
    file, out = tmp_path / "ikrar.db", tmp_path / "hadir.txt"
    behind = Announced({"Gerbang 3": 90}, {"feedbeef": 90}, left=True)
    gone = Announced({"Gerbang 4": 0}, {"cafe": 0}, left=True)
    announce(here, feedbeef=behind, cafe=gone, babe=Announced({"Gerbang 5": 0}, {"babe": 0}))
    assert run(["hub", "close", str(file), "--out", str(out), "--force"]) == 0
    told = capsys.readouterr().err
    missing = "BELUM FINAL: Gerbang 5 tidak menjawab; Gerbang 3: 0 dari 90"
    assert missing in told
    assert f"ceremony merge {file}" in told
    assert "hadir 0 dari 3" in told
    assert missing in out.read_text(encoding="utf-8")


def test_a_hub_that_does_not_run_here_is_told_with_both_ways_out(here, tmp_path, capsys) -> None:
    here.close()
    file, out = tmp_path / "ikrar.db", tmp_path / "hadir.csv"
    for command in (["status", str(file)], ["close", str(file), "--out", str(out)]):
        assert run(["hub", *command]) == 1
        told = capsys.readouterr().err
        assert f"ceremony hub start {file}" in told
        assert "--force" in told
    assert not out.exists()


def test_a_port_of_another_program_is_told(tmp_path: Path, capsys) -> None:
    file = tmp_path / "ikrar.db"
    make_file(file, 3)
    with socket.create_server(("0.0.0.0", 0)) as other:
        port = str(other.getsockname()[1])
        assert run(["hub", "start", str(file), "--port", port]) == 1
    assert f"Porta {port} tidak dapat dipakai" in capsys.readouterr().err


def test_the_terminal_shows_both_codes_and_the_gates_last(here, capsys) -> None:
    from ceremony_tui.cli.sharing import _show_joins

    _show_joins(here.hub, "192.168.43.117", as_json=False)
    out, told = capsys.readouterr()
    joins = {role: here.hub.join(role, "192.168.43.117").text for role in ("stage", "gate")}
    for line, (role, text) in zip(out.splitlines(), joins.items(), strict=True):
        assert line.startswith({"stage": "Panggung · ", "gate": "Gerbang · "}[role])
        assert line.endswith(f"join-{role}.png: {text}")
    stage, gate = ("\n".join(qr_lines(text)) for text in joins.values())
    assert 0 < told.index("PANGGUNG") < told.index(stage) < told.index("GERBANG")
    screen = told.splitlines()[-23:]  # of 24 rows; the cursor stands in the last
    assert screen[0].startswith("GERBANG")
    assert screen[1:-1] == gate.splitlines()
    assert max(map(len, screen)) <= 80


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("nats://gate:x@127.0.0.1:4222", "tidak terbaca utuh"),
        (JOIN.text[:-3], "tidak terbaca utuh"),
        (JOIN.text, "milik upacara lain"),
        (None, "belum bergabung"),
    ],
)
def test_a_code_that_is_none_of_this_ceremony(tmp_path, code, says, capsys) -> None:
    file = tmp_path / "alone.db"
    make_file(file, 3)
    assert run(["share", str(file), *(("--hub", code) if code else ())]) == 2
    assert says in capsys.readouterr().err


def test_what_may_be_missing_stands_on_status_and_papers(tmp_path, capsys) -> None:
    file, at = tmp_path / "alone.db", utc_now()
    make_file(file, 3)
    assert run(["status", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["final"] is None
    desk = Desk(Log.open(file))
    behind = Laptop(Announced({"Gerbang 2": 12}, {"x": 12}), at, {"Gerbang 2": 10})
    desk.tell_sharing(Sharing(LIVE, at, laptops=(behind,)))
    desk.close()
    assert run(["status", str(file), "--json"]) == 0
    told = capsys.readouterr().out
    assert json.loads(told)["final"] is False
    assert json.loads(told)["final_until"] is None
    assert run(["export", str(file), "absent", "--out", "-", "--format", "csv"]) == 0
    assert run(["export", str(file), "absent", "--out", str(tmp_path / "x.xlsx")]) == 0
    import openpyxl

    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert sheet
    cells = [str(cell.value) for row in sheet.iter_rows(max_row=12) for cell in row]
    assert any("BELUM FINAL: Gerbang 2: 10 dari 12" in cell for cell in cells)


def test_figures_go_up_and_come_to_the_screen(made, tmp_path: Path, capsys) -> None:
    from ceremony_tui.sharing.hub import FIGURES, make_hub
    from ceremony_tui.sharing.server import Server
    from ceremony_tui.ui.watch import Watch

    server = Server(make_hub(tmp_path / "province", "", FIGURES, free_port()), "127.0.0.1")
    server.wait()
    sender, watcher = (server.hub.join(role, "127.0.0.1") for role in FIGURES)
    try:
        assert run(["aggregate", str(made), "--hub", sender.text, "--once"]) == 0
        assert run(["aggregate", str(made), "--hub", watcher.text, "--once"]) == 2
        capsys.readouterr()
        assert run(["aggregate", str(made), "--hub", sender.text, "--show"]) == 0
        told = capsys.readouterr().out
        assert "Warga" not in told
        assert "N-1" not in told

        async def watched() -> str:
            app = Watch(watcher, load("id"))
            async with app.run_test(size=(120, 20)) as pilot:
                for _ in range(1000):
                    if app.heard:
                        break
                    await pilot.pause(0.02)
                app.show()
                return str(app.told.render())

        assert asyncio.run(watched()).startswith("1 upacara")
    finally:
        server.close()
