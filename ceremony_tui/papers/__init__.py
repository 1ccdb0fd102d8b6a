"""Papers: what leaves the ceremony for people to read, one module a paper."""

from collections.abc import Mapping

from ceremony_tui.papers.absent import absent_paper
from ceremony_tui.papers.attendance import attendance_paper
from ceremony_tui.papers.oddities import oddities_paper
from ceremony_tui.papers.paper import Column, Compose, Paper
from ceremony_tui.papers.recap import recap_paper
from ceremony_tui.papers.spot_check import spot_check_paper
from ceremony_tui.papers.write import FORMATS, render, write_paper

KINDS: Mapping[str, Compose] = {
    "attendance": attendance_paper,
    "absent": absent_paper,
    "recap": recap_paper,
    "spot-check": spot_check_paper,
    "oddities": oddities_paper,
}

__all__ = ["FORMATS", "KINDS", "Column", "Compose", "Paper", "render", "write_paper"]
