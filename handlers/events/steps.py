"""What becomes of an event: seen as members will, published, copied, cancelled, done."""

from desk.events.event import Event, Standing, Step
from desk.events.lacks import TO_WAIVE, lacks
from desk.languages import Language
from desk.staff import MayNot
from handlers.context import Context
from handlers.events import campaigns
from handlers.events.card import MAKING, WAIVING, ask_to_cancel, old, refusing, screen, turn
from handlers.events.making_buttons import LookAs, ReallyCancel, ShowSeries, TakeStep
from handlers.routing import OnPress, Pressed, Side, on_press
from handlers.views.events import listing, mistakes, preview


async def look(pressed: Pressed, button: LookAs, context: Context) -> None:
    """As whoever reads this language in this script will."""
    if button.language not in list(Language):
        old(pressed, context)
        return
    event = await context.events.get(button.event_id)
    theirs = context.house.texts(Language(button.language))
    demand = await context.topics.demand_of(event.id)
    await turn(pressed, preview.screen(event, demand, theirs, context.desk_texts), context)


async def take(pressed: Pressed, button: TakeStep, context: Context) -> None:
    match button.step:
        case Step.PUBLISH:
            event = await context.events.publish(button.event_id, context.now)
            await campaigns.published([event], context)
        case "publish_all":
            every = await context.events.publish_all(button.event_id, context.now)
            await campaigns.published(every, context)
            await dates(pressed, ShowSeries(button.event_id, 0), context)
            return
        case Step.FINISH:
            event = await context.events.finish(button.event_id, context.now)
        case "copy":
            event = await context.events.copy(button.event_id, context.now, context.actor.id)
        case "waive":
            event = await _waive(button.event_id, context)
        case _:
            old(pressed, context)
            return
    await turn(pressed, await screen(event, context), context)


async def _waive(event_id: int, context: Context) -> Event:
    """Without those that it lacks, and published where nothing else is missing. Raises MayNot."""
    if context.colleague is None or context.colleague.role not in WAIVING:
        raise MayNot(WAIVING)
    event = await context.events.waive(event_id, context.now)
    if event.standing is Standing.DRAFT and not set(lacks(event, context.now)) - TO_WAIVE:
        event = await context.events.publish(event_id, context.now)
        await campaigns.published([event], context)
    return event


async def cancel(pressed: Pressed, button: ReallyCancel, context: Context) -> None:
    """Not where others would be told by now than was said."""
    event = await context.events.get(button.event_id)
    if await context.events.people_of(event) != button.people:
        context.toast(pressed.query, mistakes.more_are_told(context.desk_texts), alert=True)
        await ask_to_cancel(pressed, button.event_id, context)
        return
    event = await context.events.cancel(button.event_id, context.now)
    await campaigns.cancelled(event, context)
    await turn(pressed, await screen(event, context), context)


async def dates(pressed: Pressed, button: ShowSeries, context: Context) -> None:
    event = await context.events.get(button.event_id)
    of = await context.events.of_series(event)
    await turn(pressed, listing.series(event, of, button.page, context.desk_texts), context)


ROUTES: tuple[OnPress, ...] = (
    on_press(LookAs, refusing(look), Side.STAFF, MAKING),
    on_press(TakeStep, refusing(take), Side.STAFF, MAKING),
    on_press(ReallyCancel, refusing(cancel), Side.STAFF, MAKING),
    on_press(ShowSeries, refusing(dates), Side.STAFF, MAKING),
)
