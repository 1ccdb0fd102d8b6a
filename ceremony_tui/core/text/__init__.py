"""Texts that a crowd recites or a speaker reads: their phrases, their words, their slips."""
