"""Staff after an event: its figures, the files for those who came, and who is in no picture."""

from telegram import Message

from desk.errors import NotYours
from desk.events.event import Event
from desk.events.feedback import File
from desk.events.making import Form
from desk.incoming import Kind
from desk.names import shown
from desk.outgoing import Call, General, Parcel, Priority
from handlers import relay, staff_group
from handlers.context import Context
from handlers.events import afterwards, hall
from handlers.events.card import MAKING
from handlers.events.door_buttons import (
    AddMaterials,
    SendMaterials,
    SendReport,
    ShowMaterials,
    ShowPictures,
    ShowReport,
)
from handlers.events.hall import SEEING
from handlers.incoming import incoming, kind_of
from handlers.routing import OnPress, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views.events import afterwards as views
from handlers.views.events.seats import Guest
from handlers.views.html import plain

MATERIALS = "materials"  # what a message of the staff group asks for


async def report(pressed: Pressed, button: ShowReport, context: Context) -> None:
    held = await _held(button.event_id, context)
    await context.change(pressed.query, views.report(held, context.desk_texts))


async def as_table(_pressed: Pressed, button: SendReport, context: Context) -> None:
    file = views.as_table(await _held(button.event_id, context), context.desk_texts)
    call = Call("sendDocument", {}, upload=("document", file), looked_up=True)
    await context.outbox.put(Parcel(General(context.group), call, Priority.STAFF))


async def _held(event_id: int, context: Context) -> views.Held:
    """Raises NotYours."""
    event = await hall.event_of(event_id, context)
    roll = await context.attendance.of_event(event.id)
    return views.Held(event, roll, await context.feedback.of_event(event.id))


async def pictures(_pressed: Pressed, button: ShowPictures, context: Context) -> None:
    """Whoever came and has not said yes, in a message of its own."""
    event = await hall.event_of(button.event_id, context)
    shy = await in_no_picture(event.id, context)
    await _say(views.pictures(event, shy, context.desk_texts), context)


async def in_no_picture(event_id: int, context: Context) -> list[Guest]:
    """Whoever came and has not said yes, or was not asked."""
    roll = await context.attendance.of_event(event_id)
    came = [seat for seat in roll.seats if roll.marks.get(seat.id)]
    return [await hall.guest_of(seat, context) for seat in came if not seat.answers.photos]


# Files for those who came


async def materials(_pressed: Pressed, button: ShowMaterials, context: Context) -> None:
    event = await hall.event_of(button.event_id, context)
    await _say(await _materials(event, context), context)


async def _materials(event: Event, context: Context, *, is_asking: bool = False) -> Screen:
    files = await context.feedback.files(event.id)
    fresh = len(await afterwards.fresh(event.id, context))
    written = views.add if is_asking else views.materials
    return written(event, files, fresh, context.desk_texts)


async def _say(screen: Screen, context: Context) -> None:
    await context.outbox.put(relay.to_group(screen, context.group))


async def add(pressed: Pressed, button: AddMaterials, context: Context) -> None:
    event = await hall.event_of(button.event_id, context)
    message = pressed.query.message
    if message is None:
        raise NotYours(event.id)
    await context.events.ask(Form(message.message_id, context.group, event.id, MATERIALS))
    await context.change(pressed.query, await _materials(event, context, is_asking=True))


async def answered(said: Said, form: Form, context: Context) -> None:
    """Each message that answers is one of them."""
    assert context.colleague is not None
    kind = kind_of(said.message)
    if kind is None or context.colleague.role not in MAKING:
        return
    event = await hall.event_of(form.event_id, context)
    title = _title(said.message, kind)
    at = said.message
    file = File(0, event.id, kind, at.chat_id, at.message_id, title, context.now)
    await context.feedback.add_file(file)
    screen = await _materials(event, context, is_asking=True)
    await relay.edit_in_group(context, form.message_id, screen)
    await staff_group.done(said, context)


def _title(message: Message, kind: Kind) -> str:
    named = message.document.file_name if message.document else None
    return shown(named) if named else plain(incoming(message, kind).plain) or kind.value


async def send(pressed: Pressed, button: SendMaterials, context: Context) -> None:
    """Pressed twice, they get it once."""
    event = await hall.event_of(button.event_id, context)
    await afterwards.send_fresh(event, context)
    context.toast(pressed.query, views.sending(context.desk_texts))
    await context.change(pressed.query, await _materials(event, context))


ROUTES: tuple[OnPress, ...] = (
    on_press(ShowReport, report, Side.STAFF, SEEING),
    on_press(SendReport, as_table, Side.STAFF, SEEING),
    on_press(ShowPictures, pictures, Side.STAFF, SEEING),
    on_press(ShowMaterials, materials, Side.STAFF, SEEING),
    on_press(AddMaterials, add, Side.STAFF, MAKING),
    on_press(SendMaterials, send, Side.STAFF, MAKING),
)
