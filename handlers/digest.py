"""The morning's message in each staff group: what nobody has, what is overdue, what waits."""

from datetime import datetime, time

from desk.queues import OURS, Sieve
from desk.timers import Kind, Timer, next_digest, opened_before
from handlers import relay
from handlers.context import Context
from handlers.views import digest as views
from handlers.views import timers as timer_views
from handlers.views.queues import LISTED, Place

_KEY = str(Kind.DIGEST)


async def plan(context: Context) -> None:
    """At a start. One that is due already is left for the tick to judge."""
    known = await context.timers.get(_KEY)
    waits = known is not None and known.fired_at is None and known.planned_at <= context.now
    if not waits or not context.house.plan.digest:
        await _put_next(context)


async def fire(timer: Timer, context: Context) -> None:
    """Yesterday's is dropped; where today's has been missed too, it comes now."""
    if not await context.timers.claim(timer.key, context.now):
        return
    hours, now = context.house.hours, context.now
    planned, today = (at.astimezone(hours.zone).date() for at in (timer.planned_at, now))
    if planned == today:
        if not timer.is_late(now) or hours.is_open(now):
            await _send(timer, context)
        await _put_next(context)
    else:
        midnight = datetime.combine(today, time(), hours.zone)
        await _put_next(context, midnight)


async def _put_next(context: Context, after: datetime | None = None) -> None:
    await context.timers.drop([_KEY])
    at = next_digest(context.house.hours, after or context.now)
    if at is not None and context.house.plan.digest:
        await context.timers.put([Timer.once(_KEY, Kind.DIGEST, at)])


async def _send(timer: Timer, context: Context) -> None:
    for group in context.groups.all:
        if not group.is_lost:
            await _send_to(group.name, timer, context)


async def _send_to(group: str, timer: Timer, context: Context) -> None:
    found = await _gathered(group, context)
    if not any(part.count for part in found):
        return  # nothing to say
    _ = context.house.staff_texts
    place = Place(context.groups, context.now, None, None)
    screen = views.digest(found, await context.staff.all(), group, place, _)
    if timer.is_late(context.now):
        screen = timer_views.late(screen, timer.planned_at, context.house.timezone, _)
    await context.outbox.put(relay.to_group(screen, group))


async def _gathered(group: str, context: Context) -> views.Found:
    """Each request is in one part: nobody's, else overdue, else waiting for long."""
    now, hours = context.now, context.house.hours
    before = opened_before(hours, now, hours.working_days(1))
    nobodys = Sieve(OURS, owned=False, neglected=(before, now), group=group)
    overdue = Sieve(owned=True, due_by=now, group=group)
    waiting = Sieve(OURS, owned=True, since_before=before, not_due_by=now, group=group)
    found = [await context.tickets.queue(one, LISTED) for one in (nobodys, overdue, waiting)]
    return views.Found(*found)
