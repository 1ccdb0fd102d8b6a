"""Keys are declared once, on the screens; here they learn the operator's language."""

from collections.abc import Iterable
from dataclasses import replace

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from ceremony_tui.words import Words


def spoken(bindings: BindingsMap, words: Words) -> BindingsMap:
    """The same keys in a language; their descriptions are keys of `words`."""
    told = BindingsMap()
    told.key_to_bindings = {
        key: [replace(b, description=_short(b.description, words)) for b in found]
        for key, found in bindings.key_to_bindings.items()
    }
    return told


def _short(description: str, words: Words) -> str:
    """What a key does, in a word where the last line of a screen has one for it."""
    for known in (description.replace("key.", "keyline."), description):
        if known in words:
            return words(known)
    return description


_NAMES = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "space": "Space",
    "enter": "Enter",
    "full_stop": ".",
    "question_mark": "?",
    "ctrl+o": "Ctrl+O",
    "ctrl+q": "Ctrl+Q",
    "ctrl+r": "Ctrl+R",
}


def key_table(keyed: Iterable[type[DOMNode]], words: Words) -> list[tuple[str, str]]:
    """(keys, what they do) of every described binding, in the order of declaration."""
    bindings = [b for node in keyed for b in node.BINDINGS if isinstance(b, Binding)]
    return [(_named(b.key), words(b.description)) for b in bindings if b.description]


def _named(keys: str) -> str:
    return " ".join(
        _NAMES.get(key) or (key.upper() if len(key) > 1 else key) for key in keys.split(",")
    )
