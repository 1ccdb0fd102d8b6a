"""A hub's folder beside a ceremony file: its certificate, its passwords, its JOIN codes."""

import base64
import json
import os
import secrets
import socket
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from ceremony_tui.core.join import KEY, PASSWORD, Join
from ceremony_tui.errors import CeremonyError
from ceremony_tui.sharing.baton import Baton
from ceremony_tui.sharing.certificate import make_certificate, read_pin

PORT = 4222
KEEPER = "keeper"  # who makes and removes the stores: this laptop, and nobody else
GATES, FIGURES = ("gate", "stage"), ("sender", "watcher")


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub's folder. `key` is what it shares: a ceremony, or the figures of many."""

    folder: Path
    key: str
    port: int
    pin: str
    passwords: Mapping[str, str]

    def join(self, role: str, host: str) -> Join:
        return Join(role, host, self.port, self.passwords[role], self.pin, self.key)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(role for role in self.passwords if role != KEEPER)


def folder_of(file: Path) -> Path:
    """Where the hub of a ceremony file keeps its things."""
    return file.with_name(f"{file.stem}-hub")


@contextmanager
def keeping(folder: Path) -> Generator[Path]:
    """For as long as one command looks after the hub of a folder, no other may."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CeremonyError("file-not-made", path=folder, detail=error.strerror) from None
    baton = Baton(folder / "keeper.lock")
    if not baton.take():
        raise CeremonyError("hub-runs", path=folder)
    try:
        yield folder
    finally:
        baton.give_back()
        if not (folder / "hub.json").exists():  # it was closed, or could not be made
            rmtree(folder, ignore_errors=True)


def make_hub(folder: Path, key: str, roles: tuple[str, ...], port: int = PORT) -> Hub:
    """Opens a hub's folder, or makes it: certificate and passwords are made once.

    `key` is the ceremony's; "" for a hub of figures, which gets one of its own.
    """
    if not (folder / "hub.json").exists():
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            make_certificate(folder / "certificate.pem", private(folder / "key.pem"))
            passwords = {role: _password() for role in (*roles, KEEPER)}
            told = json.dumps({"key": key or secrets.token_hex(KEY), "passwords": passwords})
            private(folder / "hub.json").write_text(told, encoding="utf-8")
        except OSError as error:
            raise CeremonyError("file-not-made", path=folder, detail=error.strerror) from None
    hub = open_hub(folder, port)
    if (key and hub.key != key) or hub.roles != roles:
        raise CeremonyError("hub-foreign", path=folder)
    return hub


def open_hub(folder: Path, port: int = 0) -> Hub:
    """A hub that was made; `port`, if given, is the one it is going to use."""
    try:
        told = json.loads((folder / "hub.json").read_text(encoding="utf-8"))
        if port and told.get("port") != port:
            told["port"] = port
            (folder / "hub.json").write_text(json.dumps(told), encoding="utf-8")
        pin = read_pin(folder / "certificate.pem")
        return Hub(folder, told["key"], told["port"], pin, told["passwords"])
    except (OSError, ValueError, KeyError):
        raise CeremonyError("hub-none", path=folder) from None


def _password() -> str:
    return base64.b32encode(secrets.token_bytes(PASSWORD)).decode()


def private(path: Path) -> Path:
    """A new file that its owner only can read."""
    with suppress(FileNotFoundError):
        path.unlink()
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return path


def addresses() -> tuple[str, ...]:
    """The addresses under which other laptops may reach this one, the likeliest first."""
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route:
        route.connect(("192.0.2.1", 9))  # sends nothing: it only asks which way that would go
        found.append(str(route.getsockname()[0]))
    with suppress(OSError):
        known = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(place[0]) for *_, place in known]
    return tuple(dict.fromkeys(a for a in found if not a.startswith("127."))) or ("127.0.0.1",)
