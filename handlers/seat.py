"""Where a ticket belongs, for the staff who read of it: office, service, owner, organisations."""

from desk.blocks import end_of
from desk.people import Person
from desk.ticket import Ticket
from handlers.context import Context
from handlers.texts import Texts
from handlers.views.card import Block, Seat


async def seat(ticket: Ticket, requester: Person, context: Context, _: Texts) -> Seat:
    """It only reads. Of an anonymous requester it tells nothing that others have not in common."""
    owner = await context.staff.get(ticket.owner_id)
    topics = context.house.base().topics(_.language)
    known = not ticket.anonymous
    return Seat(
        office=(await context.offices.of(requester)).name if known else "",
        zone=context.house.timezone,
        service=next((topic.title for topic in topics if topic.slug == ticket.service), None),
        owner=owner.name if owner else None,
        now=context.now,
        organisations=tuple(await context.organisations.of(requester)) if known else (),
        block=await _block(ticket, requester, context),
    )


async def _block(ticket: Ticket, requester: Person, context: Context) -> Block | None:
    until = end_of(requester, ticket)
    if until is None:
        return None
    has_kept = await context.kept.has(requester.id, ticket.id if ticket.anonymous else None)
    return Block(until if context.now < until else None, has_kept)
