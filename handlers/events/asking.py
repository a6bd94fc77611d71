"""Staff say yes or no to each who asks for a seat: one message for an event, however many ask.

A message that nobody has answered stands for those who ask later as well; after some hours another
one is written. With each answer it shows who comes next.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.events.event import Event
from desk.events.line import SignUpOver
from desk.events.seats import NoSuchSeat, NotNow, Status
from desk.people import Person
from desk.staff import Role
from handlers import relay
from handlers.context import Context
from handlers.events import hall, line, looking
from handlers.events.seat_buttons import Decide, ShowAsking
from handlers.routing import OnPress, Pressed, Side, on_press
from handlers.views import language as language_views
from handlers.views.events import seats as views

DECIDING = frozenset((Role.EVENTS, Role.LEAD, Role.ADMIN, Role.ADVISER))
_GATHERS = timedelta(seconds=20)  # who asks in a burst stands on one message
_RINGS_AGAIN = timedelta(hours=6)


async def announce(event: Event, person: Person, context: Context) -> None:
    """To the group that runs events, of those that could be for this person."""
    key = f"asking:{event.id}"
    told = await context.memory.get(key)
    told_at = None if not told else datetime.fromisoformat(told)
    if told_at is not None and _GATHERS <= context.now - told_at < _RINGS_AGAIN:
        return  # a message stands there, unanswered
    if told_at is None or context.now - told_at >= _RINGS_AGAIN:
        told_at = context.now
        await context.memory.put(key, told_at.isoformat(), context.now)
    group = await context.routing.running(looking.SERVICE, person)
    screen = views.asking(await hall.of(event, context), context.house.staff_texts)
    parcel = relay.to_group(screen, group)
    await context.outbox.put(replace(parcel, key=key, due_at=told_at + _GATHERS))


async def show(pressed: Pressed, button: ShowAsking, context: Context) -> None:
    await _turn(pressed, await hall.event_of(button.event_id, context), context)


async def decide(pressed: Pressed, button: Decide, context: Context) -> None:
    """Pressed twice, or by two, it says how it stands."""
    _ = context.desk_texts
    try:
        if button.is_yes:
            seat = await context.seats.allow(button.seat_id, context.now)
        else:
            seat = await context.seats.refuse(button.seat_id, context.now)
    except NoSuchSeat:
        context.toast(pressed.query, language_views.old_button(_))
        return
    except SignUpOver:
        context.toast(pressed.query, views.sign_up_over(_), alert=True)
        return
    except NotNow:
        seat = await context.seats.look(button.seat_id)
        context.toast(pressed.query, views.answered_already(seat, _), alert=True)
    else:
        await line.answered(seat, context)
    await _turn(pressed, await hall.event_of(seat.event_id, context), context)


async def _turn(pressed: Pressed, event: Event, context: Context) -> None:
    """Where nobody is left, who asks next is announced anew."""
    shown = await hall.of(event, context)
    if not shown.count(Status.ASKED):
        await context.memory.drop(f"asking:{event.id}")
    await context.change(pressed.query, views.asking(shown, context.desk_texts))


ROUTES: tuple[OnPress, ...] = (
    on_press(ShowAsking, show, Side.STAFF, DECIDING),
    on_press(Decide, decide, Side.STAFF, DECIDING),
)
