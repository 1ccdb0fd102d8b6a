"""The least that can follow a file: a look at `PRAGMA data_version`, and a line. `FILE`."""

import sqlite3
import sys
import time

REFRESH = 0.05  # seconds between two looks, as the windows of the program look

if __name__ == "__main__":
    file = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    sys.stdout.write("READY\n")
    version = None
    while True:
        sys.stdout.flush()
        before, (version,) = version, file.execute("PRAGMA data_version").fetchone()
        if version != before:
            (last,) = file.execute("SELECT max(seq) FROM log").fetchone()
            sys.stdout.write(f"#{last}#\n")
        time.sleep(REFRESH)
