"""Another time for a session, or another session like it, in two taps."""

from datetime import UTC, date, datetime

from desk.errors import NotYours
from desk.mentoring.again import is_open
from desk.mentoring.attending import As, Deed
from desk.mentoring.booking import Booking, Status
from desk.mentoring.errors import NotFree
from desk.mentoring.wishes import Wish
from desk.people import Person
from handlers.context import Context
from handlers.mentoring import choices, rights, telling
from handlers.mentoring.attending import Attendee
from handlers.mentoring.session_buttons import MoreDays, MoveIt, OneDay, PutTo
from handlers.mentoring.sessions import show_as_it_is, theirs
from handlers.mentoring.turning import turn
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views.mentoring import eligibility as eligibility_views
from handlers.views.mentoring import sessions as views

_CHOOSING = (Deed.MOVE, Deed.AGAIN)


async def move(pressed: Pressed, one: Attendee, _button: MoveIt, context: Context) -> None:
    await turn(pressed.query, await _choices(one, context), context)


async def _choices(one: Attendee, context: Context, *, is_taken: bool = False) -> Screen:
    booking = one.seen.booking
    requester = await _requester(booking, context)
    is_own = one.role is As.MENTOR
    offers = await choices.best(booking, requester, context, is_own=is_own)
    return views.choose(one.seen, offers, one.texts, is_taken=is_taken)


async def more_days(pressed: Pressed, one: Attendee, button: MoreDays, context: Context) -> None:
    booking, since = one.seen.booking, _day(button.since)
    requester = await _requester(booking, context)
    free = await choices.days(booking, requester, since, one.seen.clock, context)
    await turn(pressed.query, views.days(one.seen, free, since, one.texts), context)


async def one_day(pressed: Pressed, one: Attendee, button: OneDay, context: Context) -> None:
    booking, day = one.seen.booking, _day(button.day)
    requester = await _requester(booking, context)
    offers = await choices.on_day(booking, requester, day, one.seen.clock, context)
    await turn(pressed.query, views.day(one.seen, day, offers, one.texts), context)


def _day(number: int) -> date:
    """0 and what no calendar has is the first of all days."""
    known = range(date.min.toordinal(), date(9000, 1, 1).toordinal())
    return date.fromordinal(number) if number in known else date.min


async def put(pressed: Pressed, one: Attendee, button: PutTo, context: Context) -> None:
    """Only what would be offered now; a second press finds what the first has done."""
    booking, starts_at = one.seen.booking, _moment(button.start)
    is_moved = booking.status is Status.BOOKED and booking.starts_at == starts_at
    if is_moved and booking.mentor_id == button.mentor_id:
        await show_as_it_is(pressed, booking.id, context)
        return
    requester = await _requester(booking, context)
    is_others = one.role is As.MENTOR and button.mentor_id != booking.mentor_id
    if is_others or not await choices.is_offered(
        booking, requester, button.mentor_id, starts_at, context
    ):
        await _taken(pressed, one, button.mentor_id, starts_at, context)
        return
    try:
        if booking.status is Status.BOOKED and context.now < booking.starts_at:
            await _move(pressed, one, button.mentor_id, starts_at, context)
        else:
            await _book(pressed, one, button.mentor_id, starts_at, context)
    except NotFree:
        await _taken(pressed, one, button.mentor_id, starts_at, context)


def _moment(seconds: int) -> datetime:
    """Raises NotYours for what no clock shows."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise NotYours(seconds) from None


async def _taken(
    pressed: Pressed, one: Attendee, mentor_id: int, starts_at: datetime, context: Context
) -> None:
    """The next best at once; unless it is the person themselves who has booked it."""
    own = [
        booking
        for booking in await context.bookings.upcoming(pressed.person.id, context.now)
        if (booking.mentor_id, booking.starts_at) == (mentor_id, starts_at)
    ]
    if own:
        await show_as_it_is(pressed, own[0].id, context)
        return
    await turn(pressed.query, await _choices(one, context, is_taken=True), context)


async def _move(
    pressed: Pressed, one: Attendee, mentor_id: int, starts_at: datetime, context: Context
) -> None:
    before, side = one.seen.booking, one.role.side
    moved = await context.bookings.move(before.id, mentor_id, starts_at, side, context.now)
    await show_as_it_is(pressed, moved.id, context)
    await telling.moved(moved, before, side, context, pressed.person)


async def _book(
    pressed: Pressed, one: Attendee, mentor_id: int, starts_at: datetime, context: Context
) -> None:
    """A new booking, by the rules for new ones."""
    person, now, before = pressed.person, context.now, one.seen.booking
    wish = await _wish(before, person, context)
    verdict = await rights.verdict_of(person, wish.kind, context)
    if not verdict.may:
        await turn(pressed.query, eligibility_views.refused(verdict, one.texts), context)
        return
    held = await context.bookings.hold(wish, person, mentor_id, starts_at, now)
    booking = await context.bookings.confirm(held.id, person, now)
    await show_as_it_is(pressed, booking.id, context)
    tell = telling.asked if booking.status is Status.ASKED else telling.booked
    await tell(booking, context, person)


async def _wish(booking: Booking, person: Person, context: Context) -> Wish:
    """The one that it came of, where that is not met; else one like it."""
    known = await context.wishes.get(booking.wish_id) if booking.wish_id else None
    if known is not None and is_open(known, person.id):
        return known
    return await context.wishes.add(await choices.wish_of(booking, person, context))


async def _requester(booking: Booking, context: Context) -> Person:
    """Raises NotYours where they are nobody any more."""
    requester = await context.people.look(booking.requester_id)
    if requester is None or requester.id < 0:
        raise NotYours(booking.id)
    return requester


ROUTES: tuple[OnPress, ...] = (
    on_press(MoveIt, theirs(move, *_CHOOSING)),
    on_press(MoreDays, theirs(more_days, *_CHOOSING)),
    on_press(OneDay, theirs(one_day, *_CHOOSING)),
    on_press(PutTo, theirs(put, *_CHOOSING)),
)
