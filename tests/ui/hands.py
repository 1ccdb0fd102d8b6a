"""Keys at a known speed: what a scanner or a person types, however busy the machine is."""

from textual import events
from textual.app import App
from textual.keys import _character_to_key


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
