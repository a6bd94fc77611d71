"""What a mentor may say of their hours: choices, sums, what lies outside, days that are alike."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.hours import Hours
from desk.mentoring.availability import (
    CHOICES,
    NO_CAP,
    LastLength,
    NotOffered,
    Run,
    Term,
    chosen,
    in_a_week,
    outside,
    put,
    runs,
)
from desk.mentoring.booking import Booking, Status
from desk.mentoring.directory import Terms
from desk.week import ALWAYS, NEVER, Span, parse_hours

BELGRADE = ZoneInfo("Europe/Belgrade")
HOURS = Hours(BELGRADE, parse_hours("mo-fr 9-12"))


@pytest.mark.parametrize(
    ("term", "value"), [(term, value) for term in Term for value in CHOICES[term]]
)
def test_what_is_chosen_is_what_is_kept_and_nothing_else_changes(term: Term, value: int) -> None:
    before = Terms(lengths=(timedelta(minutes=15),))
    after = put(before, term, value)
    assert value in chosen(after, term)
    assert [one for one in Term if chosen(after, one) != chosen(before, one)] in ([], [term])


def test_lengths_are_several_and_one_stays() -> None:
    terms = put(put(Terms(), Term.LENGTHS, 30), Term.LENGTHS, 90)
    assert terms.lengths == (timedelta(minutes=30), timedelta(hours=1), timedelta(minutes=90))
    terms = put(put(terms, Term.LENGTHS, 60), Term.LENGTHS, 90)
    with pytest.raises(LastLength):
        put(terms, Term.LENGTHS, 30)


def test_no_cap_is_none() -> None:
    terms = put(Terms(per_day=4), Term.PER_DAY, NO_CAP)
    assert terms.per_day is None
    assert chosen(terms, Term.PER_DAY) == {NO_CAP}


@pytest.mark.parametrize(("term", "value"), [(Term.LENGTHS, 20), (Term.NOTICE, 0), (Term.AFTER, 7)])
def test_what_nobody_offered_is_refused(term: Term, value: int) -> None:
    with pytest.raises(NotOffered):
        put(Terms(), term, value)


def test_the_hours_of_a_week_add_up() -> None:
    assert in_a_week(parse_hours("mo 10-12 14-16; we-fr 9-12:30")) == timedelta(hours=14.5)
    assert in_a_week(ALWAYS) == timedelta(days=7)
    assert in_a_week(NEVER) == timedelta()


@pytest.mark.parametrize(
    ("wall", "is_outside"),
    [
        ("2026-11-30T09:00", False),
        ("2026-11-30T11:00", False),
        ("2026-11-30T11:30", True),
        ("2026-11-30T08:30", True),
        ("2026-11-28T10:00", True),
        ("2026-12-24T10:00", True),
        ("2026-12-28T16:00", False),
    ],
)
def test_a_session_is_outside_where_a_part_of_it_is(wall: str, is_outside: bool) -> None:
    hours = Hours(
        BELGRADE,
        HOURS.week,
        days_off=frozenset({date(2026, 12, 24)}),
        days_open={date(2026, 12, 28): (Span(15 * 60, 17 * 60),)},
    )
    starts_at = datetime.fromisoformat(wall).replace(tzinfo=BELGRADE).astimezone(UTC)
    ends_at = starts_at + timedelta(hours=1)
    booked = Booking(
        1, "uid", 1, 2, starts_at, ends_at, BELGRADE, Status.BOOKED, starts_at, language="sq"
    )
    assert outside(hours, [booked]) == ([booked] if is_outside else [])


def test_days_in_a_row_that_are_alike_are_one_run_and_past_ones_are_none() -> None:
    late = (Span(15 * 60, 17 * 60),)
    hours = Hours(
        BELGRADE,
        HOURS.week,
        days_off=frozenset(date(2026, 12, day) for day in (1, 24, 25, 26, 29)),
        days_open={date(2026, 12, 27): late, date(2026, 12, 28): late},
    )
    assert runs(hours, date(2026, 12, 2)) == [
        Run(date(2026, 12, 24), date(2026, 12, 26), ()),
        Run(date(2026, 12, 27), date(2026, 12, 28), late),
        Run(date(2026, 12, 29), date(2026, 12, 29), ()),
    ]
