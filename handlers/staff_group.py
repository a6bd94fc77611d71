"""What every command of staff's needs: the ticket that is meant, and an answer in its place."""

from collections.abc import Callable

from desk.errors import DeskError, Forgotten, NoSuchTicket
from desk.incoming import Kind
from desk.people import Person
from desk.staff import Colleague
from desk.ticket import Ticket
from handlers import relay
from handlers.context import Context
from handlers.incoming import incoming
from handlers.routing import Said
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import card

_DONE = "👌"


async def ticket(said: Said, context: Context) -> Ticket:
    """The ticket whose topic this is, with somebody there to be helped.

    Raises NoSuchTicket, Forgotten.
    """
    found = await context.tickets.in_topic(said.message.message_thread_id)
    if found is None:
        raise NoSuchTicket
    if found.is_forgotten:
        raise Forgotten(found.id)
    return found


async def tell(said: Said, screen: Screen, context: Context) -> None:
    """An answer to staff where they asked, quoting what they wrote."""
    params = {
        "chat_id": said.message.chat_id,
        "message_thread_id": said.message.message_thread_id,
        "reply_parameters": relay.quoting(said.message.message_id),
        **screen.params(),
    }
    await context.outbox.put(relay.to_group(params))


def as_person(colleague: Colleague, context: Context) -> Person:
    """Staff act by their place in the group, not as people whom the line serves."""
    return Person(colleague.id, colleague.name, colleague.username, met_at=context.now)


async def done(said: Said, context: Context) -> None:
    """A quiet sign at the command."""
    await context.outbox.put(relay.mark(incoming(said.message, Kind.TEXT).at, _DONE))


ANSWERS: dict[type[DeskError], Callable[[DeskError, Texts], Screen]] = {
    NoSuchTicket: lambda _error, _: card.no_ticket_here(_),
    Forgotten: lambda _error, _: card.nobody_there(_),
}
