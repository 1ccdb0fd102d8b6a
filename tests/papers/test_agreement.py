"""Whatever happened, in whatever order it is told: all papers, the screen and `status` agree."""

import re
from collections import Counter
from datetime import UTC, timedelta

from full_morning import EVERYONE, PLAN, entry
from hypothesis import given, settings
from hypothesis import strategies as st
from small_ceremony import WORDS, clock

from ceremony_tui.core.ceremony import Ceremony
from ceremony_tui.core.closing import corrections
from ceremony_tui.core.evolve import evolve
from ceremony_tui.core.facts import (
    AbsenceSet,
    CheckedIn,
    Closed,
    Entry,
    Linked,
    Purged,
    ScanRefused,
    Verdict,
    Voided,
)
from ceremony_tui.core.roster import Roster
from ceremony_tui.core.tally import CODES, attendance, sum_of, tallies, tally_all
from ceremony_tui.papers import KINDS, Paper

OPENS, AFTER = clock(6, 15), clock(10, 0)
people = st.sampled_from([person.id for person in EVERYONE])
moments = st.integers(0, 240).map(lambda minutes: OPENS + timedelta(minutes=minutes))
gates = st.sampled_from(["Gerbang 1", "Gerbang 2"])
facts = st.one_of(
    st.builds(CheckedIn, people, people, st.sampled_from([0, 0, 7])),
    st.builds(CheckedIn, people, st.just(""), why=st.just("lupa kartu")),
    st.builds(AbsenceSet, people, st.sampled_from(["S", "I", "C", "DL", "TB", "TP", "TK", ""])),
    st.builds(ScanRefused, st.just(Verdict.NOT_ON_ROSTER), st.sampled_from(["x", "y"])),
    st.builds(Closed, st.just("rapat"), st.just(9), st.just(3)),
)


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """Entries of two gates, some of them taken back or linked, in no order."""
    told: list[Entry] = []
    for number in range(draw(st.integers(0, 25))):
        fact, at, gate = draw(facts), draw(moments).astimezone(UTC), draw(gates)
        if told and draw(st.integers(0, 4)) == 0:
            before = draw(st.sampled_from(told))
            who = draw(people)
            back = Voided(before.id, getattr(before.fact, "attendee", ""), "keliru")
            fact = draw(st.sampled_from([back, Linked(before.id, who)]))
        told.append(Entry(f"e{number}", gate, number + 1, at, "Rina", fact))
    return draw(st.permutations(told))


def ceremony(told: list[Entry]) -> Ceremony:
    return evolve(Ceremony(PLAN, Roster(EVERYONE)), *told)


def paper(kind: str, state: Ceremony) -> Paper:
    return KINDS[kind](state, AFTER, WORDS)


def column(paper: Paper, key: str) -> list[object]:
    return [row[[c.key for c in paper.columns].index(key)] for row in paper.rows]


def figures(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


@settings(max_examples=60, deadline=None)
@given(logs())
def test_every_paper_counts_what_status_counts(told: list[Entry]) -> None:
    state = ceremony(told)
    whole = tally_all(attendance(state, AFTER))
    assert sum_of(tallies(state, AFTER)) == whole
    assert whole.expected == sum(whole.by_code[code] for code in CODES if code != "TP")

    listed = paper("attendance", state)
    sheets = [row for sheet in listed.sheets for row in sheet.rows]
    assert Counter(column(listed, "code")) == whole.by_code
    assert len(sheets) == len(listed.rows)
    assert sum(sheet.more[0].rows[0][-1] for sheet in listed.sheets) == whole.people
    assert len(paper("absent", state).rows) == whole.absent
    assert len(paper("reasons", state).rows) == whole.absent + whole.exempt

    recap, glance = paper("recap", state), paper("sekda", state)
    assert recap.totals == (
        *("Jumlah", whole.people, whole.expected),
        *(whole.by_code[code] for code in CODES),
        round(whole.percent, 1),
    )
    counts = (whole.people, whole.expected, whole.present, whole.late, whole.absent)
    assert glance.totals
    assert glance.totals[1:6] == counts
    for number in range(1, len(recap.columns) - 1):
        assert sum(row[number] for row in recap.rows) == recap.totals[number]
    arrivals = next((c for c in glance.charts if c.upright), None)
    assert sum(arrivals.values if arrivals else ()) == whole.present


@settings(max_examples=60, deadline=None)
@given(logs())
def test_what_is_spoken_and_sent_adds_up(told: list[Entry]) -> None:
    state = ceremony(told)
    whole = tally_all(attendance(state, AFTER))
    present = 0
    for report in paper("roll-call", state).prose:
        people, came, missing, *reasons = figures(report)
        assert people == came + missing
        assert missing == sum(reasons)
        present += came
    assert present == whole.present
    sent = "\n".join(paper("message", state).prose)
    assert f"Wajib hadir: {whole.expected} orang" in sent
    assert f"Hadir: {whole.present} (terlambat {whole.late})" in sent
    minuted = {row[0]: row[1] for row in paper("minutes", state).more[1].rows}
    assert minuted["Hadir"] + minuted["Terlambat"] == whole.present
    identity = paper("recap", state).heading[-1]
    assert figures(identity)[0] == sum(figures(identity)[1:]) == whole.expected


@settings(max_examples=40, deadline=None)
@given(logs(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_arrive_changes_no_paper(told: list[Entry], chance) -> None:
    other = list(told)
    chance.shuffle(other)
    one, two = ceremony(told), ceremony([])
    for each in other:
        two = evolve(two, each)
    for kind in ("attendance", "recap", "follow-up", "conflicts", "minutes"):
        assert paper(kind, one) == paper(kind, two)
    assert corrections(one) == corrections(two)


@settings(max_examples=30, deadline=None)
@given(logs())
def test_purged_people_leave_their_counts_behind(told: list[Entry]) -> None:
    before = ceremony(told)
    units = {t.unit: dict(t.by_code) for t in tallies(before, AFTER)}
    purged = entry(clock(11, 0), Purged("jadwal retensi", units))
    after = evolve(Ceremony(PLAN, Roster()), purged)
    assert paper("recap", after).rows == paper("recap", before).rows
    assert paper("attendance", after).rows == ()
