"""An event as one person sees it; what leads to it, and what is asked beside it."""

from markupsafe import Markup

from desk.errors import NotYours
from desk.events.event import Event, Standing
from desk.events.seats import Seat, Status
from desk.outgoing import Call, Chat, Parcel
from desk.people import Person
from handlers import tickets
from handlers.context import Context
from handlers.events.seat_buttons import AskAbout, ShowEvent, ShowMap
from handlers.routing import OnPress, Pressed, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.events import forums
from handlers.views.events import seat as views
from handlers.views.events.seat import Seen

LINK = "event_"  # what a start parameter begins with, before the number
SERVICE = "forums"  # as rules of staff groups and topics of entries name it


async def event_of(event_id: int, context: Context) -> Event:
    """As members may see it. Raises NotYours."""
    event = await context.programme.look(event_id)
    if event is None or event.published_at is None or event.standing is Standing.DRAFT:
        raise NotYours(event_id)
    return event


async def seen(event: Event, person: Person, context: Context, seat: Seat | None = None) -> Seen:
    """`seat` where it is known; else their newest."""
    seat = seat or await context.seats.last_of(event.id, person.id)
    place, organisation = 0, None
    if seat is not None and seat.status is Status.WAITING:
        place = await context.seats.place_of(seat)
    if seat is not None and seat.organisation_id is not None:
        organisation = await context.organisations.get(seat.organisation_id)
    name = organisation.name if organisation else None
    zone = await context.zone_of(person)
    demand = await context.topics.demand_of(event.id)
    news = await has_news(event, context)
    return Seen(event, seat, place, name, zone, context.now, demand, news)


def news_mark(event_id: int) -> str:
    """Under which it is written down that its news are published."""
    return f"news:{event_id}"


async def has_news(event: Event, context: Context) -> bool:
    """Whether anybody may read what has become of it."""
    has_begun = event.starts_at is not None and event.starts_at <= context.now
    return has_begun and await context.memory.get(news_mark(event.id)) is not None


async def screen(
    event_id: int, person: Person, context: Context, headline: Markup | None = None
) -> Screen:
    """As it stands now. Raises NotYours."""
    event = await event_of(event_id, context)
    return views.card(await seen(event, person, context), context.texts_of(person), headline)


async def show(pressed: Pressed, button: ShowEvent, context: Context) -> None:
    person = await context.people.tell(pressed.person)
    await context.change(pressed.query, await screen(button.event_id, person, context))


async def linked(person: Person, parameter: str, context: Context) -> None:
    try:
        number = int(parameter) if parameter.isdecimal() and len(parameter) < 18 else 0
        await context.tell(person.id, await screen(number, person, context))
    except NotYours:
        await context.tell(person.id, forums.no_such(context.texts_of(person)))


async def show_map(pressed: Pressed, button: ShowMap, context: Context) -> None:
    venue = (await event_of(button.event_id, context)).venue
    if venue is None or venue.latitude is None:
        context.toast(pressed.query, language_views.old_button(context.texts_of(pressed.person)))
        return
    params = {
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "title": venue.name,
        "address": venue.address or venue.name,
    }
    await context.outbox.put(Parcel(Chat(pressed.person.id), Call("sendVenue", params)))


async def ask(pressed: Pressed, button: AskAbout, context: Context) -> None:
    """What they write next goes to staff, with the event as what it is about."""
    event = await event_of(button.event_id, context)
    await tickets.describe(pressed.person, context, service=SERVICE, event_id=event.id)


ROUTES: tuple[OnPress, ...] = (
    on_press(ShowEvent, show),
    on_press(ShowMap, show_map),
    on_press(AskAbout, ask),
)
