"""/seats: staff see who is in and who waits, make more seats or fewer, and put somebody in."""

import re
from collections.abc import Awaitable, Callable

from desk.errors import NotYours
from desk.events.event import Event, Standing
from desk.events.events import NoSuchEvent
from desk.events.line import SignUpOver
from desk.events.seating import Wanted
from desk.events.seats import BelowTaken, NoRoom, NoSuchSeat, NotNow, Seat, Status
from desk.profile import NotInOneLine
from desk.staff import Role
from handlers import staff_group
from handlers.context import Context
from handlers.events import line
from handlers.events.seat_buttons import OpenSeat, SetSeats, ShowSeats, TakeAway
from handlers.routing import OnCommand, OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.events import seats as views

SEEING = frozenset((Role.EVENTS, Role.LEAD, Role.ADMIN, Role.ADVISER, Role.REPORTER))
CHANGING = frozenset((Role.EVENTS, Role.LEAD, Role.ADMIN))
_SHOWN = (Status.TAKEN, Status.OFFERED, Status.WAITING, Status.ASKED)
_WORDS = re.compile(r"#?(\d{1,17})\s*(?:([=+])\s*(.+))?", re.DOTALL)
_MOST_SEATS = 100_000
_MOST_NAME = 100  # characters


async def event_of(event_id: int, context: Context) -> Event:
    """Raises NotYours."""
    event = await context.programme.look(event_id)
    if event is None or event.standing is Standing.DRAFT:
        raise NotYours(event_id)
    return event


async def of(event: Event, context: Context) -> views.Hall:
    seats = await context.seats.of_event(event.id, *_SHOWN)
    in_order = sorted(seats, key=lambda seat: _SHOWN.index(seat.status))
    guests = [await guest_of(seat, context) for seat in in_order]
    return views.Hall(event, guests, context.now, context.house.hours.zone)


async def guest_of(seat: Seat, context: Context) -> views.Guest:
    known = seat.organisation_id and await context.organisations.get(seat.organisation_id)
    return views.Guest(seat, known.name if known else None)


async def command(said: Said, context: Context) -> None:
    await staff_group.tell(said, await _asked(said.rest.strip(), context), context)


async def _asked(words: str, context: Context) -> Screen:
    _ = context.desk_texts
    found = _WORDS.fullmatch(words)
    try:
        event = await event_of(int(found[1]) if found else 0, context)
    except NotYours:
        return views.how(_)
    assert found is not None
    if found[2] is None:
        return await _screen(event.id, 0, context)
    assert context.colleague is not None
    if context.colleague.role not in CHANGING:
        return views.may_not(_)
    change = _set if found[2] == "=" else _put
    return await _try(change, event, found[3].strip(), context)


async def _try(
    change: Callable[[Event, str, Context], Awaitable[Screen]],
    event: Event,
    words: str,
    context: Context,
) -> Screen:
    """What cannot be done is said, with what to do instead."""
    _ = context.desk_texts
    try:
        return await change(event, words, context)
    except BelowTaken:
        return views.plain(views.below_taken(event.taken, _))
    except NoRoom as error:
        return views.plain(views.no_room(_, of_organisation=error.of_organisation))
    except SignUpOver:
        return views.plain(views.sign_up_over(_))
    except NotInOneLine:
        return views.how(_)


async def _set(event: Event, words: str, context: Context) -> Screen:
    if not words.isdecimal() or not 1 <= int(words) <= _MOST_SEATS:
        return views.how(context.desk_texts)
    await context.seats.resize(event.id, int(words), context.now)
    return await _screen(event.id, 0, context)


async def _put(event: Event, words: str, context: Context) -> Screen:
    """NAME, ORGANISATION; the organisation may be left out."""
    name, _comma, organisation = (" ".join(part.split()) for part in words.partition(","))
    if not name or len(name) > _MOST_NAME:
        return views.how(context.desk_texts)
    theirs = await context.organisations.known_as(organisation) if organisation else None
    language = context.house.staff_language.telegram_code
    wanted = Wanted(language, theirs.id if theirs else None)
    seat = await context.seats.put(event.id, name, wanted, context.now)
    return views.one(await guest_of(seat, context), event, context.desk_texts)


async def _screen(event_id: int, page: int, context: Context) -> Screen:
    event = await event_of(event_id, context)
    return views.listed(await of(event, context), page, context.desk_texts)


# By button


async def show(pressed: Pressed, button: ShowSeats, context: Context) -> None:
    await context.change(pressed.query, await _screen(button.event_id, button.page, context))


async def resize(pressed: Pressed, button: SetSeats, context: Context) -> None:
    """From the number that was shown: two who press at once do not add up."""
    event, _ = await event_of(button.event_id, context), context.desk_texts
    if event.terms.seats != button.shown or not 1 <= button.wanted <= _MOST_SEATS:
        context.toast(pressed.query, views.changed_meanwhile(_))
    else:
        try:
            await context.seats.resize(event.id, button.wanted, context.now)
        except BelowTaken:
            context.toast(pressed.query, views.below_taken(event.taken, _), alert=True)
            return
    await context.change(pressed.query, await _screen(event.id, 0, context))


async def open_(pressed: Pressed, button: OpenSeat, context: Context) -> None:
    await _show_one(pressed, button.seat_id, context)


async def take_away(pressed: Pressed, button: TakeAway, context: Context) -> None:
    if button.is_sure:
        try:
            left = await context.seats.take_away(button.seat_id, context.now)
        except NotNow:
            seat = await context.seats.look(button.seat_id)
            shown = views.answered_already(seat, context.desk_texts)
            context.toast(pressed.query, shown, alert=True)
        else:
            await line.taken_away(left, context)
    await _show_one(pressed, button.seat_id, context, is_sure=not button.is_sure)


async def _show_one(
    pressed: Pressed, seat_id: int, context: Context, *, is_sure: bool = False
) -> None:
    try:
        seat = await context.seats.look(seat_id)
        event = await event_of(seat.event_id, context)
    except (NoSuchSeat, NoSuchEvent):
        context.toast(pressed.query, language_views.old_button(context.desk_texts))
        return
    asks = is_sure and seat.status is Status.TAKEN
    guest = await guest_of(seat, context)
    await context.change(pressed.query, views.one(guest, event, context.desk_texts, is_sure=asks))


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("seats",), command, Side.STAFF, SEEING),
    on_press(ShowSeats, show, Side.STAFF, SEEING),
    on_press(SetSeats, resize, Side.STAFF, CHANGING),
    on_press(OpenSeat, open_, Side.STAFF, SEEING),
    on_press(TakeAway, take_away, Side.STAFF, CHANGING),
)
