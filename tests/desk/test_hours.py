"""When an office is open: its week, its holidays, the nights when the clock changes, open time."""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.holidays import Calendar
from desk.hours import Hours
from desk.week import MINUTES, NEVER, Span, parse_hours, parse_spans

BELGRADE = ZoneInfo("Europe/Belgrade")
ISTANBUL = ZoneInfo("Europe/Istanbul")
HAVANA = ZoneInfo("America/Havana")  # the clock changes at midnight
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # and here by half an hour
USUAL = parse_hours("mo-fr 9:00-12:30 13:30-17:00; sa 10-13")
OFFICE = Hours(BELGRADE, USUAL, Calendar.AL)
HOUR = timedelta(hours=1)


def at(day: str, clock: str = "00:00", zone: ZoneInfo = BELGRADE, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone, fold=fold)


def wall(moment: datetime | None) -> str:
    """As the office's clock shows it; the offset tells the two hours of an autumn night apart."""
    return "never" if moment is None else f"{moment:%a %d %b %H:%M %z}"


# A Thursday, and the days after it


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [
        ("08:59", False),
        ("09:00", True),
        ("12:29", True),
        ("12:30", False),
        ("13:29", False),
        ("13:30", True),
        ("16:59", True),
        ("17:00", False),
    ],
)
def test_it_is_open_from_the_first_minute_of_a_span_and_not_in_the_last(
    clock: str, is_open: bool
) -> None:
    assert OFFICE.is_open(at("2026-11-26", clock)) is is_open


def test_another_zones_clock_is_no_reason_to_open() -> None:
    moment = at("2026-11-26", "10:30", ISTANBUL)  # half past eight in the office
    assert not OFFICE.is_open(moment)
    assert wall(OFFICE.next_opening(moment)) == "Thu 26 Nov 09:00 +0100"
    assert OFFICE.is_open(moment + HOUR)


@pytest.mark.parametrize(
    ("day", "clock", "opening", "closing"),
    [
        ("2026-11-26", "07:00", "Thu 26 Nov 09:00 +0100", "never"),
        ("2026-11-26", "09:00", "Thu 26 Nov 09:00 +0100", "Thu 26 Nov 12:30 +0100"),
        ("2026-11-26", "12:30", "Thu 26 Nov 13:30 +0100", "never"),
        ("2026-11-26", "14:15", "Thu 26 Nov 14:15 +0100", "Thu 26 Nov 17:00 +0100"),
        ("2026-11-26", "17:00", "Fri 27 Nov 09:00 +0100", "never"),
        # Saturday is Flag Day; Monday and Tuesday make up for that and for Sunday's Liberation Day
        ("2026-11-27", "17:00", "Wed 02 Dec 09:00 +0100", "never"),
    ],
)
def test_a_person_is_told_when_it_opens_and_when_it_closes(
    day: str, clock: str, opening: str, closing: str
) -> None:
    assert wall(OFFICE.next_opening(at(day, clock))) == opening
    assert wall(OFFICE.closes(at(day, clock))) == closing


def test_without_a_calendar_holidays_are_days_like_others() -> None:
    office = Hours(BELGRADE, USUAL)
    assert wall(office.next_opening(at("2026-11-27", "17:00"))) == "Sat 28 Nov 10:00 +0100"


def test_staff_take_a_day_off() -> None:
    office = Hours(BELGRADE, USUAL, days_off=frozenset({date(2026, 11, 26)}))
    assert not office.is_open(at("2026-11-26", "10:00"))
    assert wall(office.next_opening(at("2026-11-25", "17:00"))) == "Fri 27 Nov 09:00 +0100"


def test_staff_open_on_a_holiday_in_their_usual_spans_or_in_others() -> None:
    days_open = {date(2026, 11, 28): (), date(2026, 11, 30): parse_spans("10-11")}
    office = Hours(BELGRADE, USUAL, Calendar.AL, days_open=days_open)
    friday, saturday = at("2026-11-27", "17:00"), at("2026-11-28", "13:00")
    assert wall(office.next_opening(friday)) == "Sat 28 Nov 10:00 +0100"
    assert wall(office.next_opening(saturday)) == "Mon 30 Nov 10:00 +0100"
    assert wall(office.closes(at("2026-11-30", "10:30"))) == "Mon 30 Nov 11:00 +0100"


def test_a_day_off_is_off_though_it_was_said_to_be_open() -> None:
    day = date(2026, 11, 30)
    office = Hours(BELGRADE, USUAL, days_off=frozenset({day}), days_open={day: parse_spans("9-10")})
    assert office.spans_on(day) == ()


# Always and never


