"""The waiting list: who joins and leaves it, and what those who wait are told."""

from desk.mentoring.booking import Booking, Side, Status
from desk.mentoring.lacking import place_in_line
from desk.mentoring.wishes import Wish, WishState
from desk.people import Person
from handlers.context import Context
from handlers.mentoring.asking import Asker, met, of_booking, of_wish, shown_of
from handlers.mentoring.wish_buttons import LeaveLine, RefuseOffer, WaitForTime
from handlers.routing import Pressed, on_press
from handlers.screen import Screen
from handlers.views.mentoring import holding, wishing
from handlers.views.mentoring import line as views


async def offered(booking: Booking, context: Context) -> None:
    """What became free is held for somebody who waited."""
    person = await context.people.look(booking.requester_id)
    if person is None:
        return
    shown = await shown_of(person, booking, context)
    await context.tell(person.id, holding.offer(shown, context.texts_of(person)))


async def lapsed(booking: Booking, context: Context) -> None:
    """It was not answered; who waits goes on waiting."""
    person = await context.people.look(booking.requester_id)
    wish = await context.wishes.get(booking.wish_id or 0)
    if person is None or wish is None or wish.state is not WishState.WAITING:
        return
    place = await place_of(wish, context)
    await context.tell(person.id, views.lapsed(wish, place, context.texts_of(person)))


async def place_of(wish: Wish, context: Context) -> int:
    return place_in_line(wish, await context.wishes.waiting())


async def wait(
    pressed: Pressed, asker: Asker, wish: Wish, _button: WaitForTime, context: Context
) -> None:
    """What is offered to them already is shown instead."""
    screen = await _offer(asker.person, wish, context)
    if screen is None:
        wish = await context.bookings.waiting.wait(wish, context.now)
        screen = views.joined(wish, await place_of(wish, context), asker.texts)
    await context.change(pressed.query, screen)


async def screen(person: Person, context: Context) -> Screen | None:
    """Of the wish with which somebody waits, if they do."""
    for wish in await context.wishes.of(person.id):
        if wish.state is WishState.WAITING:
            place = await place_of(wish, context)
            return wishing.waits(wish, place, context.texts_of(person))
        if (found := await _offer(person, wish, context)) is not None:
            return found
    return None


async def _offer(person: Person, wish: Wish, context: Context) -> Screen | None:
    booking = await context.bookings.in_hand(wish) if wish.state is WishState.OFFERED else None
    if booking is None or booking.is_stale(context.now):
        return None
    return holding.offer(await shown_of(person, booking, context), context.texts_of(person))


async def leave(
    pressed: Pressed, asker: Asker, wish: Wish, _button: LeaveLine, context: Context
) -> None:
    await context.bookings.drop(wish, context.now)
    await context.change(pressed.query, views.left(wish, asker.texts))


async def refuse(pressed: Pressed, button: RefuseOffer, context: Context) -> None:
    asker, booking, wish = await of_booking(pressed, button.booking_id, context)
    if wish.state is WishState.BOOKED:
        await context.change(pressed.query, await met(asker, wish, context))
        return
    if booking.status is Status.HELD:
        await context.bookings.cancel(booking.id, Side.MEMBER, "", context.now)
        wish = await context.wishes.get(wish.id) or wish
    if wish.state is WishState.WAITING:
        told = views.refused(wish, await place_of(wish, context), asker.texts)
    else:
        told = views.left(wish, asker.texts)
    await context.change(pressed.query, told)


ROUTES = (
    on_press(WaitForTime, of_wish(wait)),
    on_press(LeaveLine, of_wish(leave)),
    on_press(RefuseOffer, refuse),
)
