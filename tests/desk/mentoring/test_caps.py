"""Days, weeks and quarters of the mentor's own zone, and what is counted in them."""

from datetime import date

import pytest

from desk.mentoring.caps import Cap, Diary, day_after, quarter_of, week_of
from tests.desk.mentoring.cast import BELGRADE, ISTANBUL, at


@pytest.mark.parametrize("month", range(1, 13))
def test_a_year_has_four_quarters(month: int) -> None:
    first = {1: 1, 2: 4, 3: 7, 4: 10}[(month + 2) // 3]
    assert quarter_of(date(2026, month, 28)) == date(2026, first, 1)


def test_a_week_begins_on_monday_across_a_year_too() -> None:
    monday = date(2025, 12, 29)
    assert [week_of(date(2026, 1, day)) for day in (1, 4)] == [monday, monday]
    assert week_of(date(2026, 1, 5)) == date(2026, 1, 5)


@pytest.mark.parametrize("month", range(1, 13))
def test_after_a_quarter_comes_the_next_one(month: int) -> None:
    """Leap years and the longest quarters too."""
    after = {1: (2028, 4), 2: (2028, 7), 3: (2028, 10), 4: (2029, 1)}[(month + 2) // 3]
    for day in (1, 28):
        assert day_after(Cap.QUARTER, date(2028, month, day)) == date(*after, 1)


def test_after_a_week_comes_monday_and_after_a_day_the_next() -> None:
    assert day_after(Cap.WEEK, date(2026, 11, 23)) == date(2026, 11, 30)
    assert day_after(Cap.WEEK, date(2026, 11, 29)) == date(2026, 11, 30)
    assert day_after(Cap.DAY, date(2026, 12, 31)) == date(2027, 1, 1)


def test_sessions_are_counted_where_the_mentor_is() -> None:
    """Half past ten on New Year's Eve in Belgrade is another day, week and quarter in Istanbul."""
    starts = [(at("2028-12-31", "22:30"), 7), (at("2028-12-30", "10:00"), 7)]
    starts += [(at("2028-12-30", "12:00"), 8)]
    booked = [*starts, (at("2028-12-30", "14:00"), None)]
    here, there = (Diary.of(zone, frozenset(), booked) for zone in (BELGRADE, ISTANBUL))
    sunday, monday = date(2028, 12, 31), date(2029, 1, 1)
    assert here.days == {sunday: 1, date(2028, 12, 30): 3}
    assert there.days == {monday: 1, date(2028, 12, 30): 3}
    assert here.weeks == {date(2028, 12, 25): 4}
    assert there.weeks == {date(2028, 12, 25): 3, monday: 1}
    autumn, winter = date(2028, 10, 1), date(2029, 1, 1)
    assert here.quarters == {(7, autumn): 2, (8, autumn): 1}
    assert there.quarters == {(7, autumn): 1, (8, autumn): 1, (7, winter): 1}
