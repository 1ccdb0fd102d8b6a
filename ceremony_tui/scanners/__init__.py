"""Anything that yields scanned text."""
