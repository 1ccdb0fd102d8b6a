"""No screen at all: bytes from the terminal, one commit, the same bytes back. `FILE`."""

import os
import sys
import tty
from pathlib import Path

from row import Rows

if __name__ == "__main__":
    rows = Rows(Path(sys.argv[1]))
    tty.setraw(0)
    os.write(1, b"READY")
    typed = b""
    while data := os.read(0, 4096):
        typed += data
        while b"\r" in typed:
            nip, _, typed = typed.partition(b"\r")
            rows.commit(nip.decode())
            os.write(1, b"\x1b[?2026h" + nip + b"\x1b[?2026l")
