"""What happens by itself: to seats, the line, causes passed on, votes; and what comes
before and after an event.
"""

from collections.abc import Awaitable, Callable, Mapping

from desk.events.line import cause_of
from desk.timers import Kind, Timer
from handlers.context import Context
from handlers.events import afterwards, ballot_desk, campaigns, line, sharing

_BY_THEMSELVES: Mapping[Kind, Callable[[Timer, Context], Awaitable[None]]] = {
    Kind.EVENT_REMINDER: campaigns.remind,
    Kind.AFTER_EVENT: afterwards.fire,
    Kind.SHARE: sharing.go_on,
    Kind.BALLOT: ballot_desk.over,
}


async def fire(found: Timer, context: Context) -> None:
    """In one transaction with its effects. Seats drop their timers, with the event's row in hand:
    what leads to a timer that is dropped here would wait for it, and this for the event.
    """
    timer = await context.timers.get(found.key)
    if timer is None or timer.due_at > context.now or timer.about_id is None:
        return
    if (act := _BY_THEMSELVES.get(timer.kind)) is not None:
        await act(timer, context)
        return
    if timer.kind is Kind.SEAT_OFFER:
        left = await context.seats.expire(timer.about_id, context.now)
        if left is not None:
            await line.lapsed(left, context)
        return
    seat = await context.seats.promote(timer.about_id, cause_of(timer), context.now)
    if seat is not None:
        await line.offered(seat, context)
