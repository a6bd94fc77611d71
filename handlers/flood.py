"""What is too much to be answered one by one, and what was said already."""

from desk.flood import LOOKED_BACK
from desk.incoming import Incoming
from desk.people import Person
from desk.ticket import Ticket
from handlers import relay
from handlers.context import Context
from handlers.views import flood as views

_SEEN = "👀"


async def hear(person: Person, words: Incoming, context: Context) -> None:
    """The context knows from now on what sort of message this is."""
    context.heard = await context.floods.hear(person.id, words)


async def reassure(person: Person, ticket: Ticket, context: Context) -> None:
    """Once, when it becomes too much."""
    if context.heard is not None and context.heard.begins_flood:
        screen = views.received(ticket, context.texts_of(person))
        await context.tell(person.id, screen, about=ticket.id)


async def folded(ticket: Ticket, words: Incoming, context: Context) -> bool:
    """Whether the words were said in the ticket already; then they are counted there."""
    last = await context.messages.last(ticket, LOOKED_BACK)
    known = context.floods.repeated(ticket, words, last)
    if known is None:
        return False
    repeated = await context.messages.again(known)
    await relay.count(context, ticket, repeated)
    await acknowledge(words, context)
    return True


async def acknowledge(words: Incoming, context: Context) -> None:
    """A quiet sign that it was read, instead of another answer."""
    await context.outbox.put(relay.mark(words.at, _SEEN))
