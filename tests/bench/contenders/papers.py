"""All papers of a ceremony file, each in its usual format: `FILE`. Says seconds and megabytes."""

import resource
import sys
from pathlib import Path
from time import process_time

from ceremony_tui.desk import Desk, utc_now, written
from ceremony_tui.log import Log
from ceremony_tui.papers import KINDS, write_paper
from ceremony_tui.words import load

if __name__ == "__main__":
    file = Path(sys.argv[1])
    begun = process_time()
    desk = Desk(Log.open(file, write=False))
    for name, kind in KINDS.items():
        record = written(file) if kind.of_record else None
        paper = kind(desk.ceremony, utc_now(), load("id"), record=record)
        write_paper(paper, file.with_name(f"{name}.{kind.formats[0]}"))
        del paper, record
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{process_time() - begun} {most}\n")
