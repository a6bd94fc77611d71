"""/calendar: a person's sessions and events, which their calendar program fetches from an address
of their own.
"""

from desk.outgoing import Call, Chat, Parcel
from desk.people import Person
from handlers.context import Context
from handlers.events import files
from handlers.mentoring.calendar import reader
from handlers.mentoring.feed_buttons import NewFeed, SendAll, StopFeed
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import menus
from handlers.views.mentoring import calendar
from handlers.views.mentoring import feed as views

PATH = "/calendar/"


async def command(said: Said, context: Context) -> None:
    await context.tell(said.person.id, await _screen(said.person, context))


async def renew(pressed: Pressed, _button: NewFeed, context: Context) -> None:
    """The address is in this one message only: the row of the table cannot tell it again."""
    person = pressed.person
    _ = context.texts_of(person)
    if context.house.public_url is None:
        await context.change(pressed.query, views.files_only(_))
        return
    token = await context.feeds.renew(person, context.now)
    address = f"{context.house.public_url}{PATH}{token}.ics"
    await context.change(pressed.query, views.made(address, _))


async def stop(pressed: Pressed, _button: StopFeed, context: Context) -> None:
    """An address that nobody serves any more can be stopped, too."""
    _ = context.texts_of(pressed.person)
    await context.feeds.stop(pressed.person, context.now)
    is_served = context.house.public_url is not None
    await context.change(pressed.query, views.stopped(_) if is_served else views.files_only(_))


async def send_all(pressed: Pressed, _button: SendAll, context: Context) -> None:
    person = pressed.person
    all_of_them = await _published(person, context)
    if not all_of_them.attendances and not all_of_them.others:
        context.toast(pressed.query, views.none_yet(all_of_them.texts))
        return
    params = {"caption": calendar.caption_of_all(all_of_them.texts)}
    call = Call("sendDocument", params, upload=("document", all_of_them.as_file()))
    await context.outbox.put(Parcel(Chat(person.id), call))


async def published(digest: str, context: Context) -> calendar.Published | None:
    """None for an address that was never given, and for one that has been stopped."""
    person_id = await context.feeds.reader(digest)
    person = None if person_id is None else await context.people.look(person_id)
    return None if person is None else await _published(person, context)


async def _published(person: Person, context: Context) -> calendar.Published:
    attendances = await context.feeds.attendances(person.id, context.now)
    whose, _ = await reader(person, context), context.texts_of(person)
    others = await files.entries(person, whose, context)
    return calendar.Published(whose, attendances, context.now, _, others)


async def _screen(person: Person, context: Context) -> Screen:
    _ = context.texts_of(person)
    if context.house.public_url is None:
        return views.files_only(_)
    feed = await context.feeds.of(person)
    if feed is None:
        return views.offer(_)
    return views.known(feed.made_at, await context.zone_of(person), _)


ROUTES = (
    OnCommand(("calendar", *menus.CALENDAR), command),
    on_press(NewFeed, renew),
    on_press(SendAll, send_all),
    on_press(StopFeed, stop),
)
