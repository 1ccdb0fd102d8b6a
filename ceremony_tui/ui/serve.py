"""The audience display in browsers: a page of this laptop, and one view for each tab.

It leans on inner parts of textual-serve: the page is our own, for the one that comes with it asks
the internet for letters, and what a browser types is dropped before it reaches anybody.
"""

import logging
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shlex import join
from typing import Any

from ceremony_tui.errors import CeremonyError

TABS = 8  # at once: each is a program of its own, some 60 MB
LARGEST = 500, 200  # cells of a tab: nobody's browser shows more
_PAGES = Path(__file__).with_name("web")


def serve(
    command: list[str], bind: str, port: int, title: str, ready: Callable[[str], None]
) -> None:
    """Serves what `command` shows until Ctrl+C. `ready` is told the address."""
    server = _server()(_written(command), host=bind, port=port, title=title, templates_path=_PAGES)
    address = f"[{bind}]" if ":" in bind else bind
    server.ready = lambda: ready(f"http://{address}:{port}")
    try:
        family = socket.AF_INET6 if ":" in bind else socket.AF_INET
        socket.create_server((bind, port), family=family).close()  # before anybody is told
        server.serve()
    except OSError as error:
        detail = error.strerror or str(error)
        raise CeremonyError("port-taken", port=port, bind=bind, detail=detail) from None


def _server() -> type[Any]:
    try:
        from aiohttp.web import HTTPServiceUnavailable
        from textual_serve.server import Server
    except ImportError:
        command = "pip install 'ceremony-tui[web]'"
        raise CeremonyError("missing-package", command=command) from None

    class Show(Server):
        """Shows, and takes nothing but the size of a window."""

        ready: Callable[[], None]
        tabs = 0

        def initialize_logging(self) -> None:
            logging.getLogger("textual-serve").setLevel(logging.CRITICAL)

        async def on_startup(self, app: Any) -> None:
            self.ready()

        async def handle_websocket(self, request: Any) -> Any:
            if self.tabs >= TABS or any(map(too_large, request.query.values())):
                raise HTTPServiceUnavailable
            self.tabs += 1
            try:
                return await super().handle_websocket(request)
            finally:
                self.tabs -= 1

        async def _process_messages(self, websocket: Any, app_service: Any) -> None:
            async for message in websocket:
                match told_by(message):
                    case ["resize", {"width": int(width), "height": int(height)}]:
                        wide, high = LARGEST
                        await app_service.set_terminal_size(min(width, wide), min(height, high))
                    case ["ping", (str() | int() | float()) as answer]:
                        await websocket.send_json(["pong", answer])
                    case _:
                        pass

    return Show


def _written(command: list[str]) -> str:
    """A command as the shell of this system reads it."""
    windows = sys.platform == "win32"
    return subprocess.list2cmdline(command) if windows else join(command)


def too_large(cells: str) -> bool:
    """Whether a window's width or height, as a browser tells it, is more than anybody shows."""
    return len(cells) > 6 or (cells.isdecimal() and int(cells) > max(LARGEST))


def told_by(message: Any) -> object:
    """What a browser said; None when it is no JSON."""
    try:
        return message.json()
    except (ValueError, TypeError):
        return None
