"""The least that can follow a file: a look at `PRAGMA data_version`, and a line. `FILE`."""

import sqlite3
import sys
import time

REFRESH = 0.05  # seconds between two looks, as the windows of the program look

if __name__ == "__main__":
    file = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    version, shown = None, None
    while True:
        before, (version,) = version, file.execute("PRAGMA data_version").fetchone()
        if version != before:
            (last,) = file.execute("SELECT max(seq) FROM log").fetchone()
            if last != shown:
                shown = last
                sys.stdout.write(f"READY #{last}#\n")
                sys.stdout.flush()
        time.sleep(REFRESH)
