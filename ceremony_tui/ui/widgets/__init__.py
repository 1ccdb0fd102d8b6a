"""One sight each."""
