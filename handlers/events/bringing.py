"""Colleagues: a link by which they sign up for the same organisation, within its seats."""

from desk.errors import NotYours
from desk.events.bringing import invitation, invited_by, is_invitation
from desk.events.event import Event, Question
from desk.events.seats import NoSuchSeat, Seat, Status
from desk.events.signing import Way
from desk.people import Person
from handlers import withholding
from handlers.context import Context
from handlers.events import looking
from handlers.events.giving import own
from handlers.events.seat_buttons import BringColleague
from handlers.events.signing_up import go_on
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views.events import bringing as views

LINK = "bring_"  # what a start parameter begins with, before the token


async def bring(pressed: Pressed, button: BringColleague, context: Context) -> None:
    """The link in a message of its own, to be sent on."""
    seat = await own(button.seat_id, pressed, context)
    event = await looking.event_of(seat.event_id, context)
    known = seat.organisation_id and await context.organisations.get(seat.organisation_id)
    if not known or seat.status is not Status.TAKEN:
        await context.change(pressed.query, await looking.screen(event.id, pressed.person, context))
        return
    link = f"https://t.me/{context.house.bot_username}?start={LINK}{invitation(seat)}"
    seen = await looking.seen(event, pressed.person, context, seat)
    left = await _left(event, known.id, context)
    screen = views.invitation(seen, known, left, link, context.texts_of(pressed.person))
    await context.tell(pressed.person.id, screen)


async def _left(event: Event, organisation_id: int, context: Context) -> int | None:
    """How many seats the organisation may have still; None without a limit."""
    most = event.terms.per_organisation
    if most is None:
        return event.room
    taken = await context.seats.of_event(event.id, Status.TAKEN, Status.OFFERED)
    left = max(0, most - sum(one.organisation_id == organisation_id for one in taken))
    return left if event.room is None else min(left, event.room)


async def linked(person: Person, token: str, context: Context) -> None:
    """Who opens it is asked what is left to ask, and need not say for whom they come."""
    if await withholding.refuses(person, person.blocked_until, context):
        return
    person = await context.people.tell(person)
    await context.tell(person.id, await _opened(person, token, context))


async def _opened(person: Person, token: str, context: Context) -> Screen:
    _ = context.texts_of(person)
    seat = await _of(token, context)
    if seat is None:
        return views.no_link(_)
    if seat.person_id == person.id:
        return views.own(_)
    try:
        event = await looking.event_of(seat.event_id, context)
    except NotYours:
        return views.no_link(_)
    asked = frozenset((Question.ORGANISATION,))
    way = Way(seat.organisation_id, answered=asked, brought_by=seat.id)
    return await go_on(event, way, person, context)


async def _of(token: str, context: Context) -> Seat | None:
    """The seat by which it was made, as long as it is somebody's."""
    number = invited_by(token)
    try:
        seat = await context.seats.look(number or 0)
    except NoSuchSeat:
        return None
    is_good = is_invitation(seat, token) and seat.status is Status.TAKEN
    return seat if is_good and seat.organisation_id is not None else None


ROUTES: tuple[OnPress, ...] = (on_press(BringColleague, bring),)
