"""Both sides are reminded of a session, the day before and again, and asked how it was after it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from desk.mentoring.attending import Deed, deeds
from desk.mentoring.booking import Booking, Side
from desk.mentoring.facilitation import Stage
from desk.mentoring.notes import Note
from desk.mentoring.planning import whose
from desk.mentoring.reminders import is_of_use, put_off_until
from desk.outgoing import Priority
from desk.timers import Kind, Timer
from handlers.context import Context
from handlers.mentoring import afterwards, attending, facilitation_seen, telling
from handlers.mentoring.attending import Attendee
from handlers.mentoring.session_buttons import ShowFiles
from handlers.mentoring.sessions import theirs
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views.mentoring import facilitation_cards as facilitation_views
from handlers.views.mentoring import reminding as views

Written = Callable[[Attendee, Context], Awaitable[Screen | None]]


async def remind(timer: Timer, booking: Booking, context: Context) -> None:
    """Whoever has blocked the bot is not written to; what is of no use any more is not said."""
    if not is_of_use(timer.kind, booking, context.house.schedule, context.now):
        return
    for one in await attending.all_of(booking, context):
        screen = await _screen(timer.kind, one, context) if one.person.reachable else None
        if screen is not None:
            await context.tell(one.person.id, screen, priority=Priority.NOTICE)


async def waits_until(timer: Timer, booking: Booking, context: Context) -> datetime | None:
    """None where it is to be handled now."""
    if timer.kind not in _SCREENS:
        return None
    zones = [one.seen.zone for one in await attending.all_of(booking, context)]
    return put_off_until(timer, booking, context.house.schedule.quiet, zones, context.now)


async def _screen(kind: Kind, one: Attendee, context: Context) -> Screen | None:
    if one.seen.booking.facilitation_id is None:
        return await _SCREENS[kind](one, context)
    seen = await facilitation_seen.of(one.seen.booking.facilitation_id, one.person, context)
    if kind is Kind.AFTERWARDS:
        is_open = seen.request.stage is Stage.AGREED
        return facilitation_views.afterwards(seen.seen, seen.texts) if is_open else None
    return facilitation_views.reminder(seen.seen, seen.texts)


async def _day_before(one: Attendee, context: Context) -> Screen:
    booking = one.seen.booking
    goals = await goals_of(booking, context)
    return views.day_before(one.seen, goals, await last_time(booking, context), one.texts)


async def _soon(one: Attendee, _context: Context) -> Screen:
    return views.soon(one.seen, one.texts)


async def _afterwards(one: Attendee, context: Context) -> Screen | None:
    """Guests are not asked, nor is who has answered already."""
    if Deed.TELL not in deeds(one.seen.booking, one.role, context.now):
        return None
    return await afterwards.screen(one, context)


_SCREENS: Mapping[Kind, Written] = {
    Kind.DAY_BEFORE: _day_before,
    Kind.SOON: _soon,
    Kind.AFTERWARDS: _afterwards,
}


async def goals_of(booking: Booking, context: Context) -> Sequence[str]:
    """Of what was agreed with this mentor; before anything is, of what is being written."""
    plan = await context.plans.with_mentor(whose(booking))
    if plan is None:
        return ()
    goals = plan.holds.goals if plan.holds else plan.goals
    return [goal.words for goal in goals if goal.words]


async def last_time(booking: Booking, context: Context) -> list[Note]:
    """What the mentor has shared after the session before, with the same member."""
    for past in await context.bookings.past(booking.requester_id, context.now):
        if past.mentor_id == booking.mentor_id and past.requester_id == booking.requester_id:
            notes = await context.notes.of(past.id)
            return [one for one in notes if one.author is Side.MENTOR and not one.is_private]
    return []


async def files(pressed: Pressed, one: Attendee, _button: ShowFiles, context: Context) -> None:
    notes = await last_time(one.seen.booking, context)
    await telling.copy_files(notes, pressed.person, context)


ROUTES: tuple[OnPress, ...] = (on_press(ShowFiles, theirs(files)),)
