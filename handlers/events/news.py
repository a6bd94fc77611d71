"""What has become of an event, for everybody: a text in several languages, and pictures.

Whoever is in a picture has said yes: before it is published, staff read the names of all others.
"""

from desk.errors import NotYours
from desk.events.event import Event
from desk.events.feedback import File, Slot
from desk.events.making import Form
from desk.events.parts import CODES
from desk.events.seats import Status
from desk.incoming import Kind
from desk.outgoing import Call, Chat, Parcel
from handlers import relay, staff_group
from handlers.context import Context
from handlers.events import afterwards, hall, looking, reporting
from handlers.events.card import MAKING
from handlers.events.door_buttons import (
    DropAlbum,
    HideNews,
    PublishNews,
    ReadNews,
    ShowNews,
    WriteNews,
)
from handlers.events.giving import own
from handlers.events.hall import SEEING
from handlers.events.seat_buttons import SayOfPictures
from handlers.incoming import incoming, kind_of
from handlers.routing import OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import language as language_views
from handlers.views.events import news as views

_MOST_TEXT = 3000  # characters: a message takes 4096, with the title
_MOST_PICTURES = 100  # of one call (Bot API, copyMessages)
_PICTURES = (Kind.PHOTO, Kind.VIDEO)


def is_part(part: str) -> bool:
    """What a message of the staff group asks for."""
    slot, _dot, code = part.partition(".")
    return part == Slot.ALBUM or (slot == Slot.NEWS and code in CODES)


async def _of(event: Event, context: Context, *, asks: str = "") -> Screen:
    news = views.News(
        event,
        await texts(event.id, context),
        len(await context.feedback.files(event.id, Slot.ALBUM)),
        await reporting.in_no_picture(event.id, context),
        is_out=await context.memory.get(looking.news_mark(event.id)) is not None,
        asks=asks,
    )
    return views.news(news, context.desk_texts)


async def texts(event_id: int, context: Context) -> dict[str, str]:
    """By their languages; of each what was written last."""
    files = await context.feedback.files(event_id, Slot.NEWS)
    return {one.language: one.title for one in files if one.language}


async def show(_pressed: Pressed, button: ShowNews, context: Context) -> None:
    event = await hall.event_of(button.event_id, context)
    screen = await _of(event, context)
    await context.outbox.put(relay.to_group(screen, context.group))


async def write(pressed: Pressed, button: WriteNews, context: Context) -> None:
    event = await hall.event_of(button.event_id, context)
    message = pressed.query.message
    if message is None or not is_part(button.part):
        raise NotYours(event.id)
    await context.events.ask(Form(message.message_id, context.group, event.id, button.part))
    await context.change(pressed.query, await _of(event, context, asks=button.part))


async def answered(said: Said, form: Form, context: Context) -> None:
    """Pictures are answers one by one; of texts the last one stands."""
    assert context.colleague is not None
    kind = kind_of(said.message)
    if kind is None or context.colleague.role not in MAKING:
        return
    words = incoming(said.message, kind)
    is_text = form.part != Slot.ALBUM
    fits = 0 < len(words.plain.strip()) <= _MOST_TEXT if is_text else kind in _PICTURES
    if not fits or is_text is not (kind is Kind.TEXT):
        refusal = views.no_text(_MOST_TEXT, context.desk_texts)
        if not is_text:
            refusal = views.no_picture(context.desk_texts)
        await staff_group.tell(said, refusal, context)
        return
    event = await hall.event_of(form.event_id, context)
    slot, _dot, code = form.part.partition(".")
    title = words.plain.strip() if is_text else kind.value
    at = said.message
    file = File(
        0, event.id, kind, at.chat_id, at.message_id, title, context.now, Slot(slot), code or None
    )
    await context.feedback.add_file(file)
    if not is_text:  # somebody has to say of these too who is in none of them
        await context.memory.drop(looking.news_mark(event.id))
    await relay.edit_in_group(context, form.message_id, await _of(event, context, asks=form.part))
    await staff_group.done(said, context)


async def drop_album(pressed: Pressed, button: DropAlbum, context: Context) -> None:
    event = await hall.event_of(button.event_id, context)
    await context.feedback.drop_files(event.id, Slot.ALBUM)
    await context.change(pressed.query, await _of(event, context))


async def publish(pressed: Pressed, button: PublishNews, context: Context) -> None:
    """Not where others may not be shown by now than were named."""
    event = await hall.event_of(button.event_id, context)
    shy = await reporting.in_no_picture(event.id, context)
    if len(shy) != button.shy or not await texts(event.id, context):
        context.toast(pressed.query, views.look_again(context.desk_texts), alert=True)
    else:
        await context.memory.put(looking.news_mark(event.id), "", context.now)
        if await context.memory.first(f"news told:{event.id}", "", context.now):
            await afterwards.send_news(event.id, context)
    await context.change(pressed.query, await _of(event, context))


async def hide(pressed: Pressed, button: HideNews, context: Context) -> None:
    event = await hall.event_of(button.event_id, context)
    await context.memory.drop(looking.news_mark(event.id))
    await context.change(pressed.query, await _of(event, context))


async def read(pressed: Pressed, button: ReadNews, context: Context) -> None:
    """The text in their language, and the pictures below it."""
    event, person = await looking.event_of(button.event_id, context), pressed.person
    _ = context.texts_of(person)
    if not await looking.has_news(event, context):
        context.toast(pressed.query, language_views.old_button(_))
        return
    await context.tell(person.id, views.read(event, await texts(event.id, context), _))
    album = (await context.feedback.files(event.id, Slot.ALBUM))[-_MOST_PICTURES:]
    for chat_id in dict.fromkeys(one.chat_id for one in album):
        there = sorted(one.message_id for one in album if one.chat_id == chat_id)
        call = Call("copyMessages", {"from_chat_id": chat_id, "message_ids": there})
        await context.outbox.put(Parcel(Chat(person.id), call))


async def say_of_pictures(pressed: Pressed, button: SayOfPictures, context: Context) -> None:
    """Whoever takes their yes back takes the pictures back, until staff have looked at them."""
    seat = await own(button.seat_id, pressed, context)
    event, person = await looking.event_of(seat.event_id, context), pressed.person
    if seat.status is not Status.TAKEN:
        raise NotYours(seat.id)
    said = await context.seats.say_of_pictures(seat.id, may=bool(button.may))
    is_out = await looking.has_news(event, context)
    if is_out and not said.answers.photos and await context.feedback.files(event.id, Slot.ALBUM):
        await context.memory.drop(looking.news_mark(event.id))
        guest = await hall.guest_of(said, context)
        await afterwards.to_staff(
            event, views.says_no(event, guest, context.house.staff_texts), context
        )
    await context.change(pressed.query, await looking.screen(event.id, person, context))


ROUTES: tuple[OnPress, ...] = (
    on_press(SayOfPictures, say_of_pictures),
    on_press(ShowNews, show, Side.STAFF, SEEING),
    on_press(WriteNews, write, Side.STAFF, MAKING),
    on_press(DropAlbum, drop_album, Side.STAFF, MAKING),
    on_press(PublishNews, publish, Side.STAFF, MAKING),
    on_press(HideNews, hide, Side.STAFF, MAKING),
    on_press(ReadNews, read),
)
