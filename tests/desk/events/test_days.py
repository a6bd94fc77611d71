"""Days of events as they are written, and agendas on them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.events import agenda
from desk.events.agenda import UnreadableLine, read_agenda
from desk.events.days import (
    NoSuchTime,
    NotInOrder,
    TwiceThere,
    UnreadableDays,
    in_zone,
    moment_at,
    parse_event_days,
    written,
)
from desk.events.event import Block, Day, Event, Kind, Standing
from desk.events.parts import with_days

TODAY = date(2027, 2, 1)
TIRANE, ISTANBUL = ZoneInfo("Europe/Tirane"), ZoneInfo("Europe/Istanbul")
ZONES = [ZoneInfo(key) for key in ("Europe/Tirane", "Europe/Istanbul", "Europe/Madrid")]


def days(text: str, zone: ZoneInfo = TIRANE) -> list[str]:
    """On the clocks of the zone."""
    found = parse_event_days(text, zone, TODAY)
    return [
        f"{day.starts_at.astimezone(zone):%d.%m.%y %H:%M}-{day.ends_at.astimezone(zone):%H:%M}"
        for day in found
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("13.6.2027 9-16", ["13.06.27 09:00-16:00"]),
        ("13.6. 9:30 – 16.45", ["13.06.27 09:30-16:45"]),
        ("2027-06-13 9-16; 14/6/2027 9-14", ["13.06.27 09:00-16:00", "14.06.27 09:00-14:00"]),
        ("13.6.2027-15.6.2027 9-12", [f"{day}.06.27 09:00-12:00" for day in (13, 14, 15)]),
        ("1.1. 20-24", ["01.01.28 20:00-00:00"]),
        ("13.6.2027 9-12\n13.6.2027 14-16", ["13.06.27 09:00-12:00", "13.06.27 14:00-16:00"]),
    ],
)
def test_days_are_read_as_people_write_them(text: str, read: list[str]) -> None:
    assert days(text) == read


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", UnreadableDays),
        ("13.6.2027", UnreadableDays),
        ("9-16", UnreadableDays),
        ("31.6.2027 9-16", UnreadableDays),
        ("13.6.2027 9-16 and more", UnreadableDays),
        ("13.6.2027 9-24:30", UnreadableDays),
        ("1.6.2027-31.12.2027 9-16", UnreadableDays),
        ("13.6.2027 16-9", NotInOrder),
        ("13.6.2027 9-9", NotInOrder),
        ("14.6.2027 9-16, 13.6.2027 9-16", NotInOrder),
        ("13.6.2027 9-16, 13.6.2027 15-18", NotInOrder),
        ("28.3.2027 2:30-9", NoSuchTime),
        ("28.3.2027 1-2:59", NoSuchTime),
        ("31.10.2027 2-9", TwiceThere),
    ],
)
def test_what_is_no_day_with_its_hours_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_event_days(text, TIRANE, TODAY)


def test_a_time_that_comes_twice_is_the_one_that_is_said() -> None:
    first, second = (
        parse_event_days(f"31.10.2027 2:30{which}-9", TIRANE, TODAY)[0] for which in "ab"
    )
    assert first.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert second.starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert written([second], TIRANE) == "31.10.2027 02:30b-09:00"
    assert days("31.10.2027 2:30-9", ISTANBUL) == ["31.10.27 02:30-09:00"]


stretches = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 60)), min_size=1, max_size=6)


@given(st.integers(0, 20_000), stretches, st.sampled_from(ZONES))
def test_what_is_written_is_read_again_as_it_was(
    begins: int, lengths: list[tuple[int, int]], zone: ZoneInfo
) -> None:
    """At any quarter of an hour of the year, those of the clock changes too."""
    at = datetime(2027, 2, 1, tzinfo=UTC) + begins * timedelta(minutes=15)
    found = []
    for pause, length in lengths:
        start = at + pause * timedelta(minutes=15)
        at = start + length * timedelta(minutes=15)
        wall, end = start.astimezone(zone), at.astimezone(zone)
        is_one_day = end.date() == wall.date() or end == datetime.combine(
            wall.date() + timedelta(days=1), time(0), zone
        )
        if is_one_day:
            found.append(Day(start, at))
    if found:
        assert parse_event_days(written(found, zone), zone, TODAY) == tuple(found)


@given(st.integers(0, 365 * 24 * 4), st.sampled_from(ZONES))
def test_a_wall_time_is_a_moment_that_shows_it_or_is_refused(quarter: int, zone: ZoneInfo) -> None:
    wall = datetime(2027, 1, 1) + quarter * timedelta(minutes=15)  # noqa: DTZ001
    try:
        at = moment_at(wall.date(), wall.time(), zone)
    except NoSuchTime:
        assert all(shown(quarter, zone) != wall for quarter in near(wall))
    except TwiceThere:
        assert sum(shown(one, zone) == wall for one in near(wall)) == 2
    else:
        assert shown(at, zone) == wall
        assert sum(shown(one, zone) == wall for one in near(wall)) == 1


def near(wall: datetime) -> list[datetime]:
    return [wall.replace(tzinfo=UTC) + n * timedelta(minutes=15) for n in range(-24, 25)]


def shown(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


# On those days


def event(text: str) -> Event:
    found = parse_event_days(text, TIRANE, TODAY)
    made_at = datetime(2027, 2, 1, tzinfo=UTC)
    return Event(1, "u", Kind.TRAINING, Standing.DRAFT, TIRANE, made_at, days=found)


def test_an_agenda_is_written_in_one_language_after_the_other() -> None:
    training = event("13.6.2027 9-16, 14.6.2027 9-14")
    lines = read_agenda(training, "sq", "9:00 Hapja\n2/ 10.30 – Ushtrime")
    training = replace(training, agenda=lines)
    training = replace(training, agenda=read_agenda(training, "tr", "9:00 Açılış\n12:00 Öğle"))
    assert [(block.day, dict(block.title)) for block in training.agenda] == [
        (0, {"sq": "Hapja", "tr": "Açılış"}),
        (0, {"tr": "Öğle"}),
        (1, {"sq": "Ushtrime"}),
    ]
    assert agenda.written(training, "sq") == "1/ 09:00 Hapja\n2/ 10:30 Ushtrime"
    assert read_agenda(training, "sq", agenda.written(training, "sq")) == training.agenda
    gone = replace(training, agenda=read_agenda(training, "tr", ""))
    assert [dict(block.title) for block in gone.agenda] == [{"sq": "Hapja"}, {"sq": "Ushtrime"}]
    for line in ("Hapja", "16:00 Fundi", "8:59 Hapja", "3/ 9:00 Hapja", "9:61 Hapja"):
        with pytest.raises(UnreadableLine):
            read_agenda(training, "sq", line)


def test_an_agenda_goes_along_with_its_days() -> None:
    training = event("13.3.2027 9-16, 14.3.2027 9-14")
    training = replace(training, agenda=read_agenda(training, "sq", "9:00 A\n2/ 10:00 B"))
    moved = with_days(training, parse_event_days("3.4.2027 9-16", TIRANE, TODAY))
    assert moved["agenda"] == (Block(0, datetime(2027, 4, 3, 7, tzinfo=UTC), {"sq": "A"}),)
    there = in_zone(training.days, TIRANE, ISTANBUL)
    assert written(there, ISTANBUL) == written(training.days, TIRANE)
