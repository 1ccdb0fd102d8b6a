"""Keys at a known speed, and patience: whatever is typed, however busy the machine is."""

from collections.abc import Callable

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot


def type_at(gap: float, app: App, text: str, *ends: str) -> None:
    """Types a text and then keys by their names, `gap` seconds apart, the last one now."""
    keys = [(_character_to_key(char), char) for char in text]
    keys += [(end, "\r" if end == "enter" else None) for end in ends]
    now = events.Event().time
    for after, (key, char) in zip(range(len(keys) - 1, -1, -1), keys, strict=True):
        event = events.Key(key, char)
        event.time = now - gap * after
        app.post_message(event)


def scan_with(app: App, text: str, *ends: str) -> None:
    """Types as a scanner does."""
    type_at(0.005, app, text, *ends)


async def until(pilot: Pilot[object], true: Callable[[], object]) -> None:
    """Waits for what another thread, program or window does, as long as a slow machine needs."""
    for _ in range(1000):
        await pilot.pause()
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to be so")
