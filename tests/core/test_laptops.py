"""When the totals are final: everything announced is here, and nobody is out of sight."""

from datetime import UTC, datetime, timedelta

import pytest

from ceremony_tui.core.laptops import LIVE, Announced, Laptop, Sharing

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
