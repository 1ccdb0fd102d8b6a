"""A small ceremony straight from core values: five people of three units."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import CheckedIn, Entry, Opened
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Script
from ceremony_tui.words import load

WORDS = load("id")
MAKASSAR = ZoneInfo("Asia/Makassar")


def clock(hour: int, minute: int) -> datetime:
    return datetime(2023, 10, 28, hour, minute, tzinfo=MAKASSAR)


SCRIPT = Script(
    title="Upacara Hari Sumpah Pemuda",
    organizer="Pemerintah Kabupaten Teluk Cempaka",
    place="Alun-alun",
    timezone="Asia/Makassar",
    starts=clock(7, 30),
    doors_open=clock(6, 15),
    late_after=clock(7, 30),
    doors_close=clock(9, 0),
)

ARMAN = Attendee(
    id="197801012005011901",
    name="H. Arman, S.E.",
    unit="Dinas Kesehatan",
    nip="197801012005011901",
    position="Kepala Dinas",
    rank="IV/c",
)
ROSMINI = Attendee(
    id="198505172010012902",
    name="Rosmini Ma'ruf",
    unit="Dinas Pertanian, Pangan",
    nip="198505172010012902",
    position="Penyuluh",
    rank="III/d",
)
ILHAM = Attendee(
    id="199003032023211903",
    name="La Ode Ilham",
    unit="Dinas Kesehatan",
    nip="199003032023211903",
    position="Perawat",
    rank="IX",
)
WAHYUNI = Attendee(id="NON-0001", name="Wahyuni", unit="BKPSDM")
YUSRAN = Attendee(id="K-17", name='Yusran "Uccang"', unit="BKPSDM", badge="K-17")
PEOPLE = (ARMAN, ROSMINI, ILHAM, WAHYUNI, YUSRAN)


def arrival(person: Attendee, at: datetime, gate: str = "Gerbang 1") -> Entry:
    late = max(0, -((SCRIPT.late_after - at) // timedelta(minutes=1)))
    at = at.astimezone(UTC)
    return Entry(f"{person.id} {at}", gate, 1, at, "Nurlina", CheckedIn(person.id, person.id, late))


def ceremony(
    *arrivals: Entry, people: tuple[Attendee, ...] = PEOPLE, rehearsal: bool = False
) -> Ceremony:
    """The ceremony of these people after these arrivals."""
    opened = Opened(SCRIPT.title, "muna-barat-2023", rehearsal)
    start = Entry("opened", "", 1, clock(6, 0).astimezone(UTC), "", opened)
    return evolve(Ceremony(SCRIPT, Roster(people)), start, *arrivals)
