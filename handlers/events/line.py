"""What those are told who wait, or whom staff have answered: in their language."""

from collections.abc import Callable

from markupsafe import Markup

from desk.events.event import Event, Standing
from desk.events.seats import Seat, Status
from desk.outgoing import Call, Chat, Parcel, Priority
from desk.people import Person
from handlers.context import Context
from handlers.events import campaigns, files, looking
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views.events import line as views
from handlers.views.events import seat as seat_views
from handlers.views.events.seat import Seen


async def offered(seat: Seat, context: Context) -> None:
    await _tell(seat, views.offered, context)


async def lapsed(seat: Seat, context: Context) -> None:
    await _tell(seat, views.lapsed, context)


async def answered(seat: Seat, context: Context) -> None:
    """Staff have said yes or no."""
    if seat.status is Status.REFUSED:
        await _tell(seat, views.refused, context)
        return
    head = views.allowed if seat.status is Status.TAKEN else views.allowed_to_wait
    await _tell(seat, _with(head), context)
    found = await _whose(seat, context)
    if found is not None and seat.status is Status.TAKEN:
        await files.send(found[0], seat, found[1], context)


async def taken_away(seat: Seat, context: Context) -> None:
    await campaigns.left(seat, context)
    await _tell(seat, views.taken_away, context)
    found = await _whose(seat, context)
    if found is not None:
        await files.send(found[0], seat, found[1], context)


def _with(head: Callable[[Texts], Markup]) -> Callable[[Seen, Texts], Screen]:
    return lambda seen, _: seat_views.card(seen, _, head(_))


async def _tell(seat: Seat, written: Callable[[Seen, Texts], Screen], context: Context) -> None:
    """By night without a sound."""
    found = await _whose(seat, context)
    if found is None:
        return
    event, person = found
    seen = await looking.seen(event, person, context, seat)
    params = written(seen, context.texts_of(person)).params()
    params["disable_notification"] = _is_night(seen, context)
    call = Call("sendMessage", params)
    await context.outbox.put(Parcel(Chat(person.id), call, Priority.NOTICE))


def _is_night(seen: Seen, context: Context) -> bool:
    return context.house.schedule.quiet.morning_after(context.now, seen.zone) > context.now


async def _whose(seat: Seat, context: Context) -> tuple[Event, Person] | None:
    """None where nobody can be told, or where it does not take place: that is told elsewhere."""
    event = await context.programme.look(seat.event_id)
    person = seat.person_id and await context.people.look(seat.person_id)
    if event is None or event.standing is not Standing.PUBLISHED:
        return None
    if not person or person.id < 0 or not person.reachable:
        return None
    return event, person
