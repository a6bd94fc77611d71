"""What happens to bookings by itself: HAPPENS has the action of each kind of timer, where there is
any.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from desk.mentoring.booking import Booking
from desk.mentoring.waiting_list import cause_of
from desk.timers import OF_BOOKINGS, Kind, Timer
from handlers.context import Context
from handlers.mentoring import (
    facilitation_telling,
    plan_progress,
    reminding,
    telling,
    waiting,
)

_LATER = timedelta(days=1)  # before what failed is tried again

Action = Callable[[Timer, Booking, Context], Awaitable[None]]


async def fire(found: Timer, context: Context) -> None:
    """In one transaction with its done mark, or, where it may come again, without a trace."""
    assert found.about_id is not None
    if found.kind in OF_BOOKINGS:
        await _of_booking(found, found.about_id, context)
        return
    if found.kind is Kind.OVERDUE:
        await plan_progress.fire(found, context)
        return
    await context.timers.drop([found.key])
    if found.kind is Kind.LOOK:
        await context.bookings.waiting.look(found.about_id, context.now)
    elif found.kind is Kind.FACILITATOR:
        await _ask_another(found.about_id, context)
    else:
        await _pass_on(found, found.about_id, context)


async def go_on_after(timer: Timer, context: Context) -> None:
    """It could not be handled. What is looked at each day is looked at tomorrow."""
    if timer.kind in (*OF_BOOKINGS, Kind.OVERDUE):
        return
    await context.timers.drop([timer.key])
    if timer.kind is Kind.LOOK:
        at = context.now + _LATER
        again = Timer.once(timer.key, timer.kind, at, about_id=timer.about_id)
        await context.timers.put([again])


async def _of_booking(found: Timer, booking_id: int, context: Context) -> None:
    booking = await context.bookings.get(booking_id)  # the person's row before any other
    timer = await context.timers.get(found.key)
    if timer is None or timer.due_at > context.now:
        return  # the booking has moved on since the timer was found
    later = await reminding.waits_until(timer, booking, context)
    if later is not None:
        await context.timers.postpone(timer.key, later)
        return
    action = HAPPENS.get(timer.kind)
    if await context.timers.claim(timer.key, context.now) and action is not None:
        await action(timer, booking, context)


async def _ask_another(number: int, context: Context) -> None:
    turn = await context.facilitations.expire(number, context.now)
    if turn is not None:
        await facilitation_telling.lapsed(turn, context)


async def _pass_on(timer: Timer, mentor_id: int, context: Context) -> None:
    held = await context.bookings.waiting.promote(mentor_id, cause_of(timer), context.now)
    if held is not None:
        await waiting.offered(held, context)


async def _expire(_timer: Timer, booking: Booking, context: Context) -> None:
    await context.bookings.expire(booking.id, context.now)


async def _release(_timer: Timer, booking: Booking, context: Context) -> None:
    """The mentor has not answered: both are told, and the member chooses anew."""
    ended = await context.bookings.expire(booking.id, context.now)
    if ended is not None:
        await telling.released(ended, context)


async def _lapse(_timer: Timer, booking: Booking, context: Context) -> None:
    ended = await context.bookings.expire(booking.id, context.now)
    if ended is not None:
        await waiting.lapsed(ended, context)


HAPPENS: Mapping[Kind, Action] = {
    Kind.HOLD: _expire,
    Kind.OFFER: _lapse,
    Kind.ANSWER: _release,
    Kind.DAY_BEFORE: reminding.remind,
    Kind.SOON: reminding.remind,
    Kind.AFTERWARDS: reminding.remind,
}
