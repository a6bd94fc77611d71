"""The clock of reminders, against a model that walks back minute by minute."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.events.campaigns import Urgency, urgency
from desk.events.event import Day, Event, Kind, Standing, Terms
from desk.events.reminders import (
    EventReminders,
    is_last,
    key_of,
    moment_before,
    reminder,
    reminders_of,
)
from desk.timers import Kind as TimerKind
from desk.timers import Timer, TimerStore

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST = datetime(2026, 6, 1, tzinfo=UTC)
ZONES = [
    "Europe/Tirane",
    "Europe/Belgrade",
    "Europe/Skopje",
    "Europe/Istanbul",
    "Europe/Madrid",
    "Europe/Podgorica",
    "Europe/Sarajevo",
]
BEFORE = st.integers(1, 60 * 24 * 14).map(lambda minutes: minutes * MINUTE) | st.sampled_from(
    [7 * DAY, DAY, 2 * HOUR, DAY + 2 * HOUR]
)


def slowly(starts_at: datetime, zone: ZoneInfo, before: timedelta) -> datetime:
    """From the start back to the day, looking at the clock on the wall each minute; the earliest at
    which it shows the hour of the start. Where it never does, an hour has been left out: the hour
    after it is looked for. What is no whole day is minutes that pass.
    """
    days = before // DAY
    wall = starts_at.astimezone(zone).replace(tzinfo=None, fold=0)
    at = starts_at
    if days:
        shown: dict[datetime, datetime] = {}
        at = starts_at - days * DAY + 3 * HOUR
        for _minute in range(6 * 60):
            shown[at.astimezone(zone).replace(tzinfo=None, fold=0)] = at
            at -= MINUTE
        wanted = wall - days * DAY
        at = shown[wanted] if wanted in shown else shown[wanted + HOUR]
    return at - (before - days * DAY)


def an_event(starts_at: datetime, zone: str, *before: timedelta) -> Event:
    return Event(
        5,
        "uid",
        Kind.TRAINING,
        Standing.PUBLISHED,
        ZoneInfo(zone),
        FIRST,
        days=(Day(starts_at, starts_at + HOUR),),
        terms=Terms(reminders=before),
    )


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 2 * 365 * 24 * 4).map(lambda quarters: FIRST + quarters * 15 * MINUTE),
    st.lists(BEFORE, max_size=4, unique=True),
)
def test_reminders_come_when_a_clock_that_is_watched_says(
    zone: str, starts_at: datetime, before: list[timedelta]
) -> None:
    found = reminders_of(an_event(starts_at, zone, *before))
    for one in found:
        assert one.at == slowly(starts_at, ZoneInfo(zone), one.before)
        assert one.at < one.until <= starts_at
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert [one.until for one in found] == [*(one.at for one in found[1:]), starts_at][: len(found)]


@pytest.mark.parametrize("zone", ZONES)
def test_near_each_change_of_the_clock_in_two_years_the_hour_on_the_wall_stays(zone: str) -> None:
    place = ZoneInfo(zone)
    hours = (FIRST + number * HOUR for number in range(2 * 365 * 24))
    changes = [at for at in hours if at.astimezone(place).utcoffset() != _later(at, place)]
    assert len(changes) == (0 if zone == "Europe/Istanbul" else 4)
    for at in changes:
        for quarters in range(-16, 17):
            for before in (DAY, 7 * DAY, DAY + 2 * HOUR):
                starts_at = at + before + quarters * 15 * MINUTE
                assert moment_before(starts_at, place, before) == slowly(starts_at, place, before)


def _later(at: datetime, place: ZoneInfo) -> timedelta | None:
    return (at + HOUR).astimezone(place).utcoffset()


def test_what_is_late_is_said_until_the_next_one_says_it() -> None:
    starts_at = FIRST + 30 * DAY
    event = an_event(starts_at, "Europe/Tirane", DAY, 7 * DAY, 2 * HOUR)
    week, day, hours = reminders_of(event)
    timer = Timer(key_of(event, day), TimerKind.EVENT_REMINDER, None, day.at, day.at)
    assert reminder(event, timer, day.at - MINUTE) is None
    assert reminder(event, timer, day.at) == day
    assert reminder(event, timer, hours.at - MINUTE) == day
    assert reminder(event, timer, hours.at) is None
    assert reminder(replace(event, sequence=1), timer, day.at) is None
    assert reminder(replace(event, standing=Standing.CANCELLED), timer, day.at) is None
    assert not is_last(event, hours.at - MINUTE)
    assert is_last(event, hours.at)
    assert [urgency(one.before) for one in (week, day, hours)] == [
        Urgency.DAYS,
        Urgency.DAY,
        Urgency.HOURS,
    ]


async def test_timers_follow_the_event_and_what_has_passed_is_not_caught_up_on() -> None:
    timers = Timers()
    reminders = EventReminders(cast("TimerStore", timers))
    starts_at = FIRST + 5 * DAY
    event = an_event(starts_at, "Europe/Tirane", DAY, 7 * DAY, 2 * HOUR)
    await reminders.follow(event, FIRST)
    assert list(timers.known) == ["event_reminder:5:0:86400", "event_reminder:5:0:7200"]
    moved = replace(event, sequence=1, days=(Day(starts_at + 9 * DAY, starts_at + 10 * DAY),))
    await reminders.follow(moved, FIRST)
    assert [key[-9:] for key in timers.known] == [":1:604800", "5:1:86400", ":5:1:7200"]
    await reminders.follow(replace(moved, terms=Terms(reminders=(DAY,))), FIRST)
    assert list(timers.known) == ["event_reminder:5:1:86400"]
    await reminders.follow(replace(moved, standing=Standing.CANCELLED), FIRST)
    assert timers.known == {}


class Timers:
    def __init__(self) -> None:
        self.known: dict[str, Timer] = {}

    async def about(self, _about_id: int, _kinds: Collection[str]) -> list[Timer]:
        return list(self.known.values())

    async def put(self, many: Sequence[Timer]) -> None:
        self.known |= {timer.key: timer for timer in many}

    async def drop(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.known.pop(key)