def test_an_office_of_which_nothing_is_said_is_always_open() -> None:
    office, moment = Hours(BELGRADE), at("2026-10-25", "02:30", fold=1)
    assert office.is_open(moment)
    assert office.next_opening(moment) == moment
    assert office.closes(moment) is None
    assert office.closes(at("2026-10-30", "02:30")) is None  # the clock changes a year later
    assert office.between(moment, moment + 1000 * HOUR) == 1000 * HOUR
    assert office.working_days(2) == timedelta(days=2)


def test_an_office_that_never_opens_has_no_moment_to_name() -> None:
    office, moment = Hours(BELGRADE, NEVER, Calendar.TR), at("2026-11-26", "10:00")
    assert not office.is_open(moment)
    assert office.next_opening(moment) is None
    assert office.closes(moment) is None
    assert office.add(moment, timedelta(seconds=1)) is None
    assert office.add(moment, office.working_days(1)) is None
    assert office.between(moment, moment + timedelta(days=1000)) == timedelta()


def test_what_takes_more_than_ten_years_never_falls_due() -> None:
    moment = at("2026-11-26")
    assert Hours(BELGRADE).add(moment, timedelta(days=3650)) == moment + timedelta(days=3650)
    assert Hours(BELGRADE).add(moment, timedelta(days=3660)) is None
    assert OFFICE.add(moment, timedelta.max) is None


def test_a_night_office_stays_open_over_midnight() -> None:
    office = Hours(BELGRADE, parse_hours("fr 18-24; sa 0-3; su 0-4"))
    assert wall(office.closes(at("2026-11-27", "20:00"))) == "Sat 28 Nov 03:00 +0100"
    assert wall(office.add(at("2026-11-27", "20:00"), 6 * HOUR)) == "Sat 28 Nov 02:00 +0100"


# Open time


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (0, "Thu 26 Nov 12:00 +0100"),
        (0.5, "Thu 26 Nov 12:30 +0100"),
        (1, "Thu 26 Nov 14:00 +0100"),
        (4, "Thu 26 Nov 17:00 +0100"),
        (4.25, "Fri 27 Nov 09:15 +0100"),
        (11, "Fri 27 Nov 17:00 +0100"),
        (11.5, "Wed 02 Dec 09:30 +0100"),
    ],
)
def test_a_clock_that_runs_only_in_office_hours(hours: float, due: str) -> None:
    start = at("2026-11-26", "12:00")
    end = OFFICE.add(start, hours * HOUR)
    assert wall(end) == due
    assert end is not None
    assert OFFICE.between(start, end) == hours * HOUR


def test_from_a_closed_moment_time_runs_from_the_next_opening() -> None:
    evening, morning = at("2026-11-25", "20:00"), at("2026-11-26", "08:00")
    assert wall(OFFICE.add(evening, HOUR)) == "Thu 26 Nov 10:00 +0100"
    assert OFFICE.between(evening, morning) == timedelta()


def test_any_zones_clock_may_ask_and_the_offices_clock_answers() -> None:
    start = at("2026-11-26", "14:00", ISTANBUL)
    end = OFFICE.add(start, HOUR)
    assert wall(end) == "Thu 26 Nov 14:00 +0100"
    assert end is not None
    assert OFFICE.between(start, end.astimezone(UTC)) == HOUR


def test_backwards_no_time_passes() -> None:
    noon = at("2026-11-26", "12:00")
    assert OFFICE.between(noon, noon - HOUR) == timedelta()
    assert OFFICE.between(noon, noon - 100 * HOUR) == timedelta()
    assert OFFICE.add(noon, -HOUR) == noon


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mo-fr 9:00-12:30 13:30-17:00; sa 10-13", 7),
        ("mo-th 9-17; fr 9-13", 8),
        ("mo 9-17; fr 9-13", 6),
        ("24/7", 24),
        ("off", 24),
    ],
)
def test_a_working_day_is_what_a_weekday_in_the_middle_is_open(text: str, day: float) -> None:
    office = Hours(BELGRADE, parse_hours(text))
    assert office.working_days(1) == day * HOUR
    assert office.working_days(5) == 5 * day * HOUR
    assert office.working_days(0.5) == day / 2 * HOUR


def test_an_answer_within_a_working_day_falls_due_at_the_same_hour_of_the_next() -> None:
    asked = at("2026-11-24", "11:00")
    due = OFFICE.add(asked, OFFICE.working_days(1))
    assert wall(due) == "Wed 25 Nov 11:00 +0100"


# The nights when the clock changes: 29 March and 25 October 2026 in Belgrade, never in Istanbul


