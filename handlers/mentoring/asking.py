"""Whose wish a button is about, who presses it, and whether they may: a member themselves, or staff
for them in the topic of their request.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import NamedTuple, TypeVar

from desk.errors import NotYours
from desk.mentoring.booking import Booking
from desk.mentoring.wishes import Wish, WishState
from desk.people import Person
from desk.staff import ANSWERING
from handlers import staff_group
from handlers.callback import Callback
from handlers.context import Context
from handlers.mentoring import attending
from handlers.mentoring import wish_buttons as buttons
from handlers.routing import OnPress, Pressed, Side, on_press
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views.mentoring import holding as views
from handlers.views.mentoring import session

BOOKING = ANSWERING  # who of the staff may do it for members


class Asker(NamedTuple):
    """The member for whom something is looked for, the words of whoever reads, and who of the
    staff does it on the member's behalf.
    """

    person: Person
    texts: Texts
    made_by: int | None = None

    @property
    def is_staff(self) -> bool:
        return self.made_by is not None


OfWish = (
    buttons.ShowAreas
    | buttons.ListPeople
    | buttons.ChooseMentor
    | buttons.ShowOffers
    | buttons.OtherMentor
    | buttons.ChangeWish
    | buttons.ShowPart
    | buttons.PutPart
    | buttons.ShowMonth
    | buttons.ShowDay
    | buttons.TakeSlot
    | buttons.WaitForTime
    | buttons.LeaveLine
)
W = TypeVar("W", bound=OfWish)
B = TypeVar("B", bound=Callback)
Action = Callable[[Pressed, Asker, Wish, W, Context], Awaitable[None]]


async def asker_of(pressed: Pressed, person_id: int, context: Context) -> Asker:
    """Nothing is awaited from the member any more. Raises NotYours, and where staff press what
    `staff_group.in_topic` raises.
    """
    if context.colleague is None:
        if pressed.person.id != person_id:
            raise NotYours(person_id)
        person = await context.people.tell(pressed.person)
        return Asker(person, context.texts_of(person))
    ticket = await staff_group.in_topic(pressed.query.message, context)
    person = await person_of(person_id, context)
    if ticket.requester_id != person_id:
        raise NotYours(person_id)
    return Asker(person, context.desk_texts, context.colleague.id)


async def person_of(person_id: int, context: Context) -> Person:
    found = await context.people.get(person_id)
    if found is None:
        raise NotYours(person_id)
    return found


def of_wish(action: Action[W]) -> Callable[[Pressed, W, Context], Awaitable[None]]:
    """What is given up is taken up again by its own buttons; what is booked is not."""

    async def press(pressed: Pressed, button: W, context: Context) -> None:
        known = await context.wishes.get(button.wish_id)
        if known is None:
            raise NotYours(button.wish_id)
        asker = await asker_of(pressed, known.person_id, context)
        wish = await context.wishes.get(known.id)
        if wish is None or (wish.state is WishState.OPEN and wish.booking_id is not None):
            raise NotYours(button.wish_id)  # or it is about moving something
        if wish.state is WishState.BOOKED:
            await context.change(pressed.query, await met(asker, wish, context))
            return
        if wish.state is WishState.DROPPED and not isinstance(button, buttons.LeaveLine):
            wish = replace(wish, state=WishState.OPEN)
            await context.wishes.save(wish)
        await action(pressed, asker, wish, button, context)

    return press


async def met(asker: Asker, wish: Wish, context: Context) -> Screen:
    """The booking that came of it, as long as it stands and is not over."""
    booking = await context.bookings.look(wish.booking_id or 0)
    if booking is None or not booking.status.is_open or booking.ends_at <= context.now:
        return views.is_met(wish.kind, is_staff=asker.is_staff, _=asker.texts)
    shown = await shown_of(asker.person, booking, context)
    if asker.is_staff:
        return views.for_staff(shown, asker.texts)
    return session.card(shown.seen, asker.texts)


async def of_booking(
    pressed: Pressed, booking_id: int, context: Context
) -> tuple[Asker, Booking, Wish]:
    """What is held for a wish, or was. Raises NotYours."""
    found = await context.bookings.look(booking_id)
    if found is None or found.wish_id is None:
        raise NotYours(booking_id)
    asker = await asker_of(pressed, found.requester_id, context)
    booking = await context.bookings.get(booking_id)
    wish = await context.wishes.get(found.wish_id)
    if wish is None:
        raise NotYours(booking_id)
    return asker, booking, wish


async def shown_of(person: Person, booking: Booking, context: Context) -> views.Shown:
    """As the member reads it, or somebody for them."""
    one = await attending.of(booking, person, context)
    assert one is not None
    return views.Shown(one.seen, await context.notes.of(booking.id))


def both(
    button: type[B], action: Callable[[Pressed, B, Context], Awaitable[None]]
) -> tuple[OnPress, OnPress]:
    """The same for members, and for staff on their behalf."""
    return on_press(button, action), on_press(button, action, Side.STAFF, BOOKING)
