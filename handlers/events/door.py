"""/checkin: staff see who comes, find people by name or digits, and write down who has no seat."""

import re
from datetime import timedelta

from desk.errors import NotYours
from desk.events.attendance import NotToday, Way, begun, called, today
from desk.events.event import Event
from desk.events.events import NoSuchEvent
from desk.events.seating import Wanted
from desk.events.seats import NoRoom, NoSuchSeat, NotNow, Seat, Status
from desk.outgoing import Board, General, Parcel, Priority
from desk.profile import NotInOneLine
from desk.staff import EVERYBODY
from handlers import relay, staff_group
from handlers.context import Context
from handlers.events import afterwards, hall
from handlers.events.door_buttons import CheckIn, ListMissing, OpenGuest, ShowMissing
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import language as language_views
from handlers.views.events import door as views
from handlers.views.events import seats as seat_views

_WORDS = re.compile(r"#?(\d{1,17})(?:\s+(\+)?\s*(.+))?", re.DOTALL)
_DIGITS = re.compile(r"\d{3}\s?\d{3}")
_MOST_NAME = 100  # characters
# Of a crowd at the door each edit shows several: a group takes 20 messages a minute in all.
_BURST = timedelta(seconds=5)


async def command(said: Said, context: Context) -> None:
    found = _WORDS.fullmatch(said.rest.strip())
    _ = context.desk_texts
    try:
        event = await hall.event_of(int(found[1]) if found else 0, context)
    except NotYours:
        await staff_group.tell(said, views.how_to(_), context)
        return
    assert found is not None
    if not event.days:
        await staff_group.tell(said, views.how_to(_), context)
    elif found[3] is None:
        await _open(event, context)
    else:
        written = _walk_in if found[2] else _search
        await staff_group.tell(said, await written(event, found[3].strip(), context), context)


async def _open(event: Event, context: Context) -> None:
    """The count, in a new message: the old one is far up by now."""
    await context.attendance.open_door(event.id, context.group)
    parcel = Parcel(General(context.group), Board(event.id), Priority.STAFF, _key(event.id))
    await context.outbox.put(parcel)


async def count(event: Event, context: Context) -> None:
    """The message that stands changes, once for a burst; who comes will be thanked."""
    event_id = event.id
    await afterwards.plan(event, context)
    known = await context.attendance.door(event_id)
    if known is not None:
        due_at = context.now + _BURST
        address, body = General(known.group_name), Board(event_id)
        await context.outbox.put(Parcel(address, body, Priority.NOTICE, _key(event_id), due_at))


def _key(event_id: int) -> str:
    return f"board:{event_id}"


async def board(event_id: int, context: Context) -> Screen | None:
    """As it stands now; it only reads. None where there is nothing to show."""
    event = await context.programme.look(event_id)
    if event is None or not event.days:
        return None
    return views.board(await _hall(event, context), context.house.staff_texts)


async def _hall(event: Event, context: Context) -> views.Hall:
    roll = await context.attendance.of_event(event.id)
    last = await hall.guest_of(roll.last[0], context) if roll.last else None
    return views.Hall(event, roll, _day(event, context), last, context.now)


def _day(event: Event, context: Context) -> int:
    """The one that is on, else the last that has begun, else the first."""
    try:
        return today(event, context.now, Way.NAME)
    except NotToday:
        return max(begun(event, context.now), default=0)


async def check_in(seat: Seat, way: Way, by: int, context: Context, _: Texts) -> Screen:
    """What whoever of the staff did it reads."""
    guest = await hall.guest_of(seat, context)
    try:
        done = await context.attendance.check_in(seat.id, way, context.now, by)
    except NotToday as error:
        return views.not_today(error.event, _)
    except NotNow:
        event = await context.programme.look(seat.event_id)
        assert event is not None
        return views.no_seat(guest, event, _)
    if done.is_first:
        await count(done.event, context)
    return views.scanned(done, guest, _)


