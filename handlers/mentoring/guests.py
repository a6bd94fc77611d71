"""Colleagues who come along: by a link that only people of the same organisation can use."""

from collections.abc import Callable, Mapping

from desk.errors import DeskError, NotYours
from desk.mentoring.booking import Booking, HasBegun, NotNow
from desk.mentoring.bookings import TooManyGuests
from desk.mentoring.choosing import STANDING
from desk.mentoring.errors import PersonBusy
from desk.organisations import Organisation
from desk.people import Person
from handlers.context import Context
from handlers.mentoring import attending, telling
from handlers.mentoring.wish_buttons import Invite
from handlers.routing import Pressed, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views.mentoring import guests as views

LINK = "join_"  # what a start parameter begins with, before the token
_AT = "@linja"  # what the line's own UIDs end with; what is before it nobody can guess


async def invite(pressed: Pressed, button: Invite, context: Context) -> None:
    """The link in a message of its own, to be sent on."""
    booking = await context.bookings.look(button.booking_id)
    if booking is None or booking.requester_id != pressed.person.id:
        raise NotYours(button.booking_id)
    await context.tell(pressed.person.id, await _invitation(booking, pressed.person, context))


async def _invitation(booking: Booking, person: Person, context: Context) -> Screen:
    _ = context.texts_of(person)
    organisation = await _organisation(booking, context)
    one = await attending.of(booking, person, context)
    if organisation is None or one is None:
        return views.for_one(_)
    if booking.status not in STANDING:
        return views.is_off(_)
    if booking.starts_at <= context.now:
        return views.is_over(_)
    token = booking.uid.removesuffix(_AT)
    link = f"https://t.me/{context.house.bot_username}?start={LINK}{token}"
    return views.invitation(one.seen, organisation, link, _)


async def _organisation(booking: Booking, context: Context) -> Organisation | None:
    if booking.organisation_id is None:
        return None
    return await context.organisations.get(booking.organisation_id)


async def linked(person: Person, token: str, context: Context) -> None:
    """Somebody opened the link. Who has joined already reads of the session once more."""
    found = await context.bookings.with_uid(f"{token}{_AT}")
    screen = await _joining(found, person, context)
    if screen is not None:
        await context.tell(person.id, screen)


async def _joining(found: Booking | None, person: Person, context: Context) -> Screen | None:
    """None where they have joined, and read so elsewhere."""
    _ = context.texts_of(person)
    organisation = None if found is None else await _organisation(found, context)
    if found is None or organisation is None:
        return views.no_link(_)
    if found.requester_id == person.id:
        return views.own(_)
    try:
        booking = await context.bookings.join(found.id, person, context.now)
    except NotYours:
        return views.elsewhere(organisation, _)
    except tuple(_REFUSED) as error:
        return _REFUSED[type(error)](_)
    await telling.comes_along(booking, person, context)
    return None


_REFUSED: Mapping[type[DeskError], Callable[[Texts], Screen]] = {
    NotNow: views.is_off,
    HasBegun: views.is_over,
    PersonBusy: views.is_busy,
    TooManyGuests: views.full,
}

ROUTES = (on_press(Invite, invite),)
