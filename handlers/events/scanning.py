"""Codes that are scanned: a seat's by the phone of staff, the door's by whoever comes."""

from desk.errors import NotYours
from desk.events.attendance import CheckedIn, NotToday, Way
from desk.events.seats import NotNow, Seat, Status
from desk.outgoing import Call, Chat, Parcel
from desk.people import Person
from handlers.context import Context
from handlers.events import door, looking
from handlers.events.door_buttons import MyCode
from handlers.events.giving import own
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views.events import codes
from handlers.views.events import door as views

SEAT = "seat_"  # what a start parameter begins with, before the token
DOOR = "door_"


async def seat_scanned(person: Person, token: str, context: Context) -> None:
    """Staff check somebody in; to others it says whom to show it to."""
    if context.is_staff:
        await context.tell(person.id, await _scanned_by_staff(person, token, context))
        return
    seat = await context.seats.with_token(token)
    if seat is not None and seat.person_id == person.id and seat.status is Status.TAKEN:
        await send_code(seat, person, context)
    else:
        await context.tell(person.id, views.show_to_staff(context.texts_of(person)))


async def _scanned_by_staff(person: Person, token: str, context: Context) -> Screen:
    """In the language in which they read the desk."""
    colleague = await context.staff.get(person.id)
    language = colleague.language if colleague else None
    _ = context.house.texts(language or context.house.staff_language)
    seat = await context.seats.with_token(token)
    if seat is None:
        return views.no_such_code(_)
    return await door.check_in(seat, Way.SCAN, person.id, context, _)


async def door_scanned(person: Person, token: str, context: Context) -> None:
    """By whoever stands before it: their own seat."""
    person = await context.people.tell(person)
    await context.tell(person.id, await _before(person, token, context))


async def _before(person: Person, token: str, context: Context) -> Screen:
    _ = context.texts_of(person)
    known = await context.attendance.door_with(token)
    if known is None:
        return views.no_such_door(_)
    event = await context.programme.look(known.event_id)
    seat = await context.seats.last_of(known.event_id, person.id)
    if event is None or seat is None:
        return views.no_seat_of_yours(event, _)
    try:
        done = await context.attendance.check_in(seat.id, Way.DOOR, context.now)
    except NotToday:
        return views.not_today(event, _)
    except NotNow:
        return views.no_seat_of_yours(event, _)
    await _counted(done, context)
    return views.you_are_in(done, _)


async def _counted(done: CheckedIn, context: Context) -> None:
    if done.is_first:
        await door.count(done.event, context)


async def code(pressed: Pressed, button: MyCode, context: Context) -> None:
    seat = await own(button.seat_id, pressed, context)
    if seat.status is not Status.TAKEN:
        raise NotYours(seat.id)
    await send_code(seat, pressed.person, context)


async def send_code(seat: Seat, person: Person, context: Context) -> None:
    """A picture of the link that staff scan, with the digits for when they cannot."""
    event = await looking.event_of(seat.event_id, context)
    link = f"https://t.me/{context.house.bot_username}?start={SEAT}{seat.token}"
    screen = views.code(seat, event, context.texts_of(person))
    file = codes.picture(link, f"seat-{event.id}")
    call = Call("sendPhoto", screen.caption(), upload=("photo", file))
    await context.outbox.put(Parcel(Chat(person.id), call))


ROUTES: tuple[OnPress, ...] = (on_press(MyCode, code),)
