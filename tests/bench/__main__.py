"""How fast the program is, beside the least that could do the same. `python tests/bench`."""

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # what the tests have, benches have too

from measures import goals_table, tell

BENCHES = (
    "lane", "headless", "search", "raster", "stage", "imports", "badges", "papers", "memory",
    "sharing", "country",
)  # fmt: skip


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("bench", nargs="*", default=BENCHES, help=", ".join(BENCHES))
    parser.add_argument("--scans", type=int, default=300, help="of each contender")
    parser.add_argument("--dir", type=Path, help="on which disk the files are made")
    asked = parser.parse_args()
    goals = []
    for name in asked.bench:
        with tempfile.TemporaryDirectory(dir=asked.dir) as folder:
            goals += __import__(name).bench(Path(folder), asked.scans)
    tell(goals_table(goals))
    return not all(goal.met for goal in goals)


if __name__ == "__main__":
    sys.exit(main())
