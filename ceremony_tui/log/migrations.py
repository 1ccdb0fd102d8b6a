"""The tables of a ceremony file, as numbered migrations.

Loaded only to make a file or to bring an older one up: sqlite-utils takes its time and memory.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from ceremony_tui.log.schema import APPLICATION_ID

migrations = Migrations("ceremony")

# `seq` is the order of arrival here; `number` runs within a gate of one laptop (origin).
# AUTOINCREMENT remembers the highest `seq` ever given, so that a cut-off tail is noticed.
# `fact` may become NULL by a purge; `digest` keeps the chain whole.
_LOG = """
    CREATE TABLE log (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        origin TEXT NOT NULL,
        gate TEXT NOT NULL,
        number INTEGER NOT NULL CHECK (number > 0),
        at TEXT NOT NULL,
        operator TEXT NOT NULL,
        kind TEXT NOT NULL,
        version INTEGER NOT NULL,
        fact TEXT,
        salt TEXT NOT NULL,
        digest TEXT NOT NULL,
        hash TEXT NOT NULL,
        UNIQUE (gate, origin, number)
    ) STRICT
"""

_ROSTER = ("id", "name", "unit", "nip", "position", "rank", "badge", "status")


@migrations(name="0001")
def make(db: Database) -> None:
    """The first tables: particulars, roster, log."""
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.table("meta").create({"key": str, "value": str}, pk="key", strict=True)
    db.table("roster").create({"place": int, **dict.fromkeys(_ROSTER, str)}, pk="id", strict=True)
    db.conn.execute(_LOG)
    for verb in ("UPDATE", "DELETE"):
        db.conn.execute(
            f"CREATE TRIGGER log_no_{verb.lower()} BEFORE {verb} ON log "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        )


@migrations(name="0002")
def date_the_roster(db: Database) -> None:
    """Each person with the entry that told of them last: of two gates' changes the later holds."""
    db.table("roster").add_column("stamp", str, not_null_default="")
