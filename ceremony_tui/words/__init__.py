"""Every sentence a person reads, and dates and numbers in their language."""

from ceremony_tui.words.speech import LANGUAGES, Words, load

__all__ = ["LANGUAGES", "Words", "load"]
