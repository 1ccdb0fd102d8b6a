"""The gate counts only whom something happened to, and comes to the same as the tally."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    AbsenceSet,
    CheckedIn,
    Entry,
    Linked,
    ScanRefused,
    Verdict,
    Voided,
)
from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.core.script import Script
from ceremony_tui.core.tally import Standing, attendance, tally_all, tally_units

START = datetime(2023, 10, 27, 23, 30, tzinfo=UTC)
SCRIPT = Script(
    "U", "K", "H", "Asia/Makassar", START, START, START, START + timedelta(hours=2)
)  # fmt: skip
UNITS = ("Dinas Kesehatan", "Inspektorat", "Satpol PP")
PEOPLE = tuple(Attendee(f"P{n}", f"P{n}", UNITS[n % 3]) for n in range(7))

# P7 and P8 stand on no roster: another copy knew them.
_who = st.sampled_from([f"P{n}" for n in range(9)])
_facts = st.one_of(
    st.builds(CheckedIn, _who, st.just("x"), st.integers(0, 1)),
    st.builds(AbsenceSet, _who, st.sampled_from(["TP", "C", "S", ""])),
    st.builds(Voided, st.integers(0, 20).map(str), _who, st.just("wrong badge")),
    st.builds(ScanRefused, st.just(Verdict.ALREADY_PRESENT), st.just("x"), _who),
    st.builds(ScanRefused, st.just(Verdict.NOT_ON_ROSTER), st.just("x")),
    st.builds(Linked, st.integers(0, 20).map(str), _who),
)
_moments = st.integers(0, 30).map(lambda minute: START + timedelta(minutes=minute))


@st.composite
def mornings(draw: st.DrawFn) -> list[list[Entry]]:
    """Entries in the batches in which they arrive; voids name a check-in of theirs."""
    facts = draw(st.lists(_facts, max_size=20))
    entries: list[Entry] = []
    for number, fact in enumerate(facts):
        if isinstance(fact, Voided):
            came = [e for e in entries if isinstance(e.fact, CheckedIn)]
            if not came:
                continue
            undone = draw(st.sampled_from(came))
            fact = Voided(undone.id, undone.fact.attendee, "wrong badge")  # type: ignore[union-attr]
        entries.append(Entry(str(number), "G", number + 1, draw(_moments), "", fact))
    size = draw(st.integers(1, 5))
    return [entries[at : at + size] for at in range(0, len(entries), size)]


@given(mornings(), st.booleans())
def test_counting_what_changed_comes_to_the_same_as_counting_everybody(batches, late_roster):
    ceremony = Ceremony(SCRIPT, Roster(PEOPLE))
    standing = Standing()
    standing.follow(ceremony)
    for number, batch in enumerate(batches):
        if late_roster and number == 1:
            people = (*PEOPLE, Attendee("P7", "P7", "BKD"))
            ceremony = Ceremony(
                **{name: getattr(ceremony, name) for name in Ceremony.__dataclass_fields__}
                | {"roster": Roster(people)}
            )
        ceremony = evolve(ceremony, *batch)
        standing.follow(ceremony)
        lines = attendance(ceremony, START)
        whole = tally_all(lines)
        assert +standing.whole.by_code == whole.by_code
        assert standing.present(ceremony) == whole.present
        assert standing.awaited == whole.by_code["B"]
        units = {tally.unit: tally.by_code for tally in tally_units(lines)}
        found = {tally.unit: +tally.by_code for tally in standing.lowest(9)}
        assert found == {unit: codes for unit, codes in units.items() if set(codes) != {"TP"}}


def test_a_scan_is_in_the_count_before_the_next_count() -> None:
    standing = Standing()
    before = Ceremony(SCRIPT, Roster(PEOPLE))
    standing.follow(before)
    after = evolve(before, Entry("1", "G", 1, START, "", CheckedIn("P1", "x")))
    assert standing.present(after) == 1


def test_the_units_still_to_come_stand_first() -> None:
    came = [Entry(n, "G", 1, START, "", CheckedIn(n, n)) for n in ("P0", "P3", "P1")]
    standing = Standing()
    standing.follow(evolve(Ceremony(SCRIPT, Roster(PEOPLE)), *came))
    # Satpol PP 0 of 2, Inspektorat 1 of 2, Dinas Kesehatan 2 of 3.
    assert [tally.unit for tally in standing.lowest(2)] == ["Satpol PP", "Inspektorat"]
