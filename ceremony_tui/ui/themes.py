"""The two dresses of the console: dark for a hall, light for the sun; every colour is here.

A verdict is a word, a symbol and a colour, so that nobody has to tell red from green.
"""

from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.theme import Theme

from ceremony_tui.core.facts import Verdict
from ceremony_tui.ui.kept import keep, kept

CHOICE = "theme.json"


def _bar(letters: str, paper: str, blurred: str) -> dict[str, str]:
    """The bar on a list's chosen line: the inks of the verdicts stand on it too."""
    return {
        "block-cursor-foreground": letters,
        "block-cursor-background": paper,
        "block-cursor-blurred-foreground": letters,
        "block-cursor-blurred-background": blurred,
    }


THEMES = {
    "dark": Theme(
        "dark",
        primary="#4a9be8",
        secondary="#8fb8de",
        accent="#ffb84d",
        warning="#ffb000",
        error="#ff6b6b",
        success="#4cd07d",
        foreground="#e6e6e6",
        background="#121212",
        surface="#1e1e1e",
        panel="#2a2f36",
        variables={"masthead": "#0b3d6b", **_bar("#ffffff", "#1f3a57", "#262e38")},
    ),
    # White as far as it goes, black letters, and colours that hold against both.
    "light": Theme(
        "light",
        primary="#0a3d7a",
        secondary="#2f4f6f",
        accent="#7a2e00",
        warning="#8a4b00",
        error="#a80000",
        success="#005c26",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#e4e8ec",
        dark=False,
        variables={
            "masthead": "#0a3d7a",
            **_bar("#000000", "#cfe2f7", "#e4e8ec"),
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Look:
    """`paper` behind `letters`; `ink` is the same colour on the screen's own background."""

    symbol: str
    paper: str
    letters: str
    ink: str


LOOKS = {
    "dark": {
        "ready": Look("", "#1e1e1e", "#d0d0d0", "#e6e6e6"),
        "spoken": Look("▶", "#1f4d7a", "#ffffff", "#8fc1ff"),
        "muted": Look("", "#1e1e1e", "#a6adb5", "#a6adb5"),
        "welcome": Look("✓", "#0b6b2e", "#ffffff", "#4cd07d"),
        "late": Look("✓", "#7d5c00", "#ffffff", "#f0c14b"),
        "again": Look("●", "#c98a00", "#000000", "#ffb000"),
        "refused": Look("✗", "#a80f0f", "#ffffff", "#ff7b7b"),
        "think": Look("▲", "#123a7a", "#ffffff", "#7fb0ff"),
    },
    "light": {
        "ready": Look("", "#ffffff", "#000000", "#000000"),
        "spoken": Look("▶", "#ffe27a", "#000000", "#7a4300"),
        "muted": Look("", "#ffffff", "#454b52", "#454b52"),
        "welcome": Look("✓", "#7be495", "#000000", "#005c26"),
        "late": Look("✓", "#e2e04a", "#000000", "#5c5200"),
        "again": Look("●", "#ffb52e", "#000000", "#7a4300"),
        # The one dark paper of this dress: a refusal is seen from afar, in any light.
        "refused": Look("✗", "#a80000", "#ffffff", "#a80000"),
        "think": Look("▲", "#8fc1ff", "#000000", "#0a3d7a"),
    },
}

_KINDS = {
    Verdict.PRESENT: "welcome",
    Verdict.LATE: "late",
    Verdict.ALREADY_PRESENT: "again",
    Verdict.REREAD: "again",
    Verdict.NOT_ON_ROSTER: "refused",
    Verdict.UNREADABLE: "think",
    Verdict.AMBIGUOUS: "refused",
    Verdict.NOT_OPEN: "think",
    Verdict.CLOSED: "think",
    Verdict.RECORDED_ABSENT: "again",
    Verdict.REVOKED: "refused",
    Verdict.LEFT: "welcome",
    Verdict.LEFT_EARLY: "late",
    Verdict.ALREADY_LEFT: "again",
}


def look(verdict: Verdict | str, app: App[Any]) -> Look:
    """How a verdict looks in the dress that the app wears; or one of the kinds by name."""
    kind = _KINDS[verdict] if isinstance(verdict, Verdict) else verdict
    return LOOKS.get(app.theme, LOOKS["dark"])[kind]


def dress(app: App[Any], theme: str) -> None:
    """Puts one of THEMES on."""
    for known in THEMES.values():
        app.register_theme(known)
    app.theme = theme


def change(app: App[Any]) -> None:
    """Puts the other one on, and remembers it."""
    app.theme = "dark" if app.theme == "light" else "light"
    remember(app.theme)


def remembered() -> str:
    """The theme last chosen on this laptop."""
    theme = kept(CHOICE, str)
    return theme if theme in THEMES else "dark"


def remember(theme: str) -> None:
    keep(CHOICE, theme)
