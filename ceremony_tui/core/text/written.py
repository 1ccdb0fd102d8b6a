"""A text to recite as one piece of writing, as a person edits it or pastes it, and back."""

import re

from ceremony_tui.core.text.pledge import Text

_POINT = re.compile(r"\s*\d{1,2}[.)]\s+(.*)")


def written(text: Text) -> str:
    """The opening, the points with their numbers, the closing, a blank line between them."""
    points = "\n".join(f"{number}. {point}" for number, point in enumerate(text.points, 1))
    return "\n\n".join(filter(None, (text.opening, points, text.closing)))


def read_written(title: str, source: str, writing: str) -> Text:
    """A numbered line begins a point, the lines below it go on with it up to a blank one.

    What stands before the first point is the opening, what stands after the last the closing.
    Without points all of it is the opening.
    """
    opening: list[str] = []
    points: list[str] = []
    closing: list[str] = []
    within = False
    for line in writing.splitlines():
        found = _POINT.fullmatch(line)
        if found:
            opening, closing = [*opening, *closing] if not points else opening, []
            points.append(found[1])
            within = True
        elif not line.strip():
            within = False
        elif within:
            points[-1] = f"{points[-1]} {line.strip()}"
        else:
            (closing if points else opening).append(line.strip())
    return Text(title.strip(), source, " ".join(opening), tuple(points), " ".join(closing))
