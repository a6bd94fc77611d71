"""/sessions: what is ahead and what was, for members, guests and mentors, each with its buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, TypeVar

from desk.errors import NotYours
from desk.mentoring.accounts import Account
from desk.mentoring.attending import As, Deed, deeds, other
from desk.mentoring.availability import AHEAD
from desk.mentoring.booking import Booking, HasBegun, NoSuchBooking, NotBegun, NotNow, Status
from desk.people import Person
from handlers.context import Context
from handlers.mentoring import attending, coordinator, telling
from handlers.mentoring.attending import Attendee
from handlers.mentoring.session_buttons import (
    ComeToIt,
    NobodyCame,
    OpenSession,
    ShowSessions,
    StayAway,
)
from handlers.mentoring.turning import put_buttons, turn
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import menus
from handlers.views.mentoring import reassigning as staff_views
from handlers.views.mentoring import session
from handlers.views.mentoring import sessions as views

_BACK = timedelta(days=90)  # of what was, as much is shown
_SHOWN = 10  # of each


class OfBooking(Protocol):
    """A button of one session."""

    @property
    def booking_id(self) -> int: ...


B = TypeVar("B", bound=OfBooking)
Action = Callable[[Pressed, Attendee, B, Context], Awaitable[None]]


def theirs(action: Action[B], *allowed: Deed) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """A button of a session that they come to; where it cannot be done any more, they see how it
    stands. Raises NotYours.
    """

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        one = await found(button.booking_id, pressed.person, context)
        booking, role = one.seen.booking, one.role
        try:
            _check(booking, role, allowed, context)
            await action(pressed, one, button, context)
        except (NotNow, HasBegun):
            context.toast(pressed.query, views.stands_elsewise(one.texts))
            await show_as_it_is(pressed, booking.id, context)

    return press


def _check(booking: Booking, role: As, allowed: tuple[Deed, ...], context: Context) -> None:
    """Raises NotNow."""
    if allowed and not set(allowed) & set(deeds(booking, role, context.now)):
        raise NotNow(booking.status)


async def found(booking_id: int, person: Person, context: Context) -> Attendee:
    """In line with who booked it. Raises NotYours."""
    try:
        booking = await context.bookings.get(booking_id)
    except NoSuchBooking:
        raise NotYours(booking_id) from None
    one = await attending.of(booking, person, context)
    if one is None or booking.status is Status.HELD:
        raise NotYours(booking_id)
    return one


async def show_as_it_is(pressed: Pressed, booking_id: int, context: Context) -> None:
    """Raises NotYours."""
    one = await found(booking_id, pressed.person, context)
    await turn(pressed.query, session.card(one.seen, one.texts), context)


# The list


async def command(said: Said, context: Context) -> None:
    await context.tell(said.person.id, await screen(said.person, context))


async def show(pressed: Pressed, _button: ShowSessions, context: Context) -> None:
    await turn(pressed.query, await screen(pressed.person, context), context)


async def screen(person: Person, context: Context) -> Screen:
    known = await _all(person, context)
    seen = [one.seen for booking in known if (one := await attending.of(booking, person, context))]
    ahead = [one for one in seen if one.booking.ends_at > context.now]
    past = [one for one in seen if one.booking.ends_at <= context.now]
    _ = context.texts_of(person)
    helped = await _helped(person, context)
    return views.listed(ahead[:_SHOWN], past[::-1][:_SHOWN], _, helped=helped)


async def _helped(person: Person, context: Context) -> timedelta:
    """By a peer of an organisation: it is theirs to be proud of."""
    mentor = await context.mentors.of(person)
    if mentor is None or mentor.organisation_id is None:
        return timedelta()
    return await context.report.helped_by(mentor, context.now)


async def _all(person: Person, context: Context) -> list[Booking]:
    """In their order, as the one who asks, the one who comes along, and the mentor."""
    now = context.now
    found = [
        *await context.bookings.upcoming(person.id, now),
        *(one for one in await context.bookings.past(person.id, now) if one.ends_at > now - _BACK),
    ]
    mentor = await context.mentors.of(person)
    if mentor is not None:
        given = await context.bookings.of_mentor(mentor.id, now - _BACK, now + AHEAD)
        found += [one for one in given if one.status is Status.BOOKED or one.starts_at > now]
    each = {one.id: one for one in found}
    return sorted(each.values(), key=lambda one: (one.starts_at, one.id))


async def open_(pressed: Pressed, one: Attendee, _button: OpenSession, context: Context) -> None:
    """Nothing is awaited any more that was to be written about it."""
    await context.people.tell(pressed.person)
    await turn(pressed.query, session.card(one.seen, one.texts), context)


# Coming, and not coming


async def come(pressed: Pressed, one: Attendee, button: ComeToIt, context: Context) -> None:
    """Nobody is told now: the other side reads it in their reminder."""
    await context.bookings.come(button.booking_id, one.role.side, context.now)
    now = await found(button.booking_id, pressed.person, context)
    context.toast(pressed.query, views.you_come(one.texts))
    await put_buttons(pressed.query, session.buttons(now.seen, one.texts), context)


async def stay_away(pressed: Pressed, one: Attendee, button: StayAway, context: Context) -> None:
    booking = await context.bookings.part(button.booking_id, pressed.person)
    await turn(pressed.query, views.stays_away(one.seen, one.texts), context)
    await telling.stays_away(booking, pressed.person, context)


async def nobody_came(
    pressed: Pressed, one: Attendee, _button: NobodyCame, context: Context
) -> None:
    """Both accounts are kept; the first is what counts until the coordinator has looked at it."""
    booking, side = one.seen.booking, one.role.side
    if one.role is As.GUEST:
        raise NotYours(booking.id)
    try:
        if booking.missed is None:
            await context.bookings.miss(booking.id, other(side), context.now)
    except NotBegun:
        context.toast(pressed.query, views.not_begun(one.seen, one.texts), alert=True)
        return
    known = await context.accounts.get(booking.id, side)
    if known is None or not known.missed:
        await _keep(known, booking, one, context)
    context.toast(pressed.query, views.noted_missing(one.texts), alert=True)


async def _keep(known: Account | None, booking: Booking, one: Attendee, context: Context) -> None:
    account = known or Account(booking.id, one.role.side, context.now)
    await context.accounts.put(replace(account, missed=True))
    screen = staff_views.did_not_come(one.seen, context.house.staff_texts)
    await coordinator.tell(screen, one.person, context)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("sessions", *menus.SESSIONS), command),
    on_press(ShowSessions, show),
    on_press(OpenSession, theirs(open_)),
    on_press(ComeToIt, theirs(come, Deed.COME)),
    on_press(StayAway, theirs(stay_away, Deed.PART)),
    on_press(NobodyCame, theirs(nobody_came)),
)
