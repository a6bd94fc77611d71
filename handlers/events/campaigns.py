"""What many are told of an event: begun with what happens to it, and written some at a time."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from desk.events.campaigns import Batch, Campaign, Kind, Reached
from desk.events.event import Event, Standing
from desk.events.events import Changed
from desk.events.line import lapse_key
from desk.events.reminders import reminder
from desk.events.seats import Seat, Status
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.timers import Timer
from handlers import trouble
from handlers.context import Context
from handlers.events import files
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views.events import telling as views
from handlers.views.events.seat import Seen

_PAUSE = timedelta(minutes=1)  # before a campaign that failed is gone on with


# What there is to tell


async def published(events: Sequence[Event], context: Context) -> None:
    """Of dates that come together, people are told of the first."""
    for number, event in enumerate(sorted(events, key=_begins)):
        await context.campaigns.published(event, context.now, is_told=number == 0)


def _begins(event: Event) -> tuple[datetime, int]:
    return event.starts_at or event.made_at, event.id


async def changed(what: Changed, context: Context) -> None:
    """A reminder of what was waits no longer; who waits for a seat may have come nearer to it."""
    event = what.after
    if event.standing is not Standing.PUBLISHED:
        return
    await context.campaigns.changed(what, context.now)
    if what.is_told:
        await context.outbox.withdraw(_key(Kind.REMINDER, event.id))
    if what.is_told or what.before.terms != event.terms:
        await context.seats.room_made(event.id, context.now)


async def cancelled(event: Event, context: Context) -> None:
    """Whom a seat is kept for hears that there is none any more, and nothing else."""
    await context.campaigns.cancelled(event, context.now)
    for kind in (Kind.REMINDER, Kind.NEWS):
        await context.outbox.withdraw(_key(kind, event.id))
    offered = await context.seats.of_event(event.id, Status.OFFERED)
    await context.timers.drop([lapse_key(seat.id) for seat in offered])


async def left(seat: Seat, context: Context) -> None:
    """Whoever does not come is not reminded in the morning."""
    if seat.person_id is not None:
        await context.outbox.withdraw(_key(Kind.REMINDER, seat.event_id, seat.person_id))


async def remind(timer: Timer, context: Context) -> None:
    """Whoever changes the event drops its timers: then this one cannot be claimed."""
    event = timer.about_id and await context.programme.look(timer.about_id)
    if not event or not await context.timers.claim(timer.key, context.now):
        return
    found = reminder(event, timer, context.now)
    if found is not None:
        await context.campaigns.remind(event, found, context.now)


# Telling it


async def write(context: Context, most: int) -> bool:
    """To so many people at most; whether there was anything to tell."""
    batch = await context.campaigns.batch(context.now, most)
    if batch is None:
        return False
    for one in batch.reached:
        await _WRITTEN[batch.campaign.kind](batch, one, context)
    return True


async def put_off(error: Exception, context: Context) -> None:
    """Staff hear of it once for each kind of error."""
    campaign = await context.campaigns.put_off(context.now, context.now + _PAUSE)
    if campaign is not None:
        kind = f"{type(error).__name__} (campaign {campaign.kind})"
        await trouble.set_aside(kind, context)


async def _reminder(batch: Batch, one: Reached, context: Context) -> None:
    seen = await _seen(batch, one, context)
    await _tell(batch.campaign, seen, one, views.reminder(seen, _texts(one, context)), context)


async def _news(batch: Batch, one: Reached, context: Context) -> None:
    seen = await _seen(batch, one, context)
    await _tell(batch.campaign, seen, one, views.news(seen, _texts(one, context)), context)


async def _asked_for(batch: Batch, one: Reached, context: Context) -> None:
    seen = await _seen(batch, one, context)
    seen = replace(seen, demand=await context.topics.demand_of(batch.event.id))
    await _tell(batch.campaign, seen, one, views.asked_for(seen, _texts(one, context)), context)


async def _change(batch: Batch, one: Reached, context: Context) -> None:
    """To the calendar of whoever comes it goes as a file, with the words below it."""
    assert one.seat is not None
    seen, _ = await _seen(batch, one, context), _texts(one, context)
    screen = views.changed(batch.campaign.was_for(one.seat), seen, _)
    if screen is not None:
        await _tell_with_file(batch, seen, one, screen, context)


async def _cancelled(batch: Batch, one: Reached, context: Context) -> None:
    seen, _ = await _seen(batch, one, context), _texts(one, context)
    await _tell_with_file(batch, seen, one, views.cancelled(seen, _), context)


async def _tell_with_file(
    batch: Batch, seen: Seen, one: Reached, screen: Screen, context: Context
) -> None:
    assert one.seat is not None
    if one.seat.status is Status.TAKEN:
        is_silent = _morning(seen, context) > context.now
        await files.send(batch.event, one.seat, one.person, context, screen, is_silent=is_silent)
    else:
        await _tell(batch.campaign, seen, one, screen, context)


async def _tell(
    campaign: Campaign, seen: Seen, one: Reached, screen: Screen, context: Context
) -> None:
    """What is no reminder makes no sound at night. What waits, or was not sent while the line was
    down, is not sent when it is of no use any more.
    """
    params: dict[str, Any] = screen.params()
    if campaign.kind in (Kind.CHANGE, Kind.CANCELLED):
        params["disable_notification"] = _morning(seen, context) > context.now
    await context.outbox.put(
        Parcel(
            Chat(one.person.id),
            Call("sendMessage", params),
            Priority.NOTICE if campaign.presses else Priority.BULK,
            key=_key(_NAMED.get(campaign.kind, campaign.kind), seen.event.id, one.person.id),
            due_at=seen.now,
            until=campaign.useless_at,
        )
    )


def _due(campaign: Campaign, seen: Seen, context: Context) -> datetime:
    """Not at night, unless it cannot wait."""
    morning = _morning(seen, context)
    is_in_time = campaign.useless_at is None or morning < campaign.useless_at
    return context.now if campaign.presses or not is_in_time else morning


def _morning(seen: Seen, context: Context) -> datetime:
    return context.house.schedule.quiet.morning_after(context.now, seen.zone)


async def _seen(batch: Batch, one: Reached, context: Context) -> Seen:
    """As it is when they read it."""
    zone = await context.zone_of(one.person)
    seen = Seen(batch.event, one.seat, 0, None, zone, context.now)
    return replace(seen, now=_due(batch.campaign, seen, context))


def _texts(one: Reached, context: Context) -> Texts:
    return context.texts_of(one.person)


def _key(kind: Kind, event_id: int, person_id: int | None = None) -> str:
    """Ends so that no number is the beginning of another."""
    return f"{kind}:{event_id}:" + ("" if person_id is None else f"{person_id}:")


_NAMED = {Kind.FIRST: Kind.NEWS}
_WRITTEN: Mapping[Kind, Callable[[Batch, Reached, Context], Awaitable[None]]] = {
    Kind.REMINDER: _reminder,
    Kind.CHANGE: _change,
    Kind.CANCELLED: _cancelled,
    Kind.FIRST: _asked_for,
    Kind.NEWS: _news,
}
