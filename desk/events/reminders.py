"""When those who have a seat are reminded of an event, and until when that is of any use."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.events.event import Event, Standing
from desk.timers import Kind, Timer, TimerStore

_DAY = timedelta(days=1)


class Reminder(NamedTuple):
    """`before` is how long before the start, `at` when that is, and `until` when it is too late:
    when the next one comes, or when the event begins.
    """

    before: timedelta
    at: datetime
    until: datetime


def moment_before(starts_at: datetime, zone: ZoneInfo, before: timedelta) -> datetime:
    """Whole days are counted on the wall of the place, the rest as time that passes. In UTC.

    An hour that a clock leaves out is the one after it; of one that it shows twice, the first.
    """
    days = before // _DAY
    rest = before - days * _DAY
    if days:
        wall = starts_at.astimezone(zone).replace(tzinfo=None, fold=0) - days * _DAY
        starts_at = wall.replace(tzinfo=zone)
    return starts_at.astimezone(UTC) - rest


def reminders_of(event: Event) -> list[Reminder]:
    """In the order in which they come."""
    if event.standing is not Standing.PUBLISHED or event.starts_at is None:
        return []
    until, found = event.starts_at.astimezone(UTC), list[Reminder]()
    for before in sorted(set(event.terms.reminders)):
        at = moment_before(event.starts_at, event.zone, before)
        if at < until:
            found.append(Reminder(before, at, until))
            until = at
    return found[::-1]


def reminder(event: Event, timer: Timer, now: datetime) -> Reminder | None:
    """What is to be said now, however late; None where the event has moved on, or another reminder
    says it at once, or it has begun.
    """
    wanted = {key_of(event, one): one for one in reminders_of(event)}
    found = wanted.get(timer.key)
    return found if found is not None and found.at <= now < found.until else None


def is_last(event: Event, now: datetime) -> bool:
    """Whether nothing more will be said before it begins."""
    return all(one.at <= now for one in reminders_of(event))


def key_of(event: Event, one: Reminder) -> str:
    seconds = one.before // timedelta(seconds=1)
    return f"{Kind.EVENT_REMINDER}:{event.id}:{event.sequence}:{seconds}"


def _timer(event: Event, one: Reminder) -> Timer:
    return Timer.once(key_of(event, one), Kind.EVENT_REMINDER, one.at, about_id=event.id)


class EventReminders:
    """The one place that keeps the reminders of an event as it stands."""

    def __init__(self, timers: TimerStore) -> None:
        self._timers = timers

    async def follow(self, event: Event, now: datetime) -> None:
        """What would have come before now does not: nobody could have known."""
        known = await self._known(event.id)
        wanted = {key_of(event, one): one for one in reminders_of(event)}
        await self._timers.drop([key for key in known if key not in wanted])
        ahead = {key: one for key, one in wanted.items() if key not in known and one.at > now}
        await self._timers.put([_timer(event, one) for one in ahead.values()])

    async def _known(self, event_id: int) -> Collection[str]:
        kinds = (Kind.EVENT_REMINDER,)
        return {timer.key for timer in await self._timers.about(event_id, kinds)}
