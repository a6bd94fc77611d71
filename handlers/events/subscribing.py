"""Of which new events a member wants to be told; it is theirs to stop in one tap."""

from desk.events.subscriptions import EVERYTHING, MOST, Interest
from desk.people import Person
from desk.privacy import Purpose
from handlers.context import Context
from handlers.events.seat_buttons import AllowNews, ShowSubscriptions, StopNews, Subscribe
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.events import subscribing as views

_FACET = {"kind": "kinds", "region": "regions", "theme": "themes", "all": "kinds"}


async def show(pressed: Pressed, button: ShowSubscriptions, context: Context) -> None:
    await context.change(pressed.query, await screen(pressed.person, button.facet, context))


async def screen(person: Person, facet: str, context: Context) -> Screen:
    known = await context.subscriptions.of(person.id)
    allowed = await context.privacy.allowed(person)
    return views.choose(
        facet if facet in views.FACETS else "kinds",
        known,
        await _regions(known, context),
        is_allowed=Purpose.CAMPAIGNS in allowed,
        _=context.texts_of(person),
    )


async def _regions(known: list[Interest], context: Context) -> set[str]:
    """Those of what is planned, and those that they follow already."""
    ahead = {event.region for event in await context.programme.ahead(context.now) if event.region}
    return ahead | {one.region for one in known if one.region}


async def switch(pressed: Pressed, button: Subscribe, context: Context) -> None:
    """Pressed twice, it is the same."""
    person, _ = pressed.person, context.texts_of(pressed.person)
    known = await context.subscriptions.of(person.id)
    facet = _FACET.get(button.what.partition(".")[0])
    offered = dict(views.offered(facet or "", await _regions(known, context)))
    interest = EVERYTHING if button.what == "all" else offered.get(button.what)
    if facet is None or interest is None or (button.is_on and len(known) >= MOST):
        context.toast(pressed.query, language_views.old_button(_))
        return
    if button.is_on:
        await context.subscriptions.add(person.id, interest, context.now)
        context.toast(pressed.query, views.on(_))
    else:
        await context.subscriptions.drop(person.id, interest)
        context.toast(pressed.query, views.off(_))
    await context.change(pressed.query, await screen(person, facet, context))


async def stop(pressed: Pressed, _button: StopNews, context: Context) -> None:
    await context.subscriptions.stop(pressed.person.id)
    await context.change(pressed.query, views.stopped(context.texts_of(pressed.person)))


async def allow(pressed: Pressed, _button: AllowNews, context: Context) -> None:
    """The same switch as in /privacy, and written down in the same way."""
    _ = context.texts_of(pressed.person)
    await context.privacy.allow(
        pressed.person, Purpose.CAMPAIGNS, _.language, context.now, is_on=True
    )
    context.toast(pressed.query, views.on(_))
    await context.change(pressed.query, await screen(pressed.person, "kinds", context))


ROUTES: tuple[OnPress, ...] = (
    on_press(ShowSubscriptions, show),
    on_press(Subscribe, switch),
    on_press(StopNews, stop),
    on_press(AllowNews, allow),
)
