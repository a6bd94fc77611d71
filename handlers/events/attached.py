"""What a request is about: the event from which its member asked."""

from desk.ticket import Ticket
from handlers import relay
from handlers.context import Context
from handlers.views.events import attached as views


async def attach(ticket: Ticket, event_id: int, context: Context) -> None:
    """A line in the topic."""
    event = await context.programme.look(event_id)
    if event is not None:
        await relay.tell_topic(context, ticket.id, views.line(event, context.house.staff_texts))
