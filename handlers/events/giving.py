"""A member gives their seat back, takes what is offered, or lets it pass."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from desk.errors import NotYours
from desk.events.line import SignUpOver
from desk.events.seats import NoSuchSeat, NotNow, Seat, Status
from handlers.context import Context
from handlers.events import campaigns, files, looking
from handlers.events.seat_buttons import GiveBack, LetPass, ReallyGiveBack, TakeOffer, WillCome
from handlers.routing import OnPress, Pressed, on_press
from handlers.views.events import line as line_views
from handlers.views.events import seat as views

B = TypeVar("B", GiveBack, ReallyGiveBack, TakeOffer, LetPass, WillCome)
Action = Callable[[Pressed, Seat, Context], Awaitable[None]]


def of_seat(action: Action) -> Callable[[Pressed, B, Context], Awaitable[None]]:
    """Of the presser's own; where it has moved on meanwhile, they see how it stands."""

    async def press(pressed: Pressed, button: B, context: Context) -> None:
        seat = await own(button.seat_id, pressed, context)
        try:
            await action(pressed, seat, context)
        except (NotNow, SignUpOver):
            _ = context.texts_of(pressed.person)
            screen = await looking.screen(
                seat.event_id, pressed.person, context, line_views.gone(_)
            )
            await context.change(pressed.query, screen)

    return press


async def own(seat_id: int, pressed: Pressed, context: Context) -> Seat:
    """Raises NotYours."""
    try:
        seat = await context.seats.look(seat_id)
    except NoSuchSeat:
        raise NotYours(seat_id) from None
    if seat.person_id != pressed.person.id:
        raise NotYours(seat_id)
    return seat


async def sure(pressed: Pressed, seat: Seat, context: Context) -> None:
    if not seat.status.is_open:
        raise NotNow(seat.status)
    event = await looking.event_of(seat.event_id, context)
    seen = await looking.seen(event, pressed.person, context, seat)
    await context.change(pressed.query, views.sure(seen, context.texts_of(pressed.person)))


async def give_back(pressed: Pressed, seat: Seat, context: Context) -> None:
    left = await context.seats.give_up(seat.id, context.now)
    await campaigns.left(left, context)
    _, event = context.texts_of(pressed.person), await looking.event_of(seat.event_id, context)
    headline = views.given_back(_)
    screen = await looking.screen(event.id, pressed.person, context, headline)
    await context.change(pressed.query, screen)
    if seat.status is Status.TAKEN:
        await files.send(event, left, pressed.person, context)


async def take(pressed: Pressed, seat: Seat, context: Context) -> None:
    """Pressed twice, it says the same."""
    event = await looking.event_of(seat.event_id, context)
    if seat.status is not Status.TAKEN:
        taken = await context.seats.accept(seat.id, context.now)
        await files.send(event, taken, pressed.person, context)
    headline = views.headline(Status.TAKEN, context.texts_of(pressed.person))
    screen = await looking.screen(event.id, pressed.person, context, headline)
    await context.change(pressed.query, screen)


async def let_pass(pressed: Pressed, seat: Seat, context: Context) -> None:
    left = await context.seats.let_go(seat.id, context.now)
    event = await looking.event_of(seat.event_id, context)
    seen = await looking.seen(event, pressed.person, context, left)
    await context.change(pressed.query, line_views.let_pass(seen, context.texts_of(pressed.person)))


ROUTES: tuple[OnPress, ...] = (
    on_press(GiveBack, of_seat(sure)),
    on_press(ReallyGiveBack, of_seat(give_back)),
    on_press(TakeOffer, of_seat(take)),
    on_press(LetPass, of_seat(let_pass)),
)
