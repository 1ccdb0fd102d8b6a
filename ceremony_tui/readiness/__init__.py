"""What is wrong before the doors open: one list for the command line and the console."""

from ceremony_tui.readiness.checks import check, check_file
from ceremony_tui.readiness.finding import Area, Finding, listed, summary

__all__ = ["Area", "Finding", "check", "check_file", "listed", "summary"]
