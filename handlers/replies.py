"""Staff's side of tickets: answer, note, take back, close, open again; by word or by button."""

from dataclasses import replace

from telegram import Message

from desk.errors import NoSuchTicket, NothingToUndo
from desk.incoming import Incoming, Kind
from desk.messages import Author
from desk.outgoing import Priority
from desk.tickets import Ticket
from handlers import relay
from handlers.buttons import CloseTicket, ReopenTicket
from handlers.context import Context
from handlers.incoming import answered, incoming
from handlers.routing import OnCommand, Pressed, Said, Side, on_press
from handlers.screen import Screen
from handlers.views import card as views
from handlers.views import tickets as member_views

NOTE = "//"
_NOTED, _DONE, _TAKEN_BACK = "✍", "👌", "🙈"


async def topic_message(message: Message, kind: Kind, ticket: Ticket, context: Context) -> None:
    """What staff write in a topic goes to the member, unless it begins as an internal note."""
    words = incoming(message, kind)
    name = message.from_user.full_name if message.from_user else ""
    if words.plain.startswith(NOTE):
        await context.messages.add(ticket, Author.NOTE, name, words)
        await context.outbox.put(relay.mark(words.at, _NOTED))
        return
    await context.messages.add(ticket, Author.STAFF, name, words)
    await relay.to_member(context, ticket, await _in_place(ticket, words, context))
    replied = await context.tickets.replied(ticket, context.now)
    await relay.show_state(context, replied, ticket)


async def _in_place(ticket: Ticket, words: Incoming, context: Context) -> Incoming:
    """Turns the member to this ticket; where they were at another, the reply quotes this one."""
    person = await context.people.get(ticket.requester_id)
    if person is None or person.ticket_id == ticket.id:
        return words
    await context.people.turn_to(person, ticket.id)
    last = await context.messages.last_original(ticket)
    if words.answers is not None or last is None or last.copy is None:
        return words
    return replace(words, answers=last.copy)


async def edited(words: Incoming, context: Context) -> None:
    """Staff's correction; a note or a message taken back has no copy to correct."""
    changed = await context.messages.edit(words, context.now)
    if changed is None or changed.message.author is not Author.STAFF:
        return
    if changed.message.recalled_at is None:
        await relay.revise(context, changed)


async def close(said: Said, context: Context) -> None:
    await _close(await _ticket(said, context), context)
    await _done(said, context)


async def reopen(said: Said, context: Context) -> None:
    await _reopen(await _ticket(said, context), context)
    await _done(said, context)


async def undo(said: Said, context: Context) -> None:
    """The message that the command answers, or the last."""
    ticket = await _ticket(said, context)
    message = await context.messages.undo(ticket, answered(said.message), context.now)
    await relay.recall(context, message, ticket)
    assert message.original is not None
    await context.outbox.put(relay.mark(message.original, _TAKEN_BACK))
    await _done(said, context)


async def press_close(pressed: Pressed, button: CloseTicket, context: Context) -> None:
    ticket = await _close(await context.tickets.get(button.ticket_id), context)
    context.toast(pressed.query, views.closed_toast(ticket, context.house.staff_texts))


async def press_reopen(pressed: Pressed, button: ReopenTicket, context: Context) -> None:
    ticket = await _reopen(await context.tickets.get(button.ticket_id), context)
    context.toast(pressed.query, views.reopened_toast(ticket, context.house.staff_texts))


async def closed_by_hand(ticket: Ticket, context: Context) -> None:
    """Closing the topic in Telegram means what the button means."""
    await _close(ticket, context)


async def reopened_by_hand(ticket: Ticket, context: Context) -> None:
    await _reopen(ticket, context)


async def tell(said: Said, screen: Screen, context: Context) -> None:
    """An answer to staff where they asked, quoting what they wrote."""
    params = {
        "chat_id": said.message.chat_id,
        "message_thread_id": said.message.message_thread_id,
        "reply_parameters": {
            "message_id": said.message.message_id,
            "allow_sending_without_reply": True,
        },
        **screen.params(),
    }
    await context.outbox.put(relay.to_group(params))


async def _ticket(said: Said, context: Context) -> Ticket:
    """Raises NoSuchTicket."""
    ticket = await context.tickets.in_topic(said.message.message_thread_id)
    if ticket is None:
        raise NoSuchTicket
    return ticket


async def _close(ticket: Ticket, context: Context) -> Ticket:
    if ticket.is_closed:
        return ticket
    before, ticket = ticket, await context.tickets.close(ticket, context.now)
    _ = context.house.texts(ticket.language)
    person = await context.people.get(ticket.requester_id)
    if person is not None:
        _ = context.texts_of(person)
    screen = (
        member_views.over_urgent(ticket, _) if ticket.urgent else member_views.closed(ticket, _)
    )
    await context.tell(
        ticket.requester_id,
        screen,
        about=ticket.id,
        priority=Priority.STAFF,
    )
    await relay.show_state(context, ticket, before)
    return ticket


async def _reopen(ticket: Ticket, context: Context) -> Ticket:
    if not ticket.is_closed:
        return ticket
    asked = await context.tickets.asked(ticket)
    await relay.show_state(context, asked, ticket)
    return asked


async def _done(said: Said, context: Context) -> None:
    await context.outbox.put(relay.mark(incoming(said.message, Kind.TEXT).at, _DONE))


ROUTES = (
    OnCommand(("close",), close, Side.STAFF),
    OnCommand(("reopen",), reopen, Side.STAFF),
    OnCommand(("undo",), undo, Side.STAFF),
    on_press(CloseTicket, press_close, Side.STAFF),
    on_press(ReopenTicket, press_reopen, Side.STAFF),
)
ANSWERS = {NoSuchTicket: views.no_ticket_here, NothingToUndo: views.nothing_to_undo}
