"""In the topic of a sensitive ticket a line stands for words: that there are new ones to read."""

from desk.discretion import beginning, goes_with
from desk.incoming import MessageRef
from desk.outgoing import Call, Parcel, Priority, Topic
from desk.ticket import Ticket
from handlers.context import Context
from handlers.screen import Screen
from handlers.views import discretion as views


async def announce(context: Context, ticket: Ticket, at: MessageRef) -> None:
    """One line for what is written in one go."""
    message = await context.messages.find(at)
    assert message is not None
    first = await context.memory.get(_key(ticket))
    last = await context.messages.last(ticket, 2)
    before = last[0] if len(last) > 1 else None
    if first and before and int(first) <= before.id and goes_with(message, before):
        return
    await context.memory.put(_key(ticket), str(message.id), context.now)
    await _tell(context, ticket, views.arrived(message, context.house.staff_texts))


async def last(context: Context, ticket: Ticket) -> Screen | None:
    """The line for what the member wrote last, for a topic that begins anew.

    None where there is only what the card's own button opens.
    """
    first = await context.messages.first(ticket)
    begun = beginning(await context.messages.last(ticket))
    if begun is None or first is None or begun.id == first.id:
        return None
    await context.memory.put(_key(ticket), str(begun.id), context.now)
    return views.arrived(begun, context.house.staff_texts)


async def announce_change(context: Context, ticket: Ticket, at: MessageRef) -> None:
    message = await context.messages.find(at)
    assert message is not None
    await _tell(context, ticket, views.changed(message, context.house.staff_texts))


async def begin_anew(context: Context, ticket: Ticket) -> None:
    """Whatever was announced before, what comes now has a line of its own."""
    await context.memory.put(_key(ticket), "", context.now)


async def _tell(context: Context, ticket: Ticket, screen: Screen) -> None:
    call = Call("sendMessage", screen.params())
    await context.outbox.put(Parcel(Topic(ticket.id), call, Priority.STAFF))


def _key(ticket: Ticket) -> str:
    """The mark with the number of the message that the last line stands for."""
    return f"arrived:{ticket.id}"