@pytest.mark.parametrize(
    ("zone", "night", "passed"),
    [
        (BELGRADE, "2026-03-28", 3),
        (BELGRADE, "2026-03-29", 2),
        (BELGRADE, "2026-10-25", 4),
        (ISTANBUL, "2026-03-29", 3),
        (ISTANBUL, "2026-10-25", 3),
    ],
)
def test_a_span_over_the_change_is_an_hour_shorter_or_longer(
    zone: ZoneInfo, night: str, passed: int
) -> None:
    office = Hours(zone, parse_hours("sa-su 1-4"))
    midnight = at(night, zone=zone)
    closing = office.add(midnight, passed * HOUR)
    assert closing == at(night, "04:00", zone)
    assert office.between(midnight, midnight + timedelta(days=1)) == passed * HOUR
    assert office.closes(at(night, "01:00", zone)) == at(night, "04:00", zone)


@pytest.mark.parametrize(
    ("zone", "day", "passed"),
    [
        (BELGRADE, "2026-03-29", 23),
        (BELGRADE, "2026-10-25", 25),
        (ISTANBUL, "2026-03-29", 24),
        (ISTANBUL, "2026-10-25", 24),
        (HAVANA, "2026-03-08", 23),
        (HAVANA, "2026-11-01", 25),
    ],
)
def test_a_whole_day_is_as_long_as_it_is(zone: ZoneInfo, day: str, passed: int) -> None:
    office = Hours(zone, parse_hours("su 0-24"))
    assert office.between(at("2026-01-05", zone=zone), at(day, zone=zone)) % HOUR == timedelta()
    start = at(day, zone=zone).astimezone(UTC)
    assert office.between(start - 5 * HOUR, start + 30 * HOUR) == passed * HOUR


@pytest.mark.parametrize("zone", [BELGRADE, ISTANBUL])
@pytest.mark.parametrize("friday", ["2026-03-27", "2026-10-23"])
def test_office_hours_on_both_sides_of_the_change_are_what_they_are(
    zone: ZoneInfo, friday: str
) -> None:
    office = Hours(zone, parse_hours("mo-fr 9-17"))
    start = at(friday, "16:00", zone)
    monday = at(str(date.fromisoformat(friday) + timedelta(days=3)), "10:00", zone)
    assert office.add(start, 2 * HOUR) == monday
    assert office.between(start, monday) == 2 * HOUR


def test_what_falls_due_when_the_clock_jumps_is_told_by_the_clock_that_has_jumped() -> None:
    due = Hours(BELGRADE).add(at("2026-03-29", "01:30"), HOUR / 2)
    assert wall(due) == "Sun 29 Mar 03:00 +0200"


def test_an_hour_that_the_clock_leaves_out_is_not_opened_in() -> None:
    office = Hours(BELGRADE, parse_hours("su 2:15-2:45"))
    assert wall(office.next_opening(at("2026-03-28", "12:00"))) == "Sun 05 Apr 02:15 +0200"


def test_an_office_that_opens_in_the_hour_left_out_opens_when_the_clock_has_jumped() -> None:
    office = Hours(BELGRADE, parse_hours("su 2:30-5:00"))
    assert wall(office.next_opening(at("2026-03-29"))) == "Sun 29 Mar 03:00 +0200"
    office = Hours(BELGRADE, parse_hours("su 1:00-2:30"))
    assert wall(office.closes(at("2026-03-29", "01:30"))) == "Sun 29 Mar 03:00 +0200"


def test_in_an_hour_that_comes_twice_it_is_open_twice() -> None:
    office = Hours(BELGRADE, parse_hours("su 2:15-2:45"))
    first, second = at("2026-10-25", "02:20"), at("2026-10-25", "02:20", fold=1)
    assert wall(office.closes(first)) == "Sun 25 Oct 02:45 +0200"
    assert wall(office.next_opening(first + HOUR / 2)) == "Sun 25 Oct 02:15 +0100"
    assert wall(office.closes(second)) == "Sun 25 Oct 02:45 +0100"
    assert office.between(first, second) == HOUR / 2


def test_a_day_is_told_in_stretches_and_a_change_of_the_clock_parts_none() -> None:
    def stretches(text: str, day: str) -> list[tuple[str, str]]:
        found = Hours(BELGRADE, parse_hours(text)).open_on(date.fromisoformat(day))
        return [(f"{opens:%H:%M}", f"{closes:%H:%M}") for opens, closes in found]

    assert stretches("su 1-2 3-4 9-10", "2026-03-29") == [("00:00", "02:00"), ("07:00", "08:00")]
    assert stretches("su 1-4", "2026-10-25") == [("23:00", "03:00")]
    assert stretches("su 2:15-2:45", "2026-10-25") == [("00:15", "00:45"), ("01:15", "01:45")]
    assert stretches("24/7", "2026-03-29") == [("23:00", "22:00")]
    assert stretches("su 2-3", "2026-03-29") == stretches("sa 9-10", "2026-03-29") == []


