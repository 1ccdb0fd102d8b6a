"""Papers: what leaves the ceremony for people to read, one module a paper.

A composer says what stands on a paper; a format says how it is written. KINDS names them all.
"""

from ceremony_tui.papers.formats import Size, Style
from ceremony_tui.papers.kinds import KINDS, Kind
from ceremony_tui.papers.paper import Column, Compose, Paper, Privacy
from ceremony_tui.papers.write import FORMATS, render, write_paper

__all__ = [
    "FORMATS",
    "KINDS",
    "Column",
    "Compose",
    "Kind",
    "Paper",
    "Privacy",
    "Size",
    "Style",
    "render",
    "write_paper",
]
