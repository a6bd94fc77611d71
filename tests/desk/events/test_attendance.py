"""When a door is open, who is meant by a name, and how persons and organisations are counted."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.events.attendance import Mark, NotToday, Roll, Turnout, Way, begun, called, today
from desk.events.event import Day, Standing
from desk.events.feedback import Asked, Feedback, Share, reach, share
from desk.events.seats import Seat, Status
from tests.hosts import FORUM, MONDAY, SATURDAY

EVENT = replace(
    FORUM,
    days=(
        Day(SATURDAY, SATURDAY + timedelta(hours=7)),
        Day(SATURDAY + timedelta(days=1), SATURDAY + timedelta(days=1, hours=7)),
    ),
)


def seat(number: int, name: str = "", organisation: int | None = None) -> Seat:
    parts = {"token": "", "code": "", "organisation_id": organisation}
    return Seat(number, EVENT.id, name, Status.TAKEN, "sq", MONDAY, **parts)  # type: ignore[arg-type]


def mark(number: int, day: int) -> Mark:
    return Mark(number, day, SATURDAY, Way.SCAN)


@pytest.mark.parametrize(
    ("moment", "by_door", "by_staff"),
    [
        (SATURDAY - timedelta(minutes=61), None, 0),
        (SATURDAY - timedelta(minutes=60), 0, 0),
        (SATURDAY + timedelta(hours=7), 0, 0),
        (SATURDAY + timedelta(hours=7, seconds=1), None, 0),
        (SATURDAY + timedelta(hours=23), 1, 1),
        (SATURDAY + timedelta(hours=40), None, None),
        (SATURDAY - timedelta(hours=20), None, None),
    ],
)
def test_a_door_is_open_from_an_hour_before_a_day_and_to_staff_all_that_day(
    moment: datetime, by_door: int | None, by_staff: int | None
) -> None:
    for way, expected in ((Way.DOOR, by_door), (Way.SCAN, by_staff)):
        if expected is None:
            with pytest.raises(NotToday):
                today(EVENT, moment, way)
        else:
            assert today(EVENT, moment, way) == expected


def test_nobody_comes_to_what_is_cancelled_or_has_not_begun() -> None:
    with pytest.raises(NotToday):
        today(replace(EVENT, standing=Standing.CANCELLED), SATURDAY, Way.SCAN)
    assert begun(EVENT, SATURDAY - timedelta(minutes=61)) == []
    assert begun(EVENT, SATURDAY + timedelta(hours=8)) == [0]


def test_persons_and_organisations_are_counted_apart_and_completed_is_all_days() -> None:
    seats = [seat(1, organisation=7), seat(2, organisation=7), seat(3), seat(4, organisation=8)]
    roll = Roll(seats, [mark(1, 0), mark(1, 1), mark(2, 0), mark(3, 1)])
    assert (roll.on(0), roll.on(1)) == (Turnout(2, 1), Turnout(2, 1))
    assert roll.ever() == Turnout(3, 1)
    assert roll.completed(EVENT) == Turnout(1, 1)
    assert [one.id for one in roll.missing(0)] == [3, 4]
    assert not roll.has_completed(seats[0], replace(EVENT, days=()))


@given(st.sets(st.tuples(st.integers(1, 9), st.integers(0, 1))))
def test_nobody_completes_who_was_not_there_on_each_day(there: set[tuple[int, int]]) -> None:
    seats = [seat(n, organisation=n % 3) for n in range(1, 10)]
    roll = Roll(seats, [mark(number, day) for number, day in there])
    completed = {n for n in range(1, 10) if {(n, 0), (n, 1)} <= there}
    expected = Turnout(len(completed), len({n % 3 for n in completed}))
    assert roll.completed(EVENT) == expected
    assert roll.completed(EVENT).persons <= roll.on(0).persons <= roll.ever().persons


@pytest.mark.parametrize("typed", ["cila", "ÇILA", "gashi c", "Cila Ga"])
def test_a_name_is_found_however_it_is_typed(typed: str) -> None:
    assert called([seat(1, "Çila Gashi"), seat(2, "Arta")], typed) == [seat(1, "Çila Gashi")]
    assert called([seat(1, "Çila Gashi")], " ") == []


def test_shares_are_of_those_who_answered_and_what_was_passed_on_is_added_up() -> None:
    told = [
        Feedback(1, MONDAY, useful=1, passed_on=5),
        Feedback(2, MONDAY, useful=0),
        Feedback(3, MONDAY, passed_on=2),
    ]
    assert share(told, Asked.USEFUL) == Share(1, 2)
    assert share(told, Asked.USEFUL).percent == 50
    assert share(told, Asked.AGAIN).percent == 0
    assert reach(told) == 7
