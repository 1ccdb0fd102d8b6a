"""A whole country at once: 514 ceremonies of four gates each send their figures to one server."""

import asyncio
import os
import time
from pathlib import Path
from random import Random

import msgspec
from faults.laptops import free_port
from measures import Goal, Times, tell, times_table

from ceremony_tui.core.figures import Figures, grouped
from ceremony_tui.desk import utc_now
from ceremony_tui.sharing.hub import FIGURES, make_hub
from ceremony_tui.sharing.line import Line
from ceremony_tui.sharing.server import Server

CEREMONIES, GATES, PEOPLE = 514, 4, 4000
EVERY = 10.0  # seconds from one message of a ceremony to its next
LASTS = 30.0  # seconds that are watched
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def used(pid: int) -> tuple[float, float]:
    """CPU seconds, and MiB at the peak, of a program; zeros where the kernel does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0, 0.0
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    return (int(fields[11]) + int(fields[12])) / TICKS, peak / 1024


def bench(folder: Path, _scans: int) -> list[Goal]:
    server = Server(make_hub(folder / "province", "", FIGURES, free_port()), "127.0.0.1")
    server.wait()
    try:
        took, received = asyncio.run(_day(server))
        cpu, memory = used(server.process.pid)
    finally:
        server.close()
    tell(times_table("A ceremony's figures, from sent to seen", [Times("figures", tuple(took))]))
    return [
        Goal("ceremonies seen of 514", received, CEREMONIES, least=True, unit=""),
        Goal("figures a second", len(took) / LASTS, float("inf"), unit=""),
        Goal("CPU of the server", 100 * cpu / LASTS, float("inf"), unit="%"),
        Goal("memory of the server", memory, float("inf"), unit="MiB"),
    ]


async def _day(server: Server) -> tuple[list[float], int]:
    sender, watcher = (server.hub.join(role, "127.0.0.1") for role in FIGURES)
    screen = await Line.open(watcher)
    heard = await screen.listen("figures.*")
    lines: list[Line] = []
    for _ in range(CEREMONIES):
        lines.append(await Line.open(sender))
    sent: dict[tuple[str, int], float] = {}
    took: list[float] = []
    seen: set[str] = set()

    async def look() -> None:
        while True:
            topic, value = await heard.get()
            figures = msgspec.json.decode(value, type=Figures)
            seen.add(topic)
            took.append(time.perf_counter() - sent[topic, figures.people])

    async def ceremony(number: int, line: Line) -> None:
        """Four gates let one person in a second each; what goes up are their counts."""
        chance, topic = Random(number), f"figures.{number:016x}"
        await asyncio.sleep(EVERY * chance.random())
        begun = time.monotonic()
        for _ in range(int(LASTS / EVERY)):
            came = min(PEOPLE, int(GATES * (time.monotonic() - begun)))
            groups = grouped({"H": came, "B": PEOPLE - came})
            people = PEOPLE + len(sent)  # tells one message from the next
            figures = Figures("Upacara", f"Kabupaten {number}", utc_now(), people, groups)
            sent[topic, people] = time.perf_counter()
            await line.say(topic, msgspec.json.encode(figures))
            await asyncio.sleep(EVERY)

    looking = asyncio.ensure_future(look())
    await asyncio.gather(*(ceremony(n, line) for n, line in enumerate(lines)))
    await asyncio.sleep(0.5)
    looking.cancel()
    for line in (*lines, screen):
        await line.close()
    return took, len(seen)