async def _search(event: Event, words: str, context: Context) -> Screen:
    """Six digits are a code, all else is a name."""
    seats = (await context.attendance.of_event(event.id)).seats
    if _DIGITS.fullmatch(words):
        code = "".join(words.split())
        every = await context.seats.of_event(event.id, *Status)
        seat = next((one for one in every if one.code == code), None)
        if seat is None:
            return views.no_such_code(context.desk_texts)
        by = context.actor.id or 0
        return await check_in(seat, Way.CODE, by, context, context.desk_texts)
    found = called(seats, words)
    guests = [await hall.guest_of(one, context) for one in found]
    if len(guests) == 1:
        return await _one(found[0], event, context)
    return views.found(guests, event, context.desk_texts)


async def _walk_in(event: Event, words: str, context: Context) -> Screen:
    """NAME, ORGANISATION; the organisation may be left out."""
    _ = context.desk_texts
    name, _comma, organisation = (" ".join(part.split()) for part in words.partition(","))
    if not name or len(name) > _MOST_NAME:
        return views.how_to(_)
    try:
        today(event, context.now, Way.WALK_IN)
        theirs = await context.organisations.known_as(organisation) if organisation else None
        language = context.house.staff_language.telegram_code
        wanted = Wanted(language, theirs.id if theirs else None)
        seat = await context.seats.walk_in(event.id, name, wanted, context.now)
    except NotToday:
        return views.not_today(event, _)
    except NotInOneLine:
        return views.how_to(_)
    except NoRoom as error:
        return seat_views.plain(seat_views.no_room(_, of_organisation=error.of_organisation))
    return await check_in(seat, Way.WALK_IN, context.actor.id or 0, context, _)


async def _one(seat: Seat, event: Event, context: Context) -> Screen:
    guest = await hall.guest_of(seat, context)
    marks = await context.attendance.of_seat(seat.id)
    return views.guest(guest, event, marks, context.now, context.desk_texts)


# By button


async def open_(pressed: Pressed, button: OpenGuest, context: Context) -> None:
    await _turn(pressed, button.seat_id, context)


async def put(pressed: Pressed, button: CheckIn, context: Context) -> None:
    """Of whatever day has begun: lists of paper are written down afterwards."""
    try:
        done = await context.attendance.check_in_on(
            button.seat_id, button.day, context.now, pressed.person.id
        )
    except (NoSuchSeat, NotNow, NotToday):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    if done.is_first:
        await count(done.event, context)
    await _turn(pressed, button.seat_id, context)


async def _turn(pressed: Pressed, seat_id: int, context: Context) -> None:
    try:
        seat = await context.seats.look(seat_id)
        event = await hall.event_of(seat.event_id, context)
    except (NoSuchSeat, NoSuchEvent):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    await context.change(pressed.query, await _one(seat, event, context))


async def missing(_pressed: Pressed, button: ShowMissing, context: Context) -> None:
    """In a message of its own: where the count stands, the next one to come would take it away."""
    screen = await _missing(button.event_id, 0, context)
    await context.outbox.put(relay.to_group(screen, context.group))


async def turn(pressed: Pressed, button: ListMissing, context: Context) -> None:
    await context.change(pressed.query, await _missing(button.event_id, button.page, context))


async def _missing(event_id: int, page: int, context: Context) -> Screen:
    """Raises NotYours."""
    event = await hall.event_of(event_id, context)
    if not event.days:
        raise NotYours(event_id)
    there = await _hall(event, context)
    seats = there.roll.missing(there.day)
    guests = [await hall.guest_of(seat, context) for seat in seats]
    return views.missing(guests, there, page, context.desk_texts)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("checkin",), command, Side.STAFF, EVERYBODY),
    on_press(OpenGuest, open_, Side.STAFF, EVERYBODY),
    on_press(CheckIn, put, Side.STAFF, EVERYBODY),
    on_press(ShowMissing, missing, Side.STAFF, EVERYBODY),
    on_press(ListMissing, turn, Side.STAFF, EVERYBODY),
)
