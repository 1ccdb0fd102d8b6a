"""The ceremony console: badges at the gate, the pledge on the wall, the papers afterwards."""

__version__ = "0.1.0"
