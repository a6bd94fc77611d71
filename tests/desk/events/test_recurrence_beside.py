"""Dates of a series beside what recurring-ical-events makes of the same rule in a calendar file."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import assume, given
from hypothesis import strategies as st

from desk.clock_changes import clock_changes
from desk.events.days import NoSuchTime
from desk.events.recurrence import MOST_DATES, TooMany, dates, parse_rule

ZONES = [
    ZoneInfo(f"Europe/{town}")
    for town in ("Tirane", "Belgrade", "Skopje", "Istanbul", "Madrid", "Podgorica", "Sarajevo")
]
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
COUNTS = st.integers(1, MOST_DATES).map("COUNT={}".format)


def rules_from(day: date) -> Iterator[str]:
    """Such as this day is a date of: RFC 5545 leaves open what comes of others."""
    named, place = WEEK[day.weekday()], (day.day + 6) // 7
    is_last = (day + 7 * DAY).month != day.month
    yield from ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY")
    yield f"FREQ=MONTHLY;BYDAY={place}{named}"
    yield f"FREQ=YEARLY;BYMONTH={day.month};BYDAY={named};BYSETPOS={place}"
    yield f"FREQ=MONTHLY;BYMONTH={day.month},10;BYMONTHDAY={day.day}"
    yield f"FREQ=WEEKLY;WKST=SU;BYDAY={named},SU,MO"
    if is_last:
        yield f"FREQ=MONTHLY;BYDAY=-1{named}"
    if (day + DAY).month != day.month:
        yield "FREQ=MONTHLY;BYMONTHDAY=-1"


@st.composite
def series(draw: st.DrawFn) -> tuple[str, datetime]:
    """A rule and where it begins, at any hour of the day."""
    zone, minutes = draw(st.sampled_from(ZONES)), draw(st.integers(0, 24 * 4 - 1)) * 15
    wall = datetime(2026, 1, 1) + draw(st.integers(0, 730)) * DAY  # noqa: DTZ001 - a wall's
    starts_at = (wall + timedelta(minutes=minutes)).replace(tzinfo=zone)
    assume(starts_at.astimezone(UTC).astimezone(zone) == starts_at)
    rule = draw(st.sampled_from(list(rules_from(wall.date()))))
    until = st.integers(0, 700).map(lambda days: f"UNTIL={wall + days * DAY:%Y%m%d}")
    return f"{rule};INTERVAL={draw(st.integers(1, 3))};{draw(COUNTS | until)}", starts_at


@given(series())
def test_dates_are_those_of_the_calendar_at_every_hour_in_every_zone(
    drawn: tuple[str, datetime],
) -> None:
    text, starts_at = drawn
    zone = starts_at.tzinfo
    assert isinstance(zone, ZoneInfo)
    try:
        found = dates(parse_rule(text, zone), starts_at, zone)
    except (TooMany, NoSuchTime):
        assume(False)
    assert list(found) == beside(text, starts_at, found[-1])


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_over_each_change_of_the_clocks_each_quarter_is_where_the_calendar_has_it(
    zone: ZoneInfo,
) -> None:
    """Daily, from two days before; what no clock shows is refused, and nothing else."""
    changes = list(clock_changes(zone, FIRST, FIRST + 730 * DAY))
    assert len(changes) == (0 if zone.key == "Europe/Istanbul" else 4)
    rule = "FREQ=DAILY;COUNT=4"
    for change in changes:
        gap = change.after > change.before
        for quarters in range(24):
            wall = datetime.combine(change.shown.date() - 2 * DAY, datetime.min.time())
            starts_at = (wall + quarters * timedelta(minutes=15)).replace(tzinfo=zone)
            shown = change.shown - 2 * DAY
            if gap and shown <= starts_at.replace(tzinfo=None) < shown + timedelta(hours=1):
                with pytest.raises(NoSuchTime):
                    dates(parse_rule(rule, zone), starts_at, zone)
            else:
                found = dates(parse_rule(rule, zone), starts_at, zone)
                assert list(found) == beside(rule, starts_at, found[-1])


def beside(text: str, starts_at: datetime, last: datetime) -> list[datetime]:
    """A good while after the last one, too. There, a rule ends in UTC (RFC 5545, 3.3.10)."""
    begun, _until, day = text.rpartition("UNTIL=")
    if begun:
        end = datetime.strptime(f"{day}235959", "%Y%m%d%H%M%S").replace(tzinfo=starts_at.tzinfo)
        text = f"{begun}UNTIL={end.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    event = icalendar.Event()
    event.add("uid", "1")
    event.add("dtstart", starts_at)
    event.add("duration", timedelta(hours=1))
    event.add("rrule", icalendar.vRecur.from_ical(text))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    query = recurring_ical_events.of(calendar)
    found = query.between(starts_at - DAY, last.astimezone(starts_at.tzinfo) + 400 * DAY)
    return sorted(one["DTSTART"].dt.astimezone(UTC) for one in found)
