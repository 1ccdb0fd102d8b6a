"""When the totals are final: everything announced is here, and nobody is out of sight."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceremony_tui.core.laptops import (
    AWAY,
    CLOSED,
    LIVE,
    SILENT,
    Announced,
    Brought,
    Kept,
    Laptop,
    Sharing,
    lost_since,
    other_laptops,
)

AT = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)


def laptop(*, silent: float = 0, whole: bool = True, left: bool = False) -> Laptop:
    announced = Announced({"Gerbang 2": 9}, {"a": 9}, left=left)
    return Laptop(announced, AT - timedelta(seconds=silent), {"Gerbang 2": 9}, whole)


@pytest.mark.parametrize(
    ("other", "final"),
    [
        (laptop(), True),
        (laptop(silent=14), True),
        (laptop(silent=16), False),
        (laptop(silent=600, left=True), True),
        (laptop(whole=False), False),
        (laptop(whole=False, left=True), False),
        (replace(laptop(), heard=None), False),
        (replace(laptop(), heard=None, brought=AT), True),
        (replace(laptop(silent=16), brought=AT), True),
        (replace(laptop(silent=16, whole=False), brought=AT), False),
    ],
)
def test_one_laptop_is_enough_to_wait_for(other: Laptop, final: bool) -> None:
    sharing = Sharing(LIVE, AT, laptops=(laptop(), other))
    assert sharing.is_final(AT) is final
    assert sharing.missing(AT) == (() if final else (other,))


@pytest.mark.parametrize(
    "sharing",
    [
        Sharing("hub-away", AT, laptops=(laptop(),)),
        Sharing(LIVE, AT - timedelta(seconds=16)),
        Sharing(LIVE, AT, alarms=(("share-cloned", {}),)),
    ],
)
def test_without_a_hub_or_with_an_alarm_nothing_is_final(sharing: Sharing) -> None:
    assert not sharing.is_final(AT)


LATER = AT + timedelta(days=3)


@pytest.mark.parametrize(
    ("sharing", "final"),
    [
        (Sharing(CLOSED, AT, laptops=(laptop(), laptop(silent=600, left=True))), True),
        (Sharing(CLOSED, AT, laptops=(laptop(), laptop(silent=16))), False),
        (Sharing(CLOSED, AT, laptops=(laptop(whole=False, left=True),)), False),
        (Sharing(CLOSED, AT, alarms=(("share-cloned", {}),)), False),
    ],
)
def test_a_closed_hub_leaves_the_totals_as_they_were_then(sharing: Sharing, final: bool) -> None:
    assert sharing.is_final(LATER) is final
    assert sharing.missing(LATER) == sharing.missing(AT)
    assert not sharing.is_live(AT)


@pytest.mark.parametrize(
    ("before", "state", "lost"),
    [
        (None, AWAY, None),
        (Sharing(LIVE, AT), AWAY, AT),
        (Sharing(AWAY, LATER, lost=AT), AWAY, AT),
        (Sharing(AWAY, LATER), AWAY, None),  # it never was there
        (Sharing(AWAY, LATER, lost=AT), LIVE, None),
    ],
)
def test_since_when_the_hub_is_away(before: Sharing | None, state: str, lost) -> None:
    assert lost_since(before, state) == lost


MORNING, NOON = AT - timedelta(hours=4), AT - timedelta(hours=1)
TOLD = Announced({"Gerbang 2": 9}, {"b": 9})
HERE = {"a": Kept(5, {}, AT), "b": Kept(9, {"Gerbang 2": 9}, MORNING)}
WHOLE = Brought({"b": 9, "pb": 0}, NOON)


@pytest.mark.parametrize(
    ("heard", "kept", "brought", "restarted", "final"),
    [
        pytest.param(AT, HERE, None, None, True, id="heard"),
        pytest.param(AT, {**HERE, "b": Kept(8)}, None, None, False, id="not whole"),
        pytest.param(None, HERE, None, None, False, id="never joined"),
        pytest.param(None, {**HERE, "b": Kept(9)}, None, None, None, id="only prepared"),
        pytest.param(None, HERE, None, NOON, None, id="scanned for the rehearsal"),
        pytest.param(None, HERE, None, MORNING - SILENT, False, id="scanned since a restart"),
        pytest.param(None, HERE, WHOLE, None, True, id="brought"),
        pytest.param(MORNING, HERE, WHOLE, None, True, id="silent, then brought"),
        pytest.param(MORNING, HERE, None, None, False, id="silent"),
        pytest.param(
            MORNING, {**HERE, "b": Kept(10)}, WHOLE, None, False, id="an old copy was brought"
        ),
        pytest.param(MORNING, {**HERE, "b": Kept(8)}, WHOLE, None, False, id="announced more"),
        pytest.param(AT - 2 * SILENT, HERE, WHOLE, None, False, id="heard since, then silent"),
        pytest.param(
            None, {**HERE, "pb": Kept(1)}, WHOLE, None, False, id="led after the copy was made"
        ),
    ],
)
def test_who_is_waited_for(heard, kept, brought, restarted, final: bool | None) -> None:
    told = {"b": (TOLD, heard)} if heard else {}
    others = other_laptops("a", told, kept, {"b": brought} if brought else {}, restarted)
    assert [one.is_final(AT) for one in others] == ([] if final is None else [final])
    assert all(one.whole for one in others if one.brought)


TIMES = st.integers(0, 3600).map(lambda seconds: AT - timedelta(seconds=seconds))
LENGTHS = st.integers(0, 3)


@given(
    st.dictionaries(st.sampled_from("bcd"), st.tuples(LENGTHS, TIMES)),
    st.dictionaries(st.sampled_from("abcd"), st.tuples(LENGTHS, st.none() | TIMES)),
    st.dictionaries(st.sampled_from("bcd"), st.tuples(LENGTHS, TIMES)),
    st.none() | TIMES,
)
def test_what_is_final_has_nobody_out_of_sight(told, here, copies, restarted) -> None:
    heard = {origin: (Announced({}, {origin: n}), at) for origin, (n, at) in told.items()}
    kept = {origin: Kept(n, {}, at) for origin, (n, at) in here.items()}
    brought = {origin: Brought({origin: n}, at) for origin, (n, at) in copies.items()}
    sharing = Sharing(LIVE, AT, laptops=other_laptops("a", heard, kept, brought, restarted))
    assert [one.origin for one in sharing.laptops] == sorted({*heard} | {
        origin for origin, (_, at) in here.items()
        if origin != "a" and at and (restarted is None or at > restarted)
    })  # fmt: skip
    for one in sharing.laptops if sharing.is_final(AT) else ():
        length = kept.get(one.origin, Kept(0)).length
        assert one.origin not in told or told[one.origin][0] <= length
        seen = one.heard is not None and AT - one.heard <= SILENT
        assert seen or copies[one.origin][0] >= length
        assert seen or one.heard is None or one.heard <= copies[one.origin][1]
        assert one.is_done or sharing.until <= (one.heard or sharing.until)


def test_until_when_all_is_here() -> None:
    others = (laptop(silent=3), laptop(silent=9), laptop(silent=600, left=True))
    assert Sharing(LIVE, AT, laptops=others).until == AT - timedelta(seconds=9)
    dead = replace(laptop(silent=600), brought=AT)
    assert Sharing(LIVE, AT, laptops=(dead,)).until == AT


def test_who_is_silent_or_gone_is_not_there() -> None:
    others = (laptop(), laptop(silent=16), laptop(left=True), replace(laptop(), heard=None))
    sharing = Sharing(LIVE, AT, laptops=others)
    assert sharing.present(AT) == 1
    assert sharing.present(AT + SILENT * 2) == 0


@pytest.mark.parametrize(
    "announced",
    [
        Announced({"Gerbang\x1b[2J": 1}, {}),
        Announced({}, {}, version="1\n"),
        Announced({}, {}, role="keeper"),
    ],
)
def test_what_cannot_be_shown_is_not_heard(announced: Announced) -> None:
    assert not announced.is_plain
    assert Announced({"Gerbang 2": 1}, {}, "0.1.0", "stage").is_plain
