"""Stories of reminders that come once and in time, whatever stops the line or changes clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.events.event import Day
from tests.hosts import SATURDAY, anybody, signed_up
from tests.scenarios.test_events_telling import announced, come_and_go, officer, reminders
from tests.scenarios.test_hours import at
from tests.world import World

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LATE = SATURDAY + 13 * HOUR  # ten o'clock in the evening


async def test_what_waited_for_the_morning_says_what_is_true_then(small_world: World) -> None:
    world = small_world
    event, _card = await announced(world, await officer(world), days=(Day(LATE, LATE + HOUR),))
    (arta,) = await anybody(world, "Arta")
    await signed_up(arta, event)
    await at(world, LATE - DAY + MINUTE)
    assert [one for one in await reminders(arta) if "tomorrow" in one.text] == []
    await at(world, LATE - 14 * HOUR + MINUTE)
    assert "Begins: today 22:00" in (await reminders(arta))[-1].text


async def test_what_was_written_and_not_sent_before_its_moment_passed_is_not_sent(
    world: World,
) -> None:
    """At night it waits for the morning; then the line is down until the event has begun."""
    event, _card = await announced(world, await officer(world), days=(Day(LATE, LATE + HOUR),))
    (arta,) = await anybody(world, "Arta")
    await signed_up(arta, event)
    await at(world, LATE - DAY + MINUTE)
    before = len(await reminders(arta))
    await come_and_go(world, LATE + MINUTE)
    assert len(await reminders(arta)) == before


@pytest.mark.parametrize(
    ("starts_at", "day_before"),
    [
        (datetime(2027, 3, 28, 7, tzinfo=UTC), datetime(2027, 3, 27, 8, tzinfo=UTC)),
        (datetime(2027, 10, 31, 8, tzinfo=UTC), datetime(2027, 10, 30, 7, tzinfo=UTC)),
    ],
    ids=["an hour less", "an hour more"],
)
async def test_over_the_night_in_which_clocks_are_changed_the_hour_on_the_wall_counts(
    small_world: World, starts_at: datetime, day_before: datetime
) -> None:
    """Nine in the morning of the place, and nine on the day before; it restarts all night."""
    world = small_world
    days = (Day(starts_at, starts_at + HOUR),)
    event, _card = await announced(world, await officer(world), days=days)
    (arta,) = await anybody(world, "Arta")
    await signed_up(arta, event)
    await at(world, starts_at - 3 * DAY)
    known = len(await reminders(arta))
    await come_and_go(world, day_before - MINUTE)
    assert len(await reminders(arta)) == known
    await come_and_go(world, day_before + MINUTE)
    assert "Begins: tomorrow 09:00" in (await reminders(arta))[-1].text
    change = starts_at.replace(hour=1)  # in UTC, all over Europe
    soon = starts_at - 2 * HOUR
    await come_and_go(world, change - MINUTE, change + HOUR, soon - MINUTE)
    assert len(await reminders(arta)) == known + 1
    await come_and_go(world, soon + MINUTE)
    assert "Begins: today 09:00" in (await reminders(arta))[-1].text
    assert len(await reminders(arta)) == known + 2
