"""The waiting list: until when what it offers stands."""

from zoneinfo import ZoneInfo

import pytest

from desk.mentoring.quiet import Quiet
from desk.mentoring.waiting import Line, offer_until
from tests.desk.mentoring.cast import BELGRADE, HOUR, ISTANBUL, at


@pytest.mark.parametrize(
    ("now", "zone", "until"),
    [
        ("26 10:00", BELGRADE, "26 12:00"),
        ("26 19:00", BELGRADE, "26 21:00"),
        ("26 20:30", BELGRADE, "27 09:30"),  # half an hour today, and the rest in the morning
        ("26 22:00", BELGRADE, "27 10:00"),
        ("27 03:00", BELGRADE, "27 10:00"),
        ("26 19:30", ISTANBUL, "27 08:00"),  # half past nine there: from eight to ten tomorrow
        ("30 09:00", BELGRADE, "30 10:00"),  # the lead time begins
        ("29 21:00", BELGRADE, "30 10:00"),
        ("29 20:00", BELGRADE, "30 09:00"),
    ],
)
def test_an_offer_stands_for_two_hours_of_the_persons_day(
    now: str, zone: ZoneInfo, until: str
) -> None:
    start = at("2026-11-30", "22:00")
    moment = at(f"2026-11-{now[:2]}", now[3:])
    assert offer_until(moment, start, zone, Line(), Quiet()) == at(
        f"2026-11-{until[:2]}", until[3:]
    )


def test_how_long_an_offer_stands_can_be_set() -> None:
    now, start = at("2026-11-26", "10:00"), at("2026-11-27", "10:00")
    assert offer_until(now, start, BELGRADE, Line(hold=5 * HOUR), Quiet()) == at(
        "2026-11-26", "15:00"
    )
    line = Line(lead=20 * HOUR, hold=5 * HOUR)
    assert offer_until(now, start, BELGRADE, line, Quiet()) == at("2026-11-26", "14:00")
    late, early_night = at("2026-11-25", "19:30"), Quiet(since=20, until=7)
    assert offer_until(late, start, BELGRADE, Line(), early_night) == at("2026-11-26", "08:30")
