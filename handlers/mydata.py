"""A member asks what is held about them: on a screen, or everything as files."""

from desk.outgoing import Call, Chat, Parcel, TextFile
from desk.people import Person
from handlers import profile
from handlers.context import Context
from handlers.events import forums, topics
from handlers.mentoring import holdings
from handlers.privacy_buttons import ExportMyData, ShowMyData
from handlers.routing import OnCommand, Pressed, Said, on_press
from handlers.screen import Screen
from handlers.views import menus
from handlers.views import mydata as views

_ALL = 1_000_000  # requests


async def command(said: Said, context: Context) -> None:
    await context.tell(said.person.id, await _summary(said.person, context))


async def show(pressed: Pressed, _button: ShowMyData, context: Context) -> None:
    await context.change(pressed.query, await _summary(pressed.person, context))


async def export(said: Said, context: Context) -> None:
    await _send(said.person, context)


async def press_export(pressed: Pressed, _button: ExportMyData, context: Context) -> None:
    await _send(pressed.person, context)


async def _summary(person: Person, context: Context) -> Screen:
    held = views.Summary(
        await profile.known(person, context),
        await context.erasure.holdings(person),
        await context.privacy.allowed(person),
        context.house.retention,
        context.house.timezone,
        await holdings.held(person, context),
    )
    return views.summary(held, context.texts_of(person))


async def _send(person: Person, context: Context) -> None:
    """To read, and for other programs."""
    _ = context.texts_of(person)
    held = await _everything(person, context)
    files = (views.as_page(held, _), views.as_json(held))
    for caption, file in zip(views.captions(_), files, strict=True):
        await context.outbox.put(Parcel(Chat(person.id), _document(caption, file)))


def _document(caption: str, file: TextFile) -> Call:
    return Call("sendDocument", {"caption": caption}, upload=("document", file))


async def _everything(person: Person, context: Context) -> views.Everything:
    tickets = await context.tickets.of(person, _ALL)
    return views.Everything(
        await profile.known(person, context),
        [(ticket, await context.messages.for_member(ticket)) for ticket in tickets],
        await context.questions.by(person),
        await context.kept.of(person.id),
        await context.privacy.log(person),
        await forums.held(person, context),
        await topics.wishes(person, context),
        context.now,
        context.house.timezone,
        await holdings.held(person, context),
    )


ROUTES = (
    OnCommand(("mydata", *menus.MYDATA), command),
    OnCommand(("export", *menus.EXPORT), export),
    on_press(ShowMyData, show),
    on_press(ExportMyData, press_export),
)
