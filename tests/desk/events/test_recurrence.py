"""Rules by which events come again: against another library, by hand, and by example."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from desk.events.days import NoSuchTime
from desk.events.recurrence import (
    MOST_DATES,
    Endless,
    TooMany,
    UnreadableRule,
    dates,
    parse_rule,
    read_repeat,
)

TIRANE = ZoneInfo("Europe/Tirane")
ZONES = [ZoneInfo(key) for key in ("Europe/Tirane", "Europe/Istanbul", "Europe/Madrid", "UTC")]
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

starts = st.builds(
    lambda day, hour, zone: datetime(2026, 1, 1, hour, 30, tzinfo=zone) + timedelta(days=day),
    st.integers(0, 1100),
    st.integers(7, 22),  # no clock of theirs is changed by day
    st.sampled_from(ZONES),
)
ends = st.one_of(
    st.integers(1, MOST_DATES).map(lambda count: f"COUNT={count}"),
    st.integers(1, 200).map(lambda days: f"UNTIL={date(2029, 2, 1) + timedelta(days):%Y%m%d}"),
)


@st.composite
def rules(draw: st.DrawFn, starts_at: datetime) -> str:
    """What begins the series is one of its dates: RFC 5545 leaves open what comes of others."""
    every = draw(st.integers(1, 4))
    day = WEEK[starts_at.weekday()]
    how = draw(
        st.sampled_from(
            (
                "FREQ=DAILY",
                "FREQ=WEEKLY",
                f"FREQ=WEEKLY;BYDAY={day},{draw(st.sampled_from(WEEK))}",
                "FREQ=MONTHLY",
                f"FREQ=MONTHLY;BYMONTHDAY={starts_at.day},{draw(st.integers(1, 31))}",
                f"FREQ=MONTHLY;BYDAY={(starts_at.day + 6) // 7}{day}",
                "FREQ=YEARLY",
            )
        )
    )
    return f"{how};INTERVAL={every};{draw(ends)}"


@given(data=st.data(), starts_at=starts)
def test_dates_are_those_that_another_library_finds(
    data: st.DataObject, starts_at: datetime
) -> None:
    text = data.draw(rules(starts_at))
    zone = starts_at.tzinfo
    assert isinstance(zone, ZoneInfo)
    try:
        found = dates(parse_rule(text, zone), starts_at, zone)
    except TooMany:
        assume(False)
    assert list(found) == others(text, starts_at, len(found) + 1, found[-1])
    assert {at.astimezone(zone).time() for at in found} == {starts_at.time()}


def others(text: str, starts_at: datetime, most: int, last: datetime) -> list[datetime]:
    zone = starts_at.tzinfo
    start = f"DTSTART;TZID={zone}:{starts_at:%Y%m%dT%H%M%S}"
    ends = f"DTEND;TZID={zone}:{starts_at + timedelta(hours=1):%Y%m%dT%H%M%S}"
    if str(zone) == "UTC":
        start, ends = f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}", f"DTEND:{starts_at:%Y%m%dT%H%M%SZ}"
    # There, a rule of a time with a zone ends in UTC (RFC 5545, 3.3.10).
    name, _equals, value = text.rpartition("UNTIL=")
    if name:
        until = datetime.strptime(value, "%Y%m%d").replace(hour=23, minute=59, tzinfo=zone)
        text = f"{name}UNTIL={until.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    file = "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//T//EN",
            "BEGIN:VEVENT",
            "UID:1",
            "DTSTAMP:20260101T000000Z",
            start,
            ends,
            f"RRULE:{text}",
            "SUMMARY:S",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )
    timeline = IcsCalendarStream.calendar_from_ics(file).timeline
    found: list[datetime] = []
    for event in timeline:
        assert isinstance(event.dtstart, datetime)
        at = event.dtstart.astimezone(UTC)
        if len(found) == most or at > last + timedelta(days=5 * 366):
            break
        found.append(at)
    return found


@given(
    starts_at=starts,
    every=st.integers(1, 5),
    count=st.integers(1, 40),
    chosen=st.sets(st.integers(0, 6)),
)
def test_weeks_are_those_that_are_counted_by_hand(
    starts_at: datetime, every: int, count: int, chosen: set[int]
) -> None:
    zone = starts_at.tzinfo
    assert isinstance(zone, ZoneInfo)
    weekdays = {*chosen, starts_at.weekday()}
    named = ",".join(WEEK[day] for day in sorted(weekdays))
    rule = parse_rule(f"FREQ=WEEKLY;INTERVAL={every};BYDAY={named};COUNT={count}", zone)
    monday = starts_at.date() - timedelta(days=starts_at.weekday())
    expected: list[datetime] = []
    day = starts_at.date()
    while len(expected) < count:
        if (day - monday).days // 7 % every == 0 and day.weekday() in weekdays:
            wall = datetime.combine(day, starts_at.time(), zone)
            expected.append(wall.astimezone(UTC))
        day += timedelta(days=1)
    assert list(dates(rule, starts_at, zone)) == expected


def test_the_wall_time_stays_over_a_change_of_the_clocks() -> None:
    first = datetime(2027, 3, 20, 17, tzinfo=TIRANE)
    found = dates(parse_rule("FREQ=WEEKLY;COUNT=3", TIRANE), first, TIRANE)
    assert [f"{at:%d.%m. %H}" for at in found] == ["20.03. 16", "27.03. 16", "03.04. 15"]


def test_a_time_that_comes_twice_stays_the_one_that_it_was_at_first() -> None:
    first = datetime(2027, 10, 24, 2, 30, tzinfo=TIRANE)
    twice = dates(parse_rule("FREQ=WEEKLY;COUNT=2", TIRANE), first, TIRANE)
    assert twice[1] == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    second = datetime(2027, 10, 31, 2, 30, tzinfo=TIRANE, fold=1)
    assert dates(parse_rule("FREQ=WEEKLY;COUNT=1", TIRANE), second, TIRANE)[0] == second.astimezone(
        UTC
    )
    gap = datetime(2027, 3, 21, 2, 30, tzinfo=TIRANE)
    with pytest.raises(NoSuchTime):
        dates(parse_rule("FREQ=WEEKLY;COUNT=2", TIRANE), gap, TIRANE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WEEKLY",
        "FREQ=HOURLY;COUNT=3",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=3;COUNT=4",
        "FREQ=WEEKLY;BYDAY=XX;COUNT=3",
        "FREQ=WEEKLY;BYDAY=2MO;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3",
        "FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=-1;COUNT=3",
        "FREQ=WEEKLY;UNTIL=tomorrow",
        "FREQ=WEEKLY;UNTIL=20271340",
        "FREQ=DAILY;BYHOUR=9;COUNT=3",
        "COUNT=3",
    ],
)
def test_what_cannot_be_kept_to_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRule):
        parse_rule(text, TIRANE)


def test_a_rule_needs_an_end_that_somebody_may_live_to_see() -> None:
    first = datetime(2027, 3, 1, 9, tzinfo=TIRANE)
    with pytest.raises(Endless):
        parse_rule("FREQ=WEEKLY", TIRANE)
    for text in (
        f"FREQ=DAILY;COUNT={MOST_DATES + 1}",
        "FREQ=DAILY;UNTIL=20991231",
        "FREQ=YEARLY;COUNT=20",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
    ):
        with pytest.raises(TooMany):
            dates(parse_rule(text, TIRANE), first, TIRANE)
    assert (
        len(dates(parse_rule(f"FREQ=DAILY;COUNT={MOST_DATES}", TIRANE), first, TIRANE))
        == MOST_DATES
    )


def test_how_often_is_written_as_a_number_a_day_or_a_rule() -> None:
    third_tuesday = datetime(2027, 3, 16, 9, tzinfo=TIRANE)
    assert (
        str(read_repeat("weekday", "6", third_tuesday, TIRANE)) == "FREQ=MONTHLY;BYDAY=3TU;COUNT=6"
    )
    last_monday = datetime(2027, 3, 29, 9, tzinfo=TIRANE)
    assert "BYDAY=-1MO" in str(read_repeat("weekday", "6", last_monday, TIRANE))
    until = read_repeat("weekly", "30.3.", third_tuesday, TIRANE)
    assert str(until) == "FREQ=WEEKLY;UNTIL=20270330"
    assert len(dates(until, third_tuesday, TIRANE)) == 3
    assert str(read_repeat("weekly", "RRULE:FREQ=DAILY;COUNT=2", last_monday, TIRANE)) == (
        "FREQ=DAILY;COUNT=2"
    )
    for slip in ("soon", "0", "1.3.2027-5.3.2027"):
        with pytest.raises(UnreadableRule):
            read_repeat("weekly", slip, third_tuesday, TIRANE)
