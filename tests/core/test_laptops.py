"""When the totals are final: everything announced is here, and nobody is out of sight."""

from datetime import UTC, datetime, timedelta

import pytest

from ceremony_tui.core.laptops import AWAY, CLOSED, LIVE, Announced, Laptop, Sharing, lost_since

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
