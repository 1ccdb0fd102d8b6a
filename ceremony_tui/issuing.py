"""How a paper of a ceremony file is made: the console, `export` and `hub close` make it one way."""

from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

from ceremony_tui.desk import Desk, written
from ceremony_tui.sharing.told import unfinished
from ceremony_tui.words import Words

if TYPE_CHECKING:
    from ceremony_tui.papers import Paper, Privacy


class Make(Protocol):
    def __call__(self, unit: str | None = None, privacy: "Privacy | None" = None) -> "Paper":
        """The paper of all, or of one unit."""
        ...


def issue(kind: str, desk: Desk, words: Words, missing: str | None = None) -> Make:
    """What makes this paper of the ceremony as it is now, in any thread, while scans go on.

    `missing`: why the totals are not final, "" when they are, from who knows better than the file.
    """
    from ceremony_tui.papers import KINDS

    at = desk.now()
    if missing is None:
        missing = unfinished(desk.sharing(), at, words)
    return partial(
        KINDS[kind],
        desk.ceremony,
        at,
        words,
        record=cache(partial(written, desk.path)),
        unfinished=missing,
    )
