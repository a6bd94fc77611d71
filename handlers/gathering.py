"""More questions than can be answered one by one become one request, which a person reads."""

from datetime import datetime

from desk.incoming import Incoming
from desk.people import Person
from handlers import tickets, withholding
from handlers.context import Context
from handlers.views import flood as views


async def gather(person: Person, words: Incoming, since: datetime, context: Context) -> None:
    """All that was asked since then and that no person has seen."""
    if await withholding.holds(person, words, None, context):
        return
    question = await context.questions.keep_for_staff(person, words)
    first, *others = await context.questions.lately(person, min(since, question.asked_at))
    ticket = await tickets.open_from(person, first, context)
    for other in others:
        for part in tickets.parts_of(other):
            await tickets.add_to(person, ticket, part, context)
        await context.questions.gathered(other, ticket.id)
    screen = views.received(ticket, context.texts_of(person))
    await context.tell(person.id, screen, about=ticket.id)
