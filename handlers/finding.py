"""Staff look for tickets by their words, and read them whole: here, or as a file."""

from typing import Any

from desk.audit import Deed
from desk.finding import Found, Hit, number_in
from desk.history import Change
from desk.outgoing import Call, General, Parcel, Priority
from desk.staff import ANSWERING
from desk.ticket import Ticket, seen
from handlers import audit, groups, staff_group
from handlers.buttons import AsFile, ShowSensitive
from handlers.context import Context
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.seat import seat
from handlers.views import finding as views
from handlers.views import transcript


async def find(said: Said, context: Context) -> None:
    """/find WORDS; a number that is a ticket's leads to that ticket, in any group."""
    _ = context.desk_texts
    group, words = groups.all_asked(said.rest, context)
    if not words:
        await staff_group.tell(said, views.how_to_find(_), context)
        return
    named = await _numbered(words, context)
    found = Found((Hit(named),)) if named else await context.finding.find(words, group=group)
    await audit.write(context, Deed.SEARCHED, count=len(found.hits) + found.more)
    scope = None if named else groups.scope("find", group, context)
    shown = views.found(found, context.groups, scope, _)
    screen = shown if found.hits else views.nothing(words, scope, _)
    await staff_group.tell(said, screen, context)


async def read(said: Said, context: Context) -> None:
    """/ticket N; in a topic, /ticket alone."""
    _ = context.desk_texts
    if said.rest:
        ticket = await _numbered(said.rest, context)
        unknown = views.no_such_request(said.rest, _)
    else:
        ticket = await staff_group.here(said.message, context)
        unknown = views.how_to_read(_)
    if ticket is None:
        await staff_group.tell(said, unknown, context)
        return
    if ticket.sensitive:
        await staff_group.tell(said, views.hidden(ticket, _), context)
        return
    told = await _told(ticket, context)
    screen = transcript.screen(told, _)
    await audit.write(context, Deed.READ if screen else Deed.SAVED, ticket.id)
    if screen is not None:
        await staff_group.tell(said, screen, context)
        return
    await _send(told, said.message.message_thread_id, context)


async def press_show(pressed: Pressed, button: ShowSensitive, context: Context) -> None:
    told = await _told(await _shown(button.ticket_id, context), context)
    screen = transcript.screen(told, context.desk_texts)
    await audit.write(context, Deed.READ if screen else Deed.SAVED, button.ticket_id)
    if screen is not None:
        await context.change(pressed.query, screen)
        return
    await _send_where(pressed, told, context)


async def press_file(pressed: Pressed, button: AsFile, context: Context) -> None:
    told = await _told(await _shown(button.ticket_id, context), context)
    await audit.write(context, Deed.SAVED, button.ticket_id)
    await _send_where(pressed, told, context)


async def _shown(ticket_id: int, context: Context) -> Ticket:
    """The ticket; where it is sensitive, its history says who has read it. Raises NoSuchTicket."""
    ticket = await context.tickets.look(ticket_id)
    if ticket.sensitive:
        await context.work.note(ticket, context.actor, context.now, Change.SHOWN)
    return ticket


async def _numbered(words: str, context: Context) -> Ticket | None:
    number = number_in(words)
    return None if number is None else await context.tickets.find(number)


async def _told(ticket: Ticket, context: Context) -> transcript.Told:
    requester = await context.people.look(ticket.requester_id)
    assert requester is not None
    person = seen(requester, ticket)
    where = await seat(ticket, requester, context, context.desk_texts)
    return transcript.Told(ticket, person, await context.finding.messages(ticket), where)


async def _send_where(pressed: Pressed, told: transcript.Told, context: Context) -> None:
    """Beside the message whose button was pressed."""
    thread = getattr(pressed.query.message, "message_thread_id", None)
    await _send(told, thread, context)
    context.toast(pressed.query, views.sent_as_file(told.ticket, context.desk_texts))


async def _send(told: transcript.Told, thread_id: int | None, context: Context) -> None:
    _ = context.desk_texts
    params: dict[str, Any] = {"caption": transcript.caption(told.ticket, _)}
    if thread_id is not None:
        params["message_thread_id"] = thread_id
    file = ("document", transcript.page(told, _))
    call = Call("sendDocument", params, upload=file, looked_up=True)
    await context.outbox.put(Parcel(General(context.group), call, Priority.STAFF))


ROUTES = (
    OnCommand(("find",), find, Side.STAFF, ANSWERING),
    OnCommand(("ticket",), read, Side.STAFF, ANSWERING),
    on_press(ShowSensitive, press_show, Side.STAFF, ANSWERING),
    on_press(AsFile, press_file, Side.STAFF, ANSWERING),
)
