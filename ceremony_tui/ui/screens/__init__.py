"""One job each: NAME.py beside NAME.tcss."""
