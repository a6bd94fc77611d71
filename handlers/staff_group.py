"""What every command of staff's needs: the ticket that is meant, and an answer in its place."""

from collections.abc import Callable
from dataclasses import replace

from telegram import MaybeInaccessibleMessage, Message

from desk.errors import DeskError, Forgotten, NoSuchTicket
from desk.groups import MovedAway
from desk.people import Person
from desk.staff import Colleague
from desk.ticket import Ticket
from handlers import relay
from handlers.context import Context
from handlers.incoming import ref
from handlers.routing import Pressed, Said
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import card, groups

_DONE = "👌"


async def here(message: Message, context: Context) -> Ticket | None:
    """The ticket whose topic the message stands in, if it stands in one."""
    return await context.tickets.in_topic(message.message_thread_id, context.group)


async def ticket(said: Said, context: Context) -> Ticket:
    """The ticket whose topic this is, with somebody there to be helped.

    Raises NoSuchTicket, MovedAway, Forgotten.
    """
    found = await in_topic(said.message, context)
    if found.is_forgotten:
        raise Forgotten(found.id)
    return found


async def in_topic(message: MaybeInaccessibleMessage | None, context: Context) -> Ticket:
    """Telegram tells the topic of a message for 48 hours.

    Raises NoSuchTicket, MovedAway, Forgotten.
    """
    if not isinstance(message, Message):
        raise NoSuchTicket
    found = await here(message, context)
    if found is not None:
        return found
    former = await once_here(message, context)
    if former is None:
        raise NoSuchTicket
    if former.is_forgotten:
        raise Forgotten(former.id)
    raise MovedAway(former, context.groups)


async def once_here(message: Message, context: Context) -> Ticket | None:
    """The ticket that has left this topic for another group."""
    thread_id = message.message_thread_id
    number = thread_id and await context.moves.left(message.chat_id, thread_id)
    return await context.tickets.find(number) if number else None


def check_here(pressed: Pressed, ticket: Ticket, context: Context) -> None:
    """A button under a message of a topic that the ticket has left does nothing. MovedAway."""
    message = pressed.query.message
    assert message is not None
    thread_id = getattr(message, "message_thread_id", None) or ticket.topic_id
    there = (context.groups.chat_of(ticket), ticket.topic_id or thread_id)
    if (message.chat.id, thread_id) != there:
        raise MovedAway(ticket, context.groups)


async def tell_moved_away(message: Message, former: Ticket, context: Context) -> None:
    """Whoever writes in a topic that the ticket has left is told so, once for a burst."""
    screen = groups.moved_away(MovedAway(former, context.groups), context.desk_texts)
    key = f"away:{message.chat_id}:{message.message_thread_id}"
    await respond(message, screen, context, key)


async def tell(said: Said, screen: Screen, context: Context) -> None:
    """An answer to staff where they asked, quoting what they wrote."""
    await respond(said.message, screen, context)


async def respond(
    message: Message, screen: Screen, context: Context, key: str | None = None
) -> None:
    """Where it stands, quoting it; `key` as in a parcel."""
    parcel = relay.to_group(
        screen,
        context.group,
        message_thread_id=message.message_thread_id,
        reply_parameters=relay.quoting(message.message_id),
    )
    await context.outbox.put(replace(parcel, key=key))


def as_person(colleague: Colleague, context: Context) -> Person:
    """Staff act by their place in the group, not as people whom the line serves."""
    return Person(colleague.id, colleague.name, colleague.username, met_at=context.now)


async def done(said: Said, context: Context) -> None:
    """A quiet sign at the command."""
    await context.outbox.put(relay.mark(ref(said.message), _DONE))


ANSWERS: dict[type[DeskError], Callable[[DeskError, Texts], Screen]] = {
    NoSuchTicket: lambda _error, _: card.no_ticket_here(_),
    Forgotten: lambda _error, _: card.nobody_there(_),
    MovedAway: groups.moved_away,
}
