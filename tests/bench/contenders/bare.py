"""Bare commits, one for each line of stdin, each answered by its line. `FILE`."""

import sys
from pathlib import Path

from row import Rows

if __name__ == "__main__":
    rows = Rows(Path(sys.argv[1]))
    for line in sys.stdin:
        rows.commit(line.strip())
        sys.stdout.write(line)
        sys.stdout.flush()
