"""What a member answers to what they were told: I come, I have a question, no more of these."""

from desk.events.seats import NotNow, Seat
from handlers.context import Context
from handlers.events import looking
from handlers.events.giving import of_seat
from handlers.events.seat_buttons import NoMoreOf, ShowFacts, WillCome
from handlers.routing import OnPress, Pressed, on_press
from handlers.views.events import telling as views


async def come(pressed: Pressed, seat: Seat, context: Context) -> None:
    """Of use until it begins; pressed twice, it says the same."""
    event = await looking.event_of(seat.event_id, context)
    seen = await looking.seen(event, pressed.person, context, seat)
    if not seen.is_open:
        raise NotNow(seat.status)
    coming = await context.seats.say_comes(seat.id)
    seen = await looking.seen(event, pressed.person, context, coming)
    await context.change(pressed.query, views.reminder(seen, context.texts_of(pressed.person)))


async def facts(pressed: Pressed, button: ShowFacts, context: Context) -> None:
    """Below the reminder, which stays."""
    event = await looking.event_of(button.event_id, context)
    seen = await looking.seen(event, pressed.person, context)
    await context.tell(pressed.person.id, views.facts(seen, context.texts_of(pressed.person)))


async def no_more(pressed: Pressed, button: NoMoreOf, context: Context) -> None:
    event = await looking.event_of(button.event_id, context)
    for interest in await context.subscriptions.of(pressed.person.id):
        if interest.fits(event):
            await context.subscriptions.drop(pressed.person.id, interest)
    await context.change(pressed.query, views.no_more(context.texts_of(pressed.person)))


ROUTES: tuple[OnPress, ...] = (
    on_press(WillCome, of_seat(come)),
    on_press(ShowFacts, facts),
    on_press(NoMoreOf, no_more),
)
