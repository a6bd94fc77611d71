"""/forums: what is on near somebody, in their fields, in their language; and where they come."""

from collections.abc import Sequence

from desk.events.event import Event
from desk.events.programme import EVERY, Interests, Only, fits
from desk.events.seats import Seat
from desk.events.subscriptions import EVERYTHING, Interest
from desk.events.themes import Theme
from desk.people import Person
from handlers.context import Context
from handlers.events import looking
from handlers.events.seat_buttons import (
    ChooseForumsOf,
    ShowEvent,
    ShowFilters,
    ShowForums,
    ShowForumsOf,
    ShowMySeats,
)
from handlers.routing import OnCommand, OnPress, Pressed, Said, on_press
from handlers.screen import Button, Screen
from handlers.views import menus
from handlers.views.events import forums as views
from handlers.views.events import mydata, subscribing
from handlers.views.events import seat as seat_views


async def command(said: Said, context: Context) -> None:
    person = await context.people.tell(said.person)
    await context.tell(person.id, await listed(person, Only(0), 0, context))


async def show(pressed: Pressed, button: ShowForums, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    shown = await listed(person, _only(button.only), button.page, context)
    await context.change(pressed.query, shown)


async def show_of(pressed: Pressed, button: ShowForumsOf, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    only, _dot, of = button.what.partition(".")
    known = _only(int(only) if only in map(str, range(int(EVERY) + 1)) else 0)
    shown = await listed(person, known, button.page, context, of)
    await context.change(pressed.query, shown)


async def listed(person: Person, only: Only, page: int, context: Context, of: str = "") -> Screen:
    """`of` is of which kind, region or theme; all of them where there is none such any more."""
    known = await interests(person, context)
    every = await context.programme.ahead(context.now)
    interest = _offered(every, of.partition(".")[0] + "s").get(of, EVERYTHING)
    events = [one for one in every if interest.fits(one) and fits(one, only, known)]
    zone, _ = await context.zone_of(person), context.texts_of(person)
    return views.listed(events, views.Chosen(only, of, interest), page, zone, _)


def _offered(events: Sequence[Event], facet: str) -> dict[str, Interest]:
    """Of which there is something, by what stands for each in a button."""
    every = subscribing.offered(facet, {one.region for one in events if one.region})
    return {of: one for of, one in every if any(map(one.fits, events))}


async def choose_of(pressed: Pressed, button: ChooseForumsOf, context: Context) -> None:
    offered = _offered(await context.programme.ahead(context.now), button.facet)
    screen = views.choose_of(offered, _only(button.only), context.texts_of(pressed.person))
    await context.change(pressed.query, screen)


async def filters(pressed: Pressed, button: ShowFilters, context: Context) -> None:
    known = await interests(pressed.person, context)
    screen = views.filters(
        _only(button.only),
        knows_place=bool(known.place),
        knows_fields=bool(known.fields),
        _=context.texts_of(pressed.person),
    )
    await context.change(pressed.query, screen)


async def interests(person: Person, context: Context) -> Interests:
    """Their fields are the themes that they follow, and what they have wanted a mentor for."""
    themes = {one.theme for one in await context.subscriptions.of(person.id) if one.theme}
    areas = {wish.area for wish in await context.wishes.of(person.id) if wish.area}
    known = {theme for theme in Theme if str(theme) in set(map(str, areas))}
    language = context.texts_of(person).language.telegram_code
    return Interests(person.place or "", themes | known, language)


async def mine(pressed: Pressed, _button: ShowMySeats, context: Context) -> None:
    await context.change(pressed.query, await my_seats(pressed.person, context))


async def my_seats(person: Person, context: Context) -> Screen:
    """Of what is to come, or has been cancelled before."""
    _, zone = context.texts_of(person), await context.zone_of(person)
    told, buttons = [], []
    for event, seat in await _ahead(person, context):
        shown = await looking.seen(event, person, context, seat)
        told.append(seat_views.in_a_line(shown, _))
        buttons.append(Button(views.line(event, zone, _), ShowEvent(event.id)))
    return views.mine(told, buttons, _)


async def _ahead(person: Person, context: Context) -> Sequence[tuple[Event, Seat]]:
    theirs = {
        seat.event_id: seat
        for seat in await context.seats.of_person(person.id)
        if seat.status.is_open
    }
    known = await context.programme.some(list(theirs))
    ahead = [one for one in known.values() if one.ends_at and one.ends_at > context.now]
    return [(one, theirs[one.id]) for one in sorted(ahead, key=lambda one: one.days[0].starts_at)]


async def held(person: Person, context: Context) -> mydata.Held:
    """All that is known of where they came and come, and of what they follow."""
    theirs = await context.seats.of_person(person.id)
    known = await context.programme.some([seat.event_id for seat in theirs])
    told = []
    for seat in theirs:
        one = seat.organisation_id and await context.organisations.get(seat.organisation_id)
        came = await context.attendance.of_seat(seat.id)
        said = await context.feedback.get(seat.id)
        name = one.name if one else None
        told.append(mydata.Place(seat, known[seat.event_id], name, came, said))
    return mydata.Held(told, await context.subscriptions.of(person.id))


def _only(given: int) -> Only:
    return Only(given) & EVERY if 0 <= given <= int(EVERY) else Only(0)


ROUTES: tuple[OnCommand | OnPress, ...] = (
    OnCommand(("forums", *menus.FORUMS), command),
    on_press(ShowForums, show),
    on_press(ShowForumsOf, show_of),
    on_press(ChooseForumsOf, choose_of),
    on_press(ShowFilters, filters),
    on_press(ShowMySeats, mine),
)
