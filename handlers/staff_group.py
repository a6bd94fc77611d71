"""What every command of staff's needs: the ticket that is meant, and an answer in its place."""

from collections.abc import Callable

from desk.errors import DeskError, NoSuchTicket
from desk.incoming import Kind, MessageRef
from desk.outgoing import Call, Parcel, Priority, Topic
from desk.tickets import Ticket
from handlers import relay
from handlers.context import Context
from handlers.incoming import incoming
from handlers.routing import Said
from handlers.screen import Screen
from handlers.texts import Texts
from handlers.views import card

_DONE = "👌"


async def ticket(said: Said, context: Context) -> Ticket:
    """The ticket whose topic this is. Raises NoSuchTicket."""
    found = await context.tickets.in_topic(said.message.message_thread_id)
    if found is None:
        raise NoSuchTicket
    return found


async def tell(said: Said, screen: Screen, context: Context) -> None:
    """An answer to staff where they asked, quoting what they wrote."""
    params = {
        "chat_id": said.message.chat_id,
        "message_thread_id": said.message.message_thread_id,
        "reply_parameters": _quoting(said.message.message_id),
        **screen.params(),
    }
    await context.outbox.put(relay.to_group(params))


async def in_topic(
    ticket: Ticket, screen: Screen, context: Context, answering: MessageRef | None = None
) -> None:
    params = screen.params()
    if answering is not None:
        params["reply_parameters"] = _quoting(answering.message_id)
    await context.outbox.put(Parcel(Topic(ticket.id), Call("sendMessage", params), Priority.STAFF))


async def done(said: Said, context: Context) -> None:
    """A quiet sign at the command."""
    await context.outbox.put(relay.mark(incoming(said.message, Kind.TEXT).at, _DONE))


def _quoting(message_id: int) -> dict[str, object]:
    return {"message_id": message_id, "allow_sending_without_reply": True}


ANSWERS: dict[type[DeskError], Callable[[DeskError, Texts], Screen]] = {
    NoSuchTicket: lambda _error, _: card.no_ticket_here(_)
}