# Against a model that looks at the clock every minute

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
REACH = 3 * MINUTES  # how far the model looks
CHANGES = [
    (BELGRADE, datetime(2026, 3, 29, 1, tzinfo=UTC)),
    (BELGRADE, datetime(2026, 10, 25, 1, tzinfo=UTC)),
    (ISTANBUL, datetime(2026, 3, 29, 1, tzinfo=UTC)),
    (HAVANA, datetime(2026, 3, 8, 5, tzinfo=UTC)),
    (HAVANA, datetime(2026, 11, 1, 5, tzinfo=UTC)),
    (LORD_HOWE, datetime(2026, 4, 4, 15, tzinfo=UTC)),
    (LORD_HOWE, datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
]


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    marks = st.integers(0, MINUTES) | st.integers(0, 24).map(lambda hour: hour * 60)
    bounds = sorted(draw(st.sets(marks, max_size=4)))
    return tuple(Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=False))


@st.composite
def offices(draw: st.DrawFn) -> tuple[Hours, datetime]:
    """An office, and a moment that is mostly near a change of its clock."""
    zone, change = draw(st.sampled_from(CHANGES))
    start = change + draw(st.integers(-2 * MINUTES, 60)) * MINUTE
    days = st.dates(start.date(), start.date() + timedelta(days=4))
    hours = Hours(
        zone,
        week=draw(st.tuples(*[spans()] * 7)),
        days_off=draw(st.frozensets(days, max_size=1)),
        days_open=draw(st.dictionaries(days, spans(), max_size=1)),
    )
    return hours, start


def by_the_minute(hours: Hours, start: datetime) -> list[bool]:
    """Whether the clock on the wall stands within a span, minute after minute."""
    found = []
    for number in range(REACH):
        clock = (start + number * MINUTE).astimezone(hours.zone)
        minute = clock.hour * 60 + clock.minute
        day, week = clock.date(), hours.week[clock.weekday()]
        today = () if day in hours.days_off else hours.days_open.get(day, ()) or week
        found.append(any(span.opens <= minute < span.closes for span in today))
    return found


def moment(of: datetime | None) -> datetime | None:
    """In UTC: in the hour that comes twice, no two zones' clocks are ever equal (PEP 495)."""
    return of and of.astimezone(UTC)


@settings(max_examples=30, deadline=None)
@given(offices(), st.integers(1, 2 * MINUTES), st.integers(0, REACH))
def test_open_time_is_what_a_look_at_the_clock_every_minute_finds(
    office: tuple[Hours, datetime], minutes: int, later: int
) -> None:
    hours, start = office
    passed = list(accumulate(by_the_minute(hours, start), initial=0))
    assert hours.between(start, start + later * MINUTE) == passed[later] * MINUTE
    due = moment(hours.add(start, minutes * MINUTE))
    if minutes <= passed[-1]:
        assert due == start + passed.index(minutes) * MINUTE
    else:
        assert due is None or due > start + REACH * MINUTE


@settings(max_examples=30, deadline=None)
@given(offices())
def test_it_opens_and_closes_when_a_look_at_the_clock_every_minute_says_so(
    office: tuple[Hours, datetime],
) -> None:
    hours, start = office
    is_open = by_the_minute(hours, start)
    opening, closing = moment(hours.next_opening(start)), moment(hours.closes(start))
    assert hours.is_open(start) is is_open[0]
    if True in is_open:
        assert opening == start + is_open.index(True) * MINUTE
    else:
        assert opening is None or opening >= start + REACH * MINUTE
    if not is_open[0]:
        assert closing is None
    elif False in is_open:
        assert closing == start + is_open.index(False) * MINUTE


@settings(max_examples=40, deadline=None)
@given(
    offices(),
    st.sampled_from([BELGRADE, ISTANBUL, UTC]),
    st.timedeltas(timedelta(), timedelta(days=3)),
)
def test_the_time_to_what_falls_due_is_the_time_that_was_added(
    office: tuple[Hours, datetime], zone: ZoneInfo, duration: timedelta
) -> None:
    hours, start = office
    due = hours.add(start.astimezone(zone), duration)
    if due is None:
        assert hours.between(start, start + timedelta(days=3650)) < duration
    else:
        assert due.tzinfo is hours.zone
        assert hours.between(start.astimezone(zone), due) == duration
        assert not duration or hours.between(start, due.astimezone(UTC) - SECOND) < duration
